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
  group: 'Go to' | 'Catalog' | 'Pull' | 'Workspace' | 'View' | 'Help';
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

/** Keys that belong to a part of the screen rather than to the page; the help lists them too. */
export const LOCAL_KEYS: readonly { where: string; keys: string; does: string }[] = [
  { where: 'Search', keys: '↓', does: 'Go to the results' },
  { where: 'Results and tables', keys: '↑ ↓ ← →', does: 'Move between rows and cells' },
  { where: 'Results and tables', keys: 'Enter', does: 'Open what the row is about' },
  { where: 'Results and tables', keys: 'Escape', does: 'Back to the search' },
  { where: 'Results and tables', keys: '$mod+C', does: 'Copy the row as text' },
];

/** A shortcut as people read it: `$mod+K` → ["Ctrl", "K"], `g c` → ["g", "c"]. Modifiers in brackets may be there or not. */
export function keysOf(shortcut: string, mac: boolean): string[] {
  return shortcut.split(' ').flatMap((press) => {
    const keys = press.split(/(?<=[\w\]])\+/).filter((key) => !/^\[\w+\]$/.test(key));
    return keys.map((key) => {
      if (key === '$mod') return mac ? '⌘' : 'Ctrl';
      return keys.length > 1 && key.length === 1 ? key.toUpperCase() : key;
    });
  });
}
