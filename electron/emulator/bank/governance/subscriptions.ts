import type { AssetStore } from '#emulator/bank/assets.ts';
import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { formOf } from '#emulator/bank/forms.ts';
import { storyOrdinals } from '#emulator/bank/governance/asset-filters.ts';
import { lakehouseIdOf, lakehouseTargetIdOf } from '#emulator/bank/governance/environments.ts';
import { type Names, namesOf } from '#emulator/bank/governance/principals.ts';
import type {
  AssetFilter,
  GrantStatus,
  GrantedAsset,
  SubscribedListing,
  Subscriber,
  Subscription,
  SubscriptionGrant,
  SubscriptionRequest,
} from '#emulator/bank/governance/types.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { type SubscriptionSpec, subscriptions } from '#emulator/bank/story/subscriptions.ts';
import type { Asset, DataProduct, Stamp } from '#emulator/bank/types.ts';
import { randomFrom } from '#emulator/random.ts';

export interface Access {
  readonly requests: readonly SubscriptionRequest[];
  readonly subscriptions: readonly Subscription[];
  readonly grants: readonly SubscriptionGrant[];
}

/** What the parts of a bank's access are made from. */
export interface AccessSources {
  readonly foundation: Foundation;
  readonly assets: AssetStore;
  readonly products: readonly DataProduct[];
  readonly filters: readonly AssetFilter[];
}

const HOUR = 3_600_000;
const STRIDE = 29;

/** A listing's name and description are shorter than an asset's may be. */
const clipped = (text: string, max: number): string => Array.from(text).slice(0, max).join('');

export const subscribedAsset = (
  asset: Asset,
  owner: { readonly id: string; readonly name: string },
): SubscribedListing | undefined =>
  asset.listing && {
    id: asset.listing.id,
    revision: asset.listing.revision,
    name: clipped(asset.name, 64),
    description: clipped(asset.description ?? '', 2048),
    kind: 'asset',
    entityId: asset.id,
    entityRevision: asset.listing.entityRevision,
    entityType: asset.typeName,
    ownerProjectId: owner.id,
    ownerProjectName: owner.name,
  };

export const subscribedProduct = (
  product: DataProduct,
  owner: { readonly id: string; readonly name: string },
): SubscribedListing | undefined =>
  product.listing && {
    id: product.listing.id,
    revision: product.listing.revision,
    name: product.name,
    description: product.description ?? '',
    kind: 'product',
    entityId: product.id,
    entityRevision: product.listing.entityRevision,
    ownerProjectId: owner.id,
    ownerProjectName: owner.name,
    items: product.items,
  };

const assetStatuses: Readonly<Record<GrantStatus, GrantedAsset['status']>> = {
  PENDING: 'GRANT_IN_PROGRESS',
  IN_PROGRESS: 'GRANT_IN_PROGRESS',
  GRANT_FAILED: 'GRANT_FAILED',
  REVOKE_FAILED: 'REVOKE_FAILED',
  GRANT_AND_REVOKE_FAILED: 'REVOKE_FAILED',
  COMPLETED: 'GRANTED',
  INACCESSIBLE: 'GRANT_FAILED',
};

const failures: Readonly<Partial<Record<GrantStatus, string>>> = {
  GRANT_FAILED: 'Insufficient Lake Formation permission(s): grantable SELECT is missing on the table.',
  REVOKE_FAILED: 'The permission could not be revoked: the table is shared by a grant made outside DataZone.',
};

/** The asset of a grant in a given state. `ended`: the subscription is over, so completed means taken back. */
export const grantedAsset = (
  listing: SubscribedListing,
  status: GrantStatus,
  at: number,
  ended: boolean,
): GrantedAsset => {
  const failure = failures[status];
  return {
    assetId: listing.entityId,
    revision: listing.entityRevision,
    status: ended && status === 'COMPLETED' ? 'REVOKED' : assetStatuses[status],
    targetName: clipped(listing.name.toLowerCase().replace(/\W+/g, '_'), 64),
    ...(failure === undefined ? {} : { failure, failedAt: at }),
    ...(status === 'COMPLETED' || status === 'REVOKE_FAILED' ? { grantedAt: at } : {}),
  };
};

interface Case {
  readonly ordinal: number;
  readonly spec: Omit<SubscriptionSpec, 'subscriber' | 'listing' | 'filters'>;
  readonly subscriber: Subscriber;
  readonly listing: SubscribedListing;
  readonly askedBy: string;
  readonly reviewer: string;
  readonly filterIds: readonly string[];
}

const purpose = (reason: string): SubscriptionRequest['forms'] => [
  formOf('AccessPurposeForm', 'AccessPurposeForm', { purpose: reason, legalBasis: 'Legitimate interest' }),
];

