import { expect, test } from 'vitest';
import type { EntityKind } from '#shared/entities.ts';
import type { FaultRule } from '#emulator/server.ts';
import { dump } from '../mirror-dump.ts';
import { rowsOf } from '../mirror-rows.ts';
import { connected, emulated } from '../with-emulator.ts';
import { KEYS } from '../with-keys.ts';

test('a pull counts of every kind what the bank counts; a second full one finds nothing new', async () => {
  const emulator = await emulated();
  const { client, finish, core } = await connected(emulator);
  await finish(client.sync.pull({}));
  const { counts, incomplete } = await client.catalog.counts();
  expect(incomplete).toEqual([]);
  const truth = emulator.bank.counts();
  const untold = new Set(['domains', 'qualityPoints']);
  const told = Object.entries(counts).filter(([name]) => !untold.has(name));
  expect(told).toEqual(told.map(([name]) => [name, truth[name as keyof typeof truth]]));
  const before = dump(core.context.desk.db);
  const again = await finish(client.sync.pull({ mode: 'full' }));
  expect(again.result).toMatchObject({ run: { state: 'complete', added: 0, changed: 0, removed: 0 } });
  expect(dump(core.context.desk.db)).toEqual(before);
}, 60_000);

/** Operations that are denied together, and the kinds that cannot be read to their end without each. */
const DENIED: Record<string, EntityKind[]>[] = [
  {
    'DataZone ListPolicyGrants': ['policy_grant'],
    'DataZone ListRules': ['rule'],
    'DataZone GetProject': ['project'],
    'DataZone ListProjectProfiles': ['project_profile'],
    'DataZone ListProjectMemberships': ['project_membership'],
    'DataZone ListEnvironments': ['environment'],
    'DataZone ListAssetFilters': ['asset_filter'],
    'DataZone ListDataSources': ['data_source'],
    'DataZone ListSubscriptionRequests': ['subscription_request'],
    'DataZone ListMetadataGenerationRuns': ['metadata_generation_run'],
    'DataZone GetDataProduct': ['data_product'],
    'DataZone ListLineageEvents': ['lineage_event'],
    'Glue ListDataQualityRulesets': ['glue_quality_ruleset'],
    'Glue BatchGetDataQualityResult': ['glue_quality_result'],
    'Glue ListGlossaries': ['glue_glossary'],
    'LakeFormation ListLFTags': ['lf_tag'],
    'LakeFormation ListPermissions': ['lf_permission'],
    'LakeFormation ListDataCellsFilter': ['lf_data_cells_filter'],
    'IdentityStore ListGroupMemberships': ['identity_membership'],
    'Organizations DescribeOrganization': ['organizational_unit', 'account'],
  },
  {
    'DataZone GetRule': ['rule'],
    'DataZone GetEnvironment': ['environment'],
    'DataZone ListDataSourceRuns': ['data_source_run'],
    'DataZone ListSubscriptions': ['subscription'],
    'DataZone ListSubscriptionGrants': ['subscription_grant'],
    'DataZone QueryGraph': ['lineage_node'],
    'LakeFormation SearchTablesByLFTags': ['lf_tag_assignment'],
    'Organizations ListAccounts': ['account'],
  },
];

/** Columns by which a pull sees that it need not ask again. */
const KNOWN = [
  ['rule', 'detail'],
  ['project', 'terms'],
  ['data_product', 'items'],
  ['environment', 'resources'],
  ['glue_quality_result', 'completed_at'],
];

test('an operation that is denied stops the kinds that need it, and no other; what was read before stays', async () => {
  const emulator = await emulated({ assets: 60 });
  const { client, finish, core } = await connected(emulator);
  await finish(client.sync.pull({}));
  const before = dump(core.context.desk.db);
  for (const denied of DENIED) {
    const rules = Object.keys(denied).map((name) => {
      const [service, operation] = name.split(' ');
      return { match: { service, operation }, action: { kind: 'accessDenied' } } as FaultRule;
    });
    emulator.setFaults({ rules });
    // What is known of a rule or a product is not asked for again: it is made unknown.
    for (const [table, column] of KNOWN)
      core.context.desk.db.exec(`UPDATE remote_${table} SET ${column} = NULL, hash = ''`);
    const job = await finish(client.sync.pull({ mode: 'full' }));
    const { incomplete } = job.result as { incomplete: { kind: EntityKind; errorMessage: string | null }[] };
    const truth = new Set(Object.values(denied).flat());
    expect(new Set(incomplete.map((scope) => scope.kind))).toEqual(truth);
    for (const { kind, errorMessage } of incomplete) {
      const needed = Object.keys(denied).filter((name) => denied[name]?.includes(kind));
      expect(
        needed.some((name) => errorMessage?.includes(name.split(' ')[1] ?? '')),
        `${kind}: ${errorMessage}`,
      ).toBe(true);
    }
  }
  emulator.setFaults({});
  const healed = await finish(client.sync.pull({ mode: 'full' }));
  expect(healed.result).toMatchObject({ run: { state: 'complete', removed: 0 }, incomplete: [] });
  expect(dump(core.context.desk.db)).toEqual(before);
}, 90_000);

test('a policy that is not told makes its units partial: the other policies of them are read', async () => {
  const emulator = await emulated();
  // The first question about each unit is about its first policy.
  emulator.setFaults({
    rules: [{ match: { operation: 'ListPolicyGrants', probability: 0.2 }, action: { kind: 'accessDenied' } }],
    seed: 5,
  });
  const { client, finish, core } = await connected(emulator);
  const job = await finish(client.sync.pull({}));
  const { incomplete } = job.result as { incomplete: { kind: string; state: string; errorCode: string }[] };
  expect(new Set(incomplete.map((scope) => scope.kind))).toEqual(new Set(['policy_grant']));
  expect(
    incomplete.filter((scope) => scope.state === 'partial' && scope.errorCode === 'W_POLICIES_DENIED'),
  ).not.toEqual([]);
  const held = rowsOf(core.context.desk.db, 'policy_grant').length;
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(emulator.bank.policyGrants.size());
}, 60_000);

