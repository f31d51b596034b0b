import { skipToken, useQuery } from '@tanstack/react-query';
import { type ChangeSet, PushResult } from '#shared/changes.ts';
import type { Job } from '#shared/jobs.ts';
import { client } from '../../api/client.ts';
import { follow, isRunning, useRecentJobs } from '../../api/job-feed.ts';
import { core } from '../../api/queries.ts';

/** Starts the push of an approved set. @param publish whether listings are published again */
export async function startPush(setId: string, publish: boolean): Promise<void> {
  const { jobId } = await client.changes.push({ setId, publish });
  follow(jobId);
}

/** The push of a set that runs, and what the last one that ended came to. One push runs at a time. */
export function usePush({ id, pushing }: Pick<ChangeSet, 'id' | 'pushing'>): {
  running: Job | null;
  last: PushResult | null;
} {
  const job = useQuery(core.jobs.get.queryOptions({ input: pushing === null ? skipToken : { jobId: pushing } })).data;
  const running = pushing !== null && job && isRunning(job.state) ? job : null;
  const pushes = useRecentJobs(true).data?.items.filter(({ operation }) => operation === 'changes.push') ?? [];
  const results = pushes.map(({ result }) => PushResult.safeParse(result).data);
  return { running, last: results.find((result) => result?.setId === id) ?? null };
}
