import { ENTITY_KINDS, type EntityKind } from '#shared/entities.ts';
import { ChangeWord, type DiffOutput } from '#shared/history.ts';
import type { Run } from '#shared/sync.ts';

/** What the screen of changes shows; kept in the address, so that back and forward work. */
export interface ChangeState {
  /** The pulls compared; null where the screen is to choose. 0 is before the first. */
  from: number | null;
  to: number | null;
  kinds: readonly EntityKind[];
  changes: readonly ChangeWord[];
  fields: readonly string[];
  text: string;
}

const LONGEST_TEXT = 200;
const LONGEST_FIELD = 100;
const MOST = 50;
const CHANGES = ChangeWord.options;

const runIn = (value: string | null): number | null =>
  value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null;

/** The state an address tells of. Anything that makes no sense in it counts as not said. */
export function readChanges(search: string): ChangeState {
  const said = new URLSearchParams(search);
  const fields = said.getAll('field').filter((field) => field !== '' && field.length <= LONGEST_FIELD);
  return {
    from: runIn(said.get('from')),
    to: runIn(said.get('to')),
    kinds: ENTITY_KINDS.filter((kind) => said.getAll('kind').includes(kind)).slice(0, MOST),
    changes: CHANGES.filter((change) => said.getAll('change').includes(change)),
    fields: [...new Set(fields)].slice(0, MOST),
    text: (said.get('q') ?? '').slice(0, LONGEST_TEXT),
  };
}

/** The address of a state; what is as usual is left out. */
export function changesAddress({ from, to, kinds, changes, fields, text }: ChangeState): string {
  const said = new URLSearchParams();
  if (from !== null) said.set('from', String(from));
  if (to !== null) said.set('to', String(to));
  for (const kind of kinds) said.append('kind', kind);
  for (const change of changes) said.append('change', change);
  for (const field of fields) said.append('field', field);
  if (text !== '') said.set('q', text);
  const search = said.toString();
  return search === '' ? '/sync/changes' : `/sync/changes?${search}`;
}

export const isNarrowed = ({ kinds, changes, fields, text }: ChangeState): boolean =>
  kinds.length + changes.length + fields.length > 0 || text.trim() !== '';

export const wide = (state: ChangeState): ChangeState => ({ ...state, kinds: [], changes: [], fields: [], text: '' });

/** The same, as the core is asked; without the page. */
export const diffInput = (state: ChangeState, ends: { from: number; to: number }) => ({
  ...ends,
  kind: [...state.kinds],
  change: [...state.changes],
  field: [...state.fields],
  text: state.text.trim(),
});

/** The runs whose end is a moment to compare, newest first. */
export const moments = (runs: readonly Run[]): Run[] => runs.filter((run) => run.kept && run.state !== 'running');

const changedSomething = (run: Run): boolean => run.added + run.changed + run.removed > 0;

/**
 * The two moments to compare where the address leaves one or both open: the last two runs that changed something; with
 * one end given, its neighbour or now. Null where there is nothing to compare. `runs` are moments, newest first.
 */
export function ends(
  state: Pick<ChangeState, 'from' | 'to'>,
  runs: readonly Run[],
): { from: number; to: number } | null {
  const newest = runs[0];
  if (state.from !== null) {
    const to = state.to ?? newest?.id;
    return to === undefined ? null : { from: state.from, to };
  }
  if (state.to !== null) {
    const before = runs.find((run) => run.id < (state.to ?? 0));
    return { from: before?.id ?? 0, to: state.to };
  }
  if (!newest) return null;
  const [to, from] = runs.filter(changedSomething);
  return { from: from?.id ?? (to ? 0 : (runs[1]?.id ?? 0)), to: to?.id ?? newest.id };
}

const without = <T>(all: readonly T[], one: T): T[] => all.filter((other) => other !== one);

/** Whether a count is the one choice that narrows the rows. */
export const isCell = (state: ChangeState, kind: EntityKind, change: ChangeWord | null): boolean =>
  state.kinds.length === 1 &&
  state.kinds[0] === kind &&
  (change === null ? state.changes.length === 0 : state.changes.length === 1 && state.changes[0] === change);

/** The rows of one count, or all again when they are shown already. */
export function cell(state: ChangeState, kind: EntityKind, change: ChangeWord | null): ChangeState {
  if (isCell(state, kind, change)) return { ...state, kinds: [], changes: [], fields: [] };
  return { ...state, kinds: [kind], changes: change === null ? [] : [change], fields: [] };
}

/** One field on or off. */
export const toggledField = (state: ChangeState, field: string): ChangeState => ({
  ...state,
  fields: state.fields.includes(field) ? without(state.fields, field) : [...state.fields, field],
});

/** One sort of change on or off. */
export const toggledChange = (state: ChangeState, change: ChangeWord): ChangeState => ({
  ...state,
  changes: state.changes.includes(change) ? without(state.changes, change) : [...state.changes, change],
});

/** How many changed entities have each field among what changed, of the kinds chosen; the most frequent first. */
export function fieldCounts(
  fields: DiffOutput['fields'],
  kinds: readonly EntityKind[],
): { field: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { kind, field, count } of fields)
    if (kinds.length === 0 || kinds.includes(kind)) counts.set(field, (counts.get(field) ?? 0) + count);
  return [...counts]
    .map(([field, count]) => ({ field, count }))
    .toSorted((a, b) => b.count - a.count || a.field.localeCompare(b.field, 'en'));
}

/** Sums over the kinds. */
export function changeTotals(kinds: DiffOutput['kinds']): Record<ChangeWord, number> {
  const sums = { added: 0, removed: 0, changed: 0 };
  for (const kind of kinds) for (const change of CHANGES) sums[change] += kind[change];
  return sums;
}
