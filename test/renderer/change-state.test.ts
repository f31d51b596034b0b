import { describe, expect, it } from 'vitest';
import { Run } from '#shared/sync.ts';
import {
  cell,
  changesAddress,
  changeTotals,
  diffInput,
  ends,
  fieldCounts,
  isCell,
  isNarrowed,
  moments,
  readChanges,
  toggledChange,
  toggledField,
  wide,
} from '#renderer/features/sync/changes/change-state.ts';
import { changesPath } from '#renderer/features/sync/paths.ts';

const at = '2026-03-01T12:00:00.000Z';
const run = (id: number, changes: Partial<Run> = {}) =>
  Run.parse({
    id,
    jobId: `j${id}`,
    kind: 'pull',
    mode: 'auto',
    state: 'complete',
    startedAt: at,
    endedAt: at,
    calls: 1,
    items: 1,
    added: 0,
    changed: 0,
    removed: 0,
    scopes: 1,
    scopesComplete: 1,
    kept: true,
    ...changes,
  });
const changing = { added: 1 };
const searchOf = (address: string) => address.split('?')[1] ?? '';
const empty = readChanges('');

describe('the address of what changed', () => {
  it('holds the whole choice, there and back', () => {
    const state = {
      from: 0,
      to: 12,
      kinds: ['asset', 'policy_grant'] as const,
      changes: ['added'] as const,
      fields: ['owner id', 'a&b=c'],
      text: 'Ünïcode #&?',
    };
    const read = readChanges(searchOf(changesAddress(state)));
    expect(read).toEqual({ ...state, kinds: ['policy_grant', 'asset'] });
    expect(readChanges(searchOf(changesAddress(read)))).toEqual(read);
  });

  it('leaves out what is as usual', () => {
    expect(changesAddress(empty)).toBe('/sync/changes');
    expect(changesPath({})).toBe('/sync/changes');
    expect(readChanges(searchOf(changesPath({ from: 3, to: 9 })))).toMatchObject({ from: 3, to: 9 });
  });

  it('takes nothing that makes no sense', () => {
    expect(readChanges('from=-1&to=1e9&kind=nonsense&kind=constructor&change=burnt&field=&q=')).toEqual(empty);
    expect(readChanges(`from=${'9'.repeat(40)}&q=${'a'.repeat(5000)}`)).toMatchObject({ from: null });
    expect(readChanges(`q=${'a'.repeat(5000)}`).text).toHaveLength(200);
    expect(readChanges(`field=${'f'.repeat(101)}`).fields).toEqual([]);
    const many = Array.from({ length: 80 }, (_, n) => `field=f${n}`).join('&');
    expect(readChanges(many).fields).toHaveLength(50);
  });
});

describe('the two moments', () => {
  it('are the last two runs that changed something', () => {
    const runs = [run(9), run(8, changing), run(7), run(6, { removed: 2 }), run(5, changing)];
    expect(ends(empty, runs)).toEqual({ from: 6, to: 8 });
  });

  it('begin before the first where only one run changed anything', () => {
    expect(ends(empty, [run(1, changing)])).toEqual({ from: 0, to: 1 });
    expect(ends(empty, [run(2), run(1, changing)])).toEqual({ from: 0, to: 1 });
  });

  it('are the last two where nothing changed at all, and none where nothing was pulled', () => {
    expect(ends(empty, [run(3), run(2)])).toEqual({ from: 2, to: 3 });
    expect(ends(empty, [run(1)])).toEqual({ from: 0, to: 1 });
    expect(ends(empty, [])).toBeNull();
  });

  it('take the neighbour, or now, for an end left open', () => {
    const runs = [run(9), run(6, changing), run(5, changing)];
    expect(ends({ from: null, to: 6 }, runs)).toEqual({ from: 5, to: 6 });
    expect(ends({ from: null, to: 5 }, runs)).toEqual({ from: 0, to: 5 });
    expect(ends({ from: 5, to: null }, runs)).toEqual({ from: 5, to: 9 });
    expect(ends({ from: 0, to: 0 }, runs)).toEqual({ from: 0, to: 0 });
  });

  it('are never a run that is under way or let go', () => {
    expect(moments([run(3, { state: 'running' }), run(2, { kept: false }), run(1)]).map(({ id }) => id)).toEqual([1]);
  });
});

describe('narrowing', () => {
  const kinds = [
    { kind: 'asset' as const, added: 1, removed: 2, changed: 3 },
    { kind: 'rule' as const, added: 10, removed: 0, changed: 0 },
  ];

  it('shows the rows of one count, and all again at the second click', () => {
    const one = cell({ ...empty, fields: ['name'] }, 'asset', 'removed');
    expect(one).toMatchObject({ kinds: ['asset'], changes: ['removed'], fields: [] });
    expect(isCell(one, 'asset', 'removed')).toBe(true);
    expect(isCell(one, 'asset', null)).toBe(false);
    expect(cell(one, 'asset', 'removed')).toEqual(empty);
    expect(cell(one, 'asset', null)).toMatchObject({ kinds: ['asset'], changes: [] });
  });

  it('puts fields and changes on and off', () => {
    const on = toggledField(toggledChange(empty, 'added'), 'name');
    expect(on).toMatchObject({ changes: ['added'], fields: ['name'] });
    expect(isNarrowed(on)).toBe(true);
    expect(toggledField(toggledChange(on, 'added'), 'name')).toEqual(empty);
    expect(wide(on)).toEqual(empty);
    expect(isNarrowed({ ...empty, text: '  ' })).toBe(false);
  });

  it('asks the core for exactly that', () => {
    const state = { ...empty, kinds: ['asset' as const], text: '  ssn ' };
    expect(diffInput(state, { from: 1, to: 2 })).toEqual({
      from: 1,
      to: 2,
      kind: ['asset'],
      change: [],
      field: [],
      text: 'ssn',
    });
  });

  it('adds up per change and per field', () => {
    expect(changeTotals(kinds)).toEqual({ added: 11, removed: 2, changed: 3 });
    const fields = [
      { kind: 'asset' as const, field: 'name', count: 2 },
      { kind: 'rule' as const, field: 'name', count: 3 },
      { kind: 'rule' as const, field: 'mode', count: 7 },
    ];
    expect(fieldCounts(fields, [])).toEqual([
      { field: 'mode', count: 7 },
      { field: 'name', count: 5 },
    ]);
    expect(fieldCounts(fields, ['asset'])).toEqual([{ field: 'name', count: 2 }]);
  });
});
