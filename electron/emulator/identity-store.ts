import type { Group, Membership, User } from '#emulator/bank/types.ts';
import { type Call, type Operations, operation } from '#emulator/operation.ts';
import { AwsError, invalid } from '#emulator/wire/aws-error.ts';

interface StoreInput {
  readonly IdentityStoreId: string;
}
interface Filtered extends StoreInput {
  readonly Filters?: readonly { readonly AttributePath: string; readonly AttributeValue: string }[];
}

const PAGE = 100;
const seconds = (ms: number): number => ms / 1000;

const missing = (type: string, id: string): AwsError =>
  new AwsError('ResourceNotFoundException', 404, `${type} not found.`, {
    members: { ResourceType: type, ResourceId: id },
  });

const ownStore = (call: Call, id: string): void => {
  if (id !== call.bank.identityStoreId) throw missing('IDENTITY_STORE', id);
};

const userAnswer = (user: User, store: string): object => ({
  IdentityStoreId: store,
  UserId: user.id,
  UserName: user.userName,
  Name: { Formatted: `${user.givenName} ${user.familyName}`, FamilyName: user.familyName, GivenName: user.givenName },
  DisplayName: `${user.givenName} ${user.familyName}`,
  Emails: [{ Value: user.email, Type: 'work', Primary: true }],
  Title: user.title,
  UserStatus: user.active ? 'ENABLED' : 'DISABLED',
  CreatedAt: seconds(user.createdAt),
  UpdatedAt: seconds(user.updatedAt),
});

const groupAnswer = (group: Group, store: string): object => ({
  GroupId: group.id,
  DisplayName: group.name,
  Description: group.description,
  IdentityStoreId: store,
  CreatedAt: seconds(group.createdAt),
  UpdatedAt: seconds(group.updatedAt),
});

const membershipAnswer = (membership: Membership, store: string): object => ({
  IdentityStoreId: store,
  MembershipId: membership.id,
  GroupId: membership.groupId,
  MemberId: { UserId: membership.userId },
  CreatedAt: seconds(membership.createdAt),
  UpdatedAt: seconds(membership.createdAt),
});

/** At most one filter, on the one attribute AWS supports for the list. */
const filtered = <T>(
  items: readonly T[],
  input: Filtered,
  path: string,
  valueOf: (item: T) => string,
): readonly T[] => {
  const filter = input.Filters?.[0];
  if (!filter) return items;
  if (filter.AttributePath !== path) throw invalid(`Filtering by ${filter.AttributePath} is not supported.`);
  return items.filter((item) => valueOf(item).toLowerCase() === filter.AttributeValue.toLowerCase());
};

const listUsers = operation((call, input: Filtered) => {
  ownStore(call, input.IdentityStoreId);
  const users = filtered(call.bank.users.list(), input, 'UserName', (user) => user.userName);
  const { slice, nextToken } = call.page(users, PAGE);
  return { Users: slice.map((user) => userAnswer(user, input.IdentityStoreId)), NextToken: nextToken };
});

const listGroups = operation((call, input: Filtered) => {
  ownStore(call, input.IdentityStoreId);
  const groups = filtered(call.bank.groups.list(), input, 'DisplayName', (group) => group.name);
  const { slice, nextToken } = call.page(groups, PAGE);
  return { Groups: slice.map((group) => groupAnswer(group, input.IdentityStoreId)), NextToken: nextToken };
});

const listGroupMemberships = operation((call, input: StoreInput & { readonly GroupId: string }) => {
  ownStore(call, input.IdentityStoreId);
  if (!call.bank.groups.get(input.GroupId)) throw missing('GROUP', input.GroupId);
  const members = call.bank.memberships.list().filter((each) => each.groupId === input.GroupId);
  const { slice, nextToken } = call.page(members, PAGE);
  return { GroupMemberships: slice.map((each) => membershipAnswer(each, input.IdentityStoreId)), NextToken: nextToken };
});

const listGroupMembershipsForMember = operation(
  (call, input: StoreInput & { readonly MemberId: { readonly UserId: string } }) => {
    ownStore(call, input.IdentityStoreId);
    const { UserId } = input.MemberId;
    if (!call.bank.users.get(UserId)) throw missing('USER', UserId);
    const of = call.bank.memberships.list().filter((each) => each.userId === UserId);
    const { slice, nextToken } = call.page(of, PAGE);
    return {
      GroupMemberships: slice.map((each) => membershipAnswer(each, input.IdentityStoreId)),
      NextToken: nextToken,
    };
  },
);

export const identityStoreOperations: Operations = {
  ListUsers: listUsers,
  ListGroups: listGroups,
  ListGroupMemberships: listGroupMemberships,
  ListGroupMembershipsForMember: listGroupMembershipsForMember,
};
