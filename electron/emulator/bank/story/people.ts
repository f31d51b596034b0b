import type { UserProfileStatus } from '#emulator/bank/types.ts';

/** AnyBank's people, directory groups and IAM roles. Titles are the roles of the bank's operating model. */

export interface PersonSpec {
  readonly userName: string;
  readonly title: string;
  readonly active?: false;
  /** how they stand to the domain, where it is not the usual: let in and used to it */
  readonly profile?: UserProfileStatus;
}

export const people: readonly PersonSpec[] = [
  { userName: 'grace.okafor', title: 'Data Governance Lead' },
  { userName: 'marcus.bell', title: 'Platform Owner' },
  { userName: 'priya.raman', title: 'Domain Data Product Owner, Retail Banking' },
  { userName: 'tomas.lindqvist', title: 'Domain Data Product Owner, Cards' },
  { userName: 'mei.tanaka', title: 'Domain Data Product Owner, Payments' },
  { userName: 'daniel.osei', title: 'Domain Data Product Owner, Home Lending' },
  { userName: 'helena.novak', title: 'Domain Data Product Owner, Risk' },
  { userName: 'arjun.mehta', title: 'Domain Data Product Owner, Market Risk' },
  { userName: 'sofia.marin', title: 'Domain Data Product Owner, Customer Analytics' },
  { userName: 'liam.walker', title: 'Data Product Owner, Customer 360' },
  { userName: 'yusuf.adeyemi', title: 'Domain Data Product Owner, Fraud Detection' },
  { userName: 'ingrid.solberg', title: 'Financial Crime Compliance Officer' },
  { userName: 'rachel.cohen', title: 'Domain Data Product Owner, Finance' },
  { userName: 'noah.fischer', title: 'Data Steward, Retail Banking' },
  { userName: 'amara.diallo', title: 'Data Steward, Cards and Payments' },
  { userName: 'jonas.weber', title: 'Data Steward, Risk' },
  { userName: 'chloe.dubois', title: 'Data Steward, Customer Analytics' },
  { userName: 'hugo.martins', title: 'Data Steward, Finance' },
  { userName: 'elena.petrova', title: 'Data Engineer' },
  { userName: 'kofi.mensah', title: 'Data Engineer' },
  { userName: 'anika.sharma', title: 'Data Scientist' },
  { userName: 'ben.carter', title: 'Data Analyst', profile: 'ASSIGNED' },
  { userName: 'lucia.romano', title: 'Privacy Officer' },
  { userName: 'omar.haddad', title: 'Security Governance' },
  { userName: 'nina.kowalski', title: 'Internal Auditor', profile: 'ASSIGNED' },
  { userName: 'brian.hughes', title: 'Data Engineer', active: false, profile: 'DEACTIVATED' },
];

export interface GroupSpec {
  readonly name: string;
  readonly description: string;
  readonly members: readonly string[];
  readonly assigned?: false;
}

export const groups: readonly GroupSpec[] = [
  {
    name: 'data-governance-office',
    description: 'Central data governance',
    members: ['grace.okafor', 'lucia.romano', 'omar.haddad'],
  },
  {
    name: 'compliance-office',
    description: 'Compliance and privacy',
    members: ['lucia.romano', 'ingrid.solberg', 'nina.kowalski'],
  },
  {
    name: 'retail-data-owners',
    description: 'Owners of retail data products',
    members: ['priya.raman', 'tomas.lindqvist', 'mei.tanaka', 'daniel.osei'],
  },
  { name: 'risk-data-owners', description: 'Owners of risk data products', members: ['helena.novak', 'arjun.mehta'] },
  {
    name: 'analytics-data-owners',
    description: 'Owners of customer analytics data products',
    members: ['sofia.marin', 'liam.walker'],
  },
  {
    name: 'fraud-data-owners',
    description: 'Owners of fraud data products',
    members: ['yusuf.adeyemi', 'ingrid.solberg'],
  },
  {
    name: 'data-stewards',
    description: 'Stewards of every business unit',
    members: ['noah.fischer', 'amara.diallo', 'jonas.weber', 'chloe.dubois', 'hugo.martins'],
  },
  {
    name: 'data-engineers',
    description: 'Build and run pipelines',
    members: ['elena.petrova', 'kofi.mensah', 'brian.hughes'],
  },
  { name: 'data-scientists', description: 'Models and experiments', members: ['anika.sharma', 'ben.carter'] },
  { name: 'internal-audit', description: 'Reads everything, changes nothing', members: ['nina.kowalski'] },
  { name: 'platform-operators', description: 'Accounts, blueprints and jobs', members: ['marcus.bell', 'kofi.mensah'] },
  {
    name: 'Contractors',
    description: 'People of other firms, for the length of a contract',
    members: ['ben.carter', 'brian.hughes'],
  },
  {
    name: 'retired-contractors',
    description: 'Kept for the record; nobody is left in it',
    members: [],
    assigned: false,
  },
];

/** The role people of the governance office come in by. */
export const governanceRole = 'AWSReservedSSO_DataGovernance_0a1b2c3d4e5f6a7b';

export interface RoleSpec {
  /** what follows the account in the ARN */
  readonly principal: string;
  /** those who come in by the role have a profile each, and share the role's group */
  readonly sessions?: readonly string[];
  readonly profile?: UserProfileStatus;
}

/** IAM users and roles with a profile in the domain, all of the governance account. */
export const roles: readonly RoleSpec[] = [
  { principal: `role/aws-reserved/sso.amazonaws.com/${governanceRole}` },
  { principal: 'role/DataPlatformPipeline' },
  { principal: 'user/legacy-loader', profile: 'DEACTIVATED' },
  { principal: 'role/DataPlatformOperators', sessions: ['marcus.bell', 'kofi.mensah'] },
];

/** Word lists for a directory larger than the hand-written one. */
export const givenNames: readonly string[] = [
  'Ada',
  'Bruno',
  'Carmen',
  'Dmitri',
  'Esther',
  'Farid',
  'Gwen',
  'Hassan',
  'Iris',
  'Jamal',
  'Keiko',
  'Leon',
  'Maya',
  'Nils',
  'Olga',
  'Pedro',
  'Quinn',
  'Rosa',
  'Stefan',
  'Tara',
  'Uma',
  'Victor',
  'Wendy',
  'Xavier',
  'Yara',
  'Zane',
];
export const familyNames: readonly string[] = [
  'Andersson',
  'Baptiste',
  'Castillo',
  'Dang',
  'Eriksen',
  'Fontaine',
  'Gupta',
  'Hernandez',
  'Ito',
  'Jansen',
  'Kaya',
  'Larsen',
  'Moreau',
  'Nguyen',
  'Oyelaran',
  'Pham',
  'Quispe',
  'Rossi',
  'Silva',
  'Takahashi',
  'Ueda',
  'Vasquez',
  'Wong',
  'Yilmaz',
  'Zhang',
];
export const otherTitles: readonly string[] = [
  'Data Analyst',
  'Data Engineer',
  'Data Scientist',
  'Business Analyst',
  'Product Manager',
  'Risk Analyst',
];
