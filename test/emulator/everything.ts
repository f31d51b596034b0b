import { policiesOf } from '#emulator/bank/governance/types.ts';
import { type ServiceName, pageMembersOf } from '#emulator/facts.ts';
import type { Change, Emulator } from '#emulator/server.ts';
import { type Clients, sendByName } from '#test/emulator/clients.ts';
import { readEstate } from '#test/emulator/everything-estate.ts';
import { type Entity, assetEntity, listingEntity, plain } from '#test/emulator/entities.ts';

type Kind = Change['kind'];
type Item = Record<string, unknown>;

/** Everything AWS tells of a bank, by kind and id. */
export type Everything = ReadonlyMap<string, Entity>;

/** A reader of one bank: lists to their end, details by id, and where what is read goes. */
interface Reading {
  readonly emulator: Emulator;
  readonly send: (operation: string, input: object, service?: ServiceName) => Promise<Item>;
  readonly all: (operation: string, input: object, service?: ServiceName) => Promise<Item[]>;
  readonly put: (kind: Kind, id: unknown, value: object) => void;
  /** a list, and the detail of each of its items; the ids */
  readonly each: (kind: Kind, list: string, get: string, input: object, id?: string) => Promise<unknown[]>;
}

const readingOf = (emulator: Emulator, clients: Clients, found: Map<string, Entity>): Reading => {
  const { domainId } = emulator;
  const put: Reading['put'] = (kind, id, value) => void found.set(`${kind} ${String(id)}`, plain(value));
  const send: Reading['send'] = (operation, input, service = 'DataZone') =>
    sendByName(clients, service, operation, service === 'DataZone' ? { domainIdentifier: domainId, ...input } : input);
  const all: Reading['all'] = async (operation, input, service = 'DataZone') => {
    const page = pageMembersOf(service, operation);
    const items: Item[] = [];
    let token: unknown;
    do {
      const answer = await send(operation, { ...input, [page?.token ?? '']: token }, service);
      items.push(...(answer[page?.list ?? ''] as Item[]));
      token = answer[page?.token ?? ''];
    } while (token !== undefined);
    return items;
  };
  const each: Reading['each'] = async (kind, list, get, input, id = 'id') => {
    const items = await all(list, input);
    for (const item of items) put(kind, item[id], await send(get, { identifier: item[id] }));
    return items.map((item) => item[id]);
  };
  return { emulator, send, all, put, each };
};

const readUnits = async ({ emulator, send, all, put, each }: Reading): Promise<readonly string[]> => {
  const units = [emulator.bank.domain.rootDomainUnitId];
  for (const unit of units) {
    const children = await all('ListDomainUnitsForParent', { parentDomainUnitIdentifier: unit });
    units.push(...children.map(({ id }) => String(id)));
    put('domain_unit', unit, await send('GetDomainUnit', { identifier: unit }));
    await each('rule', 'ListRules', 'GetRule', { targetType: 'DOMAIN_UNIT', targetIdentifier: unit }, 'identifier');
  }
  return units;
};

const readGrants = async ({ emulator: { bank }, all, put }: Reading, units: readonly string[]): Promise<void> => {
  const entities: Readonly<Record<keyof typeof policiesOf, readonly string[]>> = {
    DOMAIN_UNIT: units,
    ENVIRONMENT_BLUEPRINT_CONFIGURATION: bank.blueprintConfigurations
      .list()
      .map((one) => `${one.accountId}:${one.blueprintId}`),
    ENVIRONMENT_PROFILE: [...new Set(bank.environments.list().flatMap(({ profileId }) => profileId ?? []))],
    ASSET_TYPE: bank.assetTypes.list().map(({ name }) => name),
  };
  for (const entityType of Object.keys(entities) as (keyof typeof entities)[])
    for (const entityIdentifier of entities[entityType])
      for (const policyType of policiesOf[entityType])
        for (const grant of await all('ListPolicyGrants', { entityType, entityIdentifier, policyType }))
          put('policy_grant', grant['grantId'], { ...grant, entityIdentifier, policyType });
};

const readAssets = async ({ send, all, put }: Reading, projectId: unknown): Promise<void> => {
  const search = { searchScope: 'ASSET', owningProjectIdentifier: projectId, additionalAttributes: ['FORMS'] };
  for (const { assetItem } of await all('Search', search)) {
    const { identifier, ...item } = assetItem as { identifier: string };
    put('asset', identifier, assetEntity(item));
    for (const { id } of await all('ListAssetFilters', { assetIdentifier: identifier }))
      put('asset_filter', id, await send('GetAssetFilter', { assetIdentifier: identifier, identifier: id }));
  }
};

