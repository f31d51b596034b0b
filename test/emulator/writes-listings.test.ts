import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Asset } from '#emulator/bank/types.ts';
import { type Writing, startWriting } from '#test/emulator/writing.ts';

let at: Writing;
beforeEach(async () => {
  at = await startWriting({ listingDelayMs: 2000 });
});
afterEach(() => at.close());

const change = (action: string, { id }: { id: string }, more: object = {}) => ({
  entityIdentifier: id,
  entityType: 'ASSET',
  action,
  ...more,
});
const publish = (asset: { id: string }, more: object = {}) =>
  at.send('CreateListingChangeSet', change('PUBLISH', asset, more));
const listing = (identifier: unknown) => at.send('GetListing', { identifier });
const searched = async ({ id }: { id: string }): Promise<Record<string, unknown>[]> => {
  const filters = { filter: { attribute: 'entityId', value: id } };
  const { items } = await at.send('SearchListings', { filters });
  return (items as Record<string, unknown>[]).map((item) => Object.values(item)[0] as Record<string, unknown>);
};
/** Never listed, and no rule stands against it. */
const unlisted = (): Asset => at.assetNamed('Identity checks');
const listed = (): Asset => at.assetNamed('Customer accounts');

describe('publishing', () => {
  test('CREATING now, ACTIVE when its time has come, in search only then', async () => {
    const asset = unlisted();
    const answer = await publish(asset);
    expect(answer).toMatchObject({ listingRevision: '1', status: 'CREATING' });
    expect(await listing(answer['listingId'])).toMatchObject({ status: 'CREATING', createdAt: new Date(at.now()) });
    expect(await searched(asset)).toEqual([]);
    at.pass(1999);
    expect(await listing(answer['listingId'])).toMatchObject({ status: 'CREATING' });
    at.pass(1);
    expect(await listing(answer['listingId'])).toMatchObject({ status: 'ACTIVE', updatedAt: new Date(at.now()) });
    expect(await searched(asset)).toMatchObject([{ entityRevision: String(asset.revision), listingRevision: '1' }]);
    expect((await at.send('GetAsset', { identifier: asset.id }))['listing']).toEqual({
      listingId: answer['listingId'],
      listingStatus: 'ACTIVE',
    });
  });

  test('without a delay it is active at the next look', async () => {
    const quick = await startWriting();
    const { id } = quick.assetNamed('Identity checks');
    const answer = await quick.send('CreateListingChangeSet', change('PUBLISH', { id }));
    expect(answer['status']).toBe('CREATING');
    expect(await quick.send('GetListing', { identifier: answer['listingId'] })).toMatchObject({ status: 'ACTIVE' });
    await quick.close();
  });

  test('a later revision is listed; until then search goes on showing the asset', async () => {
    const asset = listed();
    at.emulator.bank.edit.renameAsset(asset.id, 'Renamed');
    expect(await searched(asset)).toMatchObject([{ name: asset.name, entityRevision: String(asset.revision) }]);
    const answer = await publish(asset, { entityRevision: String(asset.revision + 1) });
    expect(answer).toMatchObject({
      listingId: asset.listing?.id,
      listingRevision: String((asset.listing?.revision ?? 0) + 1),
    });
    expect(await searched(asset)).toHaveLength(1);
    at.pass(2000);
    expect(await searched(asset)).toMatchObject([{ name: 'Renamed', entityRevision: String(asset.revision + 1) }]);
  });

  test('an earlier revision can be listed again; one that never was cannot', async () => {
    const asset = listed();
    await publish(asset, { entityRevision: '2' });
    at.pass(2000);
    expect(await listing(asset.listing?.id)).toMatchObject({ item: { assetListing: { assetRevision: '2' } } });
    for (const entityRevision of ['900', 'abc', '0']) {
      const [name] = await at.refused('CreateListingChangeSet', change('PUBLISH', asset, { entityRevision }));
      expect(name).toBe('ResourceNotFoundException');
    }
  });

  test('a second change set overtakes the first', async () => {
    const asset = unlisted();
    const { listingId } = await publish(asset);
    at.pass(1000);
    await publish(asset);
    at.pass(1000);
    expect(await listing(listingId)).toMatchObject({ status: 'CREATING', listingRevision: '2' });
    await at.send('CreateListingChangeSet', change('UNPUBLISH', asset));
    at.pass(1000);
    expect(await listing(listingId)).toMatchObject({ status: 'INACTIVE', listingRevision: '3' });
  });

  test('an asset that is gone before its listing is made', async () => {
    const asset = unlisted();
    const { listingId } = await publish(asset);
    at.emulator.bank.edit.removeAsset(asset.id);
    at.pass(2000);
    expect((await at.refused('GetListing', { identifier: listingId }))[0]).toBe('ResourceNotFoundException');
  });
});

describe('unpublishing', () => {
  test('INACTIVE at once, once', async () => {
    const asset = listed();
    const before = at.emulator.bank.counts().listings;
    const input = change('UNPUBLISH', asset);
    const answer = await at.send('CreateListingChangeSet', input);
    expect(answer).toMatchObject({ listingId: asset.listing?.id, status: 'INACTIVE' });
    expect(await searched(asset)).toEqual([]);
    expect(await at.send('CreateListingChangeSet', input)).toMatchObject({
      listingRevision: answer['listingRevision'],
      status: 'INACTIVE',
    });
    expect(at.emulator.bank.counts().listings).toBe(before - 1);
  });

  test('what was never listed', async () => {
    const [name] = await at.refused('CreateListingChangeSet', change('UNPUBLISH', unlisted()));
    expect(name).toBe('ResourceNotFoundException');
  });
});

