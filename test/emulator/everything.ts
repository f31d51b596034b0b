import { policiesOf } from '#emulator/bank/governance/types.ts';
import type { Change, Emulator } from '#emulator/server.ts';
import { type Clients, sendByName } from '#test/emulator/clients.ts';
import { type Entity, assetEntity, listingEntity, plain } from '#test/emulator/entities.ts';
import { type ServiceName, pageMembersOf } from '#emulator/facts.ts';

type Kind = Change['kind'];

/** Everything AWS tells of a bank, by kind and id. */
export type Everything = ReadonlyMap<string, Entity>;

/** Reads a bank over the wire the slow and complete way: every list to its end, every detail by its id. */
export const readEverything = async ({ domainId, bank, identityStoreId }: Emulator, clients: Clients) => {
  const found = new Map<string, Entity>();
  const put = (kind: Kind, id: unknown, value: object): void => {
    found.set(`${kind} ${String(id)}`, plain(value));
  };
  const send = (operation: string, input: object, service: ServiceName = 'DataZone') =>
    sendByName(clients, service, operation, service === 'DataZone' ? { domainIdentifier: domainId, ...input } : input);
  const all = async (operation: string, input: object, service: ServiceName = 'DataZone') => {
    const page = pageMembersOf(service, operation);
    const items: Record<string, unknown>[] = [];
    let token: unknown;
    do {
      const answer = await send(operation, { ...input, [page?.token ?? '']: token }, service);
      items.push(...(answer[page?.list ?? ''] as Record<string, unknown>[]));
      token = answer[page?.token ?? ''];
    } while (token !== undefined);
    return items;
  };
  const each = async (kind: Kind, list: string, get: string, input: object, id = 'id'): Promise<unknown[]> => {
    const items = await all(list, input);
    for (const item of items) put(kind, item[id], await send(get, { identifier: item[id] }));
    return items.map((item) => item[id]);
  };

  const units = [bank.domain.rootDomainUnitId];
  for (const unit of units) {
    const children = await all('ListDomainUnitsForParent', { parentDomainUnitIdentifier: unit });
    units.push(...children.map(({ id }) => String(id)));
    put('domain_unit', unit, await send('GetDomainUnit', { identifier: unit }));
    await each('rule', 'ListRules', 'GetRule', { targetType: 'DOMAIN_UNIT', targetIdentifier: unit }, 'identifier');
  }
  const projects = await each('project', 'ListProjects', 'GetProject', {});
  await each('project_profile', 'ListProjectProfiles', 'GetProjectProfile', {});
  for (const projectIdentifier of projects) {
    await each('environment', 'ListEnvironments', 'GetEnvironment', { projectIdentifier });
    for (const { memberDetails, designation } of await all('ListProjectMemberships', { projectIdentifier })) {
      const { user, group } = memberDetails as { user?: { userId: string }; group?: { groupId: string } };
      put('project_membership', `${String(projectIdentifier)}/${user?.userId ?? group?.groupId}`, { designation });
    }
    const sources = await each(
      'data_source',
      'ListDataSources',
      'GetDataSource',
      { projectIdentifier },
      'dataSourceId',
    );
    for (const dataSourceIdentifier of sources)
      await each('data_source_run', 'ListDataSourceRuns', 'GetDataSourceRun', { dataSourceIdentifier });
    const additionalAttributes = ['FORMS'];
    const search = { searchScope: 'ASSET', owningProjectIdentifier: projectIdentifier, additionalAttributes };
    for (const { assetItem } of await all('Search', search)) {
      const { identifier, ...item } = assetItem as { identifier: string };
      put('asset', identifier, assetEntity(item));
      for (const filter of await all('ListAssetFilters', { assetIdentifier: identifier })) {
        const input = { assetIdentifier: identifier, identifier: filter['id'] };
        put('asset_filter', filter['id'], await send('GetAssetFilter', input));
      }
    }
  }
  for (const searchScope of ['FORM_TYPE', 'ASSET_TYPE'])
    for (const managed of [true, false])
      for (const item of await all('SearchTypes', { searchScope, managed })) {
        const type = Object.values(item)[0] as { name: string };
        put(searchScope === 'FORM_TYPE' ? 'form_type' : 'asset_type', type.name, type);
      }
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
  for (const { glossaryItem } of await all('Search', { searchScope: 'GLOSSARY' }))
    put('glossary', (glossaryItem as { id: string }).id, glossaryItem as object);
  for (const { glossaryTermItem } of await all('Search', { searchScope: 'GLOSSARY_TERM' }))
    put('glossary_term', (glossaryTermItem as { id: string }).id, glossaryTermItem as object);
  for (const { dataProductItem } of await all('Search', { searchScope: 'DATA_PRODUCT' })) {
    const { id } = dataProductItem as { id: string };
    put('data_product', id, await send('GetDataProduct', { identifier: id }));
  }
  for (const item of await all('SearchListings', { additionalAttributes: ['FORMS'] })) {
    const listing = Object.values(item)[0] as { listingId: string };
    put('listing', listing.listingId, listingEntity(listing));
  }
  const access = [
    ['subscription_request', 'ListSubscriptionRequests', 'GetSubscriptionRequestDetails', 'PENDING ACCEPTED REJECTED'],
    ['subscription', 'ListSubscriptions', 'GetSubscription', 'APPROVED REVOKED CANCELLED'],
  ] as const;
  for (const [kind, list, get, states] of access)
    for (const status of states.split(' ')) await each(kind, list, get, { status });
  await each('subscription_grant', 'ListSubscriptionGrants', 'GetSubscriptionGrant', {});
  await each('metadata_generation_run', 'ListMetadataGenerationRuns', 'GetMetadataGenerationRun', {});
  for (const userType of ['SSO_USER', 'DATAZONE_IAM_USER'])
    for (const user of await all('SearchUserProfiles', { userType })) put('user_profile', user['id'], user);
  for (const groupType of ['SSO_GROUP', 'IAM_ROLE_SESSION_GROUP'])
    for (const group of await all('SearchGroupProfiles', { groupType })) put('group_profile', group['id'], group);
  const store = { IdentityStoreId: identityStoreId };
  for (const user of await all('ListUsers', store, 'IdentityStore')) put('identity_user', user['UserId'], user);
  for (const group of await all('ListGroups', store, 'IdentityStore')) put('identity_group', group['GroupId'], group);
  for (const { id: CatalogId } of bank.accounts)
    for (const { Name: DatabaseName, ...database } of await all('GetDatabases', { CatalogId }, 'Glue')) {
      put('glue_database', `${CatalogId}/${String(DatabaseName)}`, database);
      for (const table of await all('GetTables', { CatalogId, DatabaseName }, 'Glue'))
        put('glue_table', `${CatalogId}/${String(DatabaseName)}/${String(table['Name'])}`, table);
    }
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
