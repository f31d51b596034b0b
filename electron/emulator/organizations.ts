import type { Organization, OrganizationAccount, OrganizationalUnit } from '#emulator/bank/organization.ts';
import { type Call, type Operations, operation } from '#emulator/operation.ts';
import { AwsError } from '#emulator/wire/aws-error.ts';

interface OfParent {
  readonly ParentId: string;
}

const PAGE = 20;
const TAGS = 50;

const absent = (code: string, message: string): AwsError => new AwsError(code, 400, message);

const arnOf = ({ managementAccountId, id }: Organization, type: string, rest: string): string =>
  `arn:aws:organizations::${managementAccountId}:${type}/${id}${rest === '' ? '' : `/${rest}`}`;

/** The organization shows itself to its management account and to the governance account, which it is delegated to. */
const organizationOf = (call: Call): Organization => {
  const { organization, accounts } = call.bank;
  const { accountId } = call.caller;
  if (accountId === organization.managementAccountId || accountId === accounts[0]?.id) return organization;
  throw new AwsError('AccessDeniedException', 400, "You don't have permissions to access this resource.");
};

const policyTypes = [
  { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
  { Type: 'TAG_POLICY', Status: 'ENABLED' },
];

/** `Status` was retired on 9 September 2026 in favour of `State`, and is not answered any more. */
const accountAnswer = (organization: Organization, account: OrganizationAccount): object => ({
  Id: account.id,
  Arn: arnOf(organization, 'account', account.id),
  Email: account.email,
  Name: account.name,
  State: account.state,
  Paths: [organization.pathOf(account.id)],
  JoinedMethod: account.joinedMethod,
  JoinedTimestamp: account.joinedAt / 1000,
});

const unitAnswer = (organization: Organization, unit: OrganizationalUnit): object => ({
  Id: unit.id,
  Arn: arnOf(organization, 'ou', unit.id),
  Name: unit.name,
  Path: organization.pathOf(unit.id),
});

const describeOrganization = operation((call) => {
  // Every member account may describe the organization it is in.
  const { organization } = call.bank;
  const management = organization.accounts.get(organization.managementAccountId);
  return {
    Organization: {
      Id: organization.id,
      Arn: arnOf(organization, 'organization', ''),
      FeatureSet: 'ALL',
      MasterAccountArn: arnOf(organization, 'account', organization.managementAccountId),
      MasterAccountId: organization.managementAccountId,
      MasterAccountEmail: management?.email,
      AvailablePolicyTypes: policyTypes.slice(0, 1),
    },
  };
});

const listRoots = operation((call) => {
  const organization = organizationOf(call);
  const root = {
    Id: organization.rootId,
    Arn: arnOf(organization, 'root', organization.rootId),
    Name: 'Root',
    PolicyTypes: policyTypes,
  };
  const { slice, nextToken } = call.page([root], PAGE);
  return { Roots: slice, NextToken: nextToken };
});

const listAccounts = operation((call) => {
  const organization = organizationOf(call);
  const { slice, nextToken } = call.page(organization.accounts.list(), PAGE);
  return { Accounts: slice.map((account) => accountAnswer(organization, account)), NextToken: nextToken };
});

const mustBeParent = (organization: Organization, id: string): void => {
  if (id === organization.rootId || organization.units.get(id)) return;
  throw absent('ParentNotFoundException', "We can't find a root or OU with the ParentId that you specified.");
};

const listOrganizationalUnitsForParent = operation((call, { ParentId }: OfParent) => {
  const organization = organizationOf(call);
  mustBeParent(organization, ParentId);
  const children = organization.units.list().filter((unit) => unit.parentId === ParentId);
  const { slice, nextToken } = call.page(children, PAGE);
  return { OrganizationalUnits: slice.map((unit) => unitAnswer(organization, unit)), NextToken: nextToken };
});

const listAccountsForParent = operation((call, { ParentId }: OfParent) => {
  const organization = organizationOf(call);
  mustBeParent(organization, ParentId);
  const children = organization.accounts.list().filter((account) => account.parentId === ParentId);
  const { slice, nextToken } = call.page(children, PAGE);
  return { Accounts: slice.map((account) => accountAnswer(organization, account)), NextToken: nextToken };
});

const listParents = operation((call, { ChildId }: { readonly ChildId: string }) => {
  const organization = organizationOf(call);
  const child = organization.accounts.get(ChildId) ?? organization.units.get(ChildId);
  if (!child) throw absent('ChildNotFoundException', "We can't find an OU or AWS account with the ChildId.");
  const parent = {
    Id: child.parentId,
    Type: child.parentId === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT',
  };
  const { slice, nextToken } = call.page([parent], PAGE);
  return { Parents: slice, NextToken: nextToken };
});

const describeAccount = operation((call, { AccountId }: { readonly AccountId: string }) => {
  const organization = organizationOf(call);
  const account = organization.accounts.get(AccountId);
  if (!account) {
    throw absent('AccountNotFoundException', "We can't find an AWS account with the AccountId that you specified.");
  }
  return { Account: accountAnswer(organization, account) };
});

const listTagsForResource = operation((call, { ResourceId }: { readonly ResourceId: string }) => {
  const organization = organizationOf(call);
  const tagged = organization.accounts.get(ResourceId) ?? organization.units.get(ResourceId);
  if (!tagged && ResourceId !== organization.rootId) {
    throw absent('TargetNotFoundException', "We can't find a root, OU, account, or policy with that ID.");
  }
  const tags = Object.entries(tagged?.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const { slice, nextToken } = call.page(tags, TAGS);
  return { Tags: slice, NextToken: nextToken };
});

export const organizationsOperations: Operations = {
  DescribeAccount: describeAccount,
  DescribeOrganization: describeOrganization,
  ListAccounts: listAccounts,
  ListAccountsForParent: listAccountsForParent,
  ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
  ListParents: listParents,
  ListRoots: listRoots,
  ListTagsForResource: listTagsForResource,
};
