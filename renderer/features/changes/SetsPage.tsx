import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeSet } from '#shared/changes.ts';
import { navigate } from '../../api/hash-location.ts';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { type AppColumn, AppTable } from '../../ui/AppTable.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Pages } from '../../ui/Pages.tsx';
import { Status } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { count, counted } from '../../ui/times.ts';
import { When } from '../../ui/When.tsx';
import { lineWords, setWords } from '../../words.ts';
import { reviewAddress } from './review-state.ts';
import { lastMove } from './set-words.ts';

const PAGE = 25;

const columns: AppColumn<ChangeSet>[] = [
  {
    id: 'title',
    header: 'Change set',
    rowHeader: true,
    minWidth: 180,
    cell: (set) => (
      <>
        <Link href={`#${reviewAddress(set.id)}`} variant="primary">
          <b>
            <Text limit={160} bare>
              {set.title}
            </Text>
          </b>
        </Link>
        {set.note !== '' && (
          <div className="mw-second">
            <Text limit={160}>{set.note}</Text>
          </div>
        )}
      </>
    ),
    text: (set) => set.title,
  },
  {
    id: 'state',
    header: 'State',
    minWidth: 105,
    cell: (set) => <Status {...setWords[set.state]} />,
    text: (set) => setWords[set.state].label,
  },
  {
    id: 'moved-on',
    header: 'Who and when',
    minWidth: 140,
    cell: (set) => {
      const { verb, by, at } = lastMove(set);
      return (
        <>
          {verb} <When at={at} relative />
          <div className="mw-second">
            by <Text limit={80}>{by}</Text>
          </div>
        </>
      );
    },
    text: (set) => {
      const { verb, by, at } = lastMove(set);
      return `${verb} ${at} by ${by}`;
    },
  },
  {
    id: 'lines',
    header: 'Lines',
    minWidth: 125,
    cell: (set) => <LineStates set={set} />,
    text: (set) => set.states.map(({ state, count: n }) => `${lineWords[state].label} ${n}`).join(', '),
  },
  {
    id: 'entities',
    header: 'Entities',
    minWidth: 80,
    cell: (set) => count(set.entities),
    text: (set) => String(set.entities),
  },
];

function LineStates({ set }: { set: ChangeSet }) {
  if (set.states.length === 0) return <>none</>;
  return (
    <div className="mw-lines">
      {set.states.map(({ state, count: n }) => (
        <a key={state} className="mw-line-state" href={`#${reviewAddress(set.id, { states: [state] })}`}>
          <Status tone={lineWords[state].tone} label={`${count(n)} ${lineWords[state].label.toLowerCase()}`} />
        </a>
      ))}
      {set.moved > 0 && (
        <a className="mw-line-state" href={`#${reviewAddress(set.id, { moved: true })}`}>
          {counted(set.moved, 'line')} moved underneath
        </a>
      )}
    </div>
  );
}

/** Every change set, the newest first. */
export default function SetsPage() {
  const [page, setPage] = useState(1);
  const sets = useQuery(
    core.changes.sets.queryOptions({
      input: { limit: PAGE, offset: (page - 1) * PAGE },
      placeholderData: (before) => before,
    }),
  );
  return (
    <SpaceBetween size="m">
      <Header
        variant="h1"
        description="What is staged stays in this file until it is proposed, approved and pushed. Only a push writes to AWS."
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton id="changes.back">Undo</ActionButton>
            <ActionButton id="changes.forth">Redo</ActionButton>
          </SpaceBetween>
        }
      >
        Change sets
      </Header>
      <Ask query={sets} word="change sets" renderEmpty={(data) => data.total === 0 && <NoSets />}>
        {({ items, total }) => (
          <AppTable
            label="Change sets"
            rows={items}
            columns={columns}
            rowKey={(set) => set.id}
            onOpen={(set) => navigate(reviewAddress(set.id))}
            pagination={<Pages label="change sets" page={page} size={PAGE} total={total} onPage={setPage} />}
            empty={<NoSets />}
          />
        )}
      </Ask>
    </SpaceBetween>
  );
}

export function NoSets() {
  return (
    <Empty
      title="Nothing is staged"
      cause="Open an asset and edit its description or its terms, or those of its columns. Each edit becomes a line of a change set, to be reviewed here before anything is written to AWS."
      step={<ActionButton id="go.catalog">Go to the catalog</ActionButton>}
    />
  );
}