/** Request, subscription and grant of one case, as far as it came. */
const accessOf = (each: Case, { seed }: Foundation['size'], places: ReadonlyMap<string, number>): Access => {
  const { spec, subscriber, listing, ordinal, filterIds } = each;
  const asked = daysAgo(spec.days[0], ordinal % 1440);
  const decided = Math.max(asked + HOUR, spec.request === 'PENDING' ? asked : asked + 20 * HOUR);
  const moved = Math.max(spec.request === 'PENDING' ? asked : decided, daysAgo(spec.days[1], ordinal % 1440));
  const stamp = (createdAt: number, updatedAt: number, updatedBy: string): Stamp => ({
    createdAt,
    createdBy: each.askedBy,
    updatedAt,
    updatedBy,
  });
  const request: SubscriptionRequest = {
    id: idOf(seed, 'subscriptionRequest', ordinal),
    status: spec.request,
    reason: spec.reason,
    subscriber,
    listing,
    ...(spec.request === 'PENDING' ? {} : { reviewerId: each.reviewer }),
    ...(spec.comment === undefined ? {} : { decisionComment: spec.comment }),
    forms: ordinal % 3 === 0 ? purpose(spec.reason) : [],
    ...(spec.request === 'PENDING' ? stamp(asked, asked, each.askedBy) : stamp(asked, decided, each.reviewer)),
  };
  if (spec.subscription === undefined) return { requests: [request], subscriptions: [], grants: [] };
  const ended = spec.subscription !== 'APPROVED';
  const subscription: Subscription = {
    id: idOf(seed, 'subscription', ordinal),
    status: spec.subscription,
    subscriber,
    listing,
    requestId: request.id,
    ...(spec.subscription === 'REVOKED' ? { retainPermissions: false } : {}),
    filterIds,
    ...stamp(decided, ended ? moved : decided, each.reviewer),
  };
  const place = subscriber.kind === 'project' ? places.get(subscriber.id) : places.get(listing.ownerProjectId);
  if (spec.grant === undefined || place === undefined)
    return { requests: [request], subscriptions: [subscription], grants: [] };
  const grant: SubscriptionGrant = {
    id: idOf(seed, 'subscriptionGrant', ordinal),
    subscriptionId: subscription.id,
    environmentId: lakehouseIdOf(seed, place),
    targetId: lakehouseTargetIdOf(seed, place),
    listing: { id: listing.id, revision: listing.revision },
    subscriber,
    status: spec.grant,
    filterIds,
    assets: [grantedAsset(listing, spec.grant, moved, ended)],
    ...stamp(decided + HOUR / 60, moved, 'SYSTEM'),
  };
  return { requests: [request], subscriptions: [subscription], grants: [grant] };
};

const storyCases = (sources: AccessSources, names: Names): Case[] => {
  const { foundation, assets, products, filters } = sources;
  const ordinals = storyOrdinals(assets);
  const owner = (id: string) => foundation.projects.find((project) => project.id === id);
  return subscriptions.flatMap((spec, ordinal): Case[] => {
    const place = ordinals.get(spec.listing);
    const product = products.find(({ name }) => name === spec.listing);
    const asset = place === undefined ? undefined : assets.initial(place);
    const home = owner(asset?.projectId ?? product?.owningProjectId ?? '');
    const listing = home && (product ? subscribedProduct(product, home) : asset && subscribedAsset(asset, home));
    const subscriber = names.subscriber(spec.subscriber);
    if (!home || !listing || !subscriber) return [];
    const filterIds = (spec.filters ?? []).flatMap(
      (name) => filters.find((filter) => filter.name === name && filter.assetId === listing.entityId)?.id ?? [],
    );
    const asker = subscriber.kind === 'project' ? owner(subscriber.id)?.createdBy : names.user('anika.sharma');
    const by = asker ?? home.createdBy;
    return [{ ordinal, spec, subscriber, listing, askedBy: by, reviewer: home.createdBy, filterIds }];
  });
};

const reasons = ['For the monthly report.', 'Input of a model.', 'To answer the auditors.', 'Checks of a migration.'];

const grownCase = (sources: AccessSources, ordinal: number): Case | undefined => {
  const { foundation, assets } = sources;
  const n = ordinal - assets.storyCount;
  if (!assets.grower.head(n, ordinal).published) return undefined;
  const random = randomFrom(foundation.size.seed, 59, n);
  const asset = assets.initial(ordinal);
  const home = assets.grower.slot(n).project;
  const consumer = random.pick(foundation.projects);
  const listing = subscribedAsset(asset, home);
  if (!listing || consumer.id === home.id) return undefined;
  const asked = 5 + random.int(300);
  const draw = random.next();
  const state: Pick<SubscriptionSpec, 'request' | 'subscription' | 'grant'> =
    draw < 0.12
      ? { request: 'PENDING' }
      : draw < 0.2
        ? { request: 'REJECTED' }
        : draw < 0.9
          ? { request: 'ACCEPTED', subscription: 'APPROVED', grant: draw < 0.24 ? 'GRANT_FAILED' : 'COMPLETED' }
          : { request: 'ACCEPTED', subscription: draw < 0.96 ? 'REVOKED' : 'CANCELLED', grant: 'COMPLETED' };
  return {
    ordinal: subscriptions.length + ordinal,
    spec: { ...state, reason: random.pick(reasons), days: [asked, random.int(asked)] },
    subscriber: { kind: 'project', id: consumer.id, name: consumer.name },
    listing,
    askedBy: consumer.createdBy,
    reviewer: home.createdBy,
    filterIds: [],
  };
};

/** Requests, subscriptions and grants: the story's, and one case for every 29th asset beyond it that is published. */
export const buildAccess = (sources: AccessSources): Access => {
  const { foundation, assets } = sources;
  const places = new Map(foundation.projects.map((project, at) => [project.id, at]));
  const cases = storyCases(sources, namesOf(foundation));
  for (let ordinal = assets.storyCount; ordinal < assets.initialCount; ordinal += STRIDE) {
    const grown = grownCase(sources, ordinal);
    if (grown) cases.push(grown);
  }
  const all = cases.map((each) => accessOf(each, foundation.size, places));
  return {
    requests: all.flatMap((each) => each.requests),
    subscriptions: all.flatMap((each) => each.subscriptions),
    grants: all.flatMap((each) => each.grants),
  };
};
