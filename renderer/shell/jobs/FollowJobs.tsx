import { useEffect } from 'react';
import type { JobId } from '#shared/define.ts';
import { toFailure } from '../../api/failure.ts';
import { notifyFailure } from '../notify-failure.ts';
import { notify } from '../../ui/notices.ts';
import { operationWord } from '../../words.ts';
import { follow, isRunning, unfollow, useFollowed, useJob, useRecentJobs } from '../../api/job-feed.ts';
import { outcomeOf } from './outcome.ts';

/** Follows every running job of the workspace and tells its end at the top of the page. Draws nothing. */
export function FollowJobs() {
  const recent = useRecentJobs(true).data;
  const followed = useFollowed();
  useEffect(() => {
    for (const job of recent?.items ?? []) if (isRunning(job.state)) follow(job.id);
  }, [recent]);
  return followed.map((jobId) => <FollowJob key={jobId} jobId={jobId} />);
}

function FollowJob({ jobId }: { jobId: JobId }) {
  const { data: job, error } = useJob(jobId);
  useEffect(() => {
    if (!job || isRunning(job.state)) return;
    unfollow(jobId);
    const outcome = outcomeOf(job);
    notify({
      // The end of the next pull takes the place of the last one's.
      id: job.operation,
      type: outcome.type,
      header: `${operationWord(job)}: ${outcome.header}`,
      text: outcome.text,
      ...(outcome.command && { command: outcome.command }),
      ...(outcome.see && { action: { label: outcome.see.label, run: () => location.assign(`#${outcome.see?.path}`) } }),
    });
  }, [job, jobId]);
  useEffect(() => {
    if (!error) return;
    const { kind } = toFailure(error);
    // Offline passes; the wire comes back and the job is asked for again.
    if (kind === 'offline') return;
    unfollow(jobId);
    if (kind !== 'not_found') notifyFailure('A job could not be followed', error);
  }, [error, jobId]);
  return null;
}
