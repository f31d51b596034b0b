import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dump } from '../mirror-dump.ts';
import { refusal } from '../start-core.ts';
import { tempFolder } from '../temp.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

test('a pull holds the bank to the last asset, column and term, and a second one changes nothing', async () => {
  const emulator = await emulated();
  const { client, finish, core } = await connected(emulator);
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job).toMatchObject({ state: 'succeeded', result: { run: { state: 'complete' }, incomplete: [] } });
  const truth = emulator.bank.counts();
  const { counts, incomplete } = await client.catalog.counts();
  expect(incomplete).toEqual([]);
  for (const kind of [
    'domainUnits',
    'projects',
    'glossaries',
    'terms',
    'assets',
    'columns',
    'listings',
    'dataProducts',
    'formTypes',
    'assetTypes',
    'lineageNodeTypes',
    'glueDatabases',
    'glueTables',
    'users',
    'groups',
    'userProfiles',
    'groupProfiles',
  ] as const)
    expect([kind, counts[kind]]).toEqual([kind, truth[kind]]);
  const before = dump(core.context.desk.db);
  const again = await finish(client.sync.pull({ mode: 'full' }));
  expect(again).toMatchObject({ state: 'succeeded', result: { run: { added: 0, changed: 0, removed: 0 } } });
  expect(dump(core.context.desk.db)).toEqual(before);
});

test('every asset of the bank is in the mirror with its name, columns and terms', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  for (const truth of assetsOf(emulator)) {
    const asset = await client.catalog.asset({ assetId: truth.id });
    expect({
      name: asset.name,
      terms: asset.terms.map((term) => term.id).toSorted(),
      project: asset.project?.id,
      revision: asset.revision ?? 'unread',
    }).toEqual({
      name: truth.name,
      terms: [...new Set([...truth.glossaryTerms, ...truth.governedTerms])].toSorted(),
      project: truth.projectId,
      revision: asset.listing.id === null && truth.revision > 1 ? 'unread' : String(truth.revision),
    });
  }
});

test('owners and authors are told by name, whatever kind of principal they are', async () => {
  const emulator = await emulated();
  const { bank } = emulator;
  const [first] = assetsOf(emulator);
  const project = bank.projects.get(first?.projectId ?? '');
  const unit = bank.units.get(project?.domainUnitId ?? '');
  const [person, nameless] = bank.users.list();
  const role = bank.roleProfiles.list().find((one) => one.arn.endsWith('role/DataPlatformPipeline'));
  const session = bank.roleProfiles.list().find((one) => one.sessionName === 'kofi.mensah');
  const [group] = bank.groups.list();
  const [roleGroup] = bank.roleGroups.list();
  if (!first || !unit || !person || !nameless || !role || !session || !group || !roleGroup)
    throw new Error('the bank is too small');
  bank.edit.changeAsset(first.id, { createdBy: person.profileId });
  bank.units.put({
    ...unit,
    owners: [
      ...[person, nameless, role, session].map(({ profileId: id }) => ({ kind: 'user' as const, id })),
      ...[group, roleGroup].map(({ profileId: id }) => ({ kind: 'group' as const, id })),
      { kind: 'user', id: nameless.id },
      { kind: 'user', id: 'nobody-knows' },
    ],
  });
  const { client, finish, core } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const told = await client.catalog.asset({ assetId: first.id });
  const fullName = (user: typeof person) => `${user.givenName} ${user.familyName}`;
  expect(told).toMatchObject({ createdBy: person.profileId, createdByName: fullName(person) });
  expect(told.owners.map((owner) => owner.name)).toEqual([
    fullName(person),
    fullName(nameless),
    'DataPlatformPipeline',
    'DataPlatformOperators/kofi.mensah',
    group.name,
    'DataPlatformOperators',
    fullName(nameless),
    'nobody-knows',
  ]);
  const { db } = core.context.desk;
  const nameOf = async (change: string) => {
    db.prepare(`UPDATE remote_user_profile SET ${change} WHERE id = ?`).run(nameless.profileId);
    return (await client.catalog.asset({ assetId: first.id })).owners[1]?.name;
  };
  expect(await nameOf('first_name = NULL'), 'the directory’s display name').toBe(fullName(nameless));
  db.prepare('DELETE FROM remote_identity_user').run();
  expect(await nameOf('first_name = NULL')).toBe(nameless.familyName);
  expect(await nameOf('last_name = NULL')).toBe(nameless.userName);
  expect(await nameOf('user_name = NULL')).toBe(nameless.profileId);
});

