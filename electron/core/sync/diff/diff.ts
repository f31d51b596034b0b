import { ENTITY_KINDS, type EntityKind } from '#shared/entities.ts';
import type { DiffInput, DiffOutput, Difference } from '#shared/history.ts';
import type { Incomplete } from '#shared/catalog.ts';
import type { Db } from '../../db/open.ts';
import { Failure } from '../../failure.ts';
import { runUnknown } from '../queries.ts';
import { standings } from '../standing.ts';
import { type Change, changesBetween, recordOf } from './changes.ts';
import { fieldsOf } from './fields.ts';
import { type NameOf, sentenceOf } from './sentence.ts';

/** Longest value told of one field. */
const LONGEST = 2000;

/** What lies between two ended runs never changes, so the last comparison is kept for its next page. */
const lately = new WeakMap<Db, { key: string; changes: Promise<Change[]> }>();

/** What changed between the ends of two runs: counts over everything, and one page of what fits the choices. */
export async function diff(db: Db, input: DiffInput, signal?: AbortSignal): Promise<DiffOutput> {
  const [from, to] = [momentOf(db, input.from), momentOf(db, input.to)];
  if (input.from > input.to)
    throw new Failure(
      'invalid',
      'E_DIFF_ORDER',
      `Pull ${input.from} is later than pull ${input.to}.`,
      'Name the earlier one first.',
    );
  const changes = await changesOf(db, input.from, input.to, signal);
  const chosen = changes.filter(fits(input));
  const nameOf = namesOf(db);
  return {
    from,
    to,
    total: chosen.length,
    kinds: countKinds(changes),
    fields: countFields(changes),
    items: chosen.slice(input.offset, input.offset + input.limit).map((change) => told(db, change, nameOf)),
    incomplete: incompleteAt(db, input.from, input.to),
  };
}

async function changesOf(db: Db, from: number, to: number, signal: AbortSignal | undefined): Promise<Change[]> {
  const key = `${from} ${to}`;
  const known = lately.get(db);
  // One that was begun for a caller who went away may have been stopped: the next one begins anew.
  if (known?.key === key) return await known.changes.catch(() => changesBetween(db, from, to, signal));
  const changes = changesBetween(db, from, to, signal);
  lately.set(db, { key, changes });
  try {
    return await changes;
  } catch (error) {
    if (lately.get(db)?.changes === changes) lately.delete(db);
    throw error;
  }
}

/** Forget comparisons: history was compacted. */
export const forgetDiffs = (db: Db): boolean => lately.delete(db);

function momentOf(db: Db, run: number): { id: number; at: string | null } {
  if (run === 0) return { id: 0, at: null };
  const row = db
    .prepare<[number], { ended_at: string | null; kept: number }>('SELECT ended_at, kept FROM sync_run WHERE id = ?')
    .get(run);
  if (row === undefined) throw runUnknown(run);
  if (row.ended_at === null)
    throw new Failure(
      'conflict',
      'E_RUN_OPEN',
      `Pull ${run} has not ended yet.`,
      'Wait for its end, or choose an earlier one.',
    );
  if (row.kept === 0)
    throw new Failure(
      'not_found',
      'E_RUN_LET_GO',
      `The moment of pull ${run} is no longer kept.`,
      'Choose one that is; the rule is in Settings, under history.',
    );
  return { id: run, at: row.ended_at };
}

function fits(input: DiffInput): (change: Change) => boolean {
  const kinds = new Set<string>(input.kind);
  const words = new Set<string>(input.change);
  const fields = new Set(input.field);
  const text = input.text.trim().toLowerCase();
  return (change) =>
    (kinds.size === 0 || kinds.has(change.kind)) &&
    (words.size === 0 || words.has(change.change)) &&
    (fields.size === 0 || change.fields.some((field) => fields.has(field))) &&
    (text === '' || change.name.toLowerCase().includes(text) || change.id.toLowerCase().includes(text));
}

function countKinds(changes: readonly Change[]): DiffOutput['kinds'] {
  const counts = new Map<EntityKind, { added: number; removed: number; changed: number }>();
  for (const { kind, change } of changes) {
    const of = counts.get(kind) ?? { added: 0, removed: 0, changed: 0 };
    of[change] += 1;
    counts.set(kind, of);
  }
  return ENTITY_KINDS.flatMap((kind) => {
    const of = counts.get(kind);
    return of === undefined ? [] : [{ kind, ...of }];
  });
}

function countFields(changes: readonly Change[]): DiffOutput['fields'] {
  const counts = new Map<EntityKind, Map<string, number>>();
  for (const { kind, fields } of changes) {
    const of = counts.get(kind) ?? new Map<string, number>();
    counts.set(kind, of);
    for (const field of fields) of.set(field, (of.get(field) ?? 0) + 1);
  }
  return [...counts].flatMap(([kind, of]) =>
    [...of].map(([field, count]) => ({ kind, field, count })).toSorted((a, b) => b.count - a.count),
  );
}

function told(db: Db, change: Change, nameOf: NameOf): Difference {
  const before = change.before === null ? null : recordOf(db, change.before);
  const after = change.after === null ? null : recordOf(db, change.after);
  const was = before === null ? null : fieldsOf(change.kind, before);
  const is = after === null ? null : fieldsOf(change.kind, after);
  return {
    kind: change.kind,
    id: change.id,
    name: change.kind === 'asset_revision' ? nameOf('asset', change.id) : change.name,
    change: change.change,
    sentence: sentenceOf({ ...change, before, after }, nameOf),
    fields: change.fields.map((field) => ({
      field,
      before: was?.get(field)?.slice(0, LONGEST) ?? null,
      after: is?.get(field)?.slice(0, LONGEST) ?? null,
    })),
  };
}

/** Names as they are now or were last: history knows those that are gone, too. */
function namesOf(db: Db): NameOf {
  const last = db.prepare('SELECT name FROM history WHERE kind = ? AND id = ? ORDER BY from_run DESC LIMIT 1').pluck();
  const known = new Map<string, string>();
  return (kind, id) => {
    const key = `${kind} ${id}`;
    const name = known.get(key) ?? (last.get(kind, id) as string | undefined) ?? id;
    known.set(key, name);
    return name;
  };
}

function incompleteAt(db: Db, from: number, to: number): Incomplete[] {
  return [from, to].flatMap((run) =>
    run === 0
      ? []
      : [...standings(db, run).values()].flatMap(({ kind, scopes }) => {
          const open = scopes.filter((scope) => scope.state !== 'complete');
          const first = open.find((scope) => scope.error_message !== null);
          return open.length === 0
            ? []
            : [
                {
                  kind,
                  scopes: open.length,
                  code: first?.error_code ?? null,
                  message: first?.error_message ?? `Pull ${run} did not read it.`,
                },
              ];
        }),
  );
}
