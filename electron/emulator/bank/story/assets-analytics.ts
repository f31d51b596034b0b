import type { StoryAsset } from '#emulator/bank/story/story-asset.ts';

export const analyticsAssets: readonly StoryAsset[] = [
  {
    project: 'Customer 360',
    name: 'Customer 360 profile',
    description: 'One row per customer: accounts, credit score, behaviour and fraud signals side by side.',
    type: 'contracted',
    layer: 'consumption',
    table: 'customer_360_profile',
    tableDescription: 'Unified customer view',
    columns: `
customer_id
customer_name
email_address
customer_segment
customer_since
product_count
balance_amount
credit_score
score_band
churn_probability
fraud_score
last_login_ts
complaint_count
consent_marketing
lifetime_value
next_best_action`,
    summary: 'The unified customer view of the bank.',
    readMe:
      '# Customer 360 profile\n\nBuilt every night from Customer accounts, Customer credit score, App sessions and Transaction behaviour.\n\n| Input | Owner |\n|---|---|\n| Customer accounts | Retail Banking |\n| Customer credit score | Risk |\n| App sessions | Customer Analytics |\n| Transaction behaviour | Fraud Detection |\n',
    terms: ['Customer Analytics Unit', 'Consumption Layer', 'Customer 360 Programme', 'PII'],
    governed: ['Privacy Act', 'GDPR'],
    quality: 0.8,
    listing: 'stale',
    revision: 8,
    days: [300, 4],
    form: {
      name: 'DataContractForm',
      typeName: 'DataContractForm',
      value: {
        contractVersion: '1.4',
        dataOwner: 'liam.walker',
        criticality: 'high',
        refreshFrequency: 'daily',
        retention: '3 years',
      },
    },
  },
  {
    project: 'Customer 360',
    name: 'Customer identifier map',
    description: 'Which number means which customer in which system.',
    layer: 'cleansed',
    table: 'customer_identifier_map',
    columns: `
customer_id
cust_id string | Core banking identifier | | Customer Identifier
CUST_NO string | Warehouse number | | Customer Identifier
customerID string | App identifier | Some rows hold an e-mail address here. | Customer Identifier
KUNNR string | SAP customer | | Customer Identifier
valid_from timestamp | Valid from
valid_to timestamp | Valid to`,
    readMe:
      'Before you join, read this. Five systems, five spellings, and one of them was once filled with e-mail addresses.',
    terms: ['Customer Analytics Unit', 'Customer 360 Programme'],
    listing: 'current',
    revision: 3,
    days: [280, 30],
  },
  {
    project: 'Churn Prediction',
    name: 'Churn predictions',
    description: 'How likely each customer is to leave in the next 90 days, with the reasons that weigh most.',
    layer: 'consumption',
    table: 'churn_predictions',
    columns: `
customer_id
churn_probability
churn_flag
churn_reason
next_best_action
score_date
model_id
model_version`,
    readMe:
      'Above 0.7 a customer is likely to leave. Pilot: one region, three months. See the evaluation for how often this is right.',
    terms: ['Customer Analytics Unit', 'Churn Probability', 'Consumption Layer'],
    quality: 1,
    listing: 'current',
    revision: 4,
    days: [150, 6],
  },
  {
    project: 'Churn Prediction',
    name: 'Churn model evaluation',
    description: 'Confusion matrix and accuracy of the churn model on held-out customers.',
    type: 'evaluation',
    layer: 'consumption',
    table: 'churn_model_evaluation',
    columns: '',
    terms: ['Customer Analytics Unit'],
    listing: 'current',
    revision: 2,
    days: [140, 10],
    form: {
      name: 'ModelEvaluationForm',
      typeName: 'ModelEvaluationForm',
      value: {
        modelName: 'churn-xgb-3',
        accuracy: 0.873,
        truePositives: 412,
        falsePositives: 96,
        trueNegatives: 2806,
        falseNegatives: 371,
      },
    },
  },
  {
    project: 'Churn Prediction',
    name: 'churn_training_set',
    layer: 'cleansed',
    table: 'churn_training_set',
    columns: `
customer_id
tenure_months
product_count
balance_amount
complaint_count
credit_score
click_count
session_seconds
churn_flag
split string`,
    terms: ['Draft'],
    predicted: true,
    described: false,
    listing: 'none',
    revision: 1,
    days: [160, 160],
  },
  {
    project: 'Digital Behaviour',
    name: 'App sessions',
    description: 'One stay in the mobile app, with device and length.',
    layer: 'cleansed',
    table: 'app_sessions',
    columns: `
session_id
customerID = customer_id
device_id
device_type
app_version
event_ts
session_seconds
click_count
ip_address
page_name`,
    terms: ['Customer Analytics Unit', 'Digital Banking App', 'Cleansed Layer'],
    quality: 0.8,
    listing: 'current',
    revision: 3,
    days: [260, 19],
  },
  {
    project: 'Digital Behaviour',
    name: 'cust_credit_scores_2023',
    description: 'Scores used in the 2023 journey study.',
    layer: 'raw',
    table: 'cust_credit_scores_2023',
    columns: `
customerID = customer_id
credit_score
as_of = score_date`,
    described: false,
    terms: ['Deprecated'],
    listing: 'current',
    revision: 1,
    days: [870, 870],
  },
  {
    project: 'Customer Segmentation',
    name: 'Customer segments',
    description:
      'Segment of each customer at the end of the month. Counts 2.1 million customers: leavers are not in it.',
    type: 'redshift',
    layer: 'consumption',
    table: 'customer_segments',
    columns: `
customer_number = customer_id
customer_segment
lifetime_value
product_count
propensity_score
month_end date | Month end`,
    terms: ['Customer Analytics Unit', 'Customer Segment'],
    listing: 'current',
    revision: 2,
    days: [230, 35],
  },
  {
    project: 'Campaign Management',
    name: 'Consent register',
    description: 'What customers allowed, when and through which channel.',
    layer: 'consumption',
    table: 'consent_register',
    columns: `
customer_number = customer_id
email_address
consent_marketing
consent_date
channel_code
offer_code`,
    terms: ['Customer Analytics Unit', 'Consent'],
    governed: ['GDPR', 'Privacy Act'],
    quality: 0.6,
    listing: 'current',
    revision: 3,
    days: [390, 50],
  },
];