describe('data products', () => {
  const product = (name: string) => {
    const found = at.emulator.bank.products.list().find((each) => each.name === name);
    if (!found) throw new Error(`The bank has no data product ${name}.`);
    return found;
  };
  const entityType = 'DATA_PRODUCT';

  test('listed, found, taken away', async () => {
    const { id } = product('Credit Risk Reporting');
    const answer = await publish({ id }, { entityType });
    expect(answer).toMatchObject({ listingRevision: '1', status: 'CREATING' });
    expect(await searched({ id })).toEqual([]);
    at.pass(2000);
    expect(await searched({ id })).toMatchObject([{ name: 'Credit Risk Reporting', listingId: answer['listingId'] }]);
    await at.send('CreateListingChangeSet', change('UNPUBLISH', { id }, { entityType }));
    expect(await searched({ id })).toEqual([]);
  });

  test('the listed revision stays while the next is made, and can be chosen', async () => {
    const { id, revision, listing: before } = product('Churn Insights');
    at.emulator.bank.edit.changeProduct(id, { name: 'Churn, seen anew' });
    expect(await searched({ id })).toMatchObject([{ name: 'Churn Insights' }]);
    await publish({ id }, { entityType, entityRevision: String(revision) });
    expect(await searched({ id })).toMatchObject([{ name: 'Churn Insights', entityRevision: String(revision) }]);
    await publish({ id }, { entityType });
    at.pass(2000);
    expect(await searched({ id })).toMatchObject([{ name: 'Churn, seen anew', listingId: before?.id }]);
    const [name] = await at.refused(
      'CreateListingChangeSet',
      change('PUBLISH', { id }, { entityType, entityRevision: '9' }),
    );
    expect(name).toBe('ResourceNotFoundException');
  });

  test('an asset is no data product', async () => {
    const [name] = await at.refused('CreateListingChangeSet', change('PUBLISH', listed(), { entityType }));
    expect(name).toBe('ResourceNotFoundException');
  });
});

describe('rules of metadata enforcement', () => {
  const refusal = (asset: Asset) => at.refused('CreateListingChangeSet', change('PUBLISH', asset));

  test('a form that is missing, asked for by a unit above', async () => {
    const asset = at.assetNamed('Bureau reports');
    const [name, status, text] = await refusal(asset);
    expect([name, status]).toEqual(['ValidationException', 400]);
    expect(text).toContain("the rule 'Retention evidence' requires the metadata form RetentionEvidenceForm");
    const content = JSON.stringify({ policy: 'Seven years' });
    at.emulator.bank.edit.changeAsset(asset.id, {
      forms: [...asset.forms, { formName: 'Evidence', typeName: 'RetentionEvidenceForm', typeRevision: '1', content }],
    });
    expect(await publish(asset)).toMatchObject({ status: 'CREATING' });
    expect((await refusal(at.assetNamed('Loss events')))[0]).toBe('ValidationException');
  });

  test('one of the terms will do, and an ordinary one counts as well as a governed one', async () => {
    const asset = at.assetNamed('Transaction behaviour');
    const [name, , text] = await refusal(asset);
    expect(name).toBe('ValidationException');
    expect(text).toContain(at.termId('PII'));
    expect(text).toContain(at.termId('Not PII'));
    at.emulator.bank.edit.tagAsset(asset.id, [...asset.glossaryTerms, at.termId('Not PII')]);
    expect(await publish(asset)).toMatchObject({ status: 'CREATING' });
  });

  test('a rule that is narrower, taken back, or of a unit that hands nothing down', async () => {
    const { edit, rules } = at.emulator.bank;
    const asset = at.assetNamed('Bureau reports');
    const rule = rules.list().find(({ name }) => name === 'Retention evidence');
    if (!rule) throw new Error('The bank has no such rule.');
    edit.changeRule(rule.id, { includeChildren: false });
    expect(await publish(asset)).toMatchObject({ status: 'CREATING' });
    edit.changeRule(rule.id, { includeChildren: true, projectIds: [at.projectId('Loss Events')] });
    expect(await publish(asset)).toMatchObject({ status: 'CREATING' });
    edit.changeRule(rule.id, { projectIds: [asset.projectId], assetTypes: ['ModelEvaluation'] });
    expect(await publish(asset)).toMatchObject({ status: 'CREATING' });
    edit.changeRule(rule.id, { assetTypes: [asset.typeName] });
    expect((await refusal(asset))[0]).toBe('ValidationException');
    edit.removeRule(rule.id);
    expect(await publish(asset)).toMatchObject({ status: 'CREATING' });
  });

  test('a data product, where the rule covers them', async () => {
    const { edit, rules, products } = at.emulator.bank;
    const rule = rules.list().find(({ name }) => name === 'Retention evidence');
    const product = products.list().find(({ name }) => name === 'Credit Risk Reporting');
    edit.changeRule(rule?.id ?? '', { dataProduct: true });
    const input = change('PUBLISH', { id: product?.id ?? '' }, { entityType: 'DATA_PRODUCT' });
    expect((await at.refused('CreateListingChangeSet', input))[2]).toContain('RetentionEvidenceForm');
  });

  test('what is listed already stays listed', async () => {
    expect(await searched(at.assetNamed('Customer credit score'))).toHaveLength(1);
  });
});
