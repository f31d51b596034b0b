import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { JobId } from '#shared/define.ts';
import type { Job, JobState } from '#shared/jobs.ts';
import { core } from './queries.ts';

export const isRunning = (state: JobState): boolean => state === 'running' || state === 'cancelling';

// Jobs this page follows to their end, started here or found running.
let followed: readonly JobId[] = [];
const listeners = new Set<() => void>();
const set = (next: readonly JobId[]) => {
  followed = next;
  for (const listener of listeners) listener();
};

/** Follows a job until it ends; its end becomes a notice. */
export function follow(jobId: JobId): void {
  if (!followed.includes(jobId)) set([...followed, jobId]);
}

export const unfollow = (jobId: JobId): void => set(followed.filter((other) => other !== jobId));

export const useFollowed = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => followed,
  );

/** The last jobs of the open workspace. */
export const useRecentJobs = (open: boolean) =>
  useQuery(core.jobs.list.queryOptions({ input: { limit: 20 }, enabled: open }));

/** One job, live. */
export const useJob = (jobId: JobId) => useQuery(core.jobs.watch.experimental_liveOptions({ input: { jobId } }));

/** The job to show where there is room for one: the one that runs, started last. */
export function useRunningJob(open: boolean): Job | null {
  const items = useRecentJobs(open).data?.items;
  return items?.find((job) => isRunning(job.state)) ?? null;
}
