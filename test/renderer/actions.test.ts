import { parseKeybinding } from 'tinykeys';
import { describe, expect, it } from 'vitest';
import { ACTION_IDS, ACTIONS, action, keysOf, LOCAL_KEYS, type Now, type Page, wayOut } from '#renderer/actions.ts';
import { matching } from '#renderer/shell/palette-match.ts';

const nothing: Now = {
  open: false,
  canPull: false,
  readOnly: false,
  canSignIn: false,
  running: false,
  offered: new Set(),
};
const everything: Now[] = [
  { open: true, canPull: true, readOnly: false, canSignIn: true, running: false, offered: new Set(ACTION_IDS) },
  { open: true, canPull: true, readOnly: false, canSignIn: true, running: true, offered: new Set(ACTION_IDS) },
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
      const reachable = everything.some((now) => wanted.when(now) && matching([wanted], wanted.label).length === 1);
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
    const ready = { ...nothing, open: true, canPull: true };
    expect(action('sync.pull').when(ready)).toBe(true);
    expect(action('sync.pull').when({ ...ready, running: true })).toBe(false);
    expect(action('sync.pull').when({ ...ready, readOnly: true })).toBe(false);
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
