import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '#shared/sync.ts';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { type AppColumn, AppTable } from '../../ui/AppTable.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Pages } from '../../ui/Pages.tsx';
import { Status } from '../../ui/Status.tsx';
import { count, lasted } from '../../ui/times.ts';
import { When } from '../../ui/When.tsx';
import { runWords } from '../../words.ts';

const PAGE = 10;

const columns: AppColumn<Run>[] = [
  { id: 'id', header: 'Pull', cell: (run) => `#${run.id}`, text: (run) => String(run.id), rowHeader: true, width: 80 },
  {
    id: 'state',
    header: 'State',
    cell: (run) => <Status {...runWords[run.state]} />,
    text: (run) => runWords[run.state].label,
    width: 130,
  },
  { id: 'started', header: 'Started', cell: (run) => <When at={run.startedAt} />, text: (run) => run.startedAt },
  {
    id: 'took',
    header: 'Took',
    minWidth: 95,
    cell: (run) => (run.endedAt ? lasted(run.startedAt, run.endedAt) : '…'),
    text: (run) => (run.endedAt ? lasted(run.startedAt, run.endedAt) : ''),
  },
  { id: 'calls', header: 'Calls', cell: (run) => count(run.calls), text: (run) => String(run.calls) },
  { id: 'items', header: 'Items read', cell: (run) => count(run.items), text: (run) => String(run.items) },
  {
    id: 'changes',
    header: 'Added / changed / removed',
    cell: (run) => `${count(run.added)} / ${count(run.changed)} / ${count(run.removed)}`,
    text: (run) => `${run.added} / ${run.changed} / ${run.removed}`,
  },
  {
    id: 'scopes',
    header: 'Scopes complete',
    cell: (run) => `${count(run.scopesComplete)} of ${count(run.scopes)}`,
    text: (run) => `${run.scopesComplete} of ${run.scopes}`,
  },
];

/** The pulls of this workspace, newest first. */
export function Runs() {
  const [page, setPage] = useState(1);
  const runs = useQuery(
    core.sync.runs.queryOptions({
      input: { limit: PAGE, offset: (page - 1) * PAGE },
      placeholderData: (before) => before,
    }),
  );
  return (
    <Ask query={runs} word="pulls">
      {({ items, total }) => (
        <AppTable
          label="Pulls"
          rows={items}
          columns={columns}
          rowKey={(run) => String(run.id)}
          header={
            <Header variant="h2" counter={`(${count(total)})`}>
              Pulls
            </Header>
          }
          pagination={<Pages label="pulls" page={page} size={PAGE} total={total} onPage={setPage} />}
          empty={
            <Empty
              title="Not pulled yet"
              cause="The mirror is empty until the first pull."
              step={<ActionButton id="sync.pull" />}
            />
          }
        />
      )}
    </Ask>
  );
}
