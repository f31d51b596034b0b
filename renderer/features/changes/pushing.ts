import { type ChangeSet, PushResult } from '#shared/changes.ts';
import type { JobId } from '#shared/define.ts';
import type { Job } from '#shared/jobs.ts';
import { client } from '../../api/client.ts';
import { follow, isRunning, useRecentJobs } from '../../api/job-feed.ts';

/** Which set a push of this page is of: a job does not tell before it has ended. */
const started = new Map<JobId, string>();

/** Starts the push of an approved set. @param publish whether listings are published again */
export async function startPush(setId: string, publish: boolean): Promise<void> {
  const { jobId } = await client.changes.push({ setId, publish });
  started.set(jobId, setId);
  follow(jobId);
}

/** The push of a set that runs, and what the last one that ended came to. One push runs at a time. */
export function usePush(set: Pick<ChangeSet, 'id' | 'state'>): { running: Job | null; last: PushResult | null } {
  const jobs = useRecentJobs(true).data?.items.filter(({ operation }) => operation === 'changes.push') ?? [];
  const running = jobs.find(
    (job) => isRunning(job.state) && (started.get(job.id) ?? (set.state === 'approved' ? set.id : null)) === set.id,
  );
  for (const job of jobs) {
    const result = PushResult.safeParse(job.result);
    if (result.success && result.data.setId === set.id) return { running: running ?? null, last: result.data };
  }
  return { running: running ?? null, last: null };
}
