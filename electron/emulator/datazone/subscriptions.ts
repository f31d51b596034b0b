import type { Bank } from '#emulator/bank/bank.ts';
import type {
  SubscribedListing,
  Subscriber,
  Subscription,
  SubscriptionGrant,
  SubscriptionRequest,
} from '#emulator/bank/governance/types.ts';
import { formAnswer, orAbsent, seconds } from '#emulator/datazone/answers.ts';
import { type SortInput, byTime } from '#emulator/datazone/by-time.ts';
import { listingAnswer, scopeAnswer, subscriberAnswer } from '#emulator/datazone/subscription-answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

interface ScopeInput extends SortInput {
  readonly subscribedListingId?: string;
  readonly owningProjectId?: string;
  readonly owningUserId?: string;
  readonly owningGroupId?: string;
  readonly owningIamPrincipalArn?: string;
  readonly approverProjectId?: string;
}

const ownerOf = (subscriber: Subscriber): readonly [kind: Subscriber['kind'], id: string] => [
  subscriber.kind,
  subscriber.kind === 'iam' ? subscriber.arn : subscriber.id,
];

/** Whether something about access lies in the asked scope; every scope that is named must hold. */
const inScope = (
  input: ScopeInput,
  subscriber: Subscriber,
  listing: Pick<SubscribedListing, 'id'> & { readonly ownerProjectId?: string },
): boolean => {
  const [kind, id] = ownerOf(subscriber);
  const owns = (wanted: string | undefined, of: Subscriber['kind']): boolean =>
    wanted === undefined || (kind === of && id === wanted);
  return (
    owns(input.owningProjectId, 'project') &&
    owns(input.owningUserId, 'user') &&
    owns(input.owningGroupId, 'group') &&
    owns(input.owningIamPrincipalArn, 'iam') &&
    (input.subscribedListingId === undefined || input.subscribedListingId === listing.id) &&
    (input.approverProjectId === undefined || input.approverProjectId === listing.ownerProjectId)
  );
};

const stampAnswer = (bank: Bank, item: SubscriptionRequest | Subscription | SubscriptionGrant): object => ({
  id: item.id,
  domainId: bank.domain.id,
  status: item.status,
  createdAt: seconds(item.createdAt),
  createdBy: item.createdBy,
  updatedAt: seconds(item.updatedAt),
  updatedBy: item.updatedBy,
});

const requestAnswer = (bank: Bank, request: SubscriptionRequest): object => ({
  ...stampAnswer(bank, request),
  requestReason: request.reason,
  subscribedPrincipals: [subscriberAnswer(request.subscriber)],
  subscribedListings: [listingAnswer(bank, request.listing, [])],
  reviewerId: request.reviewerId,
  decisionComment: request.decisionComment,
});

/** ListSubscriptionRequests. AWS documents that without a status only PENDING ones are told. */
export const listSubscriptionRequests = operation((call, input: ScopeInput & { status?: string }) => {
  const { bank } = call;
  const status = input.status ?? 'PENDING';
  const found = bank.subscriptionRequests
    .list()
    .filter((each) => each.status === status && inScope(input, each.subscriber, each.listing));
  const { slice, nextToken } = call.page(byTime(found, input), PAGE);
  return {
    items: slice.map((request) => ({
      ...requestAnswer(bank, request),
      metadataFormsSummary: orAbsent(
        request.forms.map(({ formName, typeName, typeRevision }) => ({ formName, typeName, typeRevision })),
      ),
    })),
    nextToken,
  };
});

export const getSubscriptionRequestDetails = operation((call, input: { identifier: string }) => {
  const request = call.bank.subscriptionRequests.get(input.identifier);
  if (!request) throw notFound(`Subscription request ${input.identifier} not found.`);
  return { ...requestAnswer(call.bank, request), metadataForms: orAbsent(request.forms.map(formAnswer)) };
});

const subscriptionAnswer = (bank: Bank, subscription: Subscription): object => ({
  ...stampAnswer(bank, subscription),
  subscribedPrincipal: subscriberAnswer(subscription.subscriber),
  subscribedListing: listingAnswer(bank, subscription.listing, subscription.filterIds),
  subscriptionRequestId: subscription.requestId,
  retainPermissions: subscription.retainPermissions,
});

interface ListSubscriptionsInput extends ScopeInput {
  readonly status?: string;
  readonly subscriptionRequestIdentifier?: string;
}

/** ListSubscriptions. AWS documents that without a status only APPROVED ones are told. */
export const listSubscriptions = operation((call, input: ListSubscriptionsInput) => {
  const { bank } = call;
  const status = input.status ?? 'APPROVED';
  const { subscriptionRequestIdentifier: request } = input;
  const found = bank.subscriptions
    .list()
    .filter(
      (each) =>
        each.status === status &&
        (request === undefined || request === each.requestId) &&
        inScope(input, each.subscriber, each.listing),
    );
  const { slice, nextToken } = call.page(byTime(found, input), PAGE);
  return { items: slice.map((each) => subscriptionAnswer(bank, each)), nextToken };
});

export const getSubscription = operation((call, input: { identifier: string }) => {
  const subscription = call.bank.subscriptions.get(input.identifier);
  if (!subscription) throw notFound(`Subscription ${input.identifier} not found.`);
  return subscriptionAnswer(call.bank, subscription);
});

const secondsOf = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : seconds(ms));

const grantAnswer = (bank: Bank, grant: SubscriptionGrant): object => ({
  ...stampAnswer(bank, grant),
  environmentId: grant.environmentId,
  subscriptionTargetId: grant.targetId,
  grantedEntity: { listing: { id: grant.listing.id, revision: String(grant.listing.revision) } },
  subscriptionId: grant.subscriptionId,
  assets: grant.assets.map((asset) => ({
    assetId: asset.assetId,
    assetRevision: String(asset.revision),
    status: asset.status,
    targetName: asset.targetName,
    failureCause: asset.failure === undefined ? undefined : { message: asset.failure },
    grantedTimestamp: secondsOf(asset.grantedAt),
    failureTimestamp: secondsOf(asset.failedAt),
    assetScope: scopeAnswer(bank, asset.assetId, grant.filterIds),
  })),
});

interface ListSubscriptionGrantsInput extends ScopeInput {
  readonly environmentId?: string;
  readonly subscriptionTargetId?: string;
  readonly subscriptionId?: string;
}

export const listSubscriptionGrants = operation((call, input: ListSubscriptionGrantsInput) => {
  const { bank } = call;
  const asked = (wanted: string | undefined, value: string): boolean => wanted === undefined || wanted === value;
  const found = bank.subscriptionGrants
    .list()
    .filter(
      (each) =>
        asked(input.environmentId, each.environmentId) &&
        asked(input.subscriptionTargetId, each.targetId) &&
        asked(input.subscriptionId, each.subscriptionId) &&
        inScope(input, each.subscriber, each.listing),
    );
  const { slice, nextToken } = call.page(byTime(found, input), PAGE);
  return { items: slice.map((each) => grantAnswer(bank, each)), nextToken };
});

export const getSubscriptionGrant = operation((call, input: { identifier: string }) => {
  const grant = call.bank.subscriptionGrants.get(input.identifier);
  if (!grant) throw notFound(`Subscription grant ${input.identifier} not found.`);
  return grantAnswer(call.bank, grant);
});
