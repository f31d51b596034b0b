import type { Emulator } from '#emulator/server.ts';

type Cases = Record<string, object[]>;

export const organizationsCases = ({ bank }: Emulator): Cases => {
  const { organization } = bank;
  const units = organization.units.list();
  const accounts = organization.accounts.list();
  const parents = [organization.rootId, ...units.map(({ id }) => id)];
  return {
    DescribeAccount: accounts.map(({ id }) => ({ AccountId: id })),
    DescribeOrganization: [{}],
    ListAccounts: [{}, { MaxResults: 3 }],
    ListAccountsForParent: parents.map((ParentId) => ({ ParentId, MaxResults: 1 })),
    ListOrganizationalUnitsForParent: parents.map((ParentId) => ({ ParentId, MaxResults: 2 })),
    ListParents: [...units, ...accounts].map(({ id }) => ({ ChildId: id })),
    ListRoots: [{}],
    ListTagsForResource: [...units, ...accounts].map(({ id }) => ({ ResourceId: id })),
  };
};

export const lakeFormationCases = (_emulator: Emulator): Cases => ({});
