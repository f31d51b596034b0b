// Every command of the page as data: palette, buttons, shortcuts and their help all read this list.

/** What decides whether a command may run now. */
export interface Now {
  /** A workspace is open. */
  open: boolean;
  /** The workspace knows where to pull from, and may. */
  canPull: boolean;
  /** Why nothing can be written now: the past is open, or the file cannot take it. Null while it can. */
  frozen: string | null;
  /** A past pull is open. */
  past: boolean;
  /** The connection's profile signs in with IAM Identity Center. */
  canSignIn: boolean;
  /** A job of this workspace runs and can be cancelled. */
  running: boolean;
  /** That job waits for the person to say "go on". */
  paused: boolean;
  /** There is a step of staging that can be undone. */
  back: boolean;
  /** There is one that was undone and can be done again. */
  forth: boolean;
  /** Commands that the screen in view carries out itself. */
  offered: ReadonlySet<ActionId>;
}

/** What commands do, carried out by the shell. */
export interface Page {
  go(path: string): void;
  /** Lets the screen in view carry out a command it offered. */
  offer(id: ActionId): void;
  openSample(): Promise<void>;
  closeWorkspace(): Promise<void>;
  pull(): Promise<void>;
  signIn(): Promise<void>;
  cancelJob(): Promise<void>;
  goOn(): Promise<void>;
  size(): Promise<void>;
  present(): Promise<void>;
  stepBack(): Promise<void>;
  stepForth(): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
  showPalette(): void;
  showShortcuts(): void;
  toggleNavigation(): void;
}

export const ACTION_IDS = [
  'go.catalog',
  'go.sync',
  'go.coverage',
  'go.changes',
  'go.sets',
  'go.review',
  'go.schedule',
  'go.activity',
  'go.audit',
  'go.settings',
  'search.focus',
  'search.clear',
  'results.next',
  'results.previous',
  'results.copy',
  'asset.back',
  'asset.refresh',
  'asset.describe',
  'asset.terms',
  'changes.back',
  'changes.forth',
  'changes.describe',
  'changes.propose',
  'changes.approve',
  'changes.push',
  'changes.withdraw',
  'changes.undo',
  'changes.revert',
  'changes.theirs',
  'changes.mine',
  'changes.edit',
  'sync.plan',
  'sync.pull',
  'sync.size',
  'sync.connect',
  'sync.signIn',
  'sync.present',
  'sync.compact',
  'job.goOn',
  'job.cancel',
  'workspace.openSample',
  'workspace.start',
  'workspace.close',
  'theme.system',
  'theme.light',
  'theme.dark',
  'navigation.toggle',
  'palette.show',
  'shortcuts.show',
] as const;
export type ActionId = (typeof ACTION_IDS)[number];

export interface Action {
  id: ActionId;
  label: string;
  group: 'Go to' | 'Catalog' | 'Changes' | 'Pull' | 'Workspace' | 'View' | 'Help';
  /** In tinykeys' words; `$mod` is Ctrl, or Cmd on a Mac. */
  shortcut?: string;
  /** Also while a field is being typed in. */
  whileTyping?: boolean;
  /** It writes to the workspace: not while that is frozen. */
  writes?: true;
  when: (now: Now) => boolean;
  run: (page: Page) => void | Promise<void>;
}

const always = () => true;
const withWorkspace = (now: Now) => now.open;
const offered = (id: ActionId) => (now: Now) => now.offered.has(id);
const byScreen = (id: ActionId) => ({ id, when: offered(id), run: (page: Page) => page.offer(id) });

