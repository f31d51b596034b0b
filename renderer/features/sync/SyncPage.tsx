import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Connection } from '#shared/sync.ts';
import type { Job } from '#shared/jobs.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Id } from '../../ui/Copy.tsx';
import { Text } from '../../ui/Text.tsx';
import { Lasting, When } from '../../ui/When.tsx';
import { useJob, useRunningJob } from '../../api/job-feed.ts';
import { CancelButton } from '../../shell/jobs/JobIndicator.tsx';
import { ProgressFacts, ProgressLine } from '../../shell/jobs/JobProgress.tsx';
import { useConnection } from '../../api/workspace-state.ts';
import { Coverage } from './Coverage.tsx';
import { Runs } from './Runs.tsx';

/** Pulls & coverage: where from, what runs, how it went, and how far each kind was read. */
export default function SyncPage() {
  const connection = useConnection(true);
  const job = useRunningJob(true);
  const pull = job?.operation === 'sync.pull' ? job : null;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="A pull reads the metadata from AWS into this file. It never writes to AWS."
        actions={<ActionButton id="sync.pull" variant="primary" icon="download" />}
      >
        Pulls & coverage
      </Header>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              connection.data?.kind !== 'sample' && (
                <ActionButton id="sync.connect">
                  {connection.data?.kind === 'aws' ? 'Edit' : 'Connect to AWS'}
                </ActionButton>
              )
            }
          >
            Connection
          </Header>
        }
      >
        <Ask query={connection} word="the connection">
          {(data) => <ConnectionCard connection={data} />}
        </Ask>
      </Container>
      {pull && <RunningPull key={pull.id} job={pull} />}
      <Runs />
      <Coverage />
    </SpaceBetween>
  );
}

function ConnectionCard({ connection }: { connection: Connection }) {
  if (connection.kind === 'none') return <>This workspace is not connected yet; it shows what is in the file.</>;
  const { identity, domainId } = connection;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        {
          label: 'DataZone domain',
          value: domainId ? (
            <>
              {connection.domainName && (
                <div>
                  <Text>{connection.domainName}</Text>
                </div>
              )}
              <Id what="domain id">{domainId}</Id>
            </>
          ) : (
            'not chosen yet'
          ),
        },
        {
          label: 'Identity',
          value: identity ? <Id what="ARN">{identity.arn}</Id> : 'not asked yet',
        },
        {
          label: 'Profile and region',
          value: (
            <>
              <Text>{connection.profile ?? (connection.kind === 'sample' ? 'sample bank' : 'default chain')}</Text>
              <div>{connection.region ?? '–'}</div>
            </>
          ),
        },
        {
          label: 'Endpoint',
          value: connection.endpoint ? <Id what="endpoint">{connection.endpoint}</Id> : 'AWS’s own',
        },
        { label: 'Identity store', value: connection.identityStoreId ?? 'not set' },
        { label: 'Last contact', value: connection.identityAt ? <When at={connection.identityAt} /> : 'never' },
      ]}
    />
  );
}

function RunningPull({ job: listed }: { job: Job }) {
  const job = useJob(listed.id).data ?? listed;
  return (
    <Container
      header={
        <Header variant="h2" actions={<CancelButton job={job} />}>
          {job.state === 'cancelling' ? 'Stopping the pull' : 'Pull running'}
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
