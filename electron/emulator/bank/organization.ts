import { createHash } from 'node:crypto';
import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { type KeyedList, keyedList } from '#emulator/bank/keyed-list.ts';
import { rows } from '#emulator/bank/story/rows.ts';

export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** the root or an organizational unit */
  readonly parentId: string;
  readonly state: AccountState;
  readonly joinedMethod: 'INVITED' | 'CREATED';
  readonly joinedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** AWS Organizations: one root, units in a tree, accounts hanging on either. */
export interface Organization {
  readonly id: string;
  readonly managementAccountId: string;
  readonly rootId: string;
  readonly units: KeyedList<OrganizationalUnit>;
  readonly accounts: KeyedList<OrganizationAccount>;
  /** the path of a root, unit or account from the organization down, with a slash at the end; undefined: no such thing */
  readonly pathOf: (id: string) => string | undefined;
  /** an id for a unit that is yet to be made */
  readonly unitIdOf: (name: string) => string;
}

/** Pays for the others. The governance account is delegated to, and may look. */
export const managementAccount = '565656565656';
/** Of a marketing pilot: no unit, no project, nobody left who asked for it, and it can still read. */
export const orphanAccount = '777788889999';

/** `name | parent`; the first level hangs on the root. */
const unitSpecs = rows(`
Security |
Infrastructure |
Workloads |
Suspended |
Retail Banking | Workloads
Payments | Retail Banking
Risk | Workloads
Customer Analytics | Workloads
Fraud Detection | Workloads
Corporate | Workloads
`);

/** `account | unit`; an account that is not named hangs on the root. */
const homes = new Map(
  rows(`
111122223333 | Infrastructure
222233334444 | Retail Banking
333344445555 | Retail Banking
555566667777 | Retail Banking
444455556666 | Payments
666677778888 | Risk
888899990000 | Customer Analytics
999900001111 | Customer Analytics
121212121212 | Fraud Detection
343434343434 | Corporate
`).map(([account = '', unit = '']) => [account, unit] as const),
);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const pathIn = (
  organization: Pick<Organization, 'id' | 'rootId' | 'units' | 'accounts'>,
  id: string,
): string | undefined => {
  const steps: string[] = [];
  for (let at = id; at !== organization.rootId; ) {
    const thing = organization.accounts.get(at) ?? organization.units.get(at);
    if (!thing) return undefined;
    steps.unshift(at);
    at = thing.parentId;
  }
  return `${[organization.id, organization.rootId, ...steps].join('/')}/`;
};

/** AnyBank's organization: the accounts of the mesh in their units, the one that pays and the orphan on the root. */
export const buildOrganization = (foundation: Foundation, changed: () => void): Organization => {
  const { seed } = foundation.size;
  const id = `o-${digest(`organization ${seed}`).slice(0, 10)}`;
  const rootId = `r-${digest(`root ${seed}`).slice(0, 4)}`;
  const unitIdOf = (name: string): string => `ou-${rootId.slice(2)}-${digest(`unit ${seed} ${name}`).slice(0, 8)}`;
  const units = unitSpecs.map(
    ([name = '', parent = '']): OrganizationalUnit => ({
      id: unitIdOf(name),
      name,
      parentId: parent === '' ? rootId : unitIdOf(parent),
      tags: parent === 'Workloads' ? { 'business-unit': name } : {},
    }),
  );
  const accounts = foundation.accounts.map(({ id: account, name }, at): OrganizationAccount => {
    const home = homes.get(account);
    return {
      id: account,
      name,
      email: `aws+${name}@anybank.example`,
      parentId: home === undefined ? rootId : unitIdOf(home),
      state: 'ACTIVE',
      joinedMethod: 'CREATED',
      joinedAt: daysAgo(1000 - at * 9),
      tags: account === orphanAccount ? {} : { 'cost-centre': `CC-${4100 + at * 10}`, environment: 'production' },
    };
  });
  const organization = {
    id,
    managementAccountId: managementAccount,
    rootId,
    units: keyedList(units, (unit) => unit.id, changed),
    accounts: keyedList(accounts, (account) => account.id, changed),
    unitIdOf,
  };
  return { ...organization, pathOf: (thing) => pathIn(organization, thing) };
};
