import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
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

/** The jobs that run, as the list tells them, the one started last first. */
export function useRunningJobs(open: boolean): readonly Job[] {
  const items = useRecentJobs(open).data?.items;
  return useMemo(() => items?.filter((job) => isRunning(job.state)) ?? [], [items]);
}

/** The job to show where there is room for one: the one that runs, started last. */
export const useRunningJob = (open: boolean): Job | null => useRunningJobs(open)[0] ?? null;

const live = (listed: readonly Job[]) =>
  listed.map((job) => core.jobs.watch.experimental_liveOptions({ input: { jobId: job.id } }));

/** The same jobs with their progress of this moment; what has ended meanwhile is left out. */
export function useLiveJobs(listed: readonly Job[]): readonly Job[] {
  const answers = useQueries({ queries: live(listed) });
  return listed.map((job, at) => answers[at]?.data ?? job).filter((job) => isRunning(job.state));
}

/** The one of these jobs that waits for the person; answers anew only when that changes. */
export function usePausedJob(listed: readonly Job[]): JobId | null {
  return useQueries({
    queries: live(listed),
    combine: (answers) => answers.find(({ data }) => data?.progress?.paused && isRunning(data.state))?.data?.id ?? null,
  });
}
