import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '#shared/sync.ts';
import { navigate } from '../../api/hash-location.ts';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { useCommands } from '../../shell/commands.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { useOffer } from '../../shell/offers.ts';
import { openPast } from '../../shell/open.ts';
import { type AppColumn, AppTable, tableTsv } from '../../ui/AppTable.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { copyText } from '../../ui/copying.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Pages } from '../../ui/Pages.tsx';
import { count } from '../../ui/times.ts';
import { changesPath, coveragePath } from './paths.ts';
import { runColumns, runName } from './run-columns.tsx';

const PAGE = 25;
type Step = 'coverage' | 'past' | 'before' | 'since';

const columns: AppColumn<Run>[] = [
  ...runColumns,
  { id: 'steps', header: 'Actions', width: 90, cell: (run) => <RunSteps run={run} /> },
];

/** Every run that wrote the mirror, newest first; two of them can be compared. */
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
      {({ items, total }) => <RunTable items={items} total={total} page={page} onPage={setPage} />}
    </Ask>
  );
}

interface RunTableProps {
  items: readonly Run[];
  total: number;
  page: number;
  onPage: (page: number) => void;
}

function RunTable({ items, total, page, onPage }: RunTableProps) {
  const [chosen, setChosen] = useState<readonly Run[]>([]);
  const ends = chosen.map(({ id }) => id).toSorted((a, b) => a - b);
  const [from, to] = ends;
  const copy = () => void copyText(tableTsv(items, columns, { header: true }), `${items.length} rows`);
  useOffer('results.copy', copy, items.length > 0);
  return (
    <AppTable
      label="Pulls"
      rows={items}
      columns={columns}
      rowKey={(run) => String(run.id)}
      lastStays
      choice={{
        chosen,
        // The third takes the place of the first: two can be compared.
        onChoose: (rows) => setChosen(rows.slice(-2)),
        name: runName,
        disabled: (run) => !canCompare(run),
      }}
      header={
        <Header
          variant="h2"
          counter={`(${count(total)})`}
          description="Choose two to see what changed between them."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button iconName="copy" disabled={items.length === 0} onClick={copy}>
                Copy rows
              </Button>
              <Button
                disabled={from === undefined || to === undefined}
                onClick={() => {
                  if (from !== undefined && to !== undefined) navigate(changesPath({ from, to }));
                }}
              >
                Compare
              </Button>
            </SpaceBetween>
          }
        >
          Pulls
        </Header>
      }
      pagination={<Pages label="pulls" page={page} size={PAGE} total={total} onPage={onPage} />}
      empty={
        <Empty
          title="Not pulled yet"
          cause="The mirror is empty until the first pull."
          step={<ActionButton id="sync.pull" />}
        />
      }
    />
  );
}

const canCompare = (run: Run): boolean => run.kept && run.state !== 'running';

function RunSteps({ run }: { run: Run }) {
  const { now } = useCommands();
  const past = useMutation({
    mutationFn: () => openPast(run.id),
    onError: (error) => notifyFailure(`Pull ${run.id} was not opened`, error),
  });
  const go: Record<Step, () => void> = {
    coverage: () => navigate(coveragePath(run.id)),
    past: () => past.mutate(),
    before: () => navigate(changesPath({ to: run.id })),
    since: () => navigate(changesPath({ from: run.id })),
  };
  const steps: { id: Step; text: string; why: string | null }[] = [
    { id: 'coverage', text: 'Coverage of this pull', why: null },
    { id: 'past', text: 'Open as of this pull', why: notNow(run) ?? (now.running ? 'A job is running.' : null) },
    { id: 'before', text: 'Compare with the one before', why: notNow(run) },
    { id: 'since', text: 'Compare with now', why: notNow(run) },
  ];
  return (
    <ButtonDropdown
      variant="inline-icon"
      expandToViewport
      ariaLabel={`Actions for ${runName(run)}`}
      loading={past.isPending}
      items={steps.map(
        ({ id, text, why }): ButtonDropdownProps.Item => ({
          id,
          text,
          ...(why !== null && { disabled: true, disabledReason: why }),
        }),
      )}
      onItemClick={({ detail }) => {
        const wanted = steps.find(({ id }) => id === detail.id);
        if (wanted) go[wanted.id]();
      }}
    />
  );
}

/** Why the end of a run is no moment to go to; null where it is one. */
function notNow(run: Run): string | null {
  if (run.state === 'running') return 'It is still running.';
  return run.kept ? null : 'Retention has let go of this moment.';
}
