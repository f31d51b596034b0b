/** AnyBank's glossaries. Terms are named once over all glossaries, so that columns can point at them by name. */

import { rows } from '#emulator/bank/story/rows.ts';

export interface TermSpec {
  readonly name: string;
  readonly short: string;
  readonly isA?: readonly string[];
  readonly classifies?: readonly string[];
  readonly disabled?: true;
}

export interface GlossarySpec {
  readonly name: string;
  readonly description: string;
  readonly project: string;
  readonly disabled?: true;
  readonly governed?: true;
  readonly terms: readonly TermSpec[];
}

/** One term per line: `Name | short description | isA A, B | classifies C, D | disabled`. */
const terms = (text: string): readonly TermSpec[] =>
  rows(text).map((parts) => {
    const [name = '', short = '', ...relations] = parts;
    const related = (word: string): readonly string[] | undefined =>
      relations
        .find((part) => part.startsWith(`${word} `))
        ?.slice(word.length + 1)
        .split(',')
        .map((part) => part.trim());
    const isA = related('isA');
    const classifies = related('classifies');
    return {
      name,
      short,
      ...(isA ? { isA } : {}),
      ...(classifies ? { classifies } : {}),
      ...(relations.includes('disabled') ? { disabled: true } : {}),
    };
  });

const businessTerms = terms(`
Customer | A person or firm that holds at least one product of the bank.
Customer Identifier | The number the bank knows a customer by. Not a tax number and not an e-mail address. | classifies Customer
Customer Email Address | The e-mail address a customer can be reached at. | isA Contact Data
Household | Customers who share an address and are served together.
Account | An arrangement under which the bank holds or lends money for a customer.
Account Number | The number printed on statements that identifies an account. | isA Financial Data
Account Balance | What an account is worth at a moment, holds included. | isA Financial Data
Available Balance | What a customer can spend now, holds excluded. | isA Account Balance
Term Deposit | Money placed for a fixed term at a fixed rate. | isA Account
Direct Debit | A standing permission for a third party to collect money.
Standing Order | A customer's own instruction to pay the same amount again and again.
Payment | A movement of money from a payer to a payee.
Payee | Who receives a payment.
Payment Reference | The text a payer sends along; may hold anything a person can type. | isA Internal
Transaction | One booked movement on an account or card.
Transaction Amount | The amount of one transaction, in its currency. | isA Financial Data
Merchant | A business that accepts card payments.
Merchant Category Code | The four-digit code of a merchant's trade.
Primary Account Number | The number on the face of a card. | isA Payment Card Data
Credit Limit | The most a customer may owe on a revolving product. | isA Financial Data
Credit Card | A card that lends. | isA Account
Debit Card | A card that spends what is there.
Home Loan | A loan secured by residential property. | isA Account
Loan to Value Ratio | Loan amount divided by the value of the property.
Collateral | What secures a loan.
Interest Rate | The price of money, in per cent a year.
Arrears | Amounts due and not paid. | isA Financial Data
Churn | A customer leaving the bank or one of its products.
Churn Probability | How likely a customer is to churn in the next 90 days. | isA Churn
Customer Lifetime Value | What a customer is expected to earn the bank over time.
Customer Segment | A group of customers treated alike.
Next Best Action | The offer or service a customer is most likely to value now. Replaced by Offer. | disabled
Channel | Where a customer meets the bank: branch, app, web, call.
Branch | A place with a door.
Product Holding | Which products a customer has.
Customer Tenure | How long a customer has been one.
Consent | What a customer has allowed, and when.
Complaint | A customer's expression of dissatisfaction.
Onboarding | The steps from application to first use.
Login Session | One stay in the app or on the web.
Device | The phone or browser a session came from.
Offer | Something proposed to a customer by a campaign.
General Ledger Account | A line in the chart of accounts.
Cost Centre | A part of the bank that is charged with costs.
`);

const riskTerms = terms(`
Credit Score | A number from 300 to 850 that ranks how likely a customer is to repay. | isA Financial Data
Probability of Default | The chance that a borrower defaults within twelve months.
Loss Given Default | The share of an exposure lost when a borrower defaults.
Exposure at Default | What is owed at the moment of default.
Expected Credit Loss | Probability of default times loss given default times exposure.
Risk Weighted Assets | Exposures weighted by how risky they are.
Risk Rating | The internal grade of a borrower.
Value at Risk | The loss not exceeded on 99 days out of 100.
Sensitivity | How much a position gains or loses when a rate moves.
Trading Book | Positions held to be sold.
Counterparty | Who is on the other side of a trade.
Days Past Due | Days since the oldest unpaid amount fell due.
Non Performing Exposure | An exposure more than 90 days past due or unlikely to be paid.
Limit Breach | A limit passed, with who accepted it.
Loss Event | Something that cost the bank money it should not have.
Fraud Score | How likely a transaction is fraudulent, from 0 to 1000.
Fraud Case | An investigation into one or more suspicious transactions.
Suspicious Matter Report | A report to the regulator about suspected crime. | isA Restricted
Sanctions Hit | A match of a name against a sanctions list. | isA Restricted
`);

