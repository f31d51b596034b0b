import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { columnMetadataOf, columnsOf } from '#emulator/bank/form-columns.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

const before = Date.UTC(2026, 6, 1);
let now = before;
let emulator: Emulator;
let clients: Clients;

beforeEach(async () => {
  now = before;
  emulator = await startEmulator({ rates: 'off', clock: () => now });
  clients = clientsOf(emulator);
});
afterEach(async () => {
  clients.destroy();
  await emulator.close();
});

const domain = (): { domainIdentifier: string } => ({ domainIdentifier: emulator.domainId });
const getAsset = (identifier: string, revision?: string) =>
  sendByName(clients, 'DataZone', 'GetAsset', { ...domain(), identifier, revision });
const total = async (query: object): Promise<unknown> =>
  (await sendByName(clients, 'DataZone', 'Search', { ...domain(), searchScope: 'ASSET', ...query }))['totalMatchCount'];
const firstAsset = () => emulator.bank.assets.at(emulator.bank.assets.ordinals()[0] ?? 0);

describe('what others do between two pulls', () => {
  test('a rename makes a revision, moves the time, keeps the past', async () => {
    const old = firstAsset();
    now += 5000;
    emulator.bank.edit.renameAsset(old.id, 'Customer accounts (new)');
    expect(await getAsset(old.id)).toMatchObject({
      name: 'Customer accounts (new)',
      revision: String(old.revision + 1),
      createdAt: new Date(now),
      firstRevisionCreatedAt: new Date(old.firstCreatedAt),
    });
    expect(await getAsset(old.id, String(old.revision))).toMatchObject({
      name: old.name,
      createdAt: new Date(old.createdAt),
    });
    expect(
      await total({ filters: { filter: { attribute: 'lastUpdatedTime', intValue: now / 1000, operator: 'GE' } } }),
    ).toBe(1);
  });

  test('a description that comes and goes', async () => {
    const { id } = firstAsset();
    emulator.bank.edit.describeAsset(id, 'Said anew.');
    expect((await getAsset(id))['description']).toBe('Said anew.');
    emulator.bank.edit.describeAsset(id, undefined);
    expect(await getAsset(id)).not.toHaveProperty('description');
  });

  test('a column with other terms, and one with its first', async () => {
    const asset = firstAsset();
    const [term] = emulator.bank.terms.list();
    const edited = emulator.bank.edit.retagColumn(asset.id, 'account_id', [term?.id ?? ''], { name: 'Account no.' });
    expect(columnMetadataOf(edited).find(({ columnIdentifier }) => columnIdentifier === 'account_id')).toMatchObject({
      name: 'Account no.',
      glossaryTerms: [term?.id],
    });
    const bare = emulator.bank.assets.at(
      emulator.bank.assets.ordinals().find((ordinal) => emulator.bank.assets.at(ordinal).name === 'BSEG') ?? 0,
    );
    expect(columnMetadataOf(bare)).toEqual([]);
    emulator.bank.edit.retagColumn(bare.id, 'KUNNR', [term?.id ?? '']);
    const forms = (await getAsset(bare.id))['formsOutput'] as {
      formName: string;
      typeName: string;
      typeRevision: string;
      content: string;
    }[];
    expect(columnMetadataOf({ forms })).toEqual([{ columnIdentifier: 'KUNNR', glossaryTerms: [term?.id] }]);
    emulator.bank.edit.retagColumn(bare.id, 'KUNNR', []);
    expect(columnMetadataOf(emulator.bank.assets.byId(bare.id) ?? { forms: [] })).toEqual([
      { columnIdentifier: 'KUNNR' },
    ]);
  });

  test('a new asset, and one that is gone', async () => {
    const counts = emulator.bank.counts();
    const project = emulator.bank.projects.list().find(({ name }) => name === 'Open Banking Sandbox');
    const added = emulator.bank.edit.addAsset({
      projectId: project?.id ?? '',
      name: 'Consents',
      columns: [
        { name: 'a', type: 'int' },
        { name: 'b', type: 'string' },
      ],
    });
    const asset = await getAsset(added.id);
    expect(columnsOf({ forms: asset['formsOutput'] as [] })).toEqual([
      { name: 'a', type: 'int' },
      { name: 'b', type: 'string' },
    ]);
    expect(await total({ owningProjectIdentifier: project?.id })).toBe(1);
    expect(emulator.bank.counts()).toMatchObject({ assets: counts.assets + 1, columns: counts.columns + 2 });
    const gone = firstAsset();
    emulator.bank.edit.removeAsset(gone.id);
    expect((await failureOf(getAsset(gone.id))).name).toBe('ResourceNotFoundException');
    expect(
      (await failureOf(sendByName(clients, 'DataZone', 'GetListing', { ...domain(), identifier: gone.listing?.id })))
        .name,
    ).toBe('ResourceNotFoundException');
    expect(await total({})).toBe(counts.assets);
    expect(emulator.bank.counts().listings).toBe(counts.listings - 1);
  });

  test('an asset that moves to another project', async () => {
    const asset = firstAsset();
    const target = emulator.bank.projects.list().at(-1);
    const there = emulator.bank.assets.ordinals(asset.projectId).length;
    emulator.bank.edit.moveAsset(asset.id, target?.id ?? '');
    expect(await getAsset(asset.id)).toMatchObject({ owningProjectId: target?.id });
    expect(await total({ owningProjectIdentifier: asset.projectId })).toBe(there - 1);
    expect(await total({ owningProjectIdentifier: target?.id })).toBe(1);
  });

  test('a listing that falls behind, catches up and disappears', async () => {
    const asset = firstAsset();
    const listing = () => sendByName(clients, 'DataZone', 'GetListing', { ...domain(), identifier: asset.listing?.id });
    emulator.bank.edit.renameAsset(asset.id, 'Renamed');
    expect(await listing()).toMatchObject({
      name: asset.name,
      item: { assetListing: { assetRevision: String(asset.revision) } },
    });
    now += 1000;
    emulator.bank.edit.publishAsset(asset.id);
    expect(await listing()).toMatchObject({
      name: 'Renamed',
      updatedAt: new Date(now),
      item: { assetListing: { assetRevision: String(asset.revision + 1) } },
    });
    emulator.bank.edit.unpublishAsset(asset.id);
    expect(await listing()).toMatchObject({ status: 'INACTIVE' });
    const found = await sendByName(clients, 'DataZone', 'SearchListings', {
      ...domain(),
      filters: { filter: { attribute: 'entityId', value: asset.id } },
    });
    expect(found['items']).toEqual([]);
  });

  test('a project deleted with all it owns', async () => {
    const project = emulator.bank.projects.list().find(({ name }) => name === 'Credit Risk Models');
    const owned = emulator.bank.assets.ordinals(project?.id).length;
    const counts = emulator.bank.counts();
    emulator.bank.edit.deleteProject(project?.id ?? '');
    expect(
      (await failureOf(sendByName(clients, 'DataZone', 'GetProject', { ...domain(), identifier: project?.id }))).name,
    ).toBe('ResourceNotFoundException');
    const after = emulator.bank.counts();
    expect(after).toMatchObject({
      assets: counts.assets - owned,
      projects: counts.projects - 1,
      glossaries: counts.glossaries - 1,
      terms: counts.terms - 19,
    });
    expect(await total({})).toBe(after.assets);
    expect(await total({ owningProjectIdentifier: project?.id })).toBe(0);
  });

  test('terms: renamed, added, removed', async () => {
    const [term] = emulator.bank.terms.list();
    now += 7000;
    emulator.bank.edit.changeTerm(term?.id ?? '', { name: 'Client', status: 'DISABLED' });
    const get = (identifier: string | undefined) =>
      sendByName(clients, 'DataZone', 'GetGlossaryTerm', { ...domain(), identifier });
    expect(await get(term?.id)).toMatchObject({ name: 'Client', status: 'DISABLED', updatedAt: new Date(now) });
    const added = emulator.bank.edit.addTerm(term?.glossaryId ?? '', 'Brand New');
    expect(await get(added.id)).toMatchObject({ name: 'Brand New' });
    emulator.bank.edit.removeTerm(added.id);
    expect((await failureOf(get(added.id))).name).toBe('ResourceNotFoundException');
  });

  test('what is not there cannot be changed', () => {
    expect(() => emulator.bank.edit.renameAsset('nosuchasset000', 'x')).toThrow(/no asset/);
    expect(() => emulator.bank.edit.moveAsset(firstAsset().id, 'nosuchproject0')).toThrow(/no project/);
    expect(() => emulator.bank.edit.deleteProject('nosuchproject0')).toThrow(RangeError);
  });
});