export const ACTIONS: readonly Action[] = [
  {
    id: 'go.catalog',
    label: 'Catalog',
    group: 'Go to',
    shortcut: 'g c',
    when: withWorkspace,
    run: (page) => page.go('/catalog'),
  },
  {
    id: 'go.sync',
    label: 'Pulls',
    group: 'Go to',
    shortcut: 'g p',
    when: withWorkspace,
    run: (page) => page.go('/sync'),
  },
  {
    id: 'go.coverage',
    label: 'Coverage: how far everything was read',
    group: 'Go to',
    shortcut: 'g v',
    when: withWorkspace,
    run: (page) => page.go('/sync/coverage'),
  },
  {
    id: 'go.changes',
    label: 'What changed between two pulls',
    group: 'Go to',
    shortcut: 'g d',
    when: withWorkspace,
    run: (page) => page.go('/sync/changes'),
  },
  {
    id: 'go.sets',
    label: 'Change sets',
    group: 'Go to',
    shortcut: 'g e',
    when: withWorkspace,
    run: (page) => page.go('/change-sets'),
  },
  {
    id: 'go.review',
    label: 'Review what is staged',
    group: 'Go to',
    shortcut: 'Shift+R',
    when: withWorkspace,
    run: (page) => page.go('/change-sets/open'),
  },
  {
    id: 'go.schedule',
    label: 'Schedule and history',
    group: 'Go to',
    shortcut: 'g h',
    when: withWorkspace,
    run: (page) => page.go('/sync/schedule'),
  },
  {
    id: 'go.activity',
    label: 'Activity: jobs',
    group: 'Go to',
    shortcut: 'g a',
    when: withWorkspace,
    run: (page) => page.go('/activity'),
  },
  {
    id: 'go.audit',
    label: 'Activity: audit trail',
    group: 'Go to',
    shortcut: 'g t',
    when: withWorkspace,
    run: (page) => page.go('/activity/audit'),
  },
  {
    id: 'go.settings',
    label: 'Settings & about',
    group: 'Go to',
    shortcut: 'g s',
    when: always,
    run: (page) => page.go('/settings'),
  },
  { ...byScreen('search.focus'), label: 'Search', group: 'View', shortcut: '[Shift]+/' },
  { ...byScreen('search.clear'), label: 'Clear the search and all filters', group: 'View' },
  { ...byScreen('results.next'), label: 'Next page of results', group: 'Catalog', shortcut: ']' },
  { ...byScreen('results.previous'), label: 'Previous page of results', group: 'Catalog', shortcut: '[' },
  { ...byScreen('results.copy'), label: 'Copy the rows as text', group: 'View', shortcut: 'Shift+C' },
  { ...byScreen('asset.back'), label: 'Back to the results', group: 'Catalog', shortcut: 'u' },
  { ...byScreen('asset.refresh'), label: 'Read again from AWS', group: 'Catalog', shortcut: 'r' },
  { ...byScreen('asset.describe'), label: 'Edit the description', group: 'Catalog', writes: true },
  { ...byScreen('asset.terms'), label: 'Edit the business terms', group: 'Catalog', writes: true },
  {
    id: 'changes.back',
    label: 'Undo the last step of staging',
    group: 'Changes',
    shortcut: '$mod+Z',
    writes: true,
    when: (now) => now.open && now.back,
    run: (page) => page.stepBack(),
  },
  {
    id: 'changes.forth',
    label: 'Do again the step that was undone',
    group: 'Changes',
    shortcut: '$mod+Shift+Z',
    writes: true,
    when: (now) => now.open && now.forth,
    run: (page) => page.stepForth(),
  },
  { ...byScreen('changes.describe'), label: 'Edit title and note of the change set', group: 'Changes', writes: true },
  { ...byScreen('changes.propose'), label: 'Propose this change set', group: 'Changes', writes: true },
  { ...byScreen('changes.approve'), label: 'Approve this change set', group: 'Changes', writes: true },
  { ...byScreen('changes.push'), label: 'Push this change set to AWS', group: 'Changes', writes: true },
  { ...byScreen('changes.withdraw'), label: 'Open this change set again', group: 'Changes', writes: true },
  { ...byScreen('changes.undo'), label: 'Undo this pushed change set', group: 'Changes', writes: true },
  { ...byScreen('changes.revert'), label: 'Take the chosen lines back', group: 'Changes', writes: true },
  { ...byScreen('changes.theirs'), label: 'Conflict: keep theirs', group: 'Changes', writes: true },
  { ...byScreen('changes.mine'), label: 'Conflict: use mine', group: 'Changes', writes: true },
  { ...byScreen('changes.edit'), label: 'Conflict: edit the value', group: 'Changes', writes: true },
  {
    id: 'sync.plan',
    label: 'Plan a pull',
    group: 'Pull',
    shortcut: 'g n',
    when: (now) => now.open && now.canPull,
    run: (page) => page.go('/sync/plan'),
  },
  {
    id: 'sync.pull',
    label: 'Pull now',
    group: 'Pull',
    shortcut: 'Shift+P',
    writes: true,
    when: (now) => now.open && now.canPull && !now.running,
    run: (page) => page.pull(),
  },
  {
    id: 'sync.size',
    label: 'Ask AWS how much there is',
    group: 'Pull',
    writes: true,
    when: (now) => now.open && now.canPull && !now.running,
    run: (page) => page.size(),
  },
  {
    id: 'sync.connect',
    label: 'Connect to AWS',
    group: 'Pull',
    writes: true,
    when: always,
    run: (page) => page.go('/connect'),
  },
  {
    id: 'sync.signIn',
    label: 'Sign in with IAM Identity Center',
    group: 'Pull',
    when: (now) => now.canSignIn && (!now.running || now.paused),
    run: (page) => page.signIn(),
  },
  {
    id: 'sync.present',
    label: 'Back to now',
    group: 'Pull',
    when: (now) => now.past,
    run: (page) => page.present(),
  },
  { ...byScreen('sync.compact'), label: 'Let go of old pulls', group: 'Pull' },
  {
    id: 'job.goOn',
    label: 'Go on with the paused job',
    group: 'Pull',
    when: (now) => now.paused,
    run: (page) => page.goOn(),
  },
  {
    id: 'job.cancel',
    label: 'Cancel the running job',
    group: 'Pull',
    when: (now) => now.running,
    run: (page) => page.cancelJob(),
  },
  {
    id: 'workspace.openSample',
    label: 'Open the sample bank',
    group: 'Workspace',
    when: always,
    run: (page) => page.openSample(),
  },
  {
    id: 'workspace.start',
    label: 'Open another workspace',
    group: 'Workspace',
    when: always,
    run: (page) => page.go('/start'),
  },
  {
    id: 'workspace.close',
    label: 'Close the workspace',
    group: 'Workspace',
    when: withWorkspace,
    run: (page) => page.closeWorkspace(),
  },
  {
    id: 'theme.system',
    label: 'Theme: as the system',
    group: 'View',
    when: always,
    run: (page) => page.setTheme('system'),
  },
  { id: 'theme.light', label: 'Theme: light', group: 'View', when: always, run: (page) => page.setTheme('light') },
  { id: 'theme.dark', label: 'Theme: dark', group: 'View', when: always, run: (page) => page.setTheme('dark') },
  {
    id: 'navigation.toggle',
    label: 'Show or hide the navigation',
    group: 'View',
    when: always,
    run: (page) => page.toggleNavigation(),
  },
  {
    id: 'palette.show',
    label: 'Find a command',
    group: 'Help',
    shortcut: '$mod+K',
    whileTyping: true,
    when: always,
    run: (page) => page.showPalette(),
  },
  {
    id: 'shortcuts.show',
    label: 'Keyboard shortcuts',
    group: 'Help',
    shortcut: '[Shift]+?',
    when: always,
    run: (page) => page.showShortcuts(),
  },
];

