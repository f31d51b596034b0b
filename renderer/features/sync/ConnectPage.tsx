import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { core } from '../../api/queries.ts';
import { Ask } from '../../ui/Ask.tsx';
import { useConnection, useWorkspace } from '../../api/workspace-state.ts';
import { ChooseDomain } from './ChooseDomain.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';

/** Connect to AWS: a file to keep it in, a profile and region, then the domain. Also where a connection is changed. */
export default function ConnectPage() {
  const workspace = useWorkspace();
  const usable = workspace.data !== null && workspace.data !== undefined && !workspace.data.sample;
  const connection = useConnection(usable);
  const profiles = useQuery(core.sync.profiles.queryOptions());
  const current = usable ? connection.data : undefined;
  const ready = !usable || connection.data !== undefined;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="Meshward reads metadata only, signs in with your profiles, and keeps no secret."
      >
        {current && current.kind === 'aws' ? 'Connection' : 'Connect to AWS'}
      </Header>
      <Ask query={profiles} word="AWS profiles">
        {(found) =>
          ready && (
            <ConnectionForm
              key={workspace.data?.id ?? 'new'}
              profiles={found}
              workspace={usable ? (workspace.data ?? null) : null}
              connection={current?.kind === 'aws' ? current : null}
            />
          )
        }
      </Ask>
      {current?.kind === 'aws' && <ChooseDomain connection={current} />}
    </SpaceBetween>
  );
}
