import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantHostile, hostileTexts } from '#emulator/bank/hostile-bank.ts';
import { pageMembersOf } from '#emulator/facts.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';
import { readEverything } from '#test/emulator/everything.ts';

const now = Date.UTC(2026, 6, 1);
let emulator: Emulator;
let clients: Clients;

beforeAll(async () => {
  emulator = await startEmulator({ rates: 'off', clock: () => now });
  clients = clientsOf(emulator);
});
afterAll(async () => {
  clients.destroy();
  await emulator.close();
});

type Answer = Record<string, unknown>;

const send = (operation: string, input: object = {}): Promise<Answer> =>
  sendByName(clients, 'DataZone', operation, { domainIdentifier: emulator.domainId, ...input });

/** Every item of a list, over all its pages. */
const all = async (operation: string, input: object = {}): Promise<Answer[]> => {
  const page = pageMembersOf('DataZone', operation);
  const items: Answer[] = [];
  let nextToken: unknown;
  do {
    const answer = await send(operation, { ...input, nextToken });
    items.push(...(answer[page?.list ?? ''] as Answer[]));
    nextToken = answer['nextToken'];
  } while (nextToken !== undefined);
  return items;
};

const unitId = (name: string): string => emulator.bank.units.list().find((unit) => unit.name === name)?.id ?? '';
const project = (name: string): string => emulator.bank.projects.list().find((each) => each.name === name)?.id ?? '';
const times = (items: readonly Answer[], member: string): number[] =>
  items.map((item) => (item[member] as Date).getTime());
const ordered = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0));

test('a complete reading finds exactly what the bank counts', async () => {
  const counts = emulator.bank.counts();
  const found = await readEverything(emulator, clients);
  const number = (kind: string): number => [...found.keys()].filter((key) => key.startsWith(`${kind} `)).length;
  expect({
    domainUnits: number('domain_unit'),
    projects: number('project'),
    projectMemberships: number('project_membership'),
    policyGrants: number('policy_grant'),
    projectProfiles: number('project_profile'),
    environments: number('environment'),
    rules: number('rule'),
    dataSources: number('data_source'),
    dataSourceRuns: number('data_source_run'),
    subscriptionRequests: number('subscription_request'),
    subscriptions: number('subscription'),
    subscriptionGrants: number('subscription_grant'),
    assetFilters: number('asset_filter'),
    metadataGenerationRuns: number('metadata_generation_run'),
    userProfiles: number('user_profile'),
    groupProfiles: number('group_profile'),
  }).toEqual(Object.fromEntries(Object.entries(counts).filter(([name]) => name in expectedNames)));
  const owners = await Promise.all(
    emulator.bank.units
      .list()
      .map(({ id }) => all('ListEntityOwners', { entityType: 'DOMAIN_UNIT', entityIdentifier: id })),
  );
  expect(owners.flat()).toHaveLength(counts.owners);
  expect(await all('ListEnvironmentBlueprints')).toHaveLength(counts.environmentBlueprints);
  expect(await all('ListEnvironmentBlueprintConfigurations')).toHaveLength(counts.ownBlueprintConfigurations);
});

const expectedNames: Readonly<Record<string, true>> = Object.fromEntries(
  `domainUnits projects projectMemberships policyGrants projectProfiles environments rules dataSources dataSourceRuns
  subscriptionRequests subscriptions subscriptionGrants assetFilters metadataGenerationRuns userProfiles groupProfiles`
    .split(/\s+/)
    .map((name) => [name, true]),
);

