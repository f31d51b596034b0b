/** How each source system spells a column name. The same thing has many names in a bank: that is the point. */

export interface SourceSystem {
  /** suffix of table names */
  readonly code: string;
  readonly title: string;
  readonly spell: (name: string) => string;
}

const sapNames: Readonly<Record<string, string>> = {
  customer_id: 'KUNNR',
  customer_name: 'NAME1',
  company_code: 'BUKRS',
  gl_account: 'HKONT',
  cost_centre: 'KOSTL',
  posting_date: 'BUDAT',
  fiscal_period: 'MONAT',
  journal_id: 'BELNR',
  journal_line: 'BUZEI',
  debit_amount: 'DMBTR',
  credit_amount: 'WRBTR',
  currency_code: 'WAERS',
  tax_code: 'MWSKZ',
  postcode: 'PSTLZ',
  residency_country: 'LAND1',
  balance_amount: 'UMSAV',
  product_code: 'MATNR',
  business_date: 'BLDAT',
};

const consonants = (word: string, length: number): string =>
  ((word[0] ?? '') + word.slice(1).replace(/[aeiou]/g, '')).slice(0, length).toUpperCase();

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const words = (name: string, length: number, join: string): string =>
  name
    .split('_')
    .map((word) => consonants(word, length))
    .join(join);

const remembered = (spell: (name: string) => string): ((name: string) => string) => {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const spelt = spell(name);
    known.set(name, spelt);
    return spelt;
  };
};

export const systems: readonly SourceSystem[] = [
  {
    code: 'core',
    title: 'core banking system',
    spell: remembered((name) => (name === 'customer_id' ? 'cust_id' : name)),
  },
  {
    code: 'dwh',
    title: 'Oracle warehouse',
    spell: remembered((name) => (name === 'customer_id' ? 'CUST_NO' : name.toUpperCase())),
  },
  {
    code: 'app',
    title: 'mobile app',
    spell: remembered((name) => (name === 'customer_id' ? 'customerID' : camel(name))),
  },
  { code: 'crm', title: 'CRM', spell: remembered((name) => (name === 'customer_id' ? 'customer_number' : name)) },
  {
    code: 'mf',
    title: 'mainframe',
    spell: remembered((name) => (name === 'customer_id' ? 'CUST_NBR' : words(name, 4, '_'))),
  },
  { code: 'sap', title: 'SAP system', spell: remembered((name) => sapNames[name] ?? words(name, 3, '')) },
];

export interface Layer {
  readonly code: string;
  readonly title: string;
  readonly term: string;
}

export const layers: readonly Layer[] = [
  { code: 'raw', title: 'raw', term: 'Raw Layer' },
  { code: 'cleansed', title: 'cleansed', term: 'Cleansed Layer' },
  { code: 'consumption', title: 'consumption', term: 'Consumption Layer' },
];

/** Which part of the business a variation of a table is about: [code, in words]. */
export const scopes: readonly (readonly [code: string, words: string])[] = [
  ['au', 'Australia'],
  ['nz', 'New Zealand'],
  ['sg', 'Singapore'],
  ['hk', 'Hong Kong'],
  ['uk', 'United Kingdom'],
  ['sme', 'small business'],
  ['private', 'private banking'],
  ['youth', 'youth accounts'],
  ['digital', 'digital channels'],
  ['branch', 'branch network'],
  ['agri', 'agribusiness'],
  ['staff', 'staff banking'],
];