const classification = terms(`
Public | May be shown to anyone.
Internal | For people of the bank.
Confidential | For those who need it for their work. | isA Internal
Restricted | For named people only; access is reviewed each quarter. | isA Confidential
PII | Tells who a person is, alone or with little else. | isA Confidential | classifies Customer
Sensitive PII | Can do a person lasting harm when it leaks. | isA PII, Restricted
Social Security Number | A government number for a person's taxes and benefits. | isA Sensitive PII
Tax File Number | A government number for a person's taxes. | isA Sensitive PII
Date of Birth | The day a person was born. | isA PII
Contact Data | Ways to reach a person: address, telephone, e-mail. | isA PII
Location Data | Where a person was and when. | isA PII
Health Data | Anything about a person's health. | isA Sensitive PII
Authentication Secret | Passwords, pins, answers to secret questions. | isA Restricted
Payment Card Data | Card numbers, expiry dates and verification codes. | isA Restricted
Financial Data | Amounts, balances and limits of a person. | isA Confidential
Not PII | Checked, and holds no personal data. | isA Internal
`);

const regulatory = terms(`
BCBS 239 | Principles for risk data aggregation and risk reporting.
IFRS 9 | Accounting for expected credit losses.
Basel III | Capital and liquidity rules.
CPS 234 | Information security standard for banks.
CPG 235 | Guidance on managing data risk.
PCI DSS | Security standard for payment card data.
GDPR | Rights of people in the European Union over their data.
Privacy Act | Rights of people over their data at home.
Consumer Data Right | Sharing of banking data at a customer's request.
AML CTF Act | Duties to find and report money laundering.
FATCA | Reporting of accounts held by United States persons.
Retention 7 Years | Must be kept for seven years after the relationship ends.
Legal Hold | May not be deleted until the hold is lifted.
Data Residency | May not leave the country.
`);

const businessUnits = terms(`
Retail Banking Unit | Data owned by Retail Banking.
Risk Unit | Data owned by Risk.
Customer Analytics Unit | Data owned by Customer Analytics.
Fraud Detection Unit | Data owned by Fraud Detection.
Corporate Unit | Data owned by Finance and Regulatory Reporting.
Core Banking System | The system of record for accounts.
Oracle Warehouse | The old warehouse on premises. Copies only.
Card Management System | The system of record for cards.
Payments Hub | The system of record for payments.
SAP Finance | The system of record for the ledger.
Digital Banking App | The mobile app and its events.
Customer 360 Programme | The programme that joins customer data across units.
`);

const lifecycle = terms(`
Raw Layer | As it landed from the source. Limited access.
Cleansed Layer | Typed, checked and de-duplicated.
Consumption Layer | Shaped for people and models to use.
Certified | Reviewed by its steward and fit for use. | isA Consumption Layer
Draft | Not ready for anyone else.
Deprecated | Still there, should no longer be used.
Critical Data Element | A figure the bank is run on or reported by.
`);

const legacy = terms(`
Client | Old word for customer. | isA Customer
Client Number | Old word for customer identifier. | isA Customer Identifier
Acct | Old short form of account. | isA Account
`);

const governance = 'Data Governance Office';

export const glossaries: readonly GlossarySpec[] = [
  {
    name: 'Business Terms',
    description: 'What the bank means by its words. One meaning each, across all business units.',
    project: governance,
    terms: businessTerms,
  },
  {
    name: 'Data Classification',
    description: 'How sensitive data is, and what kind of personal data it holds.',
    project: governance,
    terms: classification,
  },
  {
    name: 'Risk Terms',
    description: 'The words of credit, market and operational risk.',
    project: 'Credit Risk Models',
    terms: riskTerms,
  },
  {
    name: 'Regulatory',
    description: 'Which rules a data set falls under. Only stewards may attach these.',
    project: governance,
    governed: true,
    terms: regulatory,
  },
  {
    name: 'Business Units and Systems',
    description: 'Who owns data and where it comes from.',
    project: governance,
    terms: businessUnits,
  },
  {
    name: 'Data Product Lifecycle',
    description: 'How far along a data product is.',
    project: governance,
    terms: lifecycle,
  },
  {
    name: 'Legacy Words',
    description: 'Words of the old warehouse, kept so that old reports can be read.',
    project: 'Platform Operations',
    disabled: true,
    terms: legacy,
  },
];
