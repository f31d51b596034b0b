import * as dz from '@aws-sdk/client-datazone';
import type { SubscriptionGrantRow, SubscriptionRequestRow, SubscriptionRow } from '../catalog/rows-governance.ts';
import { flag, instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';
import type { REQUEST_STATES, SUBSCRIPTION_STATES } from './subscription-states.ts';

const PAGE = 50;

/** Newest change first. */
export async function subscriptionRequests(
  session: AwsSession,
  domainId: string,
  status: (typeof REQUEST_STATES)[number],
  next: string | null,
  signal: AbortSignal,
): Promise<Page<SubscriptionRequestRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListSubscriptionRequests', signal, (options) =>
    client.send(
      new dz.ListSubscriptionRequestsCommand({
        domainIdentifier: domainId,
        status,
        ...NEWEST_FIRST,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) =>
      requestRow(
        item,
        (item.metadataFormsSummary ?? []).map((form) => ({ ...form, content: null })),
      ),
    ),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

/** One request with what the forms of it say. */
export async function subscriptionRequest(
  session: AwsSession,
  domainId: string,
  requestId: string,
  signal: AbortSignal,
): Promise<SubscriptionRequestRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetSubscriptionRequestDetails', signal, (options) =>
    client.send(
      new dz.GetSubscriptionRequestDetailsCommand({ domainIdentifier: domainId, identifier: requestId }),
      options,
    ),
  );
  return requestRow({ ...answer, id: requestId }, answer.metadataForms ?? []);
}

function requestRow(
  item: Partial<dz.SubscriptionRequestSummary>,
  forms: {
    formName?: string | undefined;
    typeName?: string | undefined;
    typeRevision?: string | undefined;
    content?: string | null | undefined;
  }[],
): SubscriptionRequestRow {
  const principals = item.subscribedPrincipals ?? [];
  const listings = (item.subscribedListings ?? []).map(listing);
  return {
    id: item.id ?? '',
    status: said(item.status),
    reason: said(item.requestReason),
    ...subscriber(principals[0]),
    ...subscribed(item.subscribedListings?.[0]),
    reviewer_id: said(item.reviewerId),
    decision_comment: said(item.decisionComment),
    existing_subscription_id: said(item.existingSubscriptionId),
    forms: JSON.stringify(
      forms.map((form) => ({
        name: form.formName ?? null,
        type: form.typeName ?? null,
        revision: form.typeRevision ?? null,
        content: form.content ?? null,
      })),
    ),
    content: JSON.stringify({ principals, listings }),
    ...stamps(item),
  };
}

/** Newest change first. */
export async function subscriptions(
  session: AwsSession,
  domainId: string,
  status: (typeof SUBSCRIPTION_STATES)[number],
  next: string | null,
  signal: AbortSignal,
): Promise<Page<SubscriptionRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListSubscriptions', signal, (options) =>
    client.send(
      new dz.ListSubscriptionsCommand({
        domainIdentifier: domainId,
        status,
        ...NEWEST_FIRST,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => ({
      id: item.id ?? '',
      status: said(item.status),
      request_id: said(item.subscriptionRequestId),
      ...subscriber(item.subscribedPrincipal),
      ...subscribed(item.subscribedListing),
      retain_permissions: flag(item.retainPermissions),
      filter_ids: JSON.stringify(item.subscribedListing?.item?.assetListing?.assetScope?.filterIds ?? []),
      content: JSON.stringify(item.subscribedListing === undefined ? null : listing(item.subscribedListing)),
      ...stamps(item),
    })),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

/** How each subscription was made good in its environments; newest change first. */
export async function subscriptionGrants(
  session: AwsSession,
  domainId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<SubscriptionGrantRow>> {
  const client = await session.datazone();
  const answer = await session.call('datazone:ListSubscriptionGrants', signal, (options) =>
    client.send(
      new dz.ListSubscriptionGrantsCommand({
        domainIdentifier: domainId,
        ...NEWEST_FIRST,
        nextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.items ?? []).map((item) => ({
      id: item.id ?? '',
      subscription_id: said(item.subscriptionId),
      environment_id: said(item.environmentId),
      target_id: said(item.subscriptionTargetId),
      listing_id: said(item.grantedEntity?.listing?.id),
      listing_revision: said(item.grantedEntity?.listing?.revision),
      status: said(item.status),
      assets: JSON.stringify((item.assets ?? []).map(grantedAsset)),
      ...stamps(item),
    })),
    nextToken: token(answer.nextToken),
    total: null,
  };
}

const NEWEST_FIRST = { sortBy: 'UPDATED_AT', sortOrder: 'DESCENDING', maxResults: PAGE } as const;

const grantedAsset = (asset: dz.SubscribedAsset) => ({
  assetId: asset.assetId ?? null,
  revision: asset.assetRevision ?? null,
  status: asset.status ?? null,
  targetName: asset.targetName ?? null,
  failure: asset.failureCause?.message ?? null,
  grantedAt: instant(asset.grantedTimestamp),
  failedAt: instant(asset.failureTimestamp),
  filterIds: asset.assetScope?.filterIds ?? [],
  permissions: asset.permissions?.s3 ?? null,
});

function subscriber(
  given: dz.SubscribedPrincipal | undefined,
): Pick<SubscriptionRow, 'subscriber_kind' | 'subscriber_id' | 'subscriber_name'> {
  const is = (kind: SubscriptionRow['subscriber_kind'], id: string | undefined, name: string | undefined) => ({
    subscriber_kind: kind,
    subscriber_id: said(id),
    subscriber_name: said(name),
  });
  const { project, user, group, iam } = given ?? {};
  if (project !== undefined) return is('project', project.id, project.name);
  if (user !== undefined) return is('user', user.id, user.details?.sso?.username ?? user.details?.iam?.arn);
  if (group !== undefined) return is('group', group.id, group.name);
  if (iam !== undefined) return is('iam', iam.principalArn, undefined);
  return is('unknown', undefined, undefined);
}

function subscribed(given: dz.SubscribedListing | undefined) {
  const asset = given?.item?.assetListing;
  const product = given?.item?.productListing;
  const entity = asset ?? product;
  return {
    listing_id: said(given?.id),
    listing_revision: said(given?.revision),
    name: said(given?.name),
    entity_kind: asset !== undefined ? ('ASSET' as const) : product !== undefined ? ('DATA_PRODUCT' as const) : null,
    entity_id: said(entity?.entityId),
    entity_revision: said(entity?.entityRevision),
    owner_project_id: said(given?.ownerProjectId),
    owner_project_name: said(given?.ownerProjectName),
  };
}

/** The forms of the asset as it was then may be long, and are told by the asset. */
function listing(given: dz.SubscribedListing) {
  const asset = given.item?.assetListing;
  if (asset === undefined) return given;
  const { forms: _, ...rest } = asset;
  return { ...given, item: { assetListing: rest } };
}

const stamps = (
  item: Partial<Pick<dz.SubscriptionSummary, 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy'>>,
) => ({
  created_by: said(item.createdBy),
  created_at: instant(item.createdAt),
  updated_by: said(item.updatedBy),
  updated_at: instant(item.updatedAt),
});
