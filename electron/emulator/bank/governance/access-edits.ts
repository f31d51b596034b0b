import { type EditContext, editsOf, must } from '#emulator/bank/edit-context.ts';
import { grantedAsset, subscribedAsset, subscribedProduct } from '#emulator/bank/governance/subscriptions.ts';
import type {
  GrantStatus,
  Subscriber,
  Subscription,
  SubscriptionGrant,
  SubscriptionRequest,
} from '#emulator/bank/governance/types.ts';
import { type Kind, idOf } from '#emulator/bank/ids.ts';
import type { Stamp } from '#emulator/bank/types.ts';

type Ending = 'REVOKED' | 'CANCELLED';

/** Changes to who gets what. */
export interface AccessEdits {
  readonly addSubscriptionRequest: (subscriber: Subscriber, entityId: string, reason: string) => SubscriptionRequest;
  /** approves with the filters given: a subscription is made, and a grant that is under way */
  readonly acceptRequest: (
    requestId: string,
    comment?: string,
    filterIds?: readonly string[],
  ) => { request: SubscriptionRequest; subscription: Subscription; grant: SubscriptionGrant | undefined };
  readonly rejectRequest: (requestId: string, comment?: string) => SubscriptionRequest;
  /** ends an approved subscription; its grants are taken back, or fail to be */
  readonly endSubscription: (
    subscriptionId: string,
    how: Ending,
    grants?: 'COMPLETED' | 'REVOKE_FAILED',
  ) => { subscription: Subscription; grants: readonly SubscriptionGrant[] };
  readonly changeGrant: (grantId: string, status: GrantStatus) => SubscriptionGrant;
}

export const createAccessEdits = (context: EditContext): AccessEdits => {
  const { bank, clock, by, next } = context;
  const requests = editsOf(bank.subscriptionRequests, 'subscription request', context);
  const subscriptions = editsOf(bank.subscriptions, 'subscription', context);
  const grants = editsOf(bank.subscriptionGrants, 'subscription grant', context);
  const stamp = (): Stamp => ({ createdAt: clock(), createdBy: by, updatedAt: clock(), updatedBy: by });
  const id = (kind: Kind): string => idOf(bank.seed, kind, next());

  const pending = (requestId: string): SubscriptionRequest => {
    const request = must(bank.subscriptionRequests.get(requestId), 'subscription request', requestId);
    if (request.status !== 'PENDING') throw new RangeError(`The request ${requestId} is already ${request.status}.`);
    return request;
  };

  const granted = (subscription: Subscription): SubscriptionGrant | undefined => {
    const { subscriber, listing } = subscription;
    const home = subscriber.kind === 'project' ? subscriber.id : listing.ownerProjectId;
    const target = bank.subscriptionTargets.list().find(({ projectId }) => projectId === home);
    if (!target) return undefined;
    const grant: SubscriptionGrant = {
      id: id('subscriptionGrant'),
      subscriptionId: subscription.id,
      environmentId: target.environmentId,
      targetId: target.id,
      listing: { id: listing.id, revision: listing.revision },
      subscriber,
      status: 'IN_PROGRESS',
      filterIds: subscription.filterIds,
      assets: [grantedAsset(listing, 'IN_PROGRESS', clock(), false)],
      ...stamp(),
    };
    bank.subscriptionGrants.put(grant);
    return grant;
  };

  const changeGrant = (grantId: string, status: GrantStatus, ended: boolean): SubscriptionGrant => {
    const grant = must(bank.subscriptionGrants.get(grantId), 'subscription grant', grantId);
    const listing = must(bank.subscriptions.get(grant.subscriptionId), 'subscription', grant.subscriptionId).listing;
    return grants.change(grantId, { status, assets: [grantedAsset(listing, status, clock(), ended)] });
  };

  return {
    addSubscriptionRequest: (subscriber, entityId, reason) => {
      const [asset, product] = [bank.assets.byId(entityId), bank.products.get(entityId)];
      const owner = bank.projects.get(asset?.projectId ?? product?.owningProjectId ?? '');
      const listing = owner && (asset ? subscribedAsset(asset, owner) : product && subscribedProduct(product, owner));
      const request: SubscriptionRequest = {
        id: id('subscriptionRequest'),
        status: 'PENDING',
        reason,
        subscriber,
        listing: must(listing, 'listing of', entityId),
        forms: [],
        ...stamp(),
      };
      bank.subscriptionRequests.put(request);
      return request;
    },
    acceptRequest: (requestId, decisionComment, filterIds = []) => {
      const { subscriber, listing } = pending(requestId);
      const decision = { status: 'ACCEPTED' as const, reviewerId: by };
      const request = requests.change(requestId, {
        ...decision,
        ...(decisionComment === undefined ? {} : { decisionComment }),
      });
      const subscription: Subscription = {
        id: id('subscription'),
        status: 'APPROVED',
        subscriber,
        listing,
        requestId,
        filterIds,
        ...stamp(),
      };
      bank.subscriptions.put(subscription);
      return { request, subscription, grant: granted(subscription) };
    },
    rejectRequest: (requestId, decisionComment) => {
      pending(requestId);
      return requests.change(requestId, {
        status: 'REJECTED',
        reviewerId: by,
        ...(decisionComment === undefined ? {} : { decisionComment }),
      });
    },
    endSubscription: (subscriptionId, how, outcome = 'COMPLETED') => {
      const subscription = subscriptions.change(subscriptionId, {
        status: how,
        ...(how === 'REVOKED' ? { retainPermissions: false } : {}),
      });
      const own = bank.subscriptionGrants.list().filter((grant) => grant.subscriptionId === subscriptionId);
      return { subscription, grants: own.map((grant) => changeGrant(grant.id, outcome, true)) };
    },
    changeGrant: (grantId, status) => {
      const grant = must(bank.subscriptionGrants.get(grantId), 'subscription grant', grantId);
      return changeGrant(grantId, status, bank.subscriptions.get(grant.subscriptionId)?.status !== 'APPROVED');
    },
  };
};
