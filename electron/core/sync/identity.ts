import type { Identity } from '#shared/sync.ts';
import type { JobContext } from '../jobs/runner.ts';

/** Keep who AWS said we are: shown on every screen, written into every later audit entry. */
export function noteIdentity(job: JobContext, identity: Identity): void {
  job.write({ action: 'sync.identity', entity: identity.arn, details: { accountId: identity.accountId } }, (db) => {
    db.prepare('UPDATE connection SET account_id = ?, arn = ?, user_id = ?, identity_at = ?').run(
      identity.accountId,
      identity.arn,
      identity.userId,
      job.context.clock().toISOString(),
    );
  });
  job.announce(['connection']);
}
