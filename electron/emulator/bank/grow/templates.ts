import type { Area } from '#emulator/bank/story/organisation.ts';
import { rows } from '#emulator/bank/story/rows.ts';

export interface Template {
  readonly table: string;
  readonly title: string;
  readonly description: string;
  /** names from the column dictionary */
  readonly columns: readonly string[];
}

/** One table per line: `table | Title | Description | column column …`. */
const templates = (text: string): readonly Template[] =>
  rows(text).map((parts) => {
    const [table = '', title = '', description = '', columns = ''] = parts;
    return { table, title, description, columns: columns.split(' ') };
  });

/** What tables each business area keeps. Generated assets are variations of these. */
export const areaTemplates: Readonly<Record<Area, readonly Template[]>> = {
  accounts: templates(`
account_master | Account master | One row per deposit account with its product, status and branch. | account_id account_number customer_id account_type account_status product_code branch_code currency_code open_date close_date interest_rate
account_balance_daily | Daily account balances | Balance of every account at close of business. | account_id business_day balance_amount available_balance overdraft_limit accrued_interest currency_code account_status
account_holder | Account holders | Who holds which account, joint holders included. | account_id customer_id customer_name given_name family_name email_address mobile_number open_date
account_transaction | Account transactions | Every booked movement on a deposit account. | transaction_id account_id transaction_ts transaction_type transaction_amount currency_code booking_date value_date payment_reference balance_amount channel_code
term_deposit | Term deposits | Deposits placed for a fixed term. | account_id customer_id balance_amount interest_rate open_date maturity_date rollover_flag currency_code branch_code
customer_onboarding | Onboarding applications | Applications for a first account and their checks. | application_id customer_id customer_name date_of_birth identity_document verification_result application_status application_ts channel_code residency_country tax_file_number
account_fee | Account fees | Fees charged and waived. | account_id transaction_id transaction_amount transaction_type booking_date currency_code product_code
dormant_account | Dormant accounts | Accounts without a movement for a year. | account_id customer_id account_status balance_amount last_login_ts branch_code postal_address
`),
  cards: templates(`
card_master | Card master | One row per card with its limit and status. | card_token card_number customer_id account_id card_type card_status expiry_month credit_limit open_date
card_authorisation | Card authorisations | Every authorisation request and its answer. | transaction_id card_token transaction_ts transaction_amount currency_code merchant_id merchant_name merchant_category merchant_country entry_mode auth_code auth_result terminal_id
card_settlement | Card settlements | Cleared card transactions. | transaction_id card_token booking_date transaction_amount currency_code merchant_id merchant_category value_date
card_statement | Card statements | Monthly statements and what is due. | account_id customer_id statement_balance minimum_due days_past_due credit_limit interest_rate reward_points
card_dispute | Card disputes | Transactions customers did not recognise. | dispute_id transaction_id card_token customer_id transaction_amount merchant_name case_status case_outcome event_ts
reward_balance | Reward points | Points earned and spent. | account_id customer_id reward_points offer_code booking_date transaction_id
merchant_directory | Merchant directory | Merchants seen at the acquirers. | merchant_id merchant_name merchant_category merchant_country postcode
`),
  payments: templates(`
payment_instruction | Payment instructions | What customers asked to be paid. | end_to_end_id customer_id payer_account payee_account payee_name transaction_amount currency_code payment_reference payment_method payment_status transaction_ts
payment_settlement | Payment settlements | Payments as settled in the clearing. | end_to_end_id clearing_system transaction_amount currency_code value_date booking_date payment_status return_reason
direct_debit_mandate | Direct debit mandates | Permissions given to collectors. | mandate_id customer_id payer_account payee_name payment_status open_date close_date
standing_order | Standing orders | Instructions that repeat. | mandate_id customer_id payer_account payee_account transaction_amount order_frequency currency_code open_date close_date
payment_return | Returned payments | Payments that came back, and why. | end_to_end_id return_reason transaction_amount currency_code booking_date payer_account payee_account
instant_payment_message | Instant payment messages | Messages of payments that settle in seconds. | end_to_end_id event_type event_ts payment_status clearing_system payer_account payee_account transaction_amount
payee_directory | Saved payees | Payees customers keep. | customer_id payee_name payee_account open_date
`),
  lending: templates(`
loan_application | Home loan applications | Applications from first contact to decision. | application_id customer_id customer_name annual_income occupation marital_status loan_amount loan_purpose property_value application_status application_ts channel_code
loan_master | Home loans | One row per home loan. | loan_id account_id customer_id loan_amount interest_rate open_date maturity_date repayment_amount loan_to_value loan_purpose
property_valuation | Property valuations | What secures a loan and what it is worth. | property_id loan_id property_value property_postcode postal_address score_date loan_to_value
loan_repayment | Loan repayments | Repayments received and missed. | loan_id transaction_id repayment_amount transaction_amount booking_date arrears_amount days_past_due
loan_arrears | Arrears | Loans with unpaid amounts. | loan_id customer_id arrears_amount days_past_due mobile_number email_address case_status
loan_discharge | Discharges | Loans paid back. | loan_id customer_id close_date balance_amount property_id
`),
  creditRisk: templates(`
credit_score | Credit scores | Score of each customer on each day it changed. | customer_id credit_score score_band score_date scorecard_version model_id
application_score | Application scores | Score at the moment of application. | application_id customer_id credit_score score_band annual_income score_date model_version
behavioural_score | Behavioural scores | Score from how accounts are run. | customer_id account_id credit_score balance_amount days_past_due score_date model_id
pd_estimate | Probability of default | Estimate per borrower and month. | customer_id probability_of_default risk_rating model_id model_version score_date
lgd_estimate | Loss given default | Estimate per exposure. | loan_id loss_given_default property_value loan_to_value model_id
ecl_result | Expected credit loss | Provision per exposure and stage. | account_id customer_id exposure_at_default probability_of_default loss_given_default expected_credit_loss ifrs_stage business_day
rwa_calculation | Risk weighted assets | Capital by exposure. | account_id exposure_at_default risk_weight rwa_amount risk_rating product_code
bureau_report | Bureau reports | What the credit bureaus answered. | customer_id identity_document date_of_birth credit_score arrears_amount score_date source_reference
`),
  marketRisk: templates(`
trading_position | Trading positions | Positions by desk at close. | position_id desk_code instrument_id isin notional_amount market_value currency_code business_day
risk_sensitivity | Sensitivities | Greeks by position. | position_id desk_code delta vega instrument_id business_day
value_at_risk | Value at risk | Daily figure by desk. | desk_code var_amount stressed_var limit_amount limit_utilisation breach_flag business_day
counterparty_exposure | Counterparty exposure | Exposure after netting and collateral. | counterparty_id counterparty_name exposure_at_default notional_amount market_value risk_rating
limit_monitor | Limit monitor | Limits, use and breaches. | desk_code limit_amount limit_utilisation breach_flag event_ts analyst_id
market_price | Market prices | Prices and curves as taken. | instrument_id isin market_value currency_code event_ts
`),
  operationalRisk: templates(`
loss_event | Loss events | What went wrong and what it cost. | event_id event_type event_ts loss_amount recovery_amount root_cause control_id
control_test | Control tests | Tests of controls and their result. | control_id rule_name quality_score event_ts analyst_id
incident_log | Incidents | Incidents of systems and people. | event_id event_type event_ts root_cause case_status channel_code
`),
  customer: templates(`
customer_profile | Customer profile | One row per customer with contact and consent. | customer_id customer_name given_name family_name email_address mobile_number postal_address postcode date_of_birth residency_country customer_segment customer_since consent_marketing
customer_product | Product holding | What each customer has. | customer_id product_code account_id open_date close_date product_count
customer_feature | Customer features | Model inputs per customer. | customer_id tenure_months product_count balance_amount complaint_count last_login_ts credit_score fraud_score
customer_value | Customer lifetime value | Expected earnings per customer. | customer_id lifetime_value customer_segment propensity_score score_date
customer_household | Households | Customers who live together. | household_id customer_id postcode postal_address
customer_complaint | Complaints | Complaints and how they ended. | case_id customer_id event_ts channel_code case_status case_outcome
churn_score | Churn scores | How likely each customer is to leave. | customer_id churn_probability churn_flag churn_reason next_best_action score_date model_version
`),
  behaviour: templates(`
app_session | App sessions | One stay in the mobile app. | session_id customer_id device_id device_type app_version event_ts session_seconds ip_address
web_click | Web clicks | Clicks on the public site and in online banking. | session_id page_name click_count event_ts device_type channel_code
journey_step | Journey steps | How far customers got in a task. | session_id customer_id journey_name page_name event_ts
login_event | Logins | Logins and failed attempts. | session_id customer_id device_id ip_address event_ts event_type
channel_usage | Channel use | Visits by channel and month. | customer_id channel_code click_count session_seconds last_login_ts
`),
  campaigns: templates(`
campaign_contact | Campaign contacts | Who was contacted with what. | campaign_id customer_id offer_code contact_ts response_channel email_address
campaign_response | Campaign responses | Who answered. | campaign_id customer_id offer_code response_flag response_channel contact_ts
consent_register | Consent register | What customers allowed. | customer_id consent_marketing consent_date channel_code
offer_catalogue | Offers | What could be offered. | offer_code product_code campaign_id open_date close_date
`),
  fraud: templates(`
fraud_signal | Fraud signals | Signals by transaction. | transaction_id customer_id device_id fraud_score velocity_1h velocity_24h geo_distance_km event_ts
fraud_case | Fraud cases | Investigations and their outcome. | case_id customer_id transaction_id case_status case_outcome loss_amount analyst_id event_ts
device_profile | Device profiles | Devices and what is known of them. | device_id customer_id device_type ip_address event_ts fraud_flag
card_fraud_score | Card fraud scores | Score given while the customer waits. | transaction_id card_token fraud_score model_id model_version auth_result event_ts
mule_account | Suspected mule accounts | Accounts that pass money on. | account_id customer_id fraud_score velocity_24h case_id
transaction_behaviour | Transaction behaviour | How a customer usually pays. | customer_id transaction_amount merchant_category velocity_24h geo_distance_km score_date
`),
  crime: templates(`
aml_alert | AML alerts | Alerts of the monitoring rules. | alert_id customer_id alert_rule alert_ts case_status analyst_id transaction_amount
sanctions_screening | Sanctions screening | Names screened and hits. | alert_id customer_name payee_name sanctions_list match_score alert_ts case_outcome
suspicious_report | Suspicious matter reports | Reports made to the regulator. | report_reference case_id customer_id event_ts attested_by
customer_risk_rating | Customer risk rating | Rating for due diligence. | customer_id risk_rating residency_country occupation score_date
`),
  finance: templates(`
journal_entry | Journal entries | Every line posted to the ledger. | journal_id journal_line gl_account company_code cost_centre debit_amount credit_amount posting_date fiscal_period tax_code
ledger_balance | Ledger balances | Balance per account and period. | gl_account company_code fiscal_period balance_amount currency_code
cost_allocation | Cost allocation | Costs by cost centre and product. | cost_centre product_code cost_amount fiscal_period company_code
product_profit | Product profitability | Income less cost per product. | product_code fiscal_period debit_amount credit_amount cost_amount
`),
  regulatory: templates(`
return_line_item | Return line items | Figures of a return with where they came from. | return_code return_line reported_amount fiscal_period regulator dataset_name
return_attestation | Attestations | Who signed a return and when. | return_code attested_by attested_ts fiscal_period regulator
liquidity_position | Liquidity position | Buffers and outflows. | business_day currency_code balance_amount reported_amount
fatca_report | FATCA report | Accounts of United States persons. | customer_id customer_name tax_file_number account_number balance_amount residency_country
`),
  platform: templates(`
job_run | Job runs | Runs of pipelines. | job_name job_run_id rows_read rows_written run_seconds event_ts cost_amount
quality_result | Data quality results | Scores by data set and rule. | dataset_name rule_name quality_score event_ts job_run_id
asset_ownership | Asset ownership | Who is responsible and accountable. | dataset_name owner_name event_ts
access_review | Access reviews | Who still needs what. | owner_name dataset_name attested_by attested_ts
`),
};
