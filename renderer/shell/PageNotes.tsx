import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { JobId } from '#shared/define.ts';
import type { Job } from '#shared/jobs.ts';
import type { Connection } from '#shared/sync.ts';
import type { WorkspaceInfo } from '#shared/workspace.ts';
import { toFailure } from '../api/failure.ts';
import { wire } from '../api/client.ts';
import { core } from '../api/queries.ts';
import { JobAsk } from './jobs/JobAsk.tsx';
import { JobPaused } from './jobs/JobPaused.tsx';
import { hostOf } from '../ui/endpoint-host.ts';
import { Failed } from '../ui/Failed.tsx';
import { Text } from '../ui/Text.tsx';
import { useWire } from './wire-state.ts';

const builtWith = typeof __MESHWARD_FINGERPRINT__ === 'string' ? __MESHWARD_FINGERPRINT__ : undefined;

interface PageNotesProps {
  workspace: WorkspaceInfo | null;
  connection: Connection | undefined;
  /** What runs. */
  jobs: readonly Job[];
  /** The job among them that waits for the person. */
  pausedId: JobId | null;
}

/** Standing remarks above every screen: a core out of reach, a page of another build, a file that cannot be written. */
export function PageNotes({ workspace, connection, jobs, pausedId }: PageNotesProps) {
  const { status } = useWire();
  const hello = useQuery(core.system.hello.queryOptions()).data;
  const outdated = builtWith !== undefined && hello !== undefined && hello.fingerprint !== builtWith;
  return (
    <div className="mw-page-notes" aria-live="polite">
      <SpaceBetween size="xs">
        {status === 'lost' && (
          <Alert type="warning" statusIconAriaLabel="Warning" header="The core is not running; reconnecting…">
            What is shown is from before. Nothing that was saved is lost; jobs go on where they stopped when the core is
            back.
            {location.protocol !== 'app:' && ' If you stopped Meshward, run npm start again and open the new link.'}
          </Alert>
        )}
        {status === 'failed' && (
          <Alert
            type="error"
            statusIconAriaLabel="Error"
            header="The core stopped several times in a row"
            action={<Button onClick={() => wire.retry()}>Start it again</Button>}
          >
            It is not started again by itself any more. Nothing that was saved is lost.
          </Alert>
        )}
        {jobs[0] && <JobAsk key={jobs[0].id} job={jobs[0]} />}
        {pausedId !== null && <JobPaused key={`paused ${pausedId}`} jobId={pausedId} />}
        {outdated && (
          <Alert
            type="warning"
            statusIconAriaLabel="Warning"
            header="This page is of another build than the core"
            action={<Button onClick={() => location.reload()}>Reload</Button>}
          >
            Some things may not work until the page is loaded again.
          </Alert>
        )}
        {workspace?.warnings.map((warning) => (
          <Alert key={warning.code} type="warning" statusIconAriaLabel="Warning">
            <Text>{warning.message}</Text> <span className="mw-code">{warning.code}</span>
          </Alert>
        ))}
        {hello?.warnings.map((warning) => (
          <Alert key={warning} type="warning" statusIconAriaLabel="Warning" header="Unsafe setting in the environment">
            <code>
              <Text>{warning}</Text>
            </code>
            . Unset it and start Meshward again.
          </Alert>
        ))}
        {connection?.endpoint && !connection.endpointAllowed && (
          <AskEndpoint endpoint={connection.endpoint} from={connection.endpointSource} />
        )}
      </SpaceBetween>
    </div>
  );
}

const sources = {
  environment: 'set in the environment',
  profile: 'set in the AWS profile',
  workspace: 'set in this workspace',
  sample: 'of the sample bank',
} as const;

function AskEndpoint({ endpoint, from }: { endpoint: string; from: Connection['endpointSource'] }) {
  const allow = useMutation(core.sync.allowEndpoint.mutationOptions());
  return (
    <>
      <Alert
        type="warning"
        statusIconAriaLabel="Warning"
        header={`Calls would go to ${hostOf(endpoint)}, not to AWS`}
        action={
          <Button loading={allow.isPending} onClick={() => allow.mutate({ endpoint })}>
            Allow {hostOf(endpoint)}
          </Button>
        }
      >
        The endpoint <code>{endpoint}</code>
        {from && ` is ${sources[from]}`}. It would see your requests and their signatures. Nothing is sent there until
        you allow it.
      </Alert>
      {allow.error && <Failed failure={toFailure(allow.error)} />}
    </>
  );
}
