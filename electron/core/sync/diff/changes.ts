import { ENTITY_KINDS, type EntityKind } from '#shared/entities.ts';
import type { ChangeWord } from '#shared/history.ts';
import { toldBy } from '../../catalog/history.ts';
import { Vector } from '../../catalog/search/vector.ts';
import type { Db } from '../../db/open.ts';
import { fieldsOf } from './fields.ts';

/** Records compared between two turns of the event loop. */
const COMPARED_STEP = 100;
/** Versions whose names are looked at between two turns. */
const STEP = 4000;

/**
 * What differs, in numbers: everything since before the first pull is half a million entities in a large bank, and only
 * those on the page that is shown need a name.
 */
export class Changes {
  readonly #found: Found;
  readonly #fields: ReadonlyMap<number, readonly string[]>;

  /** @param fields names of what differs, by place */
  constructor(found: Found, fields: ReadonlyMap<number, readonly string[]>) {
    this.#found = found;
    this.#fields = fields;
  }

  get count(): number {
    return this.#found.kinds.length;
  }

  kind(place: number): EntityKind {
    return kindOf(this.#found, place);
  }

  change(place: number): ChangeWord {
    if (this.#found.before.data[place] === 0) return 'added';
    return this.#found.after.data[place] === 0 ? 'removed' : 'changed';
  }

  /** The version of then; null for what was added. */
  before(place: number): number | null {
    return this.#found.before.data[place] || null;
  }

  /** The version of now; null for what was removed. */
  after(place: number): number | null {
    return this.#found.after.data[place] || null;
  }

  /** Names of what differs; empty for added and removed. */
  fields(place: number): readonly string[] {
    return this.#fields.get(place) ?? NONE;
  }
}

const NONE: readonly string[] = [];

/** Side by side: the kind by its place in the list of kinds, and versions, 0 for none. */
interface Found {
  kinds: Vector;
  before: Vector;
  after: Vector;
}

const nothing = (): Found => ({ kinds: new Vector(), before: new Vector(), after: new Vector() });
const kindOf = ({ kinds }: Found, place: number) => ENTITY_KINDS[kinds.data[place] ?? 0] as EntityKind;

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
  const found = nothing();
  for (const [at, kind] of ENTITY_KINDS.entries()) {
    for (const [before, after] of find.all({ kind, from, to })) {
      found.kinds.push(at);
      found.before.push(before ?? 0);
      found.after.push(after ?? 0);
    }
    await turn(signal);
  }
  const differ = await fieldsThatDiffer(db, found, signal);
  const kept = nothing();
  const fields = new Map<number, readonly string[]>();
  for (let place = 0; place < found.kinds.length; place += 1) {
    const of = differ.get(place);
    // One whose record differs in nothing that is told has not changed.
    if (of === undefined && found.before.data[place] !== 0 && found.after.data[place] !== 0) continue;
    if (of !== undefined) fields.set(kept.kinds.length, of);
    kept.kinds.push(found.kinds.data[place] ?? 0);
    kept.before.push(found.before.data[place] ?? 0);
    kept.after.push(found.after.data[place] ?? 0);
  }
  return new Changes(kept, fields);
}

/** By place in what was found. Records are read in the order in which they were written: neighbours lie in one block. */
async function fieldsThatDiffer(
  db: Db,
  found: Found,
  signal: AbortSignal | undefined,
): Promise<Map<number, readonly string[]>> {
  const [before, after] = [found.before.data, found.after.data];
  const both: number[] = [];
  for (let place = 0; place < found.kinds.length; place += 1)
    if (before[place] !== 0 && after[place] !== 0) both.push(place);
  both.sort((a, b) => (before[a] ?? 0) - (before[b] ?? 0));
  const fields = new Map<number, readonly string[]>();
  // The same few lists over and over.
  const lists = new Map<string, readonly string[]>();
  for (const [compared, place] of both.entries()) {
    const list = differing(db, kindOf(found, place), before[place] ?? 0, after[place] ?? 0);
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
    const row = of.get(changes.after(place) ?? changes.before(place) ?? 0);
    if (row?.some((word) => word.toLowerCase().includes(text)) === true) found.push(place);
    if (looked % STEP === STEP - 1) await turn(signal);
  }
  return found;
}

async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  signal?.throwIfAborted();
}
