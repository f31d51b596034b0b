import { rows } from '#emulator/bank/story/rows.ts';

/** AnyBank's shape: accounts, domain units, projects. Hand-written; the rest of the bank hangs on these names. */

/**
 * [account id, account name]. The first is the central governance account. Ids are documentation numbers. No project
 * uses the marketing pilot's any more, and brian.hughes, who asked for it, has left.
 */
export const accounts: readonly (readonly [id: string, name: string])[] = [
  ['111122223333', 'anybank-data-governance'],
  ['222233334444', 'anybank-retail-accounts'],
  ['333344445555', 'anybank-retail-cards'],
  ['444455556666', 'anybank-retail-payments'],
  ['555566667777', 'anybank-home-lending'],
  ['666677778888', 'anybank-credit-risk'],
  ['777788889999', 'anybank-marketing-pilot'],
  ['888899990000', 'anybank-customer-analytics'],
  ['999900001111', 'anybank-customer-360'],
  ['121212121212', 'anybank-fraud-detection'],
  ['343434343434', 'anybank-finance'],
  ['565656565656', 'anybank-data-platform'],
];

export interface UnitSpec {
  readonly name: string;
  readonly parent?: string;
  readonly description: string;
  /** user names and group names */
  readonly owners: readonly string[];
}

export const domainName = 'AnyBank';

/** One unit per line: `name | parent | owners | description`. The first has no parent: it is the root. */
export const units: readonly UnitSpec[] = rows(`
AnyBank |  | grace.okafor, data-governance-office | The whole bank. Policies set here hold for every business unit below.
Retail Banking | AnyBank | priya.raman, retail-data-owners | Everyday banking for people and small firms. Owns customer account data.
Accounts | Retail Banking | priya.raman | Transaction, savings and term deposit accounts.
Cards | Retail Banking | tomas.lindqvist | Credit and debit cards, from issuing to disputes.
Credit Cards | Cards | tomas.lindqvist | Credit card accounts, limits, statements and rewards.
Debit Cards | Cards | tomas.lindqvist | Debit cards and point-of-sale transactions.
Payments | Retail Banking | mei.tanaka | Transfers, direct debits, standing orders and instant payments.
Home Lending | Retail Banking | daniel.osei | Home loans from application to discharge.
Risk | AnyBank | helena.novak, risk-data-owners | Measures and reports what the bank could lose. Owns credit score data.
Credit Risk | Risk | helena.novak | Credit scores, ratings, provisions and capital for lending.
Market Risk | Risk | arjun.mehta | Positions, sensitivities and value at risk of the trading book.
Operational Risk | Risk |  | Loss events, incidents and controls.
Customer Analytics | AnyBank | sofia.marin, analytics-data-owners | What customers do and need, across channels and products.
Customer 360 | Customer Analytics | sofia.marin, liam.walker | One view of each customer, joined from every business unit.
Campaigns | Customer Analytics | sofia.marin | Offers, contacts and responses.
Fraud Detection | AnyBank | yusuf.adeyemi, fraud-data-owners | Finds and stops fraud and financial crime. Owns transaction behaviour.
Transaction Monitoring | Fraud Detection | yusuf.adeyemi | Scores transactions while they happen.
Financial Crime | Fraud Detection | ingrid.solberg | Anti money laundering, sanctions screening and reporting.
Corporate | AnyBank | rachel.cohen | Finance, treasury and regulatory reporting.
Finance | Corporate | rachel.cohen | General ledger, cost centres and product profitability.
Regulatory Reporting | Corporate | rachel.cohen, compliance-office | Returns to the regulators and their evidence.
Data Governance | AnyBank | grace.okafor, data-governance-office | The central governance team: glossaries, policies, the operating model.
Data Platform | Data Governance | marcus.bell | Runs the shared platform, blueprints and accounts.
`).map(([name = '', parent = '', owners = '', description = '']) => ({
  name,
  ...(parent === '' ? {} : { parent }),
  description,
  owners: owners === '' ? [] : owners.split(', '),
}));

export type Area =
  | 'accounts'
  | 'cards'
  | 'payments'
  | 'lending'
  | 'creditRisk'
  | 'marketRisk'
  | 'operationalRisk'
  | 'customer'
  | 'behaviour'
  | 'campaigns'
  | 'fraud'
  | 'crime'
  | 'finance'
  | 'regulatory'
  | 'platform';

export interface ProjectSpec {
  readonly name: string;
  readonly unit: string;
  readonly area: Area;
  /** index into `accounts` */
  readonly account: number;
  readonly description: string;
  /** share of the generated assets; 0 = none */
  readonly weight: number;
  /** prefix of its Glue databases */
  readonly database: string;
  readonly owner: string;
  readonly steward: string;
  /** the one source system its tables come from; absent: any */
  readonly system?: string;
}

