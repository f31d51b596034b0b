import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ChangeSet, LineState, PushResult } from '#shared/changes.ts';
import type { Job } from '#shared/jobs.ts';
import { useJob } from '../../api/job-feed.ts';
import { CancelButton } from '../../shell/jobs/JobIndicator.tsx';
import { ProgressFacts, ProgressLine } from '../../shell/jobs/JobProgress.tsx';
import { Text } from '../../ui/Text.tsx';
import { count, counted } from '../../ui/times.ts';
import { Lasting } from '../../ui/When.tsx';
import { countOf } from './next-step.ts';
import { reviewAddress } from './review-state.ts';

/** The push in hand, live: how far, how fast, how long yet, and the way to stop it. */
export function Pushing({ job: listed }: { job: Job }) {
  const job = useJob(listed.id).data ?? listed;
  const title = job.progress?.paused ? 'Push paused' : 'Pushing to AWS';
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What is written stays written when it is stopped; the rest stays staged."
          actions={<CancelButton job={job} />}
        >
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
        <ProgressLine job={job} label="Progress of the push" />
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

const LINKS: readonly { state: LineState; words: (n: number) => string }[] = [
  { state: 'conflict', words: (n) => counted(n, 'conflict') },
  { state: 'failed', words: (n) => `${count(n)} failed` },
  { state: 'unknown', words: (n) => `${count(n)} unknown` },
  { state: 'staged', words: (n) => `${count(n)} not pushed yet` },
];

/** What the last push came to; each number leads to its lines as they stand now. */
export function LastPush({ set, last }: { set: ChangeSet; last: PushResult }) {
  const open = LINKS.map((link) => ({ ...link, n: countOf(set, link.state) })).filter(({ n }) => n > 0);
  return (
    <Alert
      type={open.length === 0 ? 'success' : 'warning'}
      statusIconAriaLabel={open.length === 0 ? 'Success' : 'Warning'}
      header={
        open.length === 0 ? 'Pushed: AWS holds everything this set wanted' : 'Pushed in part: something is left to do'
      }
    >
      {counted(last.applied, 'change')} written in the last push with {counted(last.calls, 'call')} to AWS.
      {open.map(({ state, n, words }) => (
        <span key={state}>
          {' '}
          <a href={`#${reviewAddress(set.id, { states: [state] })}`}>{words(n)}</a>
        </span>
      ))}
    </Alert>
  );
}