describe('lists about access', () => {
  test('without a status: pending requests and approved subscriptions alone', async () => {
    const statuses = async (operation: string): Promise<Set<unknown>> =>
      new Set((await all(operation)).map(({ status }) => status));
    expect(await statuses('ListSubscriptionRequests')).toEqual(new Set(['PENDING']));
    expect(await statuses('ListSubscriptions')).toEqual(new Set(['APPROVED']));
    expect((await statuses('ListSubscriptionGrants')).size).toBeGreaterThan(3);
  });

  test.each(['CREATED_AT', 'UPDATED_AT'])('sorted by %s, both ways, across pages', async (sortBy) => {
    const member = sortBy === 'CREATED_AT' ? 'createdAt' : 'updatedAt';
    for (const [operation, input] of [
      ['ListSubscriptionRequests', { status: 'ACCEPTED' }],
      ['ListSubscriptions', {}],
      ['ListSubscriptionGrants', {}],
    ] as const) {
      const up = await all(operation, { ...input, sortBy, sortOrder: 'ASCENDING', maxResults: 3 });
      const down = await all(operation, { ...input, sortBy, sortOrder: 'DESCENDING', maxResults: 4 });
      expect(up.length).toBeGreaterThan(4);
      expect(ordered(times(up, member))).toBe(true);
      expect(ordered(times(down, member).toReversed())).toBe(true);
      expect(new Set(down.map(({ id }) => id))).toEqual(new Set(up.map(({ id }) => id)));
    }
  });

  test('a decision moves a request to the top of its feed, with what follows from it', async () => {
    const other = await startEmulator({ rates: 'off', clock: () => now });
    const mine = clientsOf(other);
    const ask = (operation: string, input: object) =>
      sendByName(mine, 'DataZone', operation, { domainIdentifier: other.domainId, ...input });
    const pending = other.bank.subscriptionRequests.list().find(({ status }) => status === 'PENDING');
    const { subscription } = other.bank.edit.acceptRequest(pending?.id ?? '', 'Agreed.');
    const feed = { sortBy: 'UPDATED_AT', sortOrder: 'DESCENDING' };
    const { items: requests } = await ask('ListSubscriptionRequests', { ...feed, status: 'ACCEPTED', maxResults: 1 });
    expect(requests).toMatchObject([{ id: pending?.id, decisionComment: 'Agreed.', updatedAt: new Date(now) }]);
    const { items: made } = await ask('ListSubscriptions', { subscriptionRequestIdentifier: pending?.id });
    expect(made).toMatchObject([{ id: subscription.id, status: 'APPROVED' }]);
    const { items: grants } = await ask('ListSubscriptionGrants', { subscriptionId: subscription.id });
    expect(grants).toMatchObject([{ status: 'IN_PROGRESS', assets: [{ status: 'GRANT_IN_PROGRESS' }] }]);
    expect(() => other.bank.edit.rejectRequest(pending?.id ?? '')).toThrow(/already ACCEPTED/);
    mine.destroy();
    await other.close();
  });

  test('scopes: who approves, who subscribes, to what', async () => {
    const everything = emulator.bank.subscriptions.list().filter(({ status }) => status === 'APPROVED');
    const [first] = everything;
    const ids = async (input: object): Promise<Set<unknown>> =>
      new Set((await all('ListSubscriptions', input)).map(({ id }) => id));
    const of = (test: (each: (typeof everything)[number]) => boolean): Set<unknown> =>
      new Set(everything.filter(test).map(({ id }) => id));
    const c360 = project('Customer 360');
    const owned = await ids({ owningProjectId: c360 });
    expect(owned).toEqual(of(({ subscriber }) => subscriber.kind === 'project' && subscriber.id === c360));
    expect(owned.size).toBe(4);
    const approver = first?.listing.ownerProjectId ?? '';
    expect(await ids({ approverProjectId: approver })).toEqual(
      of(({ listing }) => listing.ownerProjectId === approver),
    );
    expect(await ids({ subscribedListingId: first?.listing.id })).toEqual(
      of(({ listing }) => listing.id === first?.listing.id),
    );
    const user = emulator.bank.users.list().find(({ userName }) => userName === 'nina.kowalski');
    expect((await ids({ owningUserId: user?.profileId })).size).toBe(1);
    const group = emulator.bank.groups.list().find(({ name }) => name === 'data-scientists');
    expect((await ids({ owningGroupId: group?.profileId })).size).toBe(1);
    const pipeline = 'arn:aws:iam::111122223333:role/DataPlatformPipeline';
    expect((await ids({ owningIamPrincipalArn: pipeline })).size).toBe(1);
    expect((await ids({ owningIamPrincipalArn: pipeline, owningProjectId: c360 })).size).toBe(0);
  });
});

