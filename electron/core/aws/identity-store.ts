import { ListGroupMembershipsCommand, ListGroupsCommand, ListUsersCommand } from '@aws-sdk/client-identitystore';
import type { IdentityGroupRow, IdentityUserRow } from '../catalog/rows.ts';
import type { IdentityMembershipRow } from '../catalog/rows-access.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 100;

export async function users(
  session: AwsSession,
  storeId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<IdentityUserRow>> {
  const client = await session.identityStore();
  const answer = await session.call('identitystore:ListUsers', signal, (options) =>
    client.send(
      new ListUsersCommand({ IdentityStoreId: storeId, MaxResults: PAGE, NextToken: next ?? undefined }),
      options,
    ),
  );
  return {
    items: (answer.Users ?? []).map((user) => ({
      id: user.UserId ?? '',
      user_name: said(user.UserName),
      display_name: said(user.DisplayName),
      email: said((user.Emails?.find((email) => email.Primary === true) ?? user.Emails?.[0])?.Value),
      title: said(user.Title),
      status: said(user.UserStatus),
      updated_at: instant(user.UpdatedAt),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

export async function groups(
  session: AwsSession,
  storeId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<IdentityGroupRow>> {
  const client = await session.identityStore();
  const answer = await session.call('identitystore:ListGroups', signal, (options) =>
    client.send(
      new ListGroupsCommand({ IdentityStoreId: storeId, MaxResults: PAGE, NextToken: next ?? undefined }),
      options,
    ),
  );
  return {
    items: (answer.Groups ?? []).map((group) => ({
      id: group.GroupId ?? '',
      display_name: said(group.DisplayName),
      description: said(group.Description),
      updated_at: instant(group.UpdatedAt),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/** The members of one group. */
export async function memberships(
  session: AwsSession,
  storeId: string,
  groupId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<IdentityMembershipRow>> {
  const client = await session.identityStore();
  const answer = await session.call('identitystore:ListGroupMemberships', signal, (options) =>
    client.send(
      new ListGroupMembershipsCommand({
        IdentityStoreId: storeId,
        GroupId: groupId,
        MaxResults: PAGE,
        NextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.GroupMemberships ?? []).map((membership) => ({
      id: membership.MembershipId ?? '',
      group_id: membership.GroupId ?? groupId,
      user_id: membership.MemberId?.UserId ?? '',
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}