test('profiles that go are removed once every type was read, and not before', async () => {
  const emulator = await emulated();
  const { bank } = emulator;
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const before = bank.counts();
  const gone = bank.users.list().at(-1);
  bank.users.remove(gone?.id ?? '');
  bank.roleGroups.remove(bank.roleGroups.list()[0]?.profileId ?? '');
  const counted = async () => (await client.catalog.counts()).counts;
  const rules = [{ match: { operation: 'SearchUserProfiles', nth: 1 }, action: { kind: 'accessDenied' as const } }];
  emulator.setFaults({ rules });
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job.result).toMatchObject({
    run: { state: 'partial' },
    incomplete: [{ kind: 'user_profile', state: 'denied' }],
  });
  expect(await counted()).toMatchObject({
    userProfiles: before.userProfiles,
    groupProfiles: before.groupProfiles - 1,
  });
  emulator.setFaults({});
  const again = await finish(client.sync.pull({ mode: 'full' }));
  expect(again).toMatchObject({ state: 'succeeded', result: { run: { state: 'complete', removed: 1 } } });
  expect(await counted()).toMatchObject({ userProfiles: bank.counts().userProfiles });
});

test('tables of other accounts are read where those share them, and nothing is said of what they keep', async () => {
  const emulator = await emulated();
  const { client, finish, core } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const { db } = core.context.desk;
  const catalogs = db.prepare('SELECT DISTINCT catalog_id FROM remote_glue_table').pluck().all();
  expect(catalogs).toContain(emulator.accountId);
  expect(catalogs.length).toBeGreaterThan(2);
  const shared = assetsOf(emulator).map((asset) => client.catalog.asset({ assetId: asset.id }));
  const foreign = (await Promise.all(shared)).find(
    ({ source }) => source.inGlue === true && source.catalogId !== emulator.accountId,
  );
  if (foreign === undefined) throw new Error('no asset of another account');
  const inGlue = async () => (await client.catalog.asset({ assetId: foreign.id })).source.inGlue;
  const { catalogId, database, table } = foreign.source;
  db.prepare('DELETE FROM remote_glue_table WHERE catalog_id = ? AND database = ? AND name = ?').run(
    catalogId,
    database,
    table,
  );
  expect(await inGlue()).toBe(false);
  db.prepare('DELETE FROM remote_glue_database WHERE catalog_id = ? AND name = ?').run(catalogId, database);
  expect(await inGlue()).toBeNull();
});

test('what others change between two pulls arrives: added, renamed, retagged, moved, removed', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const { edit, projects } = emulator.bank;
  const [first, second, third, fourth] = assetsOf(emulator);
  if (first === undefined || second === undefined || third === undefined || fourth === undefined)
    throw new Error('the bank is too small');
  const elsewhere = projects.list().find((project) => project.id !== third.projectId);
  const added = edit.addAsset({
    projectId: first.projectId,
    name: 'brand_new_table',
    columns: [{ name: 'a', type: 'string' }],
  });
  edit.renameAsset(first.id, 'renamed_table');
  edit.removeAsset(second.id);
  edit.moveAsset(third.id, elsewhere?.id ?? '');
  const term = emulator.bank.terms.list()[0];
  edit.tagAsset(fourth.id, [term?.id ?? '']);
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job).toMatchObject({
    state: 'succeeded',
    result: { run: { state: 'complete', removed: second.published ? 2 : 1 } },
  });
  expect((await client.catalog.search({ text: 'brand_new_table' })).items.map((hit) => hit.id)).toContain(added.id);
  expect((await client.catalog.asset({ assetId: first.id })).name).toBe('renamed_table');
  expect(await refusal(client.catalog.asset({ assetId: second.id }))).toMatchObject({
    code: 'E_ASSET_UNKNOWN',
  });
  expect((await client.catalog.asset({ assetId: third.id })).project?.id).toBe(elsewhere?.id);
  expect((await client.catalog.asset({ assetId: fourth.id })).terms.map((one) => one.id)).toEqual([term?.id]);
  const search = await client.catalog.search({ text: second.name, limit: 200 });
  expect(search.items.map((hit) => hit.id)).not.toContain(second.id);
});

test('a renamed term is found by its new name on every asset that carries it', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const carried = assetsOf(emulator).find((asset) => asset.glossaryTerms.length > 0);
  const termId = carried?.glossaryTerms[0] ?? '';
  emulator.bank.edit.changeTerm(termId, { name: 'Quokka Register' });
  await finish(client.sync.pull({ mode: 'full' }));
  const found = await client.catalog.search({ text: 'quokka', limit: 200 });
  const carrying = await client.catalog.search({ term: [termId], limit: 200 });
  expect(found.total).toBeGreaterThan(0);
  expect(found.items.map((hit) => hit.id).toSorted()).toEqual(carrying.items.map((hit) => hit.id).toSorted());
});

