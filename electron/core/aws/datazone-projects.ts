import * as dz from '@aws-sdk/client-datazone';
import type { EnvironmentRow, ProjectMembershipRow, ProjectProfileRow } from '../catalog/rows-governance.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 50;

/** What the list of projects does not tell. */
export interface ProjectDetail {
  profileId: string | null;
  terms: string[];
}

export async function projectDetail(
  session: AwsSession,
  domainId: string,
  projectId: string,
  signal: AbortSignal,
): Promise<ProjectDetail> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetProject', signal, (options) =>
    client.send(new dz.GetProjectCommand({ domainIdentifier: domainId, identifier: projectId }), options),
  );
  return { profileId: said(answer.projectProfileId), terms: answer.glossaryTerms ?? [] };
}

/** Profiles as the list tells them: without the environments a project of theirs comes with. */
export async function projectProfiles(
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<ProjectProfileRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListProjectProfiles', signal, (options) =>
    client.send(
      new dz.ListProjectProfilesCommand({ domainIdentifier: domainId, maxResults: PAGE, nextToken: next ?? undefined }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => profileRow(item, {})),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

export async function projectProfile(
  session: AwsSession,
  domainId: string,
  profileId: string,
  signal: AbortSignal,
): Promise<ProjectProfileRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetProjectProfile', signal, (options) =>
    client.send(new dz.GetProjectProfileCommand({ domainIdentifier: domainId, identifier: profileId }), options),
  );
  return profileRow({ ...answer, id: profileId }, answer);
}

const profileRow = (
  item: Partial<dz.ProjectProfileSummary>,
  told: Pick<dz.GetProjectProfileOutput, 'environmentConfigurations' | 'projectResourceTags'>,
): ProjectProfileRow => ({
  id: item.id ?? '',
  name: item.name ?? '',
  description: said(item.description),
  status: said(item.status),
  unit_id: said(item.domainUnitId),
  configurations: told.environmentConfigurations === undefined ? null : JSON.stringify(told.environmentConfigurations),
  resource_tags: JSON.stringify(told.projectResourceTags ?? []),
  created_by: said(item.createdBy),
  created_at: instant(item.createdAt),
  updated_at: instant(item.lastUpdatedAt),
});

/** The people and groups of one project, each with what it is there. */
export async function memberships(
  session: AwsSession,
  domainId: string,
  projectId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<ProjectMembershipRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListProjectMemberships', signal, (options) =>
    client.send(
      new dz.ListProjectMembershipsCommand({
        domainIdentifier: domainId,
        projectIdentifier: projectId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.members ?? []).map(({ memberDetails, designation }) => {
      const { user, group } = memberDetails ?? {};
      return {
        project_id: projectId,
        member_id: user?.userId ?? group?.groupId ?? '',
        member_kind: user !== undefined ? 'user' : group !== undefined ? 'group' : 'unknown',
        designation: said(designation),
      };
    }),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

/** Environments of one project as the list tells them: without blueprint, resources and last deployment. */
export async function environments(
  session: AwsSession,
  domainId: string,
  projectId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<EnvironmentRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListEnvironments', signal, (options) =>
    client.send(
      new dz.ListEnvironmentsCommand({
        domainIdentifier: domainId,
        projectIdentifier: projectId,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => environmentRow(item, projectId, {})),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

export async function environment(
  session: AwsSession,
  domainId: string,
  projectId: string,
  environmentId: string,
  signal: AbortSignal,
): Promise<EnvironmentRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetEnvironment', signal, (options) =>
    client.send(new dz.GetEnvironmentCommand({ domainIdentifier: domainId, identifier: environmentId }), options),
  );
  return environmentRow({ ...answer, id: environmentId }, projectId, answer);
}

const environmentRow = (
  item: Partial<dz.EnvironmentSummary>,
  projectId: string,
  told: Pick<dz.GetEnvironmentOutput, 'environmentBlueprintId' | 'provisionedResources' | 'lastDeployment'>,
): EnvironmentRow => ({
  id: item.id ?? '',
  project_id: item.projectId ?? projectId,
  name: item.name ?? '',
  description: said(item.description),
  provider: said(item.provider),
  account_id: said(item.awsAccountId),
  region: said(item.awsAccountRegion),
  status: said(item.status),
  profile_id: said(item.environmentProfileId),
  blueprint_id: said(told.environmentBlueprintId),
  configuration_id: said(item.environmentConfigurationId),
  configuration_name: said(item.environmentConfigurationName),
  resources: told.provisionedResources === undefined ? null : JSON.stringify(told.provisionedResources),
  last_deployment: told.lastDeployment === undefined ? null : JSON.stringify(told.lastDeployment),
  created_by: said(item.createdBy),
  created_at: instant(item.createdAt),
  updated_at: instant(item.updatedAt),
});
