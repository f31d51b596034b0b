import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { Job } from '#shared/jobs.ts';
import { client } from '../../api/client.ts';
import { notifyFailure } from '../notify-failure.ts';
import { Text } from '../../ui/Text.tsx';
import { count, stretch } from '../../ui/times.ts';
import { operationWord } from '../../words.ts';
import { isRunning, useJob } from '../../api/job-feed.ts';
import { jobPath } from './attention.ts';
import { ProgressLine } from './JobProgress.tsx';

export async function cancelJob(job: Pick<Job, 'id'>): Promise<void> {
  await client.jobs.cancel({ jobId: job.id });
}

const wordsOf = ({ progress }: Job): string => {
  if (!progress) return 'Starting';
  return progress.paused ? 'Waits for you' : (progress.note ?? progress.phase);
};

/** The running job in the header: what it does, how far it is, and the way to stop it. */
export function JobIndicator({ job: listed }: { job: Job }) {
  const job = useJob(listed.id).data ?? listed;
  if (!isRunning(job.state)) return null;
  return (
    <div className="mw-job" role="group" aria-label="Running job">
      <div className="mw-job-words">
        <div className="mw-job-line">
          <a href={`#${jobPath(job)}`}>{operationWord(job)}</a>
          <span className="mw-job-what">
            <Text limit={80} bare>
              {wordsOf(job)}
            </Text>
          </span>
          {job.progress && (
            <span className="mw-job-count">
              {count(job.progress.done)}
              {job.progress.total !== null && ` of ${count(job.progress.total)}`}
              {!job.progress.paused &&
                job.progress.secondsLeft !== null &&
                ` · ${stretch(job.progress.secondsLeft)} left`}
            </span>
          )}
        </div>
        <ProgressLine job={job} label={`Progress of ${operationWord(job)}`} />
      </div>
      <CancelButton job={job} />
    </div>
  );
}

export function CancelButton({ job }: { job: Job }) {
  const [asked, setAsked] = useState(false);
  const stopping = asked || job.state === 'cancelling';
  const label = stopping ? 'Cancelling…' : 'Cancel';
  const onCancel = () => {
    setAsked(true);
    cancelJob(job).catch((error: unknown) => {
      setAsked(false);
      notifyFailure('The job was not cancelled', error);
    });
  };
  return (
    <Button wrapText={false} disabled={stopping} onClick={onCancel} ariaLabel={`${label}: ${operationWord(job)}`}>
      {label}
    </Button>
  );
}
