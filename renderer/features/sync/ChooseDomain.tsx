import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod';
import type { JobId } from '#shared/define.ts';
import type { Connection } from '#shared/sync.ts';
import { toFailure } from '../../api/failure.ts';
import { client } from '../../api/client.ts';
import { useCommands } from '../../shell/commands.tsx';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { Waiting } from '../../ui/Ask.tsx';
import { Id } from '../../ui/Copy.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { Text } from '../../ui/Text.tsx';
import { follow, isRunning, useJob } from '../../api/job-feed.ts';
import { CancelButton } from '../../shell/jobs/JobIndicator.tsx';

const Found = z.object({
  domains: z.array(z.object({ id: z.string(), name: z.string(), status: z.string(), version: z.string() })),
});
type Domain = z.infer<typeof Found>['domains'][number];

/** The DataZone domain of the connection: the chosen one, or a choice of those the identity can see. */
export function ChooseDomain({ connection }: { connection: Connection }) {
  const { now } = useCommands();
  const [jobId, setJobId] = useState<JobId | null>(null);
  const probe = useMutation({
    mutationFn: () => client.sync.probe({}),
    onSuccess: (started) => {
      follow(started.jobId);
      setJobId(started.jobId);
    },
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {now.canSignIn && <ActionButton id="sync.signIn">Sign in</ActionButton>}
              <Button loading={probe.isPending} disabled={!connection.endpointAllowed} onClick={() => probe.mutate()}>
                Find domains
              </Button>
              {connection.domainId && <ActionButton id="sync.pull" variant="primary" />}
            </SpaceBetween>
          }
        >
          DataZone domain
        </Header>
      }
    >
      <SpaceBetween size="m">
        {connection.domainId ? (
          <div>
            {connection.domainName && <Text>{connection.domainName}</Text>}{' '}
            <Id what="domain id">{connection.domainId}</Id>
          </div>
        ) : (
          <Box color="text-body-secondary">
            No domain chosen yet. Find domains asks AWS who you are and which domains this identity can see.
          </Box>
        )}
        {probe.error && <Failed failure={toFailure(probe.error)} onRetry={() => probe.mutate()} />}
        {jobId && <FoundDomains key={jobId} jobId={jobId} connection={connection} onRetry={() => probe.mutate()} />}
      </SpaceBetween>
    </Container>
  );
}

interface FoundProps {
  jobId: JobId;
  connection: Connection;
  onRetry: () => void;
}

function FoundDomains({ jobId, connection, onRetry }: FoundProps) {
  const { data: job, error } = useJob(jobId);
  if (error) return <Failed failure={toFailure(error)} onRetry={onRetry} />;
  if (!job || isRunning(job.state))
    return (
      <SpaceBetween direction="horizontal" size="xs">
        <Waiting word="domains from AWS" />
        {job && <CancelButton job={job} />}
      </SpaceBetween>
    );
  if (job.error) {
    const { kind, message, problem } = job.error;
    const failure = { kind, message, code: problem.code, next: problem.next, details: problem.details ?? {} };
    return <Failed failure={failure} onRetry={onRetry} />;
  }
  const found = Found.safeParse(job.result);
  if (!found.success || found.data.domains.length === 0)
    return (
      <Empty
        title="No domain is visible"
        cause="This identity sees no DataZone domain in this region. Choose another region or profile above, or ask for datazone:ListDomains."
      />
    );
  return <PickDomain domains={found.data.domains} connection={connection} />;
}

function PickDomain({ domains, connection }: { domains: readonly Domain[]; connection: Connection }) {
  const [chosen, setChosen] = useState<string | null>(connection.domainId ?? domains[0]?.id ?? null);
  const use = useMutation({
    mutationFn: (domainId: string) =>
      client.sync.connect({
        profile: connection.profile,
        region: connection.region ?? '',
        identityStoreId: connection.identityStoreId,
        endpoint: connection.endpointSource === 'workspace' ? connection.endpoint : null,
        allowEndpoint: connection.endpointSource === 'workspace' && connection.endpointAllowed,
        domainId,
      }),
  });
  return (
    <SpaceBetween size="s">
      <RadioGroup
        ariaLabel="Domains found"
        value={chosen}
        items={domains.map((domain) => ({
          value: domain.id,
          label: <Text>{domain.name}</Text>,
          description: `${domain.id} · ${domain.status.toLowerCase()} · ${domain.version}`,
        }))}
        onChange={({ detail }) => setChosen(detail.value)}
      />
      <Button
        loading={use.isPending}
        disabled={chosen === null || chosen === connection.domainId}
        onClick={() => chosen && use.mutate(chosen)}
      >
        Use this domain
      </Button>
      {use.error && <Failed failure={toFailure(use.error)} />}
    </SpaceBetween>
  );
}
