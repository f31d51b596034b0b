import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { Job } from '#shared/jobs.ts';
import { useJob } from '../../api/job-feed.ts';
import { CancelButton } from '../../shell/jobs/JobIndicator.tsx';
import { ProgressFacts, ProgressLine } from '../../shell/jobs/JobProgress.tsx';
import { Text } from '../../ui/Text.tsx';
import { Lasting } from '../../ui/When.tsx';

const titles: Record<string, string> = { 'sync.pull': 'Pull running', 'sync.asOf': 'Opening a past pull' };

/** The job in hand, live: how far, how fast, at what, how long yet, and the way to stop it. */
export function RunningPull({ job: listed }: { job: Job }) {
  const job = useJob(listed.id).data ?? listed;
  const title = job.progress?.paused ? 'Pull paused' : (titles[job.operation] ?? 'Running');
  return (
    <Container
      header={
        <Header variant="h2" actions={<CancelButton job={job} />}>
          {job.state === 'cancelling' ? 'Stopping' : title}
        </Header>
      }
    >
      <div className="mw-running">
        <div>
          <b>
            <Text limit={120} bare>
              {job.progress?.phase ?? 'Starting'}
            </Text>
          </b>{' '}
          for <Lasting since={job.startedAt} />
          {job.resumed > 0 && `, taken up again ${job.resumed === 1 ? 'once' : `${job.resumed} times`}`}
        </div>
        <ProgressLine job={job} label="Progress of the pull" />
        <div>
          <ProgressFacts job={job} />
        </div>
        {job.progress?.note && (
          <div className="mw-note">
            <Text>{job.progress.note}</Text>
          </div>
        )}
      </div>
    </Container>
  );
}
