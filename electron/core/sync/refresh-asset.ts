import type { AssetId } from '#shared/catalog.ts';
import { Mirror, type Wrote } from '../catalog/mirror.ts';
import { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import { targetOf } from './connection.ts';
import { openRun } from './run.ts';
import { awsFor } from './session.ts';
import { isWhole, standings } from './standing.ts';

/** Read one asset again, with its revision. Never deletes: a 404 may be a right that was lost. */
export async function refreshAsset(job: JobContext, assetId: AssetId) {
  const target = await targetOf(job.context);
  const domainId =
    target.domainId ?? (job.db.prepare('SELECT id FROM remote_domain').pluck().get() as string | undefined);
  if (domainId === undefined || job.db.prepare('SELECT 1 FROM sync_run').get() === undefined)
    throw new Failure('not_found', 'E_NOT_PULLED', 'Nothing was pulled into this workspace yet.', 'Pull first.');
  const aws = awsFor(job.context, target);
  try {
    job.report({ phase: 'Reading the asset', done: 0, total: 1, item: assetId });
    const record = await aws.search.asset(domainId, assetId, job.signal);
    const wrote = job.write(
      (outcome) => ({
        action: 'sync.refreshAsset.read',
        entity: assetId,
        details: { outcome, revision: record.revision },
      }),
      (db) => {
        const run = runOf(job);
        const mirror = new Mirror(db, run.id);
        const outcome = mirror.putAsset(record, job.context.clock().toISOString());
        mirror.settleListings(isWhole(standings(db).get('listing')));
        mirror.flush();
        if (run.own) endRefresh(job, run.id, outcome, aws.calls);
        return outcome;
      },
    );
    return { assetId, changed: wrote !== 'same', revision: record.revision };
  } finally {
    await aws.close();
  }
}

/** Every write of the mirror belongs to a run: to the pull that is under way, else to one of its own. */
function runOf(job: JobContext): { id: number; own: boolean } {
  const pulling = job.db.prepare("SELECT id FROM sync_run WHERE kind = 'pull' AND state = 'running'").pluck().get();
  return pulling === undefined ? { id: openRun(job, 'refresh', null), own: true } : { id: Number(pulling), own: false };
}

function endRefresh(job: JobContext, run: number, outcome: Wrote, calls: number): void {
  job.db
    .prepare(
      "UPDATE sync_run SET state = 'complete', ended_at = ?, calls = ?, items = 1, added = ?, changed = ? WHERE id = ?",
    )
    .run(job.context.clock().toISOString(), calls, outcome === 'added' ? 1 : 0, outcome === 'changed' ? 1 : 0, run);
}