const byId = new Map(ACTIONS.map((action) => [action.id, action]));

/** Whether a command may run now. */
export const mayRun = (wanted: Action, now: Now): boolean =>
  wanted.when(now) && !(wanted.writes === true && now.frozen !== null);

/** Why a command that would fit may not run now; null where it may, or where it does not fit at all. */
export const heldBack = (wanted: Action, now: Now): string | null =>
  wanted.writes === true && wanted.when(now) ? now.frozen : null;

export function action(id: ActionId): Action {
  const found = byId.get(id);
  if (!found) throw new Error(`no such command: ${id}`);
  return found;
}

/** The command that mends what a code of the core tells of, where there is one. */
const waysOut: Record<string, ActionId> = {
  E_AUTH_EXPIRED: 'sync.signIn',
  E_AUTH_MISSING: 'sync.signIn',
  E_PROFILE_SSO: 'sync.signIn',
  E_NOT_CONNECTED: 'sync.connect',
  E_NO_DOMAIN: 'sync.connect',
  E_DOMAIN_CHOICE: 'sync.connect',
  E_ENDPOINT_CONSENT: 'sync.connect',
  E_NOT_PULLED: 'sync.pull',
  E_AS_OF: 'sync.present',
  E_NO_WORKSPACE: 'workspace.start',
};
export const wayOut = (code: string): ActionId | null =>
  Object.hasOwn(waysOut, code) ? (waysOut[code] ?? null) : null;
