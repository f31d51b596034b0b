import { type SourceSystem, systems } from '#emulator/bank/grow/spelling.ts';
import type { Area, ProjectSpec } from '#emulator/bank/story/organisation.ts';

/** Which part of the business a variation of a table is about: [code, in words]. */
export type Scope = readonly [code: string, words: string];

const countries: readonly Scope[] = [
  ['au', 'Australia'],
  ['nz', 'New Zealand'],
  ['sg', 'Singapore'],
  ['hk', 'Hong Kong'],
  ['uk', 'United Kingdom'],
];

const customers: readonly Scope[] = [
  ...countries,
  ['sme', 'small business'],
  ['private', 'private banking'],
  ['youth', 'youth accounts'],
  ['digital', 'digital channels'],
  ['branch', 'branch network'],
  ['agri', 'agribusiness'],
  ['staff', 'staff banking'],
];

const desks: readonly Scope[] = [
  ...countries,
  ['rates', 'interest rate desks'],
  ['fx', 'currency desks'],
  ['credit', 'credit desks'],
  ['equity', 'equity desks'],
  ['commodity', 'commodity desks'],
];

const entities: readonly Scope[] = [
  ...countries,
  ['group', 'the whole group'],
  ['bank', 'the bank alone'],
  ['treasury', 'treasury'],
  ['insurance', 'insurance'],
  ['wealth', 'wealth management'],
];

/** Where the data of an area comes from, and how it is divided. */
const areas: Readonly<Record<Area, readonly [systems: string, scopes: readonly Scope[]]>> = {
  accounts: ['core dwh mf crm app', customers],
  cards: ['core dwh mf app', customers],
  payments: ['hub core dwh mf', customers],
  lending: ['core crm dwh mf', customers],
  creditRisk: ['eng dwh core mf', customers],
  marketRisk: ['eng dwh', desks],
  operationalRisk: ['eng dwh crm', entities],
  customer: ['crm dwh core app', customers],
  behaviour: ['app crm dwh', customers],
  campaigns: ['crm app dwh', customers],
  fraud: ['eng core app hub', customers],
  crime: ['eng hub core dwh', customers],
  finance: ['sap dwh core', entities],
  regulatory: ['dwh eng sap', entities],
  platform: ['ops dwh', entities],
};

/** The source systems and scopes a project's tables vary over. */
export const sourcesOf = (
  spec: Pick<ProjectSpec, 'area' | 'system'>,
): { readonly from: readonly SourceSystem[]; readonly scopes: readonly Scope[] } => {
  const [codes, scopes] = areas[spec.area];
  const wanted = spec.system === undefined ? codes.split(' ') : [spec.system];
  return { from: systems.filter(({ code }) => wanted.includes(code)), scopes };
};
