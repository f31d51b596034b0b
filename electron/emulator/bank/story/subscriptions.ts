import type { GrantStatus, Subscription, SubscriptionRequest } from '#emulator/bank/governance/types.ts';
import { rows } from '#emulator/bank/story/rows.ts';

/** One request of the story and what became of it. */
export interface SubscriptionSpec {
  readonly subscriber: string;
  readonly listing: string;
  readonly request: SubscriptionRequest['status'];
  readonly subscription?: Subscription['status'];
  readonly grant?: GrantStatus;
  /** days before the bank's day: [asked, last moved] */
  readonly days: readonly [asked: number, moved: number];
  readonly reason: string;
  readonly comment?: string;
  readonly filters?: readonly string[];
}

/**
 * Who asks | for what | request | subscription | grant | asked | moved | reason | comment | filters. One request has
 * waited for 40 days; one grant failed; one subscription was revoked and its grant still stands.
 */
export const subscriptions: readonly SubscriptionSpec[] = rows(`
Customer 360 | Customer accounts | ACCEPTED | APPROVED | COMPLETED | 280 | 279 | Accounts are one of the four parts of the unified customer view. | Agreed in the steering group.
Customer 360 | Customer credit score | ACCEPTED | APPROVED | COMPLETED | 262 | 250 | Scores are one of the four parts of the unified customer view. | Without the reasons behind the score. | Score without reasons
Customer 360 | App sessions | ACCEPTED | APPROVED | COMPLETED | 258 | 257 | Behaviour is one of the four parts of the unified customer view.
Customer 360 | Transaction behaviour | ACCEPTED | APPROVED | GRANT_FAILED | 90 | 12 | Fraud signals are one of the four parts of the unified customer view. | Approved; the platform team will see to the share.
Campaign Management | Customer 360 | PENDING |  |  | 40 | 40 | The autumn campaign addresses customers who are likely to leave.
Churn Prediction | Customer 360 profile | PENDING |  |  | 3 | 3 | Retraining of the churn model.
Campaign Management | Customer onboarding register | REJECTED |  |  | 77 | 75 | Addresses of people who applied and did not open an account. | Applicants have not agreed to be contacted.
Customer Segmentation | Customer accounts | ACCEPTED | REVOKED | REVOKE_FAILED | 300 | 20 | Balances for the segments of 2025. | Until the end of the year.
Card Fraud Models | Transaction behaviour | ACCEPTED | CANCELLED | COMPLETED | 210 | 95 | Features for the new model. | Fine.
Credit Risk Models | Customer credit score | ACCEPTED | APPROVED | COMPLETED | 330 | 329 | Input of the default models.
Regulatory Returns | Expected credit loss | ACCEPTED | APPROVED | COMPLETED | 190 | 188 | Line 14 of the quarterly return. | Attested by both sides.
Regulatory Returns | Value at risk by desk | ACCEPTED | APPROVED | IN_PROGRESS | 2 | 1 | Market risk part of the quarterly return.
Fraud Signals | Debit card transactions | ACCEPTED | APPROVED | COMPLETED | 145 | 144 | Velocity signals.
AML Screening | Payment instructions | ACCEPTED | APPROVED | COMPLETED | 365 | 360 | Screening of payees. | Under the AML/CTF programme.
Campaign Management | customer_identifier | ACCEPTED | APPROVED | COMPLETED | 61 | 60 | Key to join campaign responses. | It is only an identifier.
data-scientists | Churn predictions | ACCEPTED | APPROVED | PENDING | 9 | 8 | Notebooks of the churn working group.
nina.kowalski | Risk data aggregation return | ACCEPTED | APPROVED | COMPLETED | 30 | 29 | Audit 2026-11.
role/DataPlatformPipeline | Data quality results | ACCEPTED | APPROVED | COMPLETED | 100 | 99 | Nightly scorecard.
`).map(([subscriber = '', listing = '', request = '', ...rest]) => {
  const [subscription = '', grant = '', asked = '', moved = '', reason = '', comment = '', filters = ''] = rest;
  return {
    subscriber,
    listing,
    request: request as SubscriptionRequest['status'],
    ...(subscription === '' ? {} : { subscription: subscription as Subscription['status'] }),
    ...(grant === '' ? {} : { grant: grant as GrantStatus }),
    days: [Number(asked), Number(moved)],
    reason,
    ...(comment === '' ? {} : { comment }),
    ...(filters === '' ? {} : { filters: filters.split(', ') }),
  };
});
