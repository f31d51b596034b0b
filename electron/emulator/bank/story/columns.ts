/** The columns the bank's tables are made of: technical name, type, business name, description and terms. */

import { rows } from '#emulator/bank/story/rows.ts';

export interface ColumnSpec {
  readonly name: string;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly terms: readonly string[];
}

/** One column per line: `name type | business name | description | Term, Term`; everything after the type may be left out. */
export const parseColumns = (text: string): readonly ColumnSpec[] =>
  rows(text).map((parts) => {
    const [head = '', title = '', description = '', terms = ''] = parts;
    const space = head.indexOf(' ');
    return {
      name: space < 0 ? head : head.slice(0, space),
      type: space < 0 ? 'string' : head.slice(space + 1).trim(),
      ...(title === '' ? {} : { title }),
      ...(description === '' ? {} : { description }),
      terms: terms === '' ? [] : terms.split(',').map((term) => term.trim()),
    };
  });

export const dictionary: readonly ColumnSpec[] = parseColumns(`
customer_id bigint | Customer identifier | The number the bank knows the customer by. | Customer Identifier
customer_name string | Customer name | Full name as on the identity document. | PII, Customer
given_name string | Given name | First name. | PII
family_name string | Family name | Last name. | PII
email_address string | E-mail address | Where the customer asked to be written to. | Customer Email Address
mobile_number string | Mobile number | Verified mobile number with country code. | Contact Data
postal_address string | Postal address | Street, number, city and country. | Contact Data
postcode string | Postcode | Postcode of the postal address. | Location Data
date_of_birth date | Date of birth | Day of birth from the identity document. | Date of Birth
tax_file_number string | Tax file number | Given by the customer for withholding tax. | Tax File Number
residency_country string | Country of residency | Two-letter country code.
customer_segment string | Customer segment | Segment at the end of the day. | Customer Segment
customer_since date | Customer since | First day of any product. | Customer Tenure
household_id bigint | Household | Customers at one address. | Household
marital_status string | Marital status
occupation string | Occupation | As stated on the application. | PII
annual_income decimal(15,2) | Annual income | As verified at the last application. | Financial Data
consent_marketing boolean | Marketing consent | Whether the customer may be contacted for offers. | Consent
consent_date date | Consent date | Day the consent was given or withdrawn. | Consent
account_id bigint | Account identifier | Internal number of the account. | Account
account_number string | Account number | Number printed on statements. | Account Number
account_status string | Account status | Open, dormant, blocked or closed. | Account
account_type string | Account type | Transaction, savings or term deposit.
open_date date | Opening date
close_date date | Closing date
branch_code string | Branch | Branch that keeps the account. | Branch
product_code string | Product | Code from the product catalogue. | Product Holding
currency_code string | Currency | Three-letter currency code.
balance_amount decimal(18,2) | Balance | Balance at close of business. | Account Balance
available_balance decimal(18,2) | Available balance | Balance less holds. | Available Balance
overdraft_limit decimal(15,2) | Overdraft limit | | Credit Limit
interest_rate decimal(9,6) | Interest rate | Per cent a year. | Interest Rate
accrued_interest decimal(15,4) | Accrued interest | Since the last capitalisation.
maturity_date date | Maturity date
rollover_flag boolean | Rolls over
transaction_id string | Transaction identifier | Unique over all channels. | Transaction
transaction_amount decimal(18,2) | Transaction amount | In the transaction's currency. | Transaction Amount
transaction_type string | Transaction type | | Transaction
transaction_ts timestamp | Transaction time | When it happened, in UTC. | Transaction
booking_date date | Booking date | Day it was booked.
value_date date | Value date
payment_reference string | Payment reference | Free text the payer sent along. | Payment Reference
payer_account string | Payer account | | Account Number
payee_account string | Payee account | | Account Number
payee_name string | Payee name | Name the payer typed. | Payee, PII
payment_status string | Payment status | | Payment
payment_method string | Payment method
end_to_end_id string | End-to-end identifier | Carried through every bank on the way. | Payment
clearing_system string | Clearing system
mandate_id string | Mandate | Permission behind a direct debit. | Direct Debit
order_frequency string | Frequency | | Standing Order
return_reason string | Return reason
card_number string | Card number | Tokenised in the cleansed layer. | Primary Account Number
card_token string | Card token | Stands for the card number everywhere but in the vault. | Not PII
card_type string | Card type
card_status string | Card status
expiry_month string | Expiry month | | Payment Card Data
credit_limit decimal(15,2) | Credit limit | | Credit Limit
statement_balance decimal(15,2) | Statement balance | | Account Balance
minimum_due decimal(15,2) | Minimum due
days_past_due int | Days past due | Days since the oldest unpaid amount fell due. | Days Past Due
merchant_id string | Merchant | Merchant as known to the acquirer. | Merchant
merchant_name string | Merchant name | | Merchant
merchant_category string | Merchant category code | | Merchant Category Code
merchant_country string | Merchant country
auth_code string | Authorisation code
auth_result string | Authorisation result
entry_mode string | Entry mode | Chip, contactless, magstripe or keyed.
terminal_id string | Terminal
dispute_id string | Dispute
reward_points bigint | Reward points
application_id string | Application | Application for a product. | Onboarding
application_status string | Application status | | Onboarding
application_ts timestamp | Application time
identity_document string | Identity document number | Passport or licence number. | Sensitive PII
verification_result string | Verification result | | Onboarding
property_id string | Property | | Collateral
property_value decimal(18,2) | Property value | At the last valuation. | Collateral
property_postcode string | Property postcode | | Location Data
loan_id bigint | Loan identifier | | Home Loan
loan_amount decimal(18,2) | Loan amount | | Home Loan, Financial Data
loan_to_value decimal(7,4) | Loan to value | Loan divided by value. | Loan to Value Ratio
repayment_amount decimal(15,2) | Repayment | Contracted repayment per period.
arrears_amount decimal(15,2) | Arrears | Due and unpaid. | Arrears
loan_purpose string | Loan purpose
credit_score int | Credit score | From 300 to 850. The Risk unit is the only source. | Credit Score, Critical Data Element
score_date date | Score date | Day the score was computed.
score_band string | Score band | Five bands from very low to very high. | Credit Score
scorecard_version string | Scorecard version
risk_rating string | Risk rating | Internal grade. | Risk Rating
probability_of_default double | Probability of default | Twelve months. | Probability of Default
loss_given_default double | Loss given default | | Loss Given Default
exposure_at_default decimal(18,2) | Exposure at default | | Exposure at Default
expected_credit_loss decimal(18,2) | Expected credit loss | Stage-dependent. | Expected Credit Loss
ifrs_stage int | IFRS 9 stage
risk_weight decimal(7,4) | Risk weight | | Risk Weighted Assets
rwa_amount decimal(18,2) | Risk weighted assets | | Risk Weighted Assets
model_id string | Model
model_version string | Model version
position_id string | Position | | Trading Book
desk_code string | Desk | | Trading Book
instrument_id string | Instrument
isin string | ISIN
notional_amount decimal(20,2) | Notional
market_value decimal(20,2) | Market value
delta double | Delta | First-order sensitivity. | Sensitivity
vega double | Vega | | Sensitivity
var_amount decimal(20,2) | Value at risk | 99 per cent, one day. | Value at Risk
stressed_var decimal(20,2) | Stressed value at risk | | Value at Risk
counterparty_id string | Counterparty | | Counterparty
counterparty_name string | Counterparty name | | Counterparty
limit_amount decimal(20,2) | Limit
limit_utilisation double | Limit use
breach_flag boolean | Limit breached | | Limit Breach
event_id string | Event
event_type string | Event type
event_ts timestamp | Event time
loss_amount decimal(18,2) | Loss amount | Gross of recoveries. | Loss Event
recovery_amount decimal(18,2) | Recovered
control_id string | Control
root_cause string | Root cause
session_id string | Session | | Login Session
device_id string | Device | | Device
device_type string | Device type | | Device
ip_address string | IP address | Address the session came from. | Location Data
page_name string | Page
click_count int | Clicks
session_seconds int | Session length
channel_code string | Channel | | Channel
app_version string | App version
journey_name string | Journey
campaign_id string | Campaign | | Offer
offer_code string | Offer | | Offer
contact_ts timestamp | Contact time
response_flag boolean | Responded
response_channel string | Response channel | | Channel
propensity_score double | Propensity
lifetime_value decimal(15,2) | Customer lifetime value | | Customer Lifetime Value
churn_probability double | Churn probability | Next 90 days. | Churn Probability
churn_flag boolean | Churned | Closed all products in the window. | Churn
churn_reason string | Churn reason
next_best_action string | Next best action | | Next Best Action
product_count int | Products held | | Product Holding
complaint_count int | Complaints | Last twelve months. | Complaint
last_login_ts timestamp | Last login
tenure_months int | Tenure in months | | Customer Tenure
fraud_score int | Fraud score | From 0 to 1000. | Fraud Score
fraud_flag boolean | Confirmed fraud
case_id string | Case | | Fraud Case
case_status string | Case status | | Fraud Case
case_outcome string | Case outcome
velocity_1h int | Transactions in the last hour
velocity_24h int | Transactions in the last day
geo_distance_km double | Distance from last use | | Location Data
alert_id string | Alert
alert_rule string | Alert rule
alert_ts timestamp | Alert time
sanctions_list string | Sanctions list | | Sanctions Hit
match_score double | Match score | | Sanctions Hit
report_reference string | Report reference | | Suspicious Matter Report
analyst_id string | Analyst
gl_account string | Ledger account | | General Ledger Account
journal_id string | Journal
journal_line int | Journal line
posting_date date | Posting date
fiscal_period string | Fiscal period
cost_centre string | Cost centre | | Cost Centre
debit_amount decimal(18,2) | Debit
credit_amount decimal(18,2) | Credit
company_code string | Company
tax_code string | Tax code
return_code string | Return
return_line string | Return line
reported_amount decimal(20,2) | Reported amount | | Critical Data Element
attested_by string | Attested by
attested_ts timestamp | Attested on
regulator string | Regulator
job_name string | Job
job_run_id string | Job run
rows_read bigint | Rows read
rows_written bigint | Rows written
run_seconds int | Run time
quality_score double | Quality score | Share of rules passed.
rule_name string | Rule
cost_amount decimal(12,4) | Cost
dataset_name string | Data set
owner_name string | Owner
business_day date | Business day | The day the figures are for.
source_reference string | Source reference
`);

/** Columns any table may end with. */
export const auditColumns: readonly ColumnSpec[] = parseColumns(`
source_system string | Source system | System the row came from.
batch_id string | Batch
load_ts timestamp | Loaded at | When the row reached the platform.
record_hash string | Record hash
valid_from timestamp | Valid from
valid_to timestamp | Valid to
is_current boolean | Current row
business_date date | Business date
`);

/** Words for derived columns (`transaction_amount_sum_90d`), used where a table is wider than its template. */
export const measures: readonly string[] = [
  'transaction_amount',
  'balance_amount',
  'login_count',
  'payment_count',
  'complaint_count',
  'fraud_score',
  'credit_limit',
  'repayment_amount',
  'session_seconds',
  'offer_response',
  'interest_rate',
  'arrears_amount',
  'fee_amount',
  'merchant_count',
  'dispute_count',
  'market_value',
  'limit_utilisation',
  'risk_weight',
  'cost_amount',
  'reward_points',
];
export const aggregates: readonly string[] = ['sum', 'avg', 'min', 'max', 'count', 'stddev', 'last', 'trend'];
export const windows: readonly string[] = ['7d', '14d', '30d', '60d', '90d', '180d', '12m', '24m'];
