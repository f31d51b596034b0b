import type { GrantStatus, Subscription, SubscriptionRequest } from '#emulator/bank/governance/types.ts';
import type { Month, Step } from '#emulator/bank/month/types.ts';

const subscriberName = ({ subscriber }: SubscriptionRequest | Subscription): string => {
  if (subscriber.kind === 'iam') return subscriber.arn;
  return subscriber.kind === 'user' ? subscriber.userName : subscriber.name;
};

const entry = (item: SubscriptionRequest | Subscription): { id: string; name: string } => ({
  id: item.id,
  name: `${subscriberName(item)} on ${item.listing.name}`,
});

const requestOf = (month: Month, subscriber: string, listing: string): SubscriptionRequest | undefined =>
  month.bank.subscriptionRequests
    .list()
    .find((each) => each.status === 'PENDING' && subscriberName(each) === subscriber && each.listing.name === listing);

const subscriptionOf = (month: Month, subscriber: string, listing: string): Subscription | undefined =>
  month.bank.subscriptions
    .list()
    .find((each) => each.status === 'APPROVED' && subscriberName(each) === subscriber && each.listing.name === listing);

/** Ends a subscription; what becomes of its grants is told with it. */
const end =
  (subscriber: string, listing: string, how: 'REVOKED' | 'CANCELLED', outcome: 'COMPLETED' | 'REVOKE_FAILED'): Step =>
  (month) => {
    const subscription = subscriptionOf(month, subscriber, listing);
    if (!subscription) return;
    const before = new Map(month.bank.subscriptionGrants.list().map(({ id, status }) => [id, status]));
    const { grants } = month.bank.edit.endSubscription(subscription.id, how, outcome);
    month.changed('subscription', entry(subscription), 'status', ...(how === 'REVOKED' ? ['retainPermissions'] : []));
    for (const { id, status } of grants)
      month.changed(
        'subscription_grant',
        { id, name: entry(subscription).name },
        'assets',
        ...(before.get(id) === status ? [] : ['status']),
      );
  };

const grant =
  (subscriber: string, listing: string, status: GrantStatus): Step =>
  (month) => {
    const subscription = subscriptionOf(month, subscriber, listing);
    const own = month.bank.subscriptionGrants.list().find((each) => each.subscriptionId === subscription?.id);
    if (!subscription || !own || own.status === status) return;
    month.bank.edit.changeGrant(own.id, status);
    month.changed('subscription_grant', { id: own.id, name: entry(subscription).name }, 'assets', 'status');
  };

export const accessSteps: readonly Step[] = [
  (month) => {
    const pending = requestOf(month, 'Churn Prediction', 'Customer 360 profile');
    if (!pending) return;
    const comment = 'For the model only.';
    const { request, subscription, grant: made } = month.bank.edit.acceptRequest(pending.id, comment);
    month.changed('subscription_request', entry(request), 'status', 'reviewerId', 'decisionComment');
    month.added('subscription', entry(subscription));
    if (made) month.added('subscription_grant', { id: made.id, name: entry(subscription).name });
  },
  (month) => {
    const pending = requestOf(month, 'Campaign Management', 'Customer 360');
    if (!pending) return;
    const request = month.bank.edit.rejectRequest(pending.id, 'Not before the privacy review.');
    month.changed('subscription_request', entry(request), 'status', 'reviewerId', 'decisionComment');
  },
  (month) => {
    const [project, asset] = [month.project('Wealth Advisory'), month.asset('Customer segments')];
    if (!project || asset?.listing?.status !== 'ACTIVE') return;
    const subscriber = { kind: 'project', id: project.id, name: project.name } as const;
    const request = month.bank.edit.addSubscriptionRequest(subscriber, asset.id, 'Who may need advice.');
    month.added('subscription_request', entry(request));
  },
  end('Credit Risk Models', 'Customer credit score', 'REVOKED', 'REVOKE_FAILED'),
  end('AML Screening', 'Payment instructions', 'CANCELLED', 'COMPLETED'),
  grant('Regulatory Returns', 'Value at risk by desk', 'COMPLETED'),
  grant('Fraud Signals', 'Debit card transactions', 'GRANT_FAILED'),
  (month) => {
    const filter = month.bank.assetFilters.list().find(({ name }) => name === 'No balances');
    if (!filter) return;
    const error = 'Column open_date does not exist in the asset schema.';
    const changed = month.bank.edit.changeAssetFilter(filter.id, { status: 'INVALID', error });
    month.changed('asset_filter', changed, 'effectiveColumnNames', 'errorMessage', 'status');
  },
  (month) => {
    const filter = month.bank.assetFilters.list().find(({ name }) => name === 'Open accounts');
    if (!filter) return;
    const columns = ['customer_id', 'account_id'];
    const changed = month.bank.edit.changeAssetFilter(filter.id, { status: 'VALID', configuration: { columns } });
    month.changed('asset_filter', changed, 'configuration', 'effectiveColumnNames', 'errorMessage', 'status');
  },
  (month) => {
    const filter = month.bank.assetFilters.list().find(({ name }) => name === 'Domestic only');
    if (filter) month.removed('asset_filter', month.bank.edit.removeAssetFilter(filter.id));
  },
  (month) => {
    const asset = month.asset('Customer segments');
    if (!asset) return;
    const filter = month.bank.edit.addAssetFilter({
      assetId: asset.id,
      name: 'Segments without value',
      description: 'Who is in which segment, not what they are worth.',
      status: 'VALID',
      configuration: { columns: ['customer_number', 'customer_segment'] },
    });
    month.added('asset_filter', filter);
  },
];
