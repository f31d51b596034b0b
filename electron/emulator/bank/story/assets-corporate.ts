import type { StoryAsset } from '#emulator/bank/story/story-asset.ts';

const sap = (table: string, columns: string, days: readonly [number, number]): StoryAsset => ({
  project: 'SAP Finance Replica',
  name: table.toUpperCase(),
  layer: 'raw',
  table,
  columns,
  described: false,
  terms: ['SAP Finance'],
  listing: 'current',
  revision: 1,
  days,
});

export const corporateAssets: readonly StoryAsset[] = [
  {
    project: 'General Ledger',
    name: 'General ledger journal',
    description: 'Every line posted to the ledger, in words a person can read.',
    layer: 'consumption',
    table: 'general_ledger_journal',
    columns: `
journal_id
journal_line
gl_account
company_code
cost_centre
debit_amount
credit_amount
currency_code
posting_date
fiscal_period
tax_code`,
    terms: ['Corporate Unit', 'General Ledger Account', 'Critical Data Element'],
    governed: ['BCBS 239', 'Retention 7 Years'],
    quality: 1,
    listing: 'current',
    revision: 4,
    days: [660, 55],
  },
  sap(
    'bseg',
    `
MANDT string
BUKRS string
BELNR string
GJAHR string
BUZEI string
KOART string
SHKZG string
DMBTR decimal(23,2)
WRBTR decimal(23,2)
HKONT string
KUNNR string
LIFNR string
ZUONR string
SGTXT string`,
    [540, 540],
  ),
  sap(
    'kna1',
    `
MANDT string
KUNNR string
LAND1 string
NAME1 string
ORT01 string
PSTLZ string
STRAS string
TELF1 string
SMTP_ADDR string
STCD1 string`,
    [540, 540],
  ),
  sap(
    'bkpf',
    `
MANDT string
BUKRS string
BELNR string
GJAHR string
BLART string
BLDAT date
BUDAT date
USNAM string
WAERS string`,
    [538, 538],
  ),
  {
    project: 'Regulatory Returns',
    name: 'Risk data aggregation return',
    description: 'Line items of the quarterly return with the data set each figure came from.',
    layer: 'consumption',
    table: 'risk_data_aggregation_return',
    columns: `
return_code
return_line
reported_amount
dataset_name
fiscal_period
regulator
attested_by
attested_ts`,
    terms: ['Corporate Unit', 'Critical Data Element', 'Certified'],
    governed: ['BCBS 239', 'CPG 235'],
    quality: 1,
    listing: 'current',
    revision: 3,
    days: [310, 22],
  },
  {
    project: 'Data Governance Office',
    name: 'Asset ownership register',
    description: 'Who is responsible, accountable, consulted and informed for each data set.',
    layer: 'consumption',
    table: 'asset_ownership_register',
    columns: `
dataset_name
owner_name
raci_letter string | Role | R, A, C or I.
business_unit string | Business unit
event_ts`,
    terms: ['Internal'],
    listing: 'none',
    revision: 2,
    days: [220, 16],
  },
  {
    project: 'Platform Operations',
    name: 'Data quality results',
    description: 'Scores by data set and rule, every night.',
    layer: 'consumption',
    table: 'data_quality_results',
    columns: `
dataset_name
rule_name
quality_score
job_run_id
event_ts`,
    terms: ['Corporate Unit', 'Consumption Layer'],
    listing: 'current',
    revision: 2,
    days: [200, 37],
  },
];
