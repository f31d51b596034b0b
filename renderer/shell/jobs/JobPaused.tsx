import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { JobId } from '#shared/define.ts';
import { wayOut } from '../../actions.ts';
import { useJob } from '../../api/job-feed.ts';
import { Text } from '../../ui/Text.tsx';
import { operationWord } from '../../words.ts';
import { ActionButton } from '../ActionButton.tsx';
import { useCommands } from '../commands.tsx';

/** Why a job waits for the person, and the ways on: mend it, and go on at the call it stopped at. */
export function JobPaused({ jobId }: { jobId: JobId }) {
  const { now } = useCommands();
  const job = useJob(jobId).data;
  const paused = job?.progress?.paused;
  if (!job || !paused) return null;
  const mends = wayOut(paused.code) === 'sync.signIn' && now.canSignIn;
  return (
    <Alert
      type="warning"
      statusIconAriaLabel="Warning"
      header={`${operationWord(job)}: waits for you`}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {mends && <ActionButton id="sync.signIn">Sign in</ActionButton>}
          <ActionButton id="job.goOn" variant={mends ? 'normal' : 'primary'}>
            Go on
          </ActionButton>
        </SpaceBetween>
      }
    >
      <div>
        <Text limit={600}>{paused.message}</Text>
      </div>
      <div>
        <Text limit={600}>{paused.next}</Text> What was read so far is kept; it goes on at the very call it stopped at.
      </div>
      <div className="mw-code">{paused.code}</div>
    </Alert>
  );
}
