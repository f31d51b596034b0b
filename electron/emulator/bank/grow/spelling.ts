/** How each source system spells a column name. The same thing has many names in a bank: that is the point. */

export interface SourceSystem {
  /** suffix of table names */
  readonly code: string;
  readonly title: string;
  readonly spell: (name: string) => string;
  /** whether two names may come out the same */
  readonly shortens: boolean;
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

const named = (own: string, spell: (name: string) => string): ((name: string) => string) => {
  return (name) => (name === 'customer_id' ? own : spell(name));
};

export const systems: readonly SourceSystem[] = [
  { code: 'core', title: 'core banking system', spell: named('cust_id', (name) => name), shortens: false },
  { code: 'dwh', title: 'Oracle warehouse', spell: named('CUST_NO', (name) => name.toUpperCase()), shortens: false },
  { code: 'app', title: 'mobile app', spell: named('customerID', camel), shortens: false },
  { code: 'crm', title: 'CRM', spell: named('customer_number', (name) => name), shortens: false },
  { code: 'hub', title: 'payments hub', spell: named('customer_ref', (name) => name), shortens: false },
  { code: 'eng', title: 'risk engine', spell: named('clientId', camel), shortens: false },
  { code: 'ops', title: 'data platform', spell: (name) => name, shortens: false },
  { code: 'mf', title: 'mainframe', spell: named('CUST_NBR', (name) => words(name, 4, '_')), shortens: true },
  { code: 'sap', title: 'SAP system', spell: (name) => sapNames[name] ?? words(name, 3, ''), shortens: true },
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