describe('policy grants', () => {
  const grants = (entityType: string, entityIdentifier: string, policyType: string): Promise<Answer[]> =>
    all('ListPolicyGrants', { entityType, entityIdentifier, policyType });

  test('each policy answers in its own words', async () => {
    const root = emulator.bank.domain.rootDomainUnitId;
    expect(await grants('DOMAIN_UNIT', root, 'ADD_TO_PROJECT_MEMBER_POOL')).toMatchObject([
      {
        principal: { user: { allUsersGrantFilter: {} } },
        detail: { addToProjectMemberPool: { includeChildDomainUnits: true } },
      },
    ]);
    expect(await grants('DOMAIN_UNIT', root, 'CREATE_PROJECT')).toMatchObject([
      {
        principal: {
          domainUnit: { domainUnitDesignation: 'OWNER', domainUnitGrantFilter: { allDomainUnitsGrantFilter: {} } },
        },
      },
    ]);
    expect(await grants('ASSET_TYPE', 'AnyBankContractedTable', 'USE_ASSET_TYPE')).toMatchObject([
      {
        principal: { project: { projectGrantFilter: { domainUnitFilter: { domainUnit: unitId('Retail Banking') } } } },
        detail: { useAssetType: { domainUnitId: root } },
      },
      {},
    ]);
    const account = emulator.accountId;
    const lake = emulator.bank.blueprints.list().find(({ name }) => name === 'DataLake');
    const delegated = await grants(
      'ENVIRONMENT_BLUEPRINT_CONFIGURATION',
      `${account}:${lake?.id}`,
      'DELEGATE_CREATE_ENVIRONMENT_PROFILE',
    );
    expect(delegated).toMatchObject([{ detail: { delegateCreateEnvironmentProfile: {} } }]);
  });

  test('a policy that is not for this kind of entity: none; an entity that is not there: denied', async () => {
    expect(await grants('DOMAIN_UNIT', unitId('Risk'), 'USE_ASSET_TYPE')).toEqual([]);
    for (const [type, id] of [
      ['DOMAIN_UNIT', 'nosuchunit0000'],
      ['ASSET_TYPE', 'NoSuchType'],
      ['ENVIRONMENT_PROFILE', 'nosuchprofile0'],
      ['ENVIRONMENT_BLUEPRINT_CONFIGURATION', '111122223333:none'],
    ] as const) {
      expect((await failureOf(grants(type, id, 'CREATE_GLOSSARY'))).name).toBe('AccessDeniedException');
    }
  });

  test('no more than twenty of one policy on one entity', async () => {
    const large = await startEmulator({ rates: 'off', units: 200 });
    const { bank } = large;
    const most = new Map<string, number>();
    for (const grant of bank.policyGrants.list()) {
      const key = `${grant.entityId} ${grant.policyType}`;
      most.set(key, (most.get(key) ?? 0) + 1);
    }
    expect(Math.max(...most.values())).toBe(20);
    const [full = ''] = [...most].find(([, count]) => count === 20) ?? [];
    const [entityId = ''] = full.split(' ');
    const grant = {
      entityType: 'DOMAIN_UNIT',
      entityId,
      policyType: 'CREATE_GLOSSARY',
      principal: { kind: 'allUsers' },
    } as const;
    expect(() => bank.edit.addPolicyGrant(grant)).toThrow(/at most 20/);
    await large.close();
  });
});

test('more owners than a unit shows: the list has them all, page by page', async () => {
  const other = await startEmulator({ rates: 'off', identityUsers: 60 });
  const mine = clientsOf(other);
  const id = other.bank.units.list()[1]?.id ?? '';
  const owners = other.bank.users
    .list()
    .slice(0, 31)
    .map(({ profileId }) => ({ kind: 'user', id: profileId }) as const);
  other.bank.edit.changeDomainUnit(id, { owners });
  const input = { domainIdentifier: other.domainId };
  expect((await sendByName(mine, 'DataZone', 'GetDomainUnit', { ...input, identifier: id }))['owners']).toHaveLength(
    20,
  );
  const list = { ...input, entityType: 'DOMAIN_UNIT', entityIdentifier: id };
  const first = await sendByName(mine, 'DataZone', 'ListEntityOwners', list);
  const rest = await sendByName(mine, 'DataZone', 'ListEntityOwners', { ...list, nextToken: first['nextToken'] });
  expect([...(first['owners'] as object[]), ...(rest['owners'] as object[])]).toEqual(
    owners.map((owner) => ({ user: { userId: owner.id } })),
  );
  expect(first['owners']).toHaveLength(25);
  mine.destroy();
  await other.close();
});

