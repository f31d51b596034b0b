import { ENTITY_KINDS, type EntityKind } from '#shared/entities.ts';
import type { ChangeWord } from '#shared/history.ts';
import { toldBy } from '../../catalog/history.ts';
import type { Db } from '../../db/open.ts';
import { fieldsOf } from './fields.ts';

/** One entity that differs, by its versions. */
export interface Change {
  kind: EntityKind;
  id: string;
  name: string;
  change: ChangeWord;
  before: number | null;
  after: number | null;
  /** Names of what differs; empty for added and removed. */
  fields: readonly string[];
}

/** Versions looked at between two turns of the event loop. */
const STEP = 4000;
const COMPARED_STEP = 100;

interface Version {
  key: number;
  kind: EntityKind;
  id: string;
  name: string;
  from_run: number;
  to_run: number | null;
  hash: string;
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
export async function changesBetween(db: Db, from: number, to: number, signal?: AbortSignal): Promise<Change[]> {
  const found = new Map<string, Change & { hashes: [string | null, string | null] }>();
  const page = db.prepare<number[], Version>(
    `SELECT key, kind, id, name, from_run, to_run, hash FROM history
     WHERE key > ? AND from_run <= ? AND (from_run > ? OR (to_run > ? AND to_run <= ?)) ORDER BY key LIMIT ${STEP}`,
  );
  for (let last = 0; ; ) {
    const versions = page.all(last, to, from, from, to);
    for (const version of versions) take(found, version, from, to);
    last = versions.at(-1)?.key ?? 0;
    if (versions.length < STEP) break;
    await turn(signal);
  }
  const changes: Change[] = [];
  let compared = 0;
  for (const { hashes, ...change } of found.values()) {
    if (hashes[0] === hashes[1]) continue;
    if (change.before === null) changes.push({ ...change, change: 'added' });
    else if (change.after === null) changes.push({ ...change, change: 'removed' });
    else {
      const fields = differing(db, change.kind, change.before, change.after);
      if (fields.length > 0) changes.push({ ...change, fields });
      compared += 1;
      if (compared % COMPARED_STEP === 0) await turn(signal);
    }
  }
  return changes.toSorted((a, b) =>
    a.kind === b.kind ? compare(a.name, b.name) || compare(a.id, b.id) : RANK[a.kind] - RANK[b.kind],
  );
}

function take(
  found: Map<string, Change & { hashes: [string | null, string | null] }>,
  version: Version,
  from: number,
  to: number,
): void {
  const then = version.from_run <= from;
  const now = version.to_run === null || version.to_run > to;
  if (!then && !now) return;
  const key = `${version.kind} ${version.id}`;
  const known = found.get(key) ?? {
    kind: version.kind,
    id: version.id,
    name: version.name,
    change: 'changed',
    before: null,
    after: null,
    fields: [],
    hashes: [null, null],
  };
  found.set(key, known);
  if (then) {
    known.before = version.key;
    known.hashes[0] = version.hash;
  } else {
    known.after = version.key;
    known.hashes[1] = version.hash;
    known.name = version.name;
  }
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

/** Where a kind stands in the list of them. */
const RANK = Object.fromEntries(ENTITY_KINDS.map((kind, at) => [kind, at])) as Record<EntityKind, number>;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  signal?.throwIfAborted();
}
