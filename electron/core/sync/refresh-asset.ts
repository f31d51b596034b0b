import type { AssetId } from '#shared/catalog.ts';
import { asset } from '../aws/datazone-search.ts';
import { Mirror } from '../catalog/mirror.ts';
import { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import { targetOf } from './connection.ts';
import { sessionFor } from './session.ts';

/** Read one asset again, with its revision. Never deletes: a 404 may be a right that was lost. */
export async function refreshAsset(job: JobContext, assetId: AssetId) {
  const target = await targetOf(job.context);
  const domainId =
    target.domainId ?? (job.db.prepare('SELECT id FROM remote_domain').pluck().get() as string | undefined);
  const run = Number(job.db.prepare('SELECT coalesce(max(id), 0) FROM sync_run').pluck().get());
  if (domainId === undefined || run === 0)
    throw new Failure('not_found', 'E_NOT_PULLED', 'Nothing was pulled into this workspace yet.', 'Pull first.');
  const session = sessionFor(job.context, target);
  try {
    job.report({ phase: 'Reading the asset', done: 0, total: 1, item: assetId, rate: null, note: null, ask: null });
    const record = await asset(session, domainId, assetId, job.signal);
    const wrote = job.write(
      (outcome) => ({
        action: 'sync.refreshAsset.read',
        entity: assetId,
        details: { outcome, revision: record.revision },
      }),
      (db) => {
        const mirror = new Mirror(db, run);
        const outcome = mirror.putAsset(record, job.context.clock().toISOString());
        mirror.settleListings(listingsComplete(db));
        return outcome;
      },
    );
    return { assetId, changed: wrote !== 'same', revision: record.revision };
  } finally {
    await session.close();
  }
}

/** Whether the last pull read every listing: only then does a missing one mean "unpublished". */
export function listingsComplete(db: JobContext['db']): boolean {
  const states = db
    .prepare(
      "SELECT state FROM sync_scope WHERE kind = 'listing' AND run = (SELECT max(run) FROM sync_scope WHERE kind = 'listing')",
    )
    .pluck()
    .all();
  return states.length > 0 && states.every((state) => state === 'complete');
}
