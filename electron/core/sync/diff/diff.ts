import type { EntityKind } from '#shared/entities.ts';
import type { DiffInput, DiffOutput, Difference } from '#shared/history.ts';
import type { Incomplete } from '#shared/catalog.ts';
import type { Db } from '../../db/open.ts';
import { Failure } from '../../failure.ts';
import { runUnknown } from '../queries.ts';
import { standings } from '../standing.ts';
import { type Changes, changesBetween, named, recordOf } from './changes.ts';
import { fieldsOf } from './fields.ts';
import { type NameOf, sentenceOf } from './sentence.ts';

/** Longest value told of one field. */
const LONGEST = 2000;

/** What lies between two ended runs never changes, so the last comparison is kept for its next page. */
const lately = new WeakMap<Db, { key: string; changes: Promise<Changes> }>();

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
  const { kinds, fields } = counted(changes);
  const chosen = await choose(db, changes, input, signal);
  const nameOf = namesOf(db);
  return {
    from,
    to,
    total: chosen.length,
    kinds,
    fields,
    items: chosen.slice(input.offset, input.offset + input.limit).map((place) => told(db, changes, place, nameOf)),
    incomplete: incompleteAt(db, input.from, input.to),
  };
}

async function changesOf(db: Db, from: number, to: number, signal: AbortSignal | undefined): Promise<Changes> {
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

/** The places of the changes that fit the choices. */
async function choose(db: Db, changes: Changes, input: DiffInput, signal?: AbortSignal): Promise<number[]> {
  const kinds = new Set<string>(input.kind);
  const words = new Set<string>(input.change);
  const wanted = new Set(input.field);
  const places: number[] = [];
  for (let place = 0; place < changes.count; place += 1) {
    if (kinds.size > 0 && !kinds.has(changes.kind(place))) continue;
    if (words.size > 0 && !words.has(changes.change(place))) continue;
    if (wanted.size > 0 && !changes.fields(place).some((field) => wanted.has(field))) continue;
    places.push(place);
  }
  const text = input.text.trim().toLowerCase();
  return text === '' ? places : await named(db, changes, places, text, signal);
}

function counted(changes: Changes): Pick<DiffOutput, 'kinds' | 'fields'> {
  const ofKinds = new Map<EntityKind, { added: number; removed: number; changed: number }>();
  const ofFields = new Map<EntityKind, Map<string, number>>();
  for (let place = 0; place < changes.count; place += 1) {
    const kind = changes.kind(place);
    const fields = changes.fields(place);
    const of = ofKinds.get(kind) ?? { added: 0, removed: 0, changed: 0 };
    of[changes.change(place)] += 1;
    ofKinds.set(kind, of);
    if (fields.length === 0) continue;
    const counts = ofFields.get(kind) ?? new Map<string, number>();
    ofFields.set(kind, counts);
    for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return {
    kinds: [...ofKinds].map(([kind, of]) => ({ kind, ...of })),
    fields: [...ofFields].flatMap(([kind, of]) =>
      [...of].map(([field, count]) => ({ kind, field, count })).toSorted((a, b) => b.count - a.count),
    ),
  };
}

function told(db: Db, changes: Changes, place: number, nameOf: NameOf): Difference {
  const kind = changes.kind(place);
  const change = changes.change(place);
  const fields = changes.fields(place);
  const [then, now] = [changes.before(place), changes.after(place)];
  const before = then === null ? null : recordOf(db, then);
  const after = now === null ? null : recordOf(db, now);
  const was = before === null ? null : fieldsOf(kind, before);
  const is = after === null ? null : fieldsOf(kind, after);
  const { id, name } = db
    .prepare<[number | null], { id: string; name: string }>('SELECT id, name FROM history WHERE key = ?')
    .get(now ?? then) ?? { id: '', name: '' };
  return {
    kind,
    id,
    name: kind === 'asset_revision' ? nameOf('asset', id) : name,
    change,
    sentence: sentenceOf({ kind, name, change, fields, before, after }, nameOf),
    fields: fields.map((field) => ({
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
