import Button from '@cloudscape-design/components/button';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { toFailure } from './api/failure.ts';
import { navigate } from './api/hash-location.ts';
import { useWorkspace } from './api/workspace-state.ts';
import { Ask, Waiting } from './ui/Ask.tsx';
import { Empty } from './ui/Empty.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { Failed } from './ui/Failed.tsx';

const loads: (() => Promise<unknown>)[] = [];

/** Fetches a screen when it is first shown, or soon after the start, whichever comes first. */
function soon<T>(load: () => Promise<T>): () => Promise<T> {
  loads.push(load);
  return load;
}

/** After the first screen stands: without a core nothing more can be fetched, and every screen must still open. */
const FETCH_AFTER = 1_500;

const StartPage = lazy(soon(() => import('./features/workspace/StartPage.tsx')));
const ConnectPage = lazy(soon(() => import('./features/sync/ConnectPage.tsx')));
const CatalogPage = lazy(soon(() => import('./features/catalog/CatalogPage.tsx')));
const AssetPage = lazy(soon(() => import('./features/catalog/AssetPage.tsx')));
const SetsPage = lazy(soon(() => import('./features/changes/SetsPage.tsx')));
const ReviewPage = lazy(soon(() => import('./features/changes/ReviewPage.tsx')));
const OpenSet = lazy(soon(() => import('./features/changes/OpenSet.tsx')));
const SyncPage = lazy(soon(() => import('./features/sync/SyncPage.tsx')));
const PullsTab = lazy(soon(() => import('./features/sync/PullsTab.tsx')));
const PlanPage = lazy(soon(() => import('./features/sync/PlanPage.tsx')));
const Coverage = lazy(soon(() => import('./features/sync/Coverage.tsx')));
const ChangesPage = lazy(soon(() => import('./features/sync/changes/ChangesPage.tsx')));
const SchedulePage = lazy(soon(() => import('./features/sync/SchedulePage.tsx')));
const ActivityPage = lazy(soon(() => import('./features/jobs/ActivityPage.tsx')));
const Jobs = lazy(soon(() => import('./features/jobs/Jobs.tsx')));
const AuditTrail = lazy(soon(() => import('./features/audit/AuditTrail.tsx')));
const SettingsPage = lazy(soon(() => import('./features/system/SettingsPage.tsx')));

/** Every screen, each behind its own error boundary. */
export function Routes() {
  const [path] = useLocation();
  useEffect(() => {
    const timer = setTimeout(() => {
      // What fails here is asked for again, and told, when the screen is opened.
      for (const load of loads) load().catch(() => {});
    }, FETCH_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return (
    <ErrorBoundary
      resetKey={path}
      renderFallback={(error, again) => <Failed failure={{ ...toFailure(error), kind: 'internal' }} onRetry={again} />}
    >
      <Suspense fallback={<Waiting word="the screen" />}>
        <Switch>
          <Route path="/start">
            <StartPage />
          </Route>
          <Route path="/connect">
            <ConnectPage />
          </Route>
          <Route path="/settings">
            <SettingsPage />
          </Route>
          <Route path="/">
            <InWorkspace>
              <Redirect to="/catalog" replace />
            </InWorkspace>
          </Route>
          <Route path="/catalog">
            <InWorkspace>
              <CatalogPage />
            </InWorkspace>
          </Route>
          <Route path="/catalog/:assetId">
            {({ assetId }) => (
              <InWorkspace>
                <AssetPage key={assetId} assetId={assetId} />
              </InWorkspace>
            )}
          </Route>
          <Route path="/change-sets">
            <InWorkspace>
              <SetsPage />
            </InWorkspace>
          </Route>
          <Route path="/change-sets/open">
            <InWorkspace>
              <OpenSet />
            </InWorkspace>
          </Route>
          <Route path="/change-sets/:setId">
            {({ setId }) => (
              <InWorkspace>
                <ReviewPage key={setId} setId={setId} />
              </InWorkspace>
            )}
          </Route>
          <Route path="/sync">
            <InWorkspace>
              <SyncPage tab="pulls">
                <PullsTab />
              </SyncPage>
            </InWorkspace>
          </Route>
          <Route path="/sync/plan">
            <InWorkspace>
              <PlanPage />
            </InWorkspace>
          </Route>
          <Route path="/sync/coverage">
            <InWorkspace>
              <SyncPage tab="coverage">
                <Coverage />
              </SyncPage>
            </InWorkspace>
          </Route>
          <Route path="/sync/changes">
            <InWorkspace>
              <SyncPage tab="changes">
                <ChangesPage />
              </SyncPage>
            </InWorkspace>
          </Route>
          <Route path="/sync/schedule">
            <InWorkspace>
              <SyncPage tab="schedule">
                <SchedulePage />
              </SyncPage>
            </InWorkspace>
          </Route>
          <Route path="/activity">
            <InWorkspace>
              <ActivityPage tab="jobs">
                <Jobs />
              </ActivityPage>
            </InWorkspace>
          </Route>
          <Route path="/activity/audit">
            <InWorkspace>
              <ActivityPage tab="audit">
                <AuditTrail />
              </ActivityPage>
            </InWorkspace>
          </Route>
          <Route>
            <Empty
              title="There is no such page"
              cause="The address may be from another version, or was cut off."
              step={<Button onClick={() => navigate('/')}>Go to the start</Button>}
            />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

/** Screens that show a workspace; without one the ways to open one stand in their place. */
function InWorkspace({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  return (
    <Ask query={workspace} word="the workspace" renderEmpty={(data) => data === null && <StartPage />}>
      {() => children}
    </Ask>
  );
}