/** One project per line, in the order of the interface but for description and source system, which come last. */
export const projects: readonly ProjectSpec[] = rows(`
Deposit Accounts | Accounts | accounts | 1 | 8 | retail_deposits | priya.raman | noah.fischer | Source of truth for transaction, savings and term deposit accounts.
Account Opening | Accounts | accounts | 1 | 4 | retail_onboarding | priya.raman | noah.fischer | Applications, identity checks and onboarding.
Credit Card Servicing | Credit Cards | cards | 2 | 6 | cards_credit | tomas.lindqvist | amara.diallo | Credit card accounts, limits, statements and repayments.
Debit Card Transactions | Debit Cards | cards | 2 | 5 | cards_debit | tomas.lindqvist | amara.diallo | Authorisations and settlements of debit cards.
Domestic Payments | Payments | payments | 3 | 6 | payments_domestic | mei.tanaka | amara.diallo | Transfers, direct debits and standing orders.
Instant Payments | Payments | payments | 3 | 4 | payments_instant | mei.tanaka | amara.diallo | Payments that settle in seconds, with their messages.
Mortgage Origination | Home Lending | lending | 4 | 5 | lending_origination | daniel.osei | noah.fischer | Applications, valuations and approvals of home loans.
Mortgage Servicing | Home Lending | lending | 4 | 4 | lending_servicing | daniel.osei | noah.fischer | Repayments, arrears and discharges of home loans.
Credit Scoring | Credit Risk | creditRisk | 5 | 6 | risk_scoring | helena.novak | jonas.weber | The one place credit scores come from.
Credit Risk Models | Credit Risk | creditRisk | 5 | 5 | risk_models | helena.novak | jonas.weber | Probability of default, loss given default and expected credit loss.
Market Risk Positions | Market Risk | marketRisk | 5 | 5 | risk_market | arjun.mehta | jonas.weber | Positions, sensitivities and value at risk by desk.
Loss Events | Operational Risk | operationalRisk | 5 | 2 | risk_operational | helena.novak | jonas.weber | What went wrong, what it cost and which control failed.
Customer 360 | Customer 360 | customer | 8 | 5 | customer_360 | liam.walker | chloe.dubois | The unified customer view: accounts, credit scores, behaviour and fraud signals together.
Churn Prediction | Customer 360 | customer | 8 | 3 | churn | liam.walker | chloe.dubois | Features, scores and evaluation of the churn model.
Digital Behaviour | Customer Analytics | behaviour | 7 | 5 | digital_behaviour | sofia.marin | chloe.dubois | Sessions, clicks and journeys in the app and on the web.
Customer Segmentation | Customer Analytics | customer | 7 | 3 | segmentation | sofia.marin | chloe.dubois | Segments, lifetime value and product propensity.
Campaign Management | Campaigns | campaigns | 7 | 3 | campaigns | sofia.marin | chloe.dubois | Offers, contacts, responses and consent.
Fraud Signals | Fraud Detection | fraud | 9 | 5 | fraud_signals | yusuf.adeyemi | ingrid.solberg | Device, velocity and behaviour signals shared with every unit.
Card Fraud Models | Transaction Monitoring | fraud | 9 | 4 | fraud_card_models | yusuf.adeyemi | ingrid.solberg | Real-time scores and case outcomes for card fraud.
AML Screening | Financial Crime | crime | 9 | 4 | aml | ingrid.solberg | ingrid.solberg | Sanctions screening, alerts and suspicious matter reports.
General Ledger | Finance | finance | 10 | 4 | finance_ledger | rachel.cohen | hugo.martins | Journals, balances and the chart of accounts.
SAP Finance Replica | Finance | finance | 10 | 3 | sap_fi | rachel.cohen | hugo.martins | Tables copied as they are from SAP. Column names are those of SAP. | sap
Regulatory Returns | Regulatory Reporting | regulatory | 10 | 3 | regulatory | rachel.cohen | hugo.martins | Returns, line items and attestations.
Data Governance Office | Data Governance | platform | 0 | 1 | governance | grace.okafor | grace.okafor | Owns the glossaries, the policies and the RACI.
Platform Operations | Data Platform | platform | 11 | 2 | platform_ops | marcus.bell | marcus.bell | Pipelines, job runs, costs and quality scores of the platform.
Open Banking Sandbox | Payments | payments | 3 | 0 | open_banking | mei.tanaka | amara.diallo | Opened for the consumer data right programme. Nothing has been onboarded yet.
`).map((parts) => {
  const [name = '', unit = '', area = '', account = '', weight = '', database = '', owner = '', ...rest] = parts;
  const [steward = '', description = '', system] = rest;
  return {
    name,
    unit,
    area: area as Area,
    account: Number(account),
    weight: Number(weight),
    database,
    owner,
    steward,
    description,
    ...(system === undefined ? {} : { system }),
  };
});

/** Members besides owner, steward and engineers: project | who | designation. Two of them should have gone. */
export const extraMembers: readonly (readonly [project: string, who: string, designation: string])[] = rows(`
Platform Operations | brian.hughes | PROJECT_OWNER
Customer 360 | data-scientists | PROJECT_CATALOG_CONSUMER
Customer 360 | lucia.romano | PROJECT_CATALOG_VIEWER
Churn Prediction | anika.sharma | PROJECT_CONTRIBUTOR
Credit Scoring | internal-audit | PROJECT_CATALOG_VIEWER
Fraud Signals | compliance-office | PROJECT_CATALOG_VIEWER
Campaign Management | Contractors | PROJECT_CONTRIBUTOR
Data Governance Office | lucia.romano | PROJECT_CATALOG_STEWARD
Data Governance Office | internal-audit | PROJECT_CATALOG_VIEWER
`).map(([project = '', who = '', designation = '']) => [project, who, designation]);
