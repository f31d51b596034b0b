import Input from '@cloudscape-design/components/input';
import { useQueries } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { Asset, Column } from '#shared/catalog.ts';
import { toFailure } from '../../api/failure.ts';
import { core } from '../../api/queries.ts';
import { Waiting } from '../../ui/Ask.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { Grid, type GridColumn } from '../../ui/Grid.tsx';
import { GRID_PAGE, pagesInView } from '../../ui/grid-pages.ts';
import { Text } from '../../ui/Text.tsx';
import { counted } from '../../ui/times.ts';
import { ColumnDetails } from './ColumnDetails.tsx';
import { TermLine } from './Terms.tsx';

const columns: GridColumn<Column>[] = [
  { id: 'position', header: '#', width: '3.5rem', text: (column) => String(column.position + 1) },
  {
    id: 'name',
    header: 'Column',
    rowHeader: true,
    width: 'minmax(9rem, 1.4fr)',
    text: (column) => column.name,
    cell: (column) => (
      <>
        <Text limit={120} bare>
          {column.name}
        </Text>
        {column.partitionKey && (
          <span className="mw-term" title="Partition key">
            partition
          </span>
        )}
        {column.pending.length > 0 && (
          <span className="mw-term mw-staged" title="What is shown is what it will be">
            staged
          </span>
        )}
      </>
    ),
  },
  {
    id: 'business',
    header: 'Business name',
    width: 'minmax(7rem, 1.2fr)',
    text: (column) => column.businessName ?? '',
  },
  { id: 'type', header: 'Type', width: 'minmax(6rem, 0.8fr)', text: (column) => column.dataType },
  {
    id: 'description',
    header: 'Description',
    width: 'minmax(8rem, 1.8fr)',
    text: (column) => column.description ?? '',
  },
  { id: 'comment', header: 'Glue comment', width: 'minmax(7rem, 1.4fr)', text: (column) => column.comment ?? '' },
  {
    id: 'terms',
    header: 'Terms',
    width: 'minmax(6rem, 1fr)',
    text: (column) => column.terms.map((term) => term.name).join('; '),
    cell: (column) => (column.terms.length > 0 ? <TermLine terms={column.terms} /> : null),
  },
];

/** The columns of an asset in a grid that draws only what is in view, however many there are. */
export function AssetColumns({ asset }: { asset: Pick<Asset, 'id' | 'name' | 'columns'> }) {
  const { id: assetId, columns: expected } = asset;
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed).trim().slice(0, 200);
  const [range, setRange] = useState({ text: '', first: 0, last: 0 });
  const wanted = range.text === text ? range : { first: 0, last: 0 };
  const pages = pagesInView(wanted);
  const answers = useQueries({
    queries: pages.map((page) =>
      core.catalog.columns.queryOptions({ input: { assetId, text, offset: page * GRID_PAGE, limit: GRID_PAGE } }),
    ),
  });
  const error = answers.find((answer) => answer.error)?.error;
  const total = answers[0]?.data?.total;

  const columnAt = (at: number): Column | undefined => {
    const page = pages.indexOf(Math.floor(at / GRID_PAGE));
    return answers[page]?.data?.items[at % GRID_PAGE];
  };

  if (expected === 0)
    return <Empty title="No columns" cause="This asset has no columns in DataZone, or its type has none." />;
  return (
    <div className="mw-columns">
      <div className="mw-columns-head">
        <Input
          type="search"
          value={typed}
          ariaLabel="Filter columns"
          clearAriaLabel="Clear the filter"
          placeholder="Filter by name, type, description, comment or term"
          onChange={({ detail }) => setTyped(detail.value)}
        />
        <span role="status">{total === undefined ? '' : counted(total, 'column')}</span>
      </div>
      {error && (
        <Failed failure={toFailure(error)} onRetry={() => answers.forEach((answer) => void answer.refetch())} />
      )}
      {total === undefined && !error && <Waiting word="columns" />}
      {total === 0 && <Empty title="No column fits" cause={`No column has “${text}”.`} />}
      {total !== undefined && total > 0 && (
        <Grid
          key={text}
          label="Columns"
          columns={columns}
          rowCount={total}
          rowAt={columnAt}
          onRange={(first, last) => setRange({ text, first, last })}
          renderDetails={(column) => <ColumnDetails key={column.name} asset={asset} column={column} />}
        />
      )}
    </div>
  );
}
