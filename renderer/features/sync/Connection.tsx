import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { Connection as ConnectionShape } from '#shared/sync.ts';
import { useConnection } from '../../api/workspace-state.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { Ask } from '../../ui/Ask.tsx';
import { Id } from '../../ui/Copy.tsx';
import { Text } from '../../ui/Text.tsx';
import { When } from '../../ui/When.tsx';

/** Where pulls come from, and as whom. */
export function Connection() {
  const connection = useConnection(true);
  return (
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
  );
}

function ConnectionCard({ connection }: { connection: ConnectionShape }) {
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
