import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScopeCoverage } from '#shared/sync.ts';
import { core } from '../../api/queries.ts';
import { type AppColumn, AppTable, PAGE_ROWS } from '../../ui/AppTable.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Pages } from '../../ui/Pages.tsx';
import { Status } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { count } from '../../ui/times.ts';
import { kindWord, scopeWords } from '../../words.ts';

const columns: AppColumn<ScopeCoverage>[] = [
  {
    id: 'kind',
    header: 'Kind',
    cell: (scope) => kindWord(scope.kind),
    text: (scope) => scope.kind,
    rowHeader: true,
    width: 150,
  },
  {
    id: 'scope',
    header: 'Scope',
    cell: (scope) => <Text limit={120}>{scope.scopeName || scope.scope}</Text>,
    text: (scope) => scope.scopeName || scope.scope,
    minWidth: 160,
  },
  {
    id: 'state',
    header: 'State',
    cell: (scope) => <Status {...scopeWords[scope.state]} />,
    text: (scope) => scopeWords[scope.state].label,
    width: 120,
  },
  {
    id: 'pages',
    header: 'Pages',
    cell: (scope) => count(scope.pages),
    text: (scope) => String(scope.pages),
    width: 80,
  },
  {
    id: 'items',
    header: 'Items',
    cell: (scope) =>
      scope.expected === null ? count(scope.items) : `${count(scope.items)} of ${count(scope.expected)}`,
    text: (scope) => (scope.expected === null ? String(scope.items) : `${scope.items} of ${scope.expected}`),
    width: 120,
  },
  {
    id: 'why',
    header: 'What stopped it, and what to do',
    cell: (scope) => <Why scope={scope} />,
    text: (scope) => [scope.errorCode, scope.errorMessage, scope.next].filter(Boolean).join(' – '),
    minWidth: 260,
  },
];

function Why({ scope }: { scope: ScopeCoverage }) {
  if (!scope.errorCode && !scope.errorMessage && !scope.next) return '–';
  return (
    <div>
      {scope.errorCode && <div className="mw-code">{scope.errorCode}</div>}
      {scope.errorMessage && (
        <div>
          <Text>{scope.errorMessage}</Text>
        </div>
      )}
      {scope.next && (
        <div>
          <b>
            <Text>{scope.next}</Text>
          </b>
        </div>
      )}
    </div>
  );
}

/** Worst first: what stopped is what a person looks for. */
const rank: Record<ScopeCoverage['state'], number> = {
  denied: 0,
  failed: 1,
  partial: 2,
  reading: 3,
  waiting: 4,
  skipped: 5,
  complete: 6,
};

/** How far each kind was read in each scope of the last pull. */
export function Coverage() {
  const coverage = useQuery(core.sync.coverage.queryOptions({ input: {} }));
  const [shown, setShown] = useState<'all' | 'incomplete'>('all');
  const [page, setPage] = useState(1);
  return (
    <Ask query={coverage} word="coverage">
      {({ run, scopes }) => {
        const wanted = shown === 'all' ? scopes : scopes.filter((scope) => scope.state !== 'complete');
        const sorted = wanted.toSorted((a, b) => rank[a.state] - rank[b.state]);
        const at = Math.min(page, Math.max(1, Math.ceil(sorted.length / PAGE_ROWS)));
        const missing = scopes.length - scopes.filter((scope) => scope.state === 'complete').length;
        return (
          <AppTable
            label="Coverage"
            rows={sorted.slice((at - 1) * PAGE_ROWS, at * PAGE_ROWS)}
            columns={columns}
            rowKey={(scope) => `${scope.kind} ${scope.scope}`}
            header={
              <Header
                variant="h2"
                counter={`(${count(scopes.length)})`}
                description={
                  run ? `Pull #${run.id}: how far each kind was read, scope by scope.` : 'How far each kind was read.'
                }
                actions={
                  <SegmentedControl
                    label="Scopes shown"
                    selectedId={shown}
                    options={[
                      { id: 'all', text: 'All' },
                      { id: 'incomplete', text: `Not complete (${count(missing)})` },
                    ]}
                    onChange={({ detail }) => {
                      setShown(detail.selectedId === 'incomplete' ? 'incomplete' : 'all');
                      setPage(1);
                    }}
                  />
                }
              >
                Coverage
              </Header>
            }
            pagination={<Pages label="coverage" page={at} size={PAGE_ROWS} total={sorted.length} onPage={setPage} />}
            empty={
              run === null ? (
                <Empty title="Not pulled yet" cause="Coverage is known after the first pull." />
              ) : (
                <Empty title="Everything was read to the end" cause="No scope of the last pull is incomplete." />
              )
            }
          />
        );
      }}
    </Ask>
  );
}
