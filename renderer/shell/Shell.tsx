import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Flashbar from '@cloudscape-design/components/flashbar';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useQuery } from '@tanstack/react-query';
import { action, mayRun, type Page } from '../actions.ts';
import { navigate } from '../api/hash-location.ts';
import { cancelJob, JobIndicator } from './jobs/JobIndicator.tsx';
import { FollowJobs } from './jobs/FollowJobs.tsx';
import { Attention } from './jobs/Attention.tsx';
import { usePausedJob, useRunningJobs } from '../api/job-feed.ts';
import { backToNow, closeWorkspace, goOn, openSample, startPull, startSignIn, startSize } from './open.ts';
import { canPull } from '../api/readiness.ts';
import { core } from '../api/queries.ts';
import { frozenBecause, useConnection, useSignInProfile, useWorkspace } from '../api/workspace-state.ts';
import { plain } from '../ui/hidden-characters.ts';
import { dismiss, dismissReadNews, useNotices, useSpoken } from '../ui/notices.ts';
import { setTheme } from '../ui/theme.ts';
import { utcTime } from '../ui/times.ts';
import { CommandsProvider, runAction, useCommands } from './commands.tsx';
import { HeaderBar } from './HeaderBar.tsx';
import { Navigation } from './Navigation.tsx';
import { takeOffer, useOffered } from './offers.ts';
import { Palette } from './Palette.tsx';
import { PageNotes } from './PageNotes.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { stepBack, stepForth } from './staging.ts';
import { useShortcuts } from './shortcuts.ts';
import { useTrail } from './trail.ts';

const NAVIGATION_KEPT_AS = 'meshward.navigation';

/** Around every screen: the header, the navigation, the notices, and the commands. */
export function Shell({ children }: { children: ReactNode }) {
  const workspace = useWorkspace().data ?? null;
  const open = workspace !== null;
  const connection = useConnection(open).data;
  const jobs = useRunningJobs(open);
  const job = jobs[0] ?? null;
  const pausedId = usePausedJob(jobs);
  // While a sign-in runs beside it, going on would only fail again.
  const paused = pausedId !== null && job?.id === pausedId;
  const offered = useOffered();
  const steps = useQuery(core.changes.steps.queryOptions({ enabled: open })).data;
  const back = typeof steps?.back === 'string';
  const forth = typeof steps?.forth === 'string';
  const signInProfile = useSignInProfile(connection);
  const [navigation, setNavigation] = useState(
    () => (localStorage.getItem(NAVIGATION_KEPT_AS) ?? (window.innerWidth >= 1200 ? 'open' : 'closed')) === 'open',
  );
  const [dialog, setDialog] = useState<'palette' | 'shortcuts' | null>(null);

  useEffect(() => localStorage.setItem(NAVIGATION_KEPT_AS, navigation ? 'open' : 'closed'), [navigation]);

  const now = useMemo(
    () => ({
      open,
      canPull: canPull(connection),
      frozen: frozenBecause(workspace),
      past: (workspace?.asOf ?? null) !== null,
      canSignIn: signInProfile !== null,
      running: job !== null,
      paused,
      back,
      forth,
      offered,
    }),
    [open, connection, workspace, signInProfile, job, paused, back, forth, offered],
  );

  const jobId = job?.id;
  const page = useMemo<Page>(
    () => ({
      go: navigate,
      offer: takeOffer,
      openSample,
      closeWorkspace,
      pull: () => startPull(),
      size: startSize,
      present: backToNow,
      stepBack,
      stepForth,
      goOn: async () => {
        if (pausedId !== null) await goOn({ id: pausedId });
      },
      signIn: async () => {
        if (signInProfile !== null) await startSignIn(signInProfile);
      },
      cancelJob: async () => {
        if (jobId !== undefined) await cancelJob({ id: jobId });
      },
      setTheme,
      showPalette: () => setDialog('palette'),
      showShortcuts: () => setDialog('shortcuts'),
      toggleNavigation: () => setNavigation((shown) => !shown),
    }),
    [jobId, pausedId, signInProfile],
  );
  useShortcuts(now, page);
  const [path] = useLocation();
  useEffect(dismissReadNews, [path]);
  const trail = useTrail();
  const title = [
    workspace?.asOf && `As of ${utcTime(workspace.asOf.at)}`,
    trail.at(-1)?.text,
    workspace && plain(workspace.name, 60),
    'Meshward',
  ]
    .filter(Boolean)
    .join(' · ');

  return (
    <CommandsProvider now={now} page={page}>
      <HeaderBar />
      <AppLayoutToolbar
        headerSelector="#mw-header"
        ariaLabels={{
          navigation: 'Areas',
          navigationToggle: 'Show or hide the navigation',
          navigationClose: 'Hide the navigation',
          notifications: 'Notices',
        }}
        navigation={<Navigation />}
        navigationWidth={210}
        navigationOpen={navigation}
        onNavigationChange={({ detail }) => setNavigation(detail.open)}
        toolsHide
        breadcrumbs={
          <div className="mw-toolbar">
            <BreadcrumbGroup items={trail} ariaLabel="Where you are" />
            {job && <JobIndicator key={job.id} job={job} />}
          </div>
        }
        notifications={<Notices />}
        stickyNotifications
        content={
          <div className="mw-main">
            <PageNotes workspace={workspace} connection={connection} jobs={jobs} pausedId={pausedId} />
            {children}
          </div>
        }
      />
      {open && <FollowJobs key={workspace.id} />}
      <Attention title={title} jobs={jobs} />
      <Spoken />
      {dialog === 'palette' && <Palette onClose={() => setDialog(null)} />}
      {dialog === 'shortcuts' && <Shortcuts onClose={() => setDialog(null)} />}
    </CommandsProvider>
  );
}

function Notices() {
  const notices = useNotices();
  const commands = useCommands();
  return (
    <Flashbar
      items={notices.map(({ id, type, header, text, action: step, command }) => ({
        id,
        type,
        header,
        content: text,
        dismissible: true,
        dismissLabel: `Dismiss: ${header}`,
        onDismiss: () => dismiss(id),
        ...(step && { buttonText: step.label, onButtonClick: step.run }),
        ...(command &&
          mayRun(action(command), commands.now) && {
            buttonText: action(command).label,
            onButtonClick: () => void runAction(command, commands),
          }),
      }))}
    />
  );
}

function Spoken() {
  const text = useSpoken();
  return (
    <div className={text ? 'mw-spoken mw-spoken-shown' : 'mw-spoken'} role="status">
      {text}
    </div>
  );
}
