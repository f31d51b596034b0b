import type { EntityKind } from '#shared/entities.ts';
import { NO_HISTORY, toldBy } from '../catalog/history.ts';
import { Mirror } from '../catalog/mirror.ts';
import { isPlain } from '../catalog/mirror-tables.ts';
import type { AssetRecord } from '../catalog/rows.ts';
import type { Db } from '../db/open.ts';
import { LIVE } from '../changes/line.ts';
import { touched } from '../changes/touched.ts';
import { isWhole, standings } from './standing.ts';

/** Entities written between two turns of the event loop. */
const BATCH = 200;

/** An entity that is not now what it was: its version of then, and the one the mirror holds. */
interface Moved {
  kind: EntityKind;
  id: string;
  name: string;
  then: number | null;
  now: number | null;
}

/**
 *   versions of later runs ──> entities that moved ──> put as they were, or removed ──> later runs cut off
 *
 * Turn a private copy of a workspace back to the end of a run: mirror, history and coverage are what they were then.
 * @param at when the run ended @returns how many entities had moved since
 */
export async function rewind(
  db: Db,
  run: number,
  at: string,
  signal: AbortSignal,
  told: (done: number, total: number, item: string) => void,
): Promise<number> {
  const moved = movedSince(db, run);
  const mirror = new Mirror(db, run, NO_HISTORY);
  for (let from = 0; from < moved.length; from += BATCH) {
    signal.throwIfAborted();
    const batch = moved.slice(from, from + BATCH);
    db.transaction(() => {
      for (const one of batch) back(db, mirror, one, at);
    })();
    told(from + batch.length, moved.length, batch.at(-1)?.name ?? '');
    await new Promise(setImmediate);
  }
  db.transaction(() => {
    forgetStaged(db);
    cutOff(db, run);
    db.prepare('UPDATE remote_asset SET pulled_at = ? WHERE pulled_at > ?').run(at, at);
    mirror.flush();
    mirror.settleListings(isWhole(standings(db).get('listing')));
  })();
  return moved.length;
}

/** What is staged now was not staged then. */
function forgetStaged(db: Db): void {
  const staged = db
    .prepare<[], { kind: 'asset'; entity_id: string }>(`SELECT DISTINCT kind, entity_id FROM change WHERE ${LIVE}`)
    .all();
  db.exec('DELETE FROM push_call; DELETE FROM change_step; DELETE FROM change; DELETE FROM change_set');
  touched(db, staged);
}

/** Glossary terms first, so that assets are found by the names terms had; revisions after their assets. */
const FIRST: readonly EntityKind[] = ['glossary_term'];
const LAST: readonly EntityKind[] = ['asset', 'asset_revision'];
const rank = (kind: EntityKind): number => (FIRST.includes(kind) ? -1 : LAST.indexOf(kind) + 1);

function movedSince(db: Db, run: number): Moved[] {
  const rows = db
    .prepare<number[], Moved>(
      `WITH moved AS (
         SELECT kind, id FROM history WHERE from_run > ? UNION SELECT kind, id FROM history WHERE to_run > ?)
       SELECT m.kind, m.id, coalesce(t.name, n.name, m.id) AS name, t.key AS "then", n.key AS now FROM moved m
       LEFT JOIN history t ON t.kind = m.kind AND t.id = m.id AND t.from_run <= ? AND (t.to_run IS NULL OR t.to_run > ?)
       LEFT JOIN history n ON n.kind = m.kind AND n.id = m.id AND n.to_run IS NULL`,
    )
    .all(run, run, run, run);
  // Within a rank as they were written: neighbours lie in one block.
  return rows
    .filter((row) => row.then !== row.now)
    .toSorted((a, b) => rank(a.kind) - rank(b.kind) || (a.then ?? 0) - (b.then ?? 0));
}

function back(db: Db, mirror: Mirror, { kind, id, then, now }: Moved, at: string): void {
  const record = then === null ? null : recordOf(db, then);
  if (kind === 'asset') {
    if (record === null) mirror.sweepAssets([id]);
    else mirror.putAsset({ ...(record as Omit<AssetRecord, 'revision'>), revision: null }, at);
  } else if (kind === 'asset_revision')
    mirror.setRevision(id, record === null ? null : (record as { revision: string }).revision);
  else if (isPlain(kind)) {
    if (record !== null) mirror.put(kind, record as never);
    else if (now !== null) mirror.remove(kind, recordOf(db, now) as never);
  }
}

const recordOf = (db: Db, version: number): unknown => JSON.parse(toldBy(db, version));

function cutOff(db: Db, run: number): void {
  db.prepare('DELETE FROM history WHERE from_run > ?').run(run);
  db.prepare('UPDATE history SET to_run = NULL WHERE to_run > ?').run(run);
  for (const table of ['sync_scope', 'sync_kind']) db.prepare(`DELETE FROM ${table} WHERE run > ?`).run(run);
  db.prepare('DELETE FROM sync_run WHERE id > ?').run(run);
}