test('a project one may not see: everything under it is denied, nothing else', async () => {
  const other = await startEmulator({ rates: 'off' });
  const mine = clientsOf(other);
  const { bank } = other;
  const hidden = bank.projects.list().find(({ name }) => name === 'Credit Scoring')?.id ?? '';
  const open = bank.projects.list().find(({ name }) => name === 'Fraud Signals')?.id ?? '';
  other.setFaults({ rules: [{ match: { project: hidden }, action: { kind: 'accessDenied' } }] });
  const asked = (projectId: string): readonly (readonly [operation: string, input: object])[] => {
    const source = bank.sourcesOf(projectId)[0]?.id ?? '';
    const asset = bank.assets.at(bank.assets.ordinals(projectId)[0] ?? 0).id;
    return [
      ['ListProjectMemberships', { projectIdentifier: projectId }],
      ['ListEnvironments', { projectIdentifier: projectId }],
      ['ListDataSources', { projectIdentifier: projectId }],
      ['GetDataSource', { identifier: source }],
      ['ListDataSourceRuns', { dataSourceIdentifier: source }],
      ['ListDataSourceRunActivities', { identifier: bank.runsOf(source)[0]?.id }],
      ['ListSubscriptionTargets', { environmentIdentifier: bank.environmentsOf(projectId)[0]?.id }],
      ['ListAssetFilters', { assetIdentifier: asset }],
      ['ListAssetRevisions', { identifier: asset }],
      ['ListSubscriptionRequests', { approverProjectId: projectId }],
    ];
  };
  for (const [operation, input] of asked(hidden)) {
    const call = sendByName(mine, 'DataZone', operation, { domainIdentifier: other.domainId, ...input });
    expect((await failureOf(call)).name, operation).toBe('AccessDeniedException');
  }
  for (const [operation, input] of asked(open)) {
    await sendByName(mine, 'DataZone', operation, { domainIdentifier: other.domainId, ...input });
  }
  mine.destroy();
  await other.close();
});

test('rules: a unit’s own, and with those handed down', async () => {
  const names = async (unit: string, input: object = {}): Promise<unknown[]> => {
    const rules = await all('ListRules', { targetType: 'DOMAIN_UNIT', targetIdentifier: unitId(unit), ...input });
    return rules.map(({ name }) => String(name)).toSorted();
  };
  expect(await names('Credit Cards')).toEqual([]);
  expect(await names('Credit Cards', { includeCascaded: true })).toEqual([
    'Card data is marked',
    'Contract before publishing',
    'Purpose of access',
  ]);
  expect(await names('Transaction Monitoring', { includeCascaded: true })).toEqual(['Contract before publishing']);
  const action = { action: 'CREATE_SUBSCRIPTION_REQUEST' };
  expect(await names('Credit Cards', { includeCascaded: true, ...action })).toEqual(['Purpose of access']);
  const others = { includeCascaded: true, projectIds: [project('Digital Behaviour'), project('General Ledger')] };
  expect(await names('Customer 360', others)).toEqual(['Contract before publishing']);
});

test('a run of a data source: its numbers are those of its activities', async () => {
  const source = emulator.bank.dataSources.list().find(({ name }) => name === 'customer_360-glue');
  const runs = await all('ListDataSourceRuns', { dataSourceIdentifier: source?.id });
  expect(ordered(runs.map(({ createdAt }) => new Date(createdAt as string).getTime()).toReversed())).toBe(true);
  let activities = 0;
  for (const { id, runStatisticsForAssets } of runs) {
    const did = await all('ListDataSourceRunActivities', { identifier: id });
    const count = (status: string): number => did.filter(({ dataAssetStatus }) => dataAssetStatus === status).length;
    expect(runStatisticsForAssets).toMatchObject({
      added: count('SUCCEEDED_CREATED'),
      updated: count('SUCCEEDED_UPDATED'),
      unchanged: count('UNCHANGED'),
    });
    activities += did.length;
  }
  expect(activities).toBeGreaterThan(8);
  const asset = emulator.bank.assets.byOrdinal(22);
  const form = asset?.forms.find(({ formName }) => formName === 'DataSourceReferenceForm')?.content ?? '{}';
  expect(JSON.parse(form)).toMatchObject({
    dataSourceIdentifier: { id: source?.id },
    dataSourceRunId: runs[0]?.['id'],
  });
});

