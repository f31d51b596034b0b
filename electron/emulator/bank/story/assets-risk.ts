import type { StoryAsset } from '#emulator/bank/story/story-asset.ts';

export const riskAssets: readonly StoryAsset[] = [
  {
    project: 'Credit Scoring',
    name: 'Customer credit score',
    description: 'The score of every customer on every day it changed. The only source of credit scores in the bank.',
    type: 'contracted',
    layer: 'consumption',
    table: 'customer_credit_score',
    tableDescription: 'Credit scores by customer and day',
    columns: `
customer_number = customer_id
credit_score
score_band
score_date
scorecard_version
model_id
probability_of_default`,
    summary: 'From 300 to 850, five bands. Recomputed when any input changes.',
    readMe:
      '# Customer credit score\n\nOwned by Credit Risk. Fifteen other tables in the bank are called something like this one; they are copies.\n\nAsk for access here. Scores may be used for lending and collections, not for marketing.',
    terms: ['Risk Unit', 'Consumption Layer', 'Certified', 'Critical Data Element', 'Credit Score'],
    governed: ['BCBS 239', 'Basel III'],
    quality: 0.8,
    listing: 'current',
    revision: 6,
    days: [820, 15],
    form: {
      name: 'DataContractForm',
      typeName: 'DataContractForm',
      value: {
        contractVersion: '2.0',
        dataOwner: 'helena.novak',
        criticality: 'high',
        refreshFrequency: 'daily',
        retention: '7 years',
      },
    },
  },
  {
    project: 'Credit Scoring',
    name: 'Bureau reports',
    description: 'What the credit bureaus answered.',
    layer: 'raw',
    table: 'bureau_reports',
    columns: `
customer_number = customer_id
ssn_or_tfn string | Tax identifier | As sent to the bureau. | Social Security Number
date_of_birth
credit_score
arrears_amount
report_date = score_date
raw_response string`,
    terms: ['Risk Unit', 'Raw Layer', 'Sensitive PII'],
    governed: ['Privacy Act'],
    listing: 'none',
    revision: 2,
    days: [700, 210],
  },
  {
    project: 'Credit Risk Models',
    name: 'Expected credit loss',
    description: 'Provision per exposure and stage under IFRS 9.',
    layer: 'consumption',
    table: 'expected_credit_loss',
    columns: `
account_id
customer_number = customer_id
exposure_at_default
probability_of_default
loss_given_default
expected_credit_loss
ifrs_stage
risk_rating
business_day
model_version`,
    terms: ['Risk Unit', 'Consumption Layer', 'Critical Data Element', 'Expected Credit Loss'],
    governed: ['IFRS 9', 'BCBS 239'],
    quality: 1,
    listing: 'current',
    revision: 5,
    days: [590, 28],
  },
  {
    project: 'Credit Risk Models',
    name: 'Probability of default estimates',
    description: 'Monthly estimates by borrower.',
    layer: 'consumption',
    table: 'pd_estimates',
    columns: `
customer_number = customer_id
probability_of_default
risk_rating
model_id
model_version
score_date`,
    terms: ['Risk Unit', 'Probability of Default'],
    governed: ['Basel III'],
    listing: 'stale',
    revision: 4,
    days: [400, 20],
  },
  {
    project: 'Market Risk Positions',
    name: 'Value at risk by desk',
    description: 'Daily value at risk, limits and breaches by desk.',
    layer: 'consumption',
    table: 'value_at_risk_by_desk',
    columns: `
desk_code
var_amount
stressed_var
limit_amount
limit_utilisation
breach_flag
business_day`,
    terms: ['Risk Unit', 'Value at Risk', 'Critical Data Element'],
    governed: ['Basel III', 'BCBS 239'],
    quality: 1,
    listing: 'current',
    revision: 3,
    days: [450, 45],
  },
  {
    project: 'Loss Events',
    name: 'Loss events',
    description: 'What went wrong, what it cost and which control failed.',
    layer: 'consumption',
    table: 'loss_events',
    columns: `
event_id
event_type
event_ts
loss_amount
recovery_amount
control_id
root_cause`,
    terms: ['Risk Unit', 'Loss Event', 'Confidential'],
    listing: 'none',
    revision: 2,
    days: [330, 120],
  },
  {
    project: 'Fraud Signals',
    name: 'Transaction behaviour',
    description: 'How each customer usually pays: amounts, places and times.',
    layer: 'consumption',
    table: 'transaction_behaviour',
    columns: `
CUST_NO = customer_id
transaction_amount
merchant_category
velocity_1h
velocity_24h
geo_distance_km
fraud_score
score_date`,
    terms: ['Fraud Detection Unit', 'Consumption Layer'],
    quality: 0.8,
    listing: 'current',
    revision: 3,
    days: [370, 33],
  },
  {
    project: 'Card Fraud Models',
    name: 'Card fraud scores',
    description: 'The score given while the customer waits, and what was decided.',
    type: 'contracted',
    layer: 'consumption',
    table: 'card_fraud_scores',
    columns: `
transaction_id
card_token
fraud_score
auth_result
model_id
model_version
event_ts
fraud_flag`,
    terms: ['Fraud Detection Unit', 'Fraud Score', 'Certified'],
    governed: ['PCI DSS'],
    quality: 1,
    listing: 'current',
    revision: 4,
    days: [350, 8],
    form: {
      name: 'DataContractForm',
      typeName: 'DataContractForm',
      value: {
        contractVersion: '1.0',
        dataOwner: 'yusuf.adeyemi',
        criticality: 'high',
        refreshFrequency: 'streaming',
        retention: '2 years',
      },
    },
  },
  {
    project: 'AML Screening',
    name: 'Sanctions screening results',
    description: 'Names screened and the hits that were looked at.',
    layer: 'cleansed',
    table: 'sanctions_screening',
    columns: `
alert_id
cust_id = customer_id
customer_name
payee_name
sanctions_list
match_score
alert_ts
case_outcome
analyst_id`,
    terms: ['Fraud Detection Unit', 'Restricted', 'Sanctions Hit'],
    governed: ['AML CTF Act', 'Retention 7 Years'],
    listing: 'none',
    revision: 5,
    days: [520, 14],
  },
];
