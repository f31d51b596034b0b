import * as dz from '@aws-sdk/client-datazone';
import type { GroupProfileRow, UserProfileRow } from '../catalog/rows.ts';
import { type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 50;

/** DATAZONE_USER is left out: it shows again what the last two show. */
export type UserSearch = 'SSO_USER' | 'DATAZONE_SSO_USER' | 'DATAZONE_IAM_USER';
export type GroupSearch = 'SSO_GROUP' | 'DATAZONE_SSO_GROUP' | 'IAM_ROLE_SESSION_GROUP';

/** Users by the ids that owners, members and authors are named by. */
export async function userProfiles(
  session: AwsSession,
  domainId: string,
  type: UserSearch,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<UserProfileRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:SearchUserProfiles', signal, (options) =>
    client.send(
      new dz.SearchUserProfilesCommand({
        domainIdentifier: domainId,
        userType: type,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => ({
      id: item.id ?? '',
      type: said(item.type),
      status: said(item.status),
      user_name: said(item.details?.sso?.username),
      first_name: said(item.details?.sso?.firstName),
      last_name: said(item.details?.sso?.lastName),
      iam_arn: said(item.details?.iam?.arn),
      iam_session: said(item.details?.iam?.sessionName),
    })),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

/** Groups by the ids that owners and members are named by. */
export async function groupProfiles(
  session: AwsSession,
  domainId: string,
  type: GroupSearch,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<GroupProfileRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:SearchGroupProfiles', signal, (options) =>
    client.send(
      new dz.SearchGroupProfilesCommand({
        domainIdentifier: domainId,
        groupType: type,
        maxResults: PAGE,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => ({
      id: item.id ?? '',
      status: said(item.status),
      name: said(item.groupName),
      role_arn: said(item.rolePrincipalArn),
    })),
    nextToken: token(answer.nextToken),
    total: null,
  };
}