describe('time filters: seconds here, milliseconds elsewhere', () => {
  const at = Math.floor(Date.UTC(2026, 0, 1) / 1000);
  const filter = (attribute: string, operator: string, intValue: number): object => ({
    filters: { filter: { attribute, operator, intValue } },
  });
  const cases = [
    ...['ASSET', 'GLOSSARY', 'GLOSSARY_TERM', 'DATA_PRODUCT'].map(
      (searchScope) => ['Search', { searchScope }] as const,
    ),
    ['SearchListings', {}] as const,
    ['SearchTypes', { searchScope: 'FORM_TYPE', managed: true }] as const,
  ];
  const total = async (operation: string, input: object): Promise<number> =>
    (await send(operation, { ...input, maxResults: 1 }))['totalMatchCount'] as number;

  test.each(cases)('%s %j', async (operation, input) => {
    for (const attribute of ['lastUpdatedTime', 'creationTime']) {
      const since = await total(operation, { ...input, ...filter(attribute, 'GE', at) });
      const before = await total(operation, { ...input, ...filter(attribute, 'LT', at) });
      expect(since + before).toBe(await total(operation, input));
      expect(await total(operation, { ...input, ...filter(attribute, 'GE', at * 1000) })).toBe(0);
      expect(await total(operation, { ...input, ...filter(attribute, 'EQ', at * 1000) })).toBe(0);
    }
  });

  test('sorted by them', async () => {
    for (const order of ['ASCENDING', 'DESCENDING']) {
      const sort = { attribute: 'lastUpdatedTime', order };
      const items = await all('Search', { searchScope: 'ASSET', sort });
      const dates = items.map(({ assetItem }) => ((assetItem as Answer)['createdAt'] as Date).getTime());
      expect(ordered(order === 'ASCENDING' ? dates : dates.toReversed())).toBe(true);
      expect(items).toHaveLength(emulator.bank.counts().assets);
    }
  });
});

test('an asset search that needs its project', async () => {
  const strict = await startEmulator({ rates: 'off', assetSearchNeedsProject: true });
  const mine = clientsOf(strict);
  const search = (input: object) =>
    sendByName(mine, 'DataZone', 'Search', { domainIdentifier: strict.domainId, ...input });
  const failure = await failureOf(search({ searchScope: 'ASSET' }));
  expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual(['ValidationException', 400]);
  const owningProjectIdentifier = strict.bank.projects.list()[0]?.id;
  expect((await search({ searchScope: 'ASSET', owningProjectIdentifier }))['totalMatchCount']).toBeGreaterThan(0);
  expect((await search({ searchScope: 'GLOSSARY' }))['totalMatchCount']).toBe(7);
  mine.destroy();
  await strict.close();
});

test('hostile text of governance is not changed on the way', async () => {
  const other = await startEmulator({ rates: 'off', assets: 12 });
  plantHostile(other.bank);
  const mine = clientsOf(other);
  const texts = Object.values(hostileTexts);
  const told: string[] = [];
  for (const status of ['PENDING', 'ACCEPTED', 'REJECTED']) {
    const input = { domainIdentifier: other.domainId, status };
    const { items } = await sendByName(mine, 'DataZone', 'ListSubscriptionRequests', input);
    told.push(...(items as { requestReason: string }[]).map(({ requestReason }) => requestReason));
  }
  for (const text of texts)
    expect(told.some((reason) => reason.startsWith(Array.from(text).slice(0, 20).join('')))).toBe(true);
  mine.destroy();
  await other.close();
});
