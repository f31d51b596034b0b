import { useQuery } from '@tanstack/react-query';
import type { Connection } from '#shared/sync.ts';
import type { WorkspaceInfo } from '#shared/workspace.ts';
import { core } from './queries.ts';

export const useWorkspace = () => useQuery(core.workspace.current.queryOptions());

/** Why nothing can be written to the open file now, in words; null while it can. */
export function frozenBecause(workspace: WorkspaceInfo | null): string | null {
  if (workspace?.asOf) return 'The past cannot be changed. Go back to now first.';
  return workspace?.readOnly?.message ?? null;
}

export const useConnection = (open: boolean) => useQuery(core.sync.connection.queryOptions({ enabled: open }));

export const useRecentRuns = (open: boolean) =>
  useQuery(core.sync.runs.queryOptions({ input: { limit: 100 }, enabled: open }));

/** The profile to sign in with, where the connection's is one of IAM Identity Center; null otherwise. */
export function useSignInProfile(connection: Connection | undefined): string | null {
  const isAws = connection?.kind === 'aws';
  const profiles = useQuery(core.sync.profiles.queryOptions({ enabled: isAws })).data;
  const name = connection?.profile ?? 'default';
  return isAws &&
    profiles?.some((profile) => profile.name === name && (profile.kind === 'sso' || profile.ssoSession !== null))
    ? name
    : null;
}
