import { parseKeybinding } from 'tinykeys';
import { describe, expect, it } from 'vitest';
import { ACTION_IDS, ACTIONS, action, heldBack, mayRun, type Now, type Page, wayOut } from '#renderer/actions.ts';
import { keysOf, LOCAL_KEYS } from '#renderer/keys.ts';
import { matching } from '#renderer/shell/palette-match.ts';

const nothing: Now = {
  open: false,
  canPull: false,
  frozen: null,
  past: false,
  canSignIn: false,
  running: false,
  paused: false,
  back: false,
  forth: false,
  offered: new Set(),
};
const ready: Now = {
  ...nothing,
  open: true,
  canPull: true,
  canSignIn: true,
  back: true,
  forth: true,
  offered: new Set(ACTION_IDS),
};
const everything: Now[] = [
  ready,
  { ...ready, running: true, paused: true },
  { ...ready, past: true, frozen: 'The past cannot be changed.' },
];

describe('the commands of the page', () => {
  it('are exactly those that have an id, each once', () => {
    expect(ACTIONS.map(({ id }) => id).toSorted()).toEqual([...ACTION_IDS].toSorted());
  });

  it('share no shortcut, also not as the beginning of a longer one', () => {
    const shortcuts = ACTIONS.flatMap(({ shortcut }) => (shortcut ? [shortcut] : []));
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    for (const one of shortcuts)
      for (const other of shortcuts) if (one !== other) expect(other.startsWith(`${one} `)).toBe(false);
  });

  it('have shortcuts that the listener understands and people can read', () => {
    for (const { shortcut } of ACTIONS) {
      if (!shortcut) continue;
      expect(parseKeybinding(shortcut).length).toBeGreaterThan(0);
      for (const key of keysOf(shortcut, false)) expect(key).toMatch(/^[^\s$[\]]+$|^[[\]]$/);
    }
    expect(keysOf('$mod+K', false)).toEqual(['Ctrl', 'K']);
    expect(keysOf('$mod+K', true)).toEqual(['⌘', 'K']);
    expect(keysOf('g c', false)).toEqual(['g', 'c']);
    expect(keysOf('[Shift]+?', false)).toEqual(['?']);
    expect(keysOf('[', false)).toEqual(['[']);
    for (const { keys } of LOCAL_KEYS) expect(keysOf(keys, false).length).toBeGreaterThan(0);
  });

  it('can all be reached through the palette in some state of the page', () => {
    for (const wanted of ACTIONS) {
      const reachable = everything.some((now) => mayRun(wanted, now) && matching([wanted], wanted.label).length === 1);
      expect(reachable, wanted.id).toBe(true);
    }
  });

  it('do one thing each', () => {
    for (const { id, run } of ACTIONS) {
      const did: string[] = [];
      const page = new Proxy({} as Page, {
        get: (_page, name) => () => did.push(String(name)),
      });
      void run(page);
      expect(did, id).toHaveLength(1);
    }
  });

  it('offer a way in where nothing is open, and nothing that needs a workspace', () => {
    const possible = ACTIONS.filter(({ when }) => when(nothing)).map(({ id }) => id);
    expect(possible).toContain('workspace.openSample');
    expect(possible).toContain('sync.connect');
    expect(possible).not.toContain('sync.pull');
    expect(possible).not.toContain('go.catalog');
    expect(possible).not.toContain('workspace.close');
  });

  it('do not pull while a job runs or into a file that cannot be written', () => {
    expect(mayRun(action('sync.pull'), ready)).toBe(true);
    expect(mayRun(action('sync.pull'), { ...ready, running: true })).toBe(false);
    const frozen = { ...ready, frozen: 'The disk is full.' };
    expect(mayRun(action('sync.pull'), frozen)).toBe(false);
    expect(heldBack(action('sync.pull'), frozen)).toBe('The disk is full.');
    // What does not fit anyway is not explained by the disk.
    expect(heldBack(action('sync.pull'), { ...frozen, canPull: false })).toBeNull();
    expect(heldBack(action('go.catalog'), frozen)).toBeNull();
  });

  it('let a paused job be mended and go on', () => {
    const paused = { ...ready, running: true, paused: true };
    expect(mayRun(action('sync.signIn'), paused)).toBe(true);
    expect(mayRun(action('job.goOn'), paused)).toBe(true);
    // While the sign-in runs, neither.
    const signingIn = { ...paused, paused: false };
    expect(mayRun(action('sync.signIn'), signingIn)).toBe(false);
    expect(mayRun(action('job.goOn'), signingIn)).toBe(false);
  });

  it('never begin with a key that another one ends with', () => {
    const bare = new Set(ACTIONS.flatMap(({ shortcut }) => (shortcut && !/[ +]/.test(shortcut) ? [shortcut] : [])));
    for (const { shortcut, id } of ACTIONS) {
      const last = shortcut?.includes(' ') ? shortcut.split(' ').at(-1) : undefined;
      expect(last !== undefined && bare.has(last), id).toBe(false);
    }
  });

  it('mend what the core tells of, by its code', () => {
    expect(wayOut('E_AUTH_EXPIRED')).toBe('sync.signIn');
    expect(wayOut('E_NOT_PULLED')).toBe('sync.pull');
    expect(wayOut('E_SOMETHING_ELSE')).toBeNull();
    expect(wayOut('constructor')).toBeNull();
  });

  it('are found by any of their words', () => {
    expect(matching(ACTIONS, 'dark')[0]?.id).toBe('theme.dark');
    expect(matching(ACTIONS, 'go audit')[0]?.id).toBe('go.audit');
    expect(matching(ACTIONS, 'no such thing')).toEqual([]);
  });
});
