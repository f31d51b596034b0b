import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { Difference, DiffOutput } from '#shared/history.ts';
import { toFailure } from '../../../api/failure.ts';
import { client } from '../../../api/client.ts';
import { navigate } from '../../../api/hash-location.ts';
import { core } from '../../../api/queries.ts';
import { notifyFailure } from '../../../shell/notify-failure.ts';
import { useOffer } from '../../../shell/offers.ts';
import { copyText, toTsv } from '../../../ui/copying.ts';
import { Failed } from '../../../ui/Failed.tsx';
import { Grid, type GridColumn } from '../../../ui/Grid.tsx';
import { GRID_PAGE, pagesInView } from '../../../ui/grid-pages.ts';
import { say } from '../../../ui/notices.ts';
import { Partial } from '../../../ui/Partial.tsx';
import { count } from '../../../ui/times.ts';
import { changeWords, kindTitle } from '../../../words.ts';
import { ChangeDetails, pageOf } from './ChangeDetails.tsx';
import type { diffInput } from './change-state.ts';

/** What the clipboard takes at most: more rows are a report, not a paste. */
const MOST_COPIED = 5_000;

const columns: GridColumn<Difference>[] = [
  {
    id: 'change',
    header: 'Change',
    width: '5.5rem',
    text: (row) => changeWords[row.change],
    cell: (row) => <span className={`mw-change-${row.change}`}>{changeWords[row.change]}</span>,
  },
  { id: 'kind', header: 'Kind', width: 'minmax(6rem, 10rem)', text: (row) => kindTitle(row.kind) },
  {
    id: 'sentence',
    header: 'What happened',
    width: 'minmax(12rem, 1fr)',
    rowHeader: true,
    text: (row) => row.sentence,
  },
];

interface ChangeRowsProps {
  input: ReturnType<typeof diffInput>;
  /** The first page. */
  data: DiffOutput;
  narrowed: boolean;
}

/** The differences, drawn and read as they come into view, however many there are. */
export function ChangeRows({ input, data, narrowed }: ChangeRowsProps) {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const [copying, setCopying] = useState(false);
  const pages = pagesInView(range);
  const answers = useQueries({
    queries: pages.map((page) =>
      core.sync.diff.queryOptions({ input: { ...input, offset: page * GRID_PAGE, limit: GRID_PAGE } }),
    ),
  });
  const error = answers.find((answer) => answer.error)?.error;
  const rowAt = (at: number): Difference | undefined =>
    answers[pages.indexOf(Math.floor(at / GRID_PAGE))]?.data?.items[at % GRID_PAGE];

  const copy = () => {
    if (copying) return;
    setCopying(true);
    copyRows(input, data.total)
      .catch((failure: unknown) => notifyFailure('The rows were not copied', failure))
      .finally(() => setCopying(false));
  };
  useOffer('results.copy', copy, data.total > 0);
  return (
    <div className="mw-columns">
      <Header
        variant="h2"
        counter={`(${count(data.total)})`}
        description={data.incomplete.length > 0 && <Partial incomplete={data.incomplete} />}
        actions={
          <Button iconName="copy" loading={copying} onClick={copy}>
            Copy rows
          </Button>
        }
      >
        {narrowed ? 'Changes that fit' : 'All changes'}
      </Header>
      {error && (
        <Failed failure={toFailure(error)} onRetry={() => answers.forEach((answer) => void answer.refetch())} />
      )}
      <Grid
        label="Changes"
        columns={columns}
        rowCount={data.total}
        rowAt={rowAt}
        onRange={(first, last) => setRange({ first, last })}
        onOpen={(row) => {
          const path = pageOf(row);
          if (path === null) say('Only assets have a page of their own');
          else navigate(path);
        }}
        tallest="42vh"
        renderDetails={(row) => <ChangeDetails key={`${row.kind} ${row.id}`} row={row} />}
      />
    </div>
  );
}

const HEAD = ['Change', 'Kind', 'Name', 'Id', 'What happened', 'Field', 'Before', 'After'];

/** One line per field that changed, or per entity where there is none. */
function linesOf(row: Difference): string[][] {
  const about = [changeWords[row.change], kindTitle(row.kind), row.name, row.id, row.sentence];
  if (row.fields.length === 0) return [[...about, '', '', '']];
  return row.fields.map(({ field, before, after }) => [...about, field, before ?? '', after ?? '']);
}

async function copyRows(input: ReturnType<typeof diffInput>, total: number): Promise<void> {
  const rows: Difference[] = [];
  const wanted = Math.min(total, MOST_COPIED);
  while (rows.length < wanted) {
    const { items } = await client.sync.diff({ ...input, offset: rows.length, limit: GRID_PAGE });
    if (items.length === 0) break;
    rows.push(...items);
  }
  const told = rows.length < total ? `The first ${count(rows.length)} of ${count(total)} rows` : `${count(total)} rows`;
  await copyText(toTsv([HEAD, ...rows.flatMap(linesOf)]), told);
}
