import { ENTITY_KINDS, type EntityKind } from '#shared/entities.ts';
import type { ChangeWord } from '#shared/history.ts';
import { toldBy } from '../../catalog/history.ts';
import type { Db } from '../../db/open.ts';
import { fieldsOf } from './fields.ts';

/** One entity that differs, by its versions; one of them may be missing. */
export interface Change {
  kind: EntityKind;
  change: ChangeWord;
  before: number | null;
  after: number | null;
  /** Names of what differs; empty for added and removed. */
  fields: readonly string[];
}

/** Records compared between two turns of the event loop. */
const COMPARED_STEP = 100;
/** Versions whose names are looked at between two turns. */
const STEP = 4000;

/**
 * What differs, in numbers: everything since before the first pull is half a million entities in a large bank, and only
 * those on the page that is shown need a name.
 */
export class Changes {
  readonly #kinds: Uint8Array;
  /** Versions; 0 for none. */
  readonly #before: Int32Array;
  readonly #after: Int32Array;
  readonly #fields: ReadonlyMap<number, readonly string[]>;

  constructor(found: Found, fields: ReadonlyMap<number, readonly string[]>) {
    this.#kinds = Uint8Array.from(found.kinds);
    this.#before = Int32Array.from(found.before);
    this.#after = Int32Array.from(found.after);
    this.#fields = fields;
  }

  get count(): number {
    return this.#kinds.length;
  }

  at(place: number): Change {
    const before = this.#before[place] ?? 0;
    const after = this.#after[place] ?? 0;
    return {
      kind: ENTITY_KINDS[this.#kinds[place] ?? 0] as EntityKind,
      change: before === 0 ? 'added' : after === 0 ? 'removed' : 'changed',
      before: before === 0 ? null : before,
      after: after === 0 ? null : after,
      fields: this.#fields.get(place) ?? [],
    };
  }

  /** The version an entity goes by: what it is now, or was last. */
  version(place: number): number {
    const after = this.#after[place] ?? 0;
    return after === 0 ? (this.#before[place] ?? 0) : after;
  }
}

interface Found {
  kinds: number[];
  before: number[];
  after: number[];
}

/**
 *   from          to
 *    │ ──A───┤ B ──│──    changed
 *    │ ──A───┤     │      removed
 *    │       ├ B ──│──    added
 *    │   ├─B─┤     │      nothing: it came and went in between
 *
 * Every entity that differs between the ends of two runs, by kind and name. @param from 0 for before the first run
 */
export async function changesBetween(db: Db, from: number, to: number, signal?: AbortSignal): Promise<Changes> {
  const find = db
    .prepare<unknown[], [before: number | null, after: number | null]>(
      `SELECT before, after FROM (
         SELECT b.key AS before, a.key AS after, a.name AS name, a.id AS id, a.hash AS hash, b.hash AS hash_before
         FROM sync_run r CROSS JOIN history a ON a.from_run = r.id AND a.kind = :kind
         LEFT JOIN history b ON b.kind = a.kind AND b.id = a.id AND b.from_run <= :from AND (b.to_run IS NULL OR b.to_run > :from)
         WHERE r.id > :from AND r.id <= :to AND (a.to_run IS NULL OR a.to_run > :to)
         UNION ALL
         SELECT b.key, NULL, b.name, b.id, NULL, b.hash
         FROM sync_run r CROSS JOIN history b ON b.to_run = r.id AND b.kind = :kind
         WHERE r.id > :from AND r.id <= :to AND b.from_run <= :from AND NOT EXISTS (
           SELECT 1 FROM history n WHERE n.kind = b.kind AND n.id = b.id AND n.from_run <= :to AND (n.to_run IS NULL OR n.to_run > :to)))
       WHERE hash IS NOT hash_before ORDER BY name, id`,
    )
    .raw();
  const found: Found = { kinds: [], before: [], after: [] };
  for (const [at, kind] of ENTITY_KINDS.entries()) {
    for (const [before, after] of find.all({ kind, from, to })) {
      found.kinds.push(at);
      found.before.push(before ?? 0);
      found.after.push(after ?? 0);
    }
    await turn(signal);
  }
  const fields = await fieldsThatDiffer(db, found, signal);
  // One whose record differs in nothing that is told has not changed.
  const kept = (_: number, place: number) => found.before[place] === 0 || found.after[place] === 0 || fields.has(place);
  const places = found.kinds.map((_, place) => place).filter(kept);
  return new Changes(
    { kinds: found.kinds.filter(kept), before: found.before.filter(kept), after: found.after.filter(kept) },
    new Map(places.flatMap((place, now) => (fields.has(place) ? [[now, fields.get(place) ?? []] as const] : []))),
  );
}

/** By place in what was found. Records are read in the order in which they were written: neighbours lie in one block. */
async function fieldsThatDiffer(
  db: Db,
  { kinds, before, after }: Found,
  signal: AbortSignal | undefined,
): Promise<Map<number, readonly string[]>> {
  const fields = new Map<number, readonly string[]>();
  // The same few lists over and over.
  const lists = new Map<string, readonly string[]>();
  const both = kinds.flatMap((_, place) => (before[place] === 0 || after[place] === 0 ? [] : [place]));
  both.sort((a, b) => (before[a] ?? 0) - (before[b] ?? 0));
  for (const [compared, place] of both.entries()) {
    const kind = ENTITY_KINDS[kinds[place] ?? 0] as EntityKind;
    const list = differing(db, kind, before[place] ?? 0, after[place] ?? 0);
    const name = list.join();
    if (list.length > 0) fields.set(place, lists.get(name) ?? list);
    if (!lists.has(name)) lists.set(name, list);
    if (compared % COMPARED_STEP === COMPARED_STEP - 1) await turn(signal);
  }
  return fields;
}

function differing(db: Db, kind: EntityKind, before: number, after: number): string[] {
  const one = fieldsOf(kind, recordOf(db, before));
  const two = fieldsOf(kind, recordOf(db, after));
  const names = [...new Set([...one.keys(), ...two.keys()])].filter((name) => one.get(name) !== two.get(name));
  const told = names.filter((name) => !STAMPS.has(name));
  return told.length > 0 ? told : names;
}

/** Who wrote it last and when: told only where nothing else differs. */
const STAMPS: ReadonlySet<string> = new Set(['updated_at', 'updated_by', 'created_at', 'created_by', 'type_revision']);

/** The record of a version. */
export const recordOf = (db: Db, version: number): unknown => JSON.parse(toldBy(db, version));

/** Those of these places whose name or id holds a text. @param text in lower case */
export async function named(
  db: Db,
  changes: Changes,
  places: readonly number[],
  text: string,
  signal?: AbortSignal,
): Promise<number[]> {
  const of = db.prepare<[number], [name: string, id: string]>('SELECT name, id FROM history WHERE key = ?').raw();
  const found: number[] = [];
  for (const [looked, place] of places.entries()) {
    const row = of.get(changes.version(place));
    if (row?.some((word) => word.toLowerCase().includes(text)) === true) found.push(place);
    if (looked % STEP === STEP - 1) await turn(signal);
  }
  return found;
}

async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  signal?.throwIfAborted();
}