test('a project that goes takes its assets with it', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const project = assetsOf(emulator)[0]?.projectId ?? '';
  emulator.bank.edit.deleteProject(project);
  await finish(client.sync.pull({ mode: 'full' }));
  const { counts } = await client.catalog.counts();
  expect(counts.assets).toBe(emulator.bank.counts().assets);
  expect((await client.catalog.search({ project: [project] })).total).toBe(0);
});

test('where no identity store is named, people are told as not read, and nothing else suffers', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await client.sync.connect({
    region: emulator.region,
    domainId: emulator.domainId,
    endpoint: emulator.endpoint,
  });
  const job = await finish(client.sync.pull({ mode: 'full' }));
  expect(job.result).toMatchObject({
    run: { state: 'complete' },
    incomplete: [
      { kind: 'identity_user', state: 'skipped', errorCode: 'W_NOT_CONFIGURED' },
      { kind: 'identity_group', state: 'skipped' },
      { kind: 'identity_membership', state: 'skipped' },
    ],
  });
  expect((await client.catalog.search({})).incomplete.map((entry) => entry.kind)).toEqual([
    'identity_user',
    'identity_group',
    'identity_membership',
  ]);
});

test('a workspace stays with its domain', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  expect(
    await refusal(client.sync.connect({ region: emulator.region, domainId: 'dzd_someotherdomain' })),
  ).toMatchObject({ kind: 'conflict', code: 'E_DOMAIN_CHANGE' });
});

test('an address that is not AWS’s own is asked for once', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  const other = await emulated({ seed: 8 });
  await client.sync.connect({ region: other.region, domainId: other.domainId, endpoint: other.endpoint });
  expect(await client.sync.connection()).toMatchObject({ endpoint: other.endpoint, endpointAllowed: false });
  const refused = await finish(client.sync.pull({ mode: 'full' }));
  expect(refused).toMatchObject({
    state: 'failed',
    error: { kind: 'denied', problem: { code: 'E_ENDPOINT_CONSENT' } },
  });
  expect(other.requests, 'calls that left before consent').toHaveLength(0);
  await client.sync.allowEndpoint({ endpoint: other.endpoint });
  expect((await finish(client.sync.pull({ mode: 'full' }))).state).toBe('succeeded');
});

test('the address of another profile is never used without a yes', async () => {
  const emulator = await emulated();
  const config = path.join(tempFolder(), 'config');
  fs.writeFileSync(
    config,
    `[default]\nendpoint_url = ${emulator.endpoint}\n[profile plain]\nregion = ap-southeast-2\naws_access_key_id = AKIAPLAINTESTPLAINTE\naws_secret_access_key = x\n`,
  );
  const { client, finish } = await connected(emulator);
  const before = process.env.AWS_CONFIG_FILE;
  process.env.AWS_CONFIG_FILE = config;
  try {
    await client.sync.connect({ region: emulator.region, domainId: emulator.domainId });
    const stopped = client.sync.pull({ mode: 'full' });
    const { jobId } = await stopped;
    // Where AWS itself can be reached this would go on for long.
    const timer = setTimeout(() => void client.jobs.cancel({ jobId }).catch(() => {}), 400);
    expect((await finish(stopped)).state).not.toBe('succeeded');
    clearTimeout(timer);
    expect(emulator.requests, 'calls to the address nobody agreed to').toHaveLength(0);
  } finally {
    process.env.AWS_CONFIG_FILE = before;
  }
});

test('probe tells who we are and which domains there are', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  const job = await finish(client.sync.probe({}));
  expect(job.result).toMatchObject({
    identity: { accountId: emulator.accountId },
    domains: [{ id: emulator.domainId }],
  });
  expect((await client.sync.connection()).identity?.accountId).toBe(emulator.accountId);
});

test('one asset is read again with its revision', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({ mode: 'full' }));
  const listed = assetsOf(emulator).find((asset) => asset.listing !== undefined);
  if (listed === undefined) throw new Error('no listed asset');
  emulator.bank.edit.publishAsset(listed.id);
  await finish(client.sync.pull({ mode: 'full' }));
  expect((await client.catalog.asset({ assetId: listed.id })).listing.state).toBe('published');
  const changed = emulator.bank.edit.describeAsset(listed.id, 'A description of today');
  const job = await finish(client.sync.refreshAsset({ assetId: listed.id }));
  expect(job.result).toEqual({ assetId: listed.id, changed: true, revision: String(changed.revision) });
  expect(await client.catalog.asset({ assetId: listed.id })).toMatchObject({
    description: 'A description of today',
    listing: { state: 'stale' },
  });
});
