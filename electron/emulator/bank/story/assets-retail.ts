import type { StoryAsset, StoryForm } from '#emulator/bank/story/story-asset.ts';

const contract = (dataOwner: string, criticality: string): StoryForm => ({
  name: 'DataContractForm',
  typeName: 'DataContractForm',
  value: { contractVersion: '1.2', dataOwner, criticality, refreshFrequency: 'daily', retention: '7 years' },
});

export const retailAssets: readonly StoryAsset[] = [
  {
    project: 'Deposit Accounts',
    name: 'Customer accounts',
    description: 'Every deposit account with its holder, product and balance. The source of truth for account data.',
    type: 'contracted',
    layer: 'consumption',
    table: 'customer_accounts',
    tableDescription: 'Deposit accounts with holders',
    columns: `
cust_id = customer_id
customer_name
account_id
account_number
account_type
account_status
product_code
branch_code
open_date
balance_amount
available_balance
currency_code
interest_rate
business_date date | Business date | Day the figures are for.`,
    summary: 'One row per account and holder, refreshed every night.',
    readMe:
      '# Customer accounts\n\nOne row per account and holder. Joint accounts appear once per holder.\n\nCounts: 2.5 million customers at the end of the quarter. If your count differs, you have joined on a copy.',
    terms: ['Retail Banking Unit', 'Consumption Layer', 'Certified', 'Critical Data Element'],
    governed: ['CPG 235', 'Retention 7 Years'],
    quality: 1,
    listing: 'current',
    revision: 7,
    days: [780, 12],
    form: contract('priya.raman', 'high'),
  },
  {
    project: 'Deposit Accounts',
    name: 'CUST_ACCT_MASTER',
    layer: 'raw',
    table: 'cust_acct_master',
    columns: `
CUST_NO = customer_id
CUST_NM = customer_name
ACCT_NO = account_number
ACCT_TYP_CD = account_type
ACCT_STS_CD = account_status
BR_CD = branch_code
OPN_DT = open_date
CLS_DT = close_date
LDGR_BAL_AMT = balance_amount
AVL_BAL_AMT = available_balance
DOB = date_of_birth
LST_UPD_TS timestamp`,
    described: false,
    listing: 'none',
    revision: 1,
    days: [690, 690],
  },
  {
    project: 'Deposit Accounts',
    name: 'credit_scores_copy',
    description: 'Copy of the risk scores, taken for a campaign in 2023.',
    layer: 'cleansed',
    table: 'credit_scores_copy',
    columns: `
CUST_NO = customer_id
score = credit_score
score_dt = score_date
load_ts timestamp`,
    described: false,
    listing: 'current',
    revision: 1,
    days: [860, 860],
  },
  {
    project: 'Account Opening',
    name: 'Customer onboarding register',
    description: 'Applicants with what they gave at the first contact.',
    layer: 'cleansed',
    table: 'customer_onboarding_register',
    columns: `
application_id
customer_identifier string | Customer identifier | As entered by the applicant. | Customer Identifier
customer_name
email_address
mobile_number
residency_country
application_status
application_ts
channel_code
source_system string | Source system`,
    readMe:
      '# Customer onboarding register\n\nLoaded from the onboarding form.\n\nNote on `customer_identifier`: the form asks for an "identification number". Applicants from the United States enter nine digits in groups of three, two and four. It is not the number the core banking system gives out later; use `cust_id` for joins.',
    terms: ['Retail Banking Unit', 'Cleansed Layer'],
    quality: 0.6,
    listing: 'current',
    revision: 3,
    days: [410, 66],
  },
  {
    project: 'Account Opening',
    name: 'Identity checks',
    description: 'Documents shown and what the checks said.',
    layer: 'cleansed',
    table: 'identity_checks',
    columns: `
application_id
cust_id = customer_id
identity_document
date_of_birth
tax_file_number
verification_result
event_ts
analyst_id`,
    terms: ['Retail Banking Unit', 'Sensitive PII'],
    governed: ['AML CTF Act', 'Privacy Act'],
    listing: 'none',
    revision: 4,
    days: [500, 40],
  },
  {
    project: 'Account Opening',
    name: 'Branch scanned documents',
    description: 'Scans of forms signed in a branch. Images, not text.',
    type: 's3',
    layer: 'raw',
    table: 'branch_scans',
    columns: '',
    readMe: 'Scans hold passports, licences and signatures. Ask the privacy officer before you subscribe.',
    terms: ['Restricted', 'Raw Layer'],
    listing: 'inactive',
    revision: 2,
    days: [610, 320],
    form: {
      name: 'S3ObjectCollectionForm',
      typeName: 'amazon.datazone.S3ObjectCollectionFormType',
      value: { bucketArn: 'arn:aws:s3:::anybank-222233334444-branch-scans', objectCount: 1843212, fileFormat: 'tiff' },
    },
  },
  {
    project: 'Credit Card Servicing',
    name: 'Credit card accounts',
    description: 'Credit card accounts with limits, statements and what is due.',
    layer: 'consumption',
    table: 'credit_card_accounts',
    columns: `
customerID = customer_id
account_id
card_token
card_status
credit_limit
statement_balance
minimum_due
days_past_due
reward_points
open_date`,
    terms: ['Retail Banking Unit', 'Consumption Layer', 'Credit Card'],
    governed: ['PCI DSS'],
    quality: 0.8,
    listing: 'current',
    revision: 5,
    days: [720, 25],
  },
  {
    project: 'Credit Card Servicing',
    name: 'card_settlement_raw',
    layer: 'raw',
    table: 'card_settlement_raw',
    columns: `
txn_id = transaction_id
pan = card_number
exp = expiry_month
amt = transaction_amount
ccy = currency_code
mcc = merchant_category
mrch_nm = merchant_name
stl_dt = booking_date`,
    described: false,
    predicted: true,
    listing: 'none',
    revision: 1,
    days: [300, 300],
  },
  {
    project: 'Debit Card Transactions',
    name: 'Debit card transactions',
    description: 'Authorised and settled debit card transactions. Card numbers are tokens.',
    type: 'contracted',
    layer: 'cleansed',
    table: 'debit_card_transactions',
    columns: `
transaction_id
card_token
cust_id = customer_id
transaction_ts
transaction_amount
currency_code
merchant_id
merchant_name
merchant_category
merchant_country
entry_mode
auth_result
terminal_id`,
    terms: ['Retail Banking Unit', 'Cleansed Layer', 'Certified'],
    governed: ['PCI DSS'],
    quality: 1,
    listing: 'current',
    revision: 4,
    days: [560, 18],
    form: contract('tomas.lindqvist', 'high'),
  },
  {
    project: 'Domestic Payments',
    name: 'Payment instructions',
    description: 'What customers asked to be paid, as accepted by the payments hub.',
    layer: 'cleansed',
    table: 'payment_instructions',
    columns: `
end_to_end_id
cust_id = customer_id
payer_account
payee_account
payee_name
transaction_amount
currency_code
payment_reference
payment_method
payment_status
transaction_ts`,
    readMe:
      'The reference is free text: people write names, telephone numbers and worse into it. Treat it as personal data.',
    terms: ['Retail Banking Unit', 'Cleansed Layer', 'Payment'],
    quality: 0.8,
    listing: 'stale',
    revision: 6,
    days: [640, 9],
  },
  {
    project: 'Instant Payments',
    name: 'Instant payment messages',
    description: 'Messages of instant payments with their end-to-end times.',
    layer: 'cleansed',
    table: 'instant_payment_messages',
    columns: `
end_to_end_id
event_type
event_ts
payment_status
clearing_system
payer_account
payee_account
transaction_amount
currency_code`,
    terms: ['Retail Banking Unit'],
    listing: 'creating',
    revision: 2,
    days: [90, 1],
  },
  {
    project: 'Mortgage Origination',
    name: 'Home loan applications',
    description: 'Applications from first contact to decision.',
    layer: 'consumption',
    table: 'home_loan_applications',
    columns: `
application_id
client_no = customer_id
customer_name
date_of_birth
annual_income
occupation
marital_status
loan_amount
loan_purpose
property_value
application_status
application_ts
channel_code`,
    terms: ['Retail Banking Unit', 'Home Loan'],
    governed: ['Privacy Act'],
    quality: 0.8,
    listing: 'current',
    revision: 3,
    days: [480, 71],
  },
  {
    project: 'Mortgage Servicing',
    name: 'crscore_tmp',
    description: 'Temporary extract of scores for the arrears letters.',
    layer: 'raw',
    table: 'crscore_tmp',
    columns: `
CLIENT_NO = customer_id
CRSCORE = credit_score
EXTRACT_DT = score_date`,
    described: false,
    listing: 'none',
    revision: 1,
    days: [840, 840],
  },
];
