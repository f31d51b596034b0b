import type * as z from 'zod';
import type { PullMode, PullResult } from '#shared/sync.ts';
import type { Aws } from '../aws/aws.ts';
import { Mirror } from '../catalog/mirror.ts';
import { writingMuch } from '../db/checkpoint.ts';
import { Failure } from '../failure.ts';
import { whileThereIsRoom } from '../jobs/room-pause.ts';
import type { JobContext } from '../jobs/runner.ts';
import { SUSPENDED } from '../jobs/runner.ts';
import { type Target, targetOf } from './connection.ts';
import { noteIdentity } from './identity.ts';
import { coverage } from './queries.ts';
import { Forecast } from './forecast.ts';
import { Growth } from './growth.ts';
import { plan } from './plan.ts';
import type { Source } from './readers/reader.ts';
import { callsOf, endedRun, endRun, openRun } from './run.ts';
import { PageWriter } from './page-writer.ts';
import { PullProgress } from './progress.ts';
import { readAll } from './schedule.ts';
import { awsInThread } from './session.ts';
import { settle } from './settle.ts';
import { signInPause } from './sign-in-pause.ts';
import { standings } from './standing.ts';

/** How many assets are read on their own; some are half a minute at the pace of GetAsset. */
const MOST_REVISIONS = { none: 0, some: 300, all: Number.POSITIVE_INFINITY };

export interface PullInput {
  revisions: keyof typeof MOST_REVISIONS;
  mode: PullMode;
}

/**
 * Fill the mirror. Each page is written with its cursor in one transaction, so that killing the core at any moment and
 * opening the workspace again goes on from the last page; so does a pull that met a full disk, once there is room.
 */
export async function pull(job: JobContext, input: PullInput): Promise<z.infer<typeof PullResult>> {
  const ended = endedRun(job);
  if (ended !== null) return resultOf(job, ended);
  const target = await targetOf(job.context);
  const run = await whileThereIsRoom(job, () => openRun(job, 'pull', input.mode));
  const earlier = callsOf(job, run);
  // A run taken up again decides as it did when it began.
  const before = standings(job.db, run - 1);
  const { lines } = plan(job.db, input.mode, target.identityStoreId, job.context.clock(), before);
  const progress = new PullProgress(job);
  const aws = await awsInThread(job.context, target, {
    onWait: (note) => progress.note(note),
    onExpired: signInPause(job),
  });
  let wrote = () => {};
  try {
    wrote = writingMuch(job.db);
    await whileThereIsRoom(job, async () => {
      progress.phase('Asking AWS who we are', null);
      const identity = await aws.sts.callerIdentity(job.signal);
      noteIdentity(job, identity);
      const source: Source = {
        aws,
        db: job.db,
        domainId: await theDomain(aws, target, job.signal),
        accountId: identity.accountId,
        identityStoreId: target.identityStoreId,
        growth: new Growth(run),
        mostRevisions: MOST_REVISIONS[input.revisions],
        now: () => job.context.clock().toISOString(),
        calls: () => earlier + aws.calls,
      };
      const mirror = new Mirror(job.db, run);
      progress.begin(new Forecast(job.db, run, before, lines), aws.paced);
      await readAll({
        job,
        source,
        mirror,
        pages: new PageWriter(job, mirror),
        run,
        progress,
        mode: input.mode,
        before,
      });
      await settle({ job, source, mirror, run, progress });
    });
    endRun(job, run, null, earlier + aws.calls);
  } catch (error) {
    // Suspended: the run stays open and is taken up when the workspace is opened again.
    if (job.signal.reason !== SUSPENDED)
      endRun(job, run, job.signal.aborted ? 'cancelled' : 'failed', earlier + aws.calls);
    throw error;
  } finally {
    // Whatever the disk says: the thread must end, or it keeps the whole process.
    await aws.close().finally(wrote);
  }
  return resultOf(job, run);
}

function resultOf(job: JobContext, id: number): z.infer<typeof PullResult> {
  const { run, scopes } = coverage(job.db, id);
  if (run === null) throw new Error('the run that ended is not there');
  return { run, incomplete: scopes.filter((scope) => scope.state !== 'complete') };
}

/** The connection's domain; where it names none, the only one this identity sees. */
async function theDomain(aws: Aws, target: Target, signal: AbortSignal): Promise<string> {
  if (target.domainId !== null) return target.domainId;
  const found = await aws.datazone.domains(signal);
  const [only, ...others] = found;
  if (only === undefined)
    throw new Failure(
      'not_found',
      'E_NO_DOMAIN',
      'This identity sees no DataZone domain in this region.',
      'Check the region and profile, or ask for an activated user profile in the domain.',
    );
  if (others.length > 0)
    throw new Failure(
      'invalid',
      'E_DOMAIN_CHOICE',
      `This identity sees ${found.length} domains: ${found.map((domain) => `${domain.name} (${domain.id})`).join(', ')}.`,
      'Name the one to pull in the connection.',
    );
  return only.id;
}