const readProjects = async (reading: Reading): Promise<void> => {
  const { all, put, each } = reading;
  await each('project_profile', 'ListProjectProfiles', 'GetProjectProfile', {});
  for (const projectIdentifier of await each('project', 'ListProjects', 'GetProject', {})) {
    const project = { projectIdentifier };
    await each('environment', 'ListEnvironments', 'GetEnvironment', project);
    for (const { memberDetails, designation } of await all('ListProjectMemberships', project)) {
      const { user, group } = memberDetails as { user?: { userId: string }; group?: { groupId: string } };
      put('project_membership', `${String(projectIdentifier)}/${user?.userId ?? group?.groupId}`, { designation });
    }
    const sources = await each('data_source', 'ListDataSources', 'GetDataSource', project, 'dataSourceId');
    for (const dataSourceIdentifier of sources)
      await each('data_source_run', 'ListDataSourceRuns', 'GetDataSourceRun', { dataSourceIdentifier });
    await readAssets(reading, projectIdentifier);
  }
};

const readCatalog = async ({ send, all, put, each }: Reading): Promise<void> => {
  for (const [kind, searchScope] of [['form_type', 'FORM_TYPE'] as const, ['asset_type', 'ASSET_TYPE'] as const])
    for (const managed of [true, false])
      for (const item of await all('SearchTypes', { searchScope, managed })) {
        const type = Object.values(item)[0] as { name: string };
        put(kind, type.name, type);
      }
  for (const { glossaryItem } of await all('Search', { searchScope: 'GLOSSARY' }))
    put('glossary', (glossaryItem as Item)['id'], glossaryItem as Item);
  for (const { glossaryTermItem } of await all('Search', { searchScope: 'GLOSSARY_TERM' }))
    put('glossary_term', (glossaryTermItem as Item)['id'], glossaryTermItem as Item);
  for (const { dataProductItem } of await all('Search', { searchScope: 'DATA_PRODUCT' })) {
    const { id } = dataProductItem as { id: string };
    put('data_product', id, await send('GetDataProduct', { identifier: id }));
  }
  for (const item of await all('SearchListings', { additionalAttributes: ['FORMS'] })) {
    const listing = Object.values(item)[0] as { listingId: string };
    put('listing', listing.listingId, listingEntity(listing));
  }
  await each('metadata_generation_run', 'ListMetadataGenerationRuns', 'GetMetadataGenerationRun', {});
};

const readAccess = async ({ each }: Reading): Promise<void> => {
  for (const status of ['PENDING', 'ACCEPTED', 'REJECTED'])
    await each('subscription_request', 'ListSubscriptionRequests', 'GetSubscriptionRequestDetails', { status });
  for (const status of ['APPROVED', 'REVOKED', 'CANCELLED'])
    await each('subscription', 'ListSubscriptions', 'GetSubscription', { status });
  await each('subscription_grant', 'ListSubscriptionGrants', 'GetSubscriptionGrant', {});
};

const readPeople = async ({ emulator, all, put }: Reading): Promise<void> => {
  for (const userType of ['SSO_USER', 'DATAZONE_IAM_USER'])
    for (const user of await all('SearchUserProfiles', { userType })) put('user_profile', user['id'], user);
  for (const groupType of ['SSO_GROUP', 'IAM_ROLE_SESSION_GROUP'])
    for (const group of await all('SearchGroupProfiles', { groupType })) put('group_profile', group['id'], group);
  const store = { IdentityStoreId: emulator.identityStoreId };
  for (const user of await all('ListUsers', store, 'IdentityStore')) put('identity_user', user['UserId'], user);
  for (const group of await all('ListGroups', store, 'IdentityStore')) put('identity_group', group['GroupId'], group);
};

const readGlue = async ({ emulator, all, put }: Reading): Promise<void> => {
  for (const { id: CatalogId } of emulator.bank.accounts)
    for (const { Name: DatabaseName, ...database } of await all('GetDatabases', { CatalogId }, 'Glue')) {
      put('glue_database', `${CatalogId}/${String(DatabaseName)}`, database);
      for (const table of await all('GetTables', { CatalogId, DatabaseName }, 'Glue'))
        put('glue_table', `${CatalogId}/${String(DatabaseName)}/${String(table['Name'])}`, table);
    }
};

/** Reads a bank over the wire the slow and complete way. Lake Formation, Organizations and lineage are not among it. */
export const readEverything = async (emulator: Emulator, clients: Clients): Promise<Everything> => {
  const found = new Map<string, Entity>();
  const reading = readingOf(emulator, clients, found);
  await readGrants(reading, await readUnits(reading));
  await readProjects(reading);
  await readCatalog(reading);
  await readAccess(reading);
  await readPeople(reading);
  await readGlue(reading);
  for (const [key, entity] of await readEstate(emulator, clients)) found.set(key, entity);
  return found;
};

/** What differs between two readings, as the month tells it. */
export const differenceOf = (before: Everything, after: Everything): Omit<Change, 'name'>[] => {
  const key = (text: string): { kind: Kind; id: string } => {
    const space = text.indexOf(' ');
    return { kind: text.slice(0, space) as Kind, id: text.slice(space + 1) };
  };
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((text): Omit<Change, 'name'>[] => {
    const [old, now] = [before.get(text), after.get(text)];
    if (!old || !now) return [{ ...key(text), change: old ? 'removed' : 'added' }];
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const fields = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name])).toSorted();
    return fields.length === 0 ? [] : [{ ...key(text), change: 'changed', fields }];
  });
};
