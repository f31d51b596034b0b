import fs from 'node:fs';
import { failpoint } from '../db/failpoint.ts';
import { forgetBlocks } from '../catalog/history.ts';
import type { Db } from '../db/open.ts';
import type { JobContext } from '../jobs/runner.ts';
import { forgetDiffs } from './diff/diff.ts';
import { lettingGo, moments, retentionOf } from './retention.ts';

/** Versions removed in one transaction. */
const BATCH = 2000;
/** From this share of free pages on the file is rewritten. */
const WORTH_IT = 0.2;

/**
 * Let go of the moments the rule no longer keeps: a version goes when no moment that is kept can see it. What the
 * mirror shows now is never touched.
 */
export async function compact(job: JobContext) {
  const { context, db } = job;
  const file = context.desk.current?.path ?? '';
  const bytesBefore = fs.statSync(file).size;
  const gone = lettingGo(moments(db), retentionOf(db), context.clock());
  job.report({ phase: 'Letting go of old moments', done: 0, total: gone.length });
  job.write(
    { action: 'sync.compact.runs', entity: null, details: { runs: gone } },
    (write) => {
      const mark = write.prepare('UPDATE sync_run SET kept = 0 WHERE id = ?');
      for (const id of gone) mark.run(id);
      write
        .prepare(
          `DELETE FROM sync_scope WHERE run IN (SELECT id FROM sync_run WHERE kept = 0) AND EXISTS (
           SELECT 1 FROM sync_scope n WHERE n.kind = sync_scope.kind AND n.scope = sync_scope.scope AND n.run > sync_scope.run
           AND n.run <= (SELECT min(id) FROM sync_run WHERE kept = 1 AND id > sync_scope.run))`,
        )
        .run();
    },
    'compact.runs',
  );
  let versionsLetGo = 0;
  for (let went = BATCH; went === BATCH; versionsLetGo += went) {
    job.signal.throwIfAborted();
    went = job.transaction(unseen, 'compact.versions');
    job.report({ phase: 'Letting go of old versions', done: versionsLetGo + went });
    await new Promise(setImmediate);
  }
  job.transaction((write) =>
    write
      .prepare('DELETE FROM history_block WHERE NOT EXISTS (SELECT 1 FROM history b WHERE b.block = history_block.id)')
      .run(),
  );
  forgetBlocks(db);
  forgetDiffs(db);
  const [free, pages] = [db.pragma('freelist_count', { simple: true }), db.pragma('page_count', { simple: true })];
  if (Number(free) > Number(pages) * WORTH_IT) {
    job.report({ phase: 'Giving space back to the disk' });
    failpoint('compact.vacuum.before');
    db.exec('VACUUM');
    failpoint('compact.vacuum.after');
    db.pragma('wal_checkpoint(TRUNCATE)');
  }
  return { runsLetGo: gone.length, versionsLetGo, bytesBefore, bytesAfter: fs.statSync(file).size };
}

/** Remove some versions that no kept moment sees. @returns how many went */
const unseen = (db: Db): number =>
  db
    .prepare(
      `DELETE FROM history WHERE key IN (SELECT h.key FROM history h WHERE h.to_run IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM sync_run r WHERE r.kept = 1 AND r.id >= h.from_run AND r.id < h.to_run) LIMIT ?)`,
    )
    .run(BATCH).changes;
