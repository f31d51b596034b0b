import type { Db } from '../db/open.ts';

/** Rows deleted in one transaction: a few milliseconds each, so that nobody waits. */
const AT_ONCE = 5_000;

/** Tables with rows of an import, each with what tells a row from the others of the same import. */
const TABLES = [
  ['lineage_column_edge', 'to_field, from_field, job, type, subtype'],
  ['lineage_schema', 'dataset, position'],
  ['lineage_edge', 'job, dataset, direction'],
  ['lineage_job_link', 'job, to_job, kind'],
  ['lineage_dataset_alias', 'dataset, namespace, name'],
  ['lineage_dataset_told', 'dataset'],
  ['lineage_job_told', 'job'],
  ['lineage_run', 'job, run'],
  ['import_asset', 'asset_id, snapshot_time'],
] as const;

/** Names nobody tells of any more. Fields first: a dataset is kept while a field of it is. */
const ORPHANS = [
  `lineage_field WHERE key IN (SELECT f.key FROM lineage_field f WHERE
     NOT EXISTS (SELECT 1 FROM lineage_column_edge e WHERE e.to_field = f.key)
     AND NOT EXISTS (SELECT 1 FROM lineage_column_edge e WHERE e.from_field = f.key)
     AND NOT EXISTS (SELECT 1 FROM lineage_schema s WHERE s.field = f.key) LIMIT ?)`,
  `lineage_dataset WHERE key IN (SELECT d.key FROM lineage_dataset d WHERE
     NOT EXISTS (SELECT 1 FROM lineage_dataset_told t WHERE t.dataset = d.key)
     AND NOT EXISTS (SELECT 1 FROM lineage_edge e WHERE e.dataset = d.key)
     AND NOT EXISTS (SELECT 1 FROM lineage_dataset_alias a WHERE a.dataset = d.key)
     AND NOT EXISTS (SELECT 1 FROM lineage_field f WHERE f.dataset = d.key) LIMIT ?)`,
  `lineage_job WHERE key IN (SELECT j.key FROM lineage_job j WHERE
     NOT EXISTS (SELECT 1 FROM lineage_job_told t WHERE t.job = j.key)
     AND NOT EXISTS (SELECT 1 FROM lineage_edge e WHERE e.job = j.key)
     AND NOT EXISTS (SELECT 1 FROM lineage_run r WHERE r.job = j.key)
     AND NOT EXISTS (SELECT 1 FROM lineage_column_edge e WHERE e.job = j.key AND e.job <> 0)
     AND NOT EXISTS (SELECT 1 FROM lineage_job_link l WHERE l.job = j.key OR l.to_job = j.key) LIMIT ?)`,
];

/**
 * Clears away what imports told that are not seen any more, a little at a time; `signal` or a closed workspace stops it,
 * the next sweep goes on. Not while an import is being written: it may be about to use a name nobody else tells of.
 */
export async function sweepImports(db: Db, signal?: AbortSignal): Promise<void> {
  settleImports(db);
  const going = (): boolean => db.open && signal?.aborted !== true;
  for (;;) {
    if (!going() || isReading(db)) return;
    const gone = db
      .prepare(`SELECT id FROM import WHERE state NOT IN ('reading', 'complete') AND swept = 0 LIMIT 1`)
      .pluck()
      .get();
    if (gone === undefined) return;
    for (const [table, key] of TABLES) {
      for (let deleted = AT_ONCE; deleted === AT_ONCE; ) {
        await nextTurn();
        if (!going() || isReading(db)) return;
        deleted = db
          .prepare(
            `DELETE FROM ${table} WHERE import = ? AND (${key}) IN
               (SELECT ${key} FROM ${table} WHERE import = ? LIMIT ${AT_ONCE})`,
          )
          .run(gone, gone).changes;
      }
    }
    for (const orphans of ORPHANS) {
      for (let deleted = AT_ONCE; deleted === AT_ONCE; ) {
        await nextTurn();
        if (!going() || isReading(db)) return;
        deleted = db.prepare(`DELETE FROM ${orphans}`).run(AT_ONCE).changes;
      }
    }
    db.prepare('UPDATE import SET swept = 1 WHERE id = ?').run(gone);
  }
}

/** Imports whose job is over without their knowing (its core died while it was being cancelled) are given up. */
export function settleImports(db: Db): void {
  db.prepare(
    `UPDATE import SET state = 'cancelled', ended_at = (SELECT j.ended_at FROM job j WHERE j.id = job_id)
     WHERE state = 'reading' AND job_id IN (SELECT id FROM job WHERE state NOT IN ('running', 'cancelling'))`,
  ).run();
}

const isReading = (db: Db): boolean =>
  db.prepare("SELECT 1 FROM import WHERE state = 'reading'").pluck().get() !== undefined;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
