import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from 'wouter';
import { navigate } from '../../api/hash-location.ts';
import { core } from '../../api/queries.ts';
import { useRecentRuns } from '../../api/workspace-state.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Status } from '../../ui/Status.tsx';
import { When } from '../../ui/When.tsx';
import { runWords } from '../../words.ts';
import { KindGrid } from './CoverageKinds.tsx';
import { type CoverageState, coverageAddress, readCoverage, shownKinds } from './coverage-rows.ts';
import { ScopeGrid } from './CoverageScopes.tsx';
import { RunSelect } from './RunSelect.tsx';

/** How far each kind was read, in words per kind and then scope by scope. */
export default function Coverage() {
  const state = readCoverage(useSearch());
  const input = state.run === null ? {} : { runId: state.run };
  const coverage = useQuery(core.sync.coverage.queryOptions({ input, placeholderData: (before) => before }));
  const runs = useRecentRuns(true).data?.items ?? [];
  const go = (next: CoverageState, { replace = false } = {}) => navigate(coverageAddress(next), { replace });
  return (
    <Ask
      query={coverage}
      word="coverage"
      renderEmpty={({ run }) =>
        run === null && (
          <Empty
            title="Not pulled yet"
            cause="Coverage is known after the first pull."
            step={<ActionButton id="sync.pull" />}
          />
        )
      }
    >
      {({ run, kinds, scopes }) => {
        const complete = kinds.filter((kind) => kind.standing === 'complete').length;
        return (
          <SpaceBetween size="m">
            <Header
              variant="h2"
              description={
                run && (
                  <>
                    Pull {run.id}, <When at={run.startedAt} />: <Status {...runWords[run.state]} />
                  </>
                )
              }
              actions={
                <RunSelect
                  label="Pull"
                  runs={runs}
                  value={state.run}
                  first={{ id: null, label: 'The last pull' }}
                  onChange={(chosen) => go({ ...state, run: chosen })}
                />
              }
            >
              {`${complete} of ${kinds.length} kinds complete`}
            </Header>
            <KindGrid
              kinds={shownKinds(kinds, state)}
              onChoose={(kind) => go({ ...state, kind: kind === state.kind ? null : kind })}
            />
            <ScopeGrid kinds={kinds} scopes={scopes} state={state} onState={go} />
          </SpaceBetween>
        );
      }}
    </Ask>
  );
}
