import { expect, test } from 'vitest';
import { latest } from '#core/catalog/history.ts';
import type { AssetRecord } from '#core/catalog/rows.ts';
import type { SubscriptionRow } from '#core/catalog/rows-governance.ts';
import type { SubscribedListing, Subscriber } from '#emulator/bank/governance/types.ts';
import { at, rowsOf, sorted, without } from '../mirror-rows.ts';
import { flag, pulledBank, same } from '../pulled-bank.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

const subscriber = (
  given: Subscriber,
): Pick<SubscriptionRow, 'subscriber_kind' | 'subscriber_id' | 'subscriber_name'> =>
  given.kind === 'iam'
    ? { subscriber_kind: 'iam', subscriber_id: given.arn, subscriber_name: null }
    : {
        subscriber_kind: given.kind,
        subscriber_id: given.id,
        subscriber_name: given.kind === 'user' ? given.userName : given.name,
      };

const listing = (given: SubscribedListing) => ({
  listing_id: given.id,
  listing_revision: String(given.revision),
  name: given.name,
  entity_kind: given.kind === 'asset' ? ('ASSET' as const) : ('DATA_PRODUCT' as const),
  entity_id: given.entityId,
  entity_revision: String(given.entityRevision),
  owner_project_id: given.ownerProjectId,
  owner_project_name: given.ownerProjectName,
});

const stamps = (given: { createdAt: number; createdBy: string; updatedAt: number; updatedBy: string }) => ({
  created_by: given.createdBy,
  created_at: at(given.createdAt),
  updated_by: given.updatedBy,
  updated_at: at(given.updatedAt),
});

test('subscription requests in every state with their forms, subscriptions, and how they were made good', async () => {
  const pulled = await pulledBank();
  const { bank, rows } = pulled;
  const asked = bank.subscriptionRequests.list();
  expect(new Set(asked.map((request) => request.status)).size).toBe(3);
  const requests = rows.subscription_request.map(({ content, ...row }) => {
    expect(content).not.toContain('GlueTableForm');
    return row;
  });
  expect(requests).toEqual(
    sorted(
      asked.map((request) => ({
        id: request.id,
        status: request.status,
        reason: request.reason,
        ...subscriber(request.subscriber),
        ...listing(request.listing),
        reviewer_id: request.reviewerId ?? null,
        decision_comment: request.decisionComment ?? null,
        existing_subscription_id: null,
        forms: JSON.stringify(
          request.forms.map((form) => ({
            name: form.formName,
            type: form.typeName,
            revision: form.typeRevision ?? null,
            content: form.content,
          })),
        ),
        ...stamps(request),
      })),
      'id',
    ),
  );
  const held = without(rows.subscription, 'content');
  expect(held).toEqual(
    sorted(
      bank.subscriptions.list().map((subscription) => ({
        id: subscription.id,
        status: subscription.status,
        request_id: subscription.requestId ?? null,
        ...subscriber(subscription.subscriber),
        ...listing(subscription.listing),
        retain_permissions: flag(subscription.retainPermissions),
        filter_ids: JSON.stringify(subscription.filterIds),
        ...stamps(subscription),
      })),
      'id',
    ),
  );
  same(
    pulled,
    'subscription_grant',
    bank.subscriptionGrants.list().map((grant) => ({
      id: grant.id,
      subscription_id: grant.subscriptionId,
      environment_id: grant.environmentId,
      target_id: grant.targetId,
      listing_id: grant.listing.id,
      listing_revision: String(grant.listing.revision),
      status: grant.status,
      assets: JSON.stringify(
        grant.assets.map((asset) => ({
          assetId: asset.assetId,
          revision: String(asset.revision),
          status: asset.status,
          targetName: asset.targetName,
          failure: asset.failure ?? null,
          grantedAt: at(asset.grantedAt),
          failedAt: at(asset.failedAt),
          filterIds: grant.filterIds,
          permissions: null,
        })),
      ),
      ...stamps(grant),
    })),
  );
});

test('asset filters with how they were written, valid or not', async () => {
  const pulled = await pulledBank();
  const filters = pulled.bank.assetFilters.list();
  expect(new Set(filters.map((filter) => filter.status)).size, 'valid and invalid ones in the bank').toBe(2);
  same(
    pulled,
    'asset_filter',
    filters.map((filter) => ({
      id: filter.id,
      asset_id: filter.assetId,
      name: filter.name,
      description: filter.description,
      status: filter.status,
      error: filter.error ?? null,
      columns:
        'columns' in filter.configuration && filter.status === 'VALID'
          ? JSON.stringify(filter.configuration.columns)
          : null,
      row_filter: 'rows' in filter.configuration && filter.status === 'VALID' ? filter.configuration.sql : null,
      configuration: JSON.stringify(
        'columns' in filter.configuration
          ? { columnConfiguration: { includedColumnNames: filter.configuration.columns } }
          : {
              rowConfiguration: { rowFilter: filter.configuration.rows, sensitive: filter.configuration.sensitive },
            },
      ),
      created_at: at(filter.createdAt),
    })),
  );
});

test('a unit’s owners beyond those it tells itself, and what was made up about an asset', async () => {
  const emulator = await emulated({ assets: 60 });
  const { bank } = emulator;
  const unit = bank.units.list().at(-1);
  if (unit === undefined) throw new Error('the bank is too small');
  const owners = Array.from({ length: 57 }, (_, n) => ({ kind: 'user' as const, id: `owner-${n}` }));
  bank.units.put({ ...unit, owners });
  const { client, finish, core } = await connected(emulator);
  await finish(client.sync.pull({}));
  const { db } = core.context.desk;
  const held = rowsOf(db, 'domain_unit').find((row) => row.id === unit.id);
  expect(JSON.parse(held?.owners ?? '[]')).toEqual(owners);
  const predicted = assetsOf(emulator).filter((asset) => asset.readOnlyForms.length > 0);
  expect(predicted.length).toBeGreaterThan(0);
  for (const asset of predicted) {
    const record = JSON.parse(latest(db, 'asset', asset.id) ?? '{}') as AssetRecord;
    expect(record.readOnlyForms.map((form) => [form.name, form.content])).toEqual(
      asset.readOnlyForms.map((form) => [form.formName, form.content]),
    );
  }
}, 60_000);