test('what belongs to a thing goes with it', async () => {
  const emulator = await emulated();
  const { bank } = emulator;
  const { client, finish, core } = await connected(emulator);
  await finish(client.sync.pull({}));
  const { db } = core.context.desk;
  const project = bank.projects.list().find((one) => bank.sourcesOf(one.id).length > 0 && one.members.length > 0);
  const filtered = bank.assetFilters.list()[0]?.assetId ?? '';
  const group = bank.groups.list().find((one) => bank.memberships.list().some((member) => member.groupId === one.id));
  const parents = new Set(bank.units.list().map((one) => one.parentId));
  const unit = bank.units
    .list()
    .find((one) => !parents.has(one.id) && bank.policyGrants.list().some((grant) => grant.entityId === one.id));
  if (!project || !group || !unit) throw new Error('the bank is too small');
  const count = (sql: string, id: string) => Number(db.prepare(`SELECT count(*) FROM ${sql} = ?`).pluck().get(id));
  const belongings = (): number[] => [
    count('remote_project_membership WHERE project_id', project.id),
    count('remote_environment WHERE project_id', project.id),
    count('remote_data_source WHERE project_id', project.id),
    count('remote_data_source_run WHERE project_id', project.id),
    count('remote_asset_filter WHERE asset_id', filtered),
    count('remote_identity_membership WHERE group_id', group.id),
    count('remote_policy_grant WHERE entity_id', unit.id),
  ];
  for (const number of belongings()) expect(number).toBeGreaterThan(0);
  bank.projects.remove(project.id);
  bank.edit.removeAsset(filtered);
  bank.groups.remove(group.id);
  bank.units.remove(unit.id);
  await finish(client.sync.pull({ mode: 'full' }));
  expect(belongings()).toEqual([0, 0, 0, 0, 0, 0, 0]);
}, 60_000);

test.each<[string, FaultRule[]]>([
  ['answers cut in the middle', [{ match: { probability: 0.1 }, action: { kind: 'truncate', cut: true } }]],
  ['answers that are dropped', [{ match: { probability: 0.1 }, action: { kind: 'drop', when: 'after' } }]],
])(
  '%s are got over: the mirror is as without them',
  async (_name, rules) => {
    const emulator = await emulated({ assets: 60 });
    const calm = await connected(emulator);
    await calm.finish(calm.client.sync.pull({}));
    emulator.setFaults({ seed: 11, rules });
    const { client, finish, core } = await connected(emulator);
    const job = await finish(client.sync.pull({}));
    expect(job.result).toMatchObject({ run: { state: 'complete' }, incomplete: [] });
    expect(dump(core.context.desk.db)).toEqual(dump(calm.core.context.desk.db));
  },
  120_000,
);

test('requests, subscriptions and grants that move between two pulls arrive by the feed alone', async () => {
  const emulator = await emulated();
  const { bank } = emulator;
  const { client, finish, core } = await connected(emulator);
  await finish(client.sync.pull({}));
  const pending = bank.subscriptionRequests.list().find((request) => request.status === 'PENDING');
  const standing = bank.subscriptions.list().find((subscription) => subscription.status === 'APPROVED');
  if (!pending || !standing) throw new Error('the bank is too small');
  bank.edit.acceptRequest(pending.id, 'For the model only.');
  bank.edit.endSubscription(standing.id, 'REVOKED', 'REVOKE_FAILED');
  const calls = emulator.requests.length;
  await finish(client.sync.pull({}));
  const { db } = core.context.desk;
  for (const [kind, truth] of [
    ['subscription_request', bank.subscriptionRequests.list()],
    ['subscription', bank.subscriptions.list()],
    ['subscription_grant', bank.subscriptionGrants.list()],
  ] as const)
    expect(rowsOf(db, kind).map(({ id, status }) => `${id} ${status}`)).toEqual(
      truth.map(({ id, status }) => `${id} ${status}`).toSorted(),
    );
  const asked = emulator.requests.slice(calls).filter((request) => request.operation.startsWith('ListSubscription'));
  expect(asked.length, 'one page per state').toBe(7);
}, 60_000);

/** The discard port: nobody listens there. */
const NOBODY = 'http://127.0.0.1:9';

test('a service that this network does not let through stops what needs it, and nothing else', async () => {
  const emulator = await emulated({ assets: 60 });
  const { client, finish } = await connected(emulator, {
    env: { ...KEYS, AWS_ENDPOINT_URL_ORGANIZATIONS: NOBODY, AWS_ENDPOINT_URL: emulator.endpoint },
  });
  await client.sync.connect({
    region: emulator.region,
    domainId: emulator.domainId,
    identityStoreId: emulator.identityStoreId,
  });
  for (const endpoint of [NOBODY, emulator.endpoint]) await client.sync.allowEndpoint({ endpoint });
  const job = await finish(client.sync.pull({}));
  expect(job).toMatchObject({ state: 'succeeded', result: { run: { state: 'partial' } } });
  const { incomplete } = job.result as { incomplete: { kind: EntityKind; errorCode: string }[] };
  expect(incomplete.map(({ kind, errorCode }) => `${kind} ${errorCode}`).toSorted()).toEqual([
    'account E_SERVICE_UNREACHABLE',
    'organizational_unit E_SERVICE_UNREACHABLE',
  ]);
}, 60_000);
