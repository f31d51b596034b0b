import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceName, facts } from '#emulator/facts.ts';
import { registry } from '#emulator/registry.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, sdks, sendByName } from '#test/emulator/clients.ts';
import { breachesOfFacts } from '#test/emulator/facts-check.ts';
import { breachesOfSchema } from '#test/emulator/schema-check.ts';

let emulator: Emulator;
let clients: Clients;

beforeAll(async () => {
  emulator = await startEmulator({ rates: 'off', identityUsers: 130 });
  clients = clientsOf(emulator);
});

afterAll(async () => {
  clients.destroy();
  await emulator.close();
});

/** STS answers XML without repetition or attributes: names and texts are all there is. */
const fromXml = (xml: string, result: string): Record<string, string> => {
  const inner = new RegExp(`<${result}>(.*)</${result}>`, 's').exec(xml)?.[1] ?? '';
  return Object.fromEntries(
    [...inner.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
};

const bodyOf = (service: ServiceName, operation: string, body: string): unknown =>
  service === 'STS' ? fromXml(body, `${operation}Result`) : JSON.parse(body);

/** Inputs of every operation, as functions of the running bank; each is followed to its last page. */
const inputs = (): Record<ServiceName, Record<string, object[]>> => {
  const { bank, domainId: domainIdentifier, identityStoreId: IdentityStoreId } = emulator;
  const assets = bank.assets.ordinals().map((ordinal) => bank.assets.at(ordinal));
  const each = <T>(items: readonly T[], input: (item: T) => object): object[] =>
    items.map((item) => ({ domainIdentifier, ...input(item) }));
  const scopes = ['ASSET', 'GLOSSARY', 'GLOSSARY_TERM', 'DATA_PRODUCT'];
  return {
    STS: { GetCallerIdentity: [{}] },
    DataZone: {
      ListDomains: [{}, { maxResults: 1 }, { status: 'DELETED' }],
      GetDomain: [{ identifier: domainIdentifier }],
      ListDomainUnitsForParent: each(bank.units.list(), (unit) => ({
        parentDomainUnitIdentifier: unit.id,
        maxResults: 2,
      })),
      GetDomainUnit: each(bank.units.list(), (unit) => ({ identifier: unit.id })),
      ListProjects: [
        { domainIdentifier },
        { domainIdentifier, maxResults: 7 },
        { domainIdentifier, name: 'Customer 360' },
        { domainIdentifier, userIdentifier: bank.users.list()[2]?.profileId },
      ],
      GetProject: each(bank.projects.list(), (project) => ({ identifier: project.id })),
      SearchTypes: ['FORM_TYPE', 'ASSET_TYPE', 'LINEAGE_NODE_TYPE'].flatMap((searchScope) => [
        { domainIdentifier, searchScope, managed: true, maxResults: 3 },
        { domainIdentifier, searchScope, managed: false },
      ]),
      GetFormType: each(bank.formTypes.list(), (type) => ({ formTypeIdentifier: type.name, revision: type.revision })),
      GetAssetType: each(bank.assetTypes.list(), (type) => ({ identifier: type.name })),
      Search: [
        ...scopes.map((searchScope) => ({ domainIdentifier, searchScope, maxResults: 17 })),
        ...scopes.map((searchScope) => ({
          domainIdentifier,
          searchScope,
          searchText: 'customer',
          additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS', 'TEXT_MATCH_RATIONALE'],
        })),
        ...each(bank.projects.list(), (project) => ({
          searchScope: 'ASSET',
          owningProjectIdentifier: project.id,
          additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS'],
        })),
      ],
      SearchListings: [
        { domainIdentifier, maxResults: 11 },
        {
          domainIdentifier,
          searchText: 'score',
          additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS', 'TEXT_MATCH_RATIONALE'],
          aggregations: [{ attribute: 'owningProjectId' }, { attribute: 'typeName', displayValue: 'Type' }],
        },
      ],
      GetListing: each(
        assets
          .flatMap((asset) => (asset.listing ? [asset.listing] : []))
          .concat(bank.products.list().flatMap((product) => product.listing ?? [])),
        (listing) => ({ identifier: listing.id }),
      ),
      GetAsset: [
        ...each(assets, (asset) => ({ identifier: asset.id })),
        ...each(assets.slice(0, 20), (asset) => ({ identifier: asset.id, revision: '1' })),
        ...each(assets.slice(0, 3), (asset) => ({ identifier: `externalIdentifier/${asset.externalIdentifier}` })),
      ],
      GetGlossary: each(bank.glossaries.list(), (glossary) => ({ identifier: glossary.id })),
      GetGlossaryTerm: each(bank.terms.list(), (term) => ({ identifier: term.id })),
      GetDataProduct: each(bank.products.list(), (product) => ({ identifier: product.id })),
    },
    Glue: {
      GetDatabases: [{}, { ResourceShareType: 'ALL', MaxResults: 9 }, { AttributesToGet: ['NAME'] }],
      GetTables: bank.accounts.flatMap((account) =>
        bank.glue.databases(account.id).flatMap((database) => [
          { CatalogId: account.id, DatabaseName: database.name, MaxResults: 3 },
          { CatalogId: account.id, DatabaseName: database.name, AttributesToGet: ['NAME', 'TABLE_TYPE'] },
        ]),
      ),
    },
    IdentityStore: {
      ListUsers: [
        { IdentityStoreId },
        { IdentityStoreId, MaxResults: 50, Filters: [] },
        { IdentityStoreId, Filters: [{ AttributePath: 'UserName', AttributeValue: 'priya.raman' }] },
      ],
      ListGroups: [{ IdentityStoreId, MaxResults: 5 }],
      ListGroupMemberships: bank.groups.list().map((group) => ({ IdentityStoreId, GroupId: group.id, MaxResults: 2 })),
    },
  };
};

const everyPage = async (service: ServiceName, operation: string, input: object): Promise<void> => {
  const name = service === 'DataZone' ? 'nextToken' : 'NextToken';
  let token: unknown;
  do {
    const answer = await sendByName(
      clients,
      service,
      operation,
      token === undefined ? input : { ...input, [name]: token },
    );
    token = answer[name];
  } while (token !== undefined);
};

const served = (Object.keys(registry) as ServiceName[]).flatMap((service) =>
  Object.keys(registry[service]).map((operation) => ({ service, operation })),
);

describe('every answer keeps to AWS’s model and to the SDK’s schemas', () => {
  test.each(served)('$service $operation', async ({ service, operation }) => {
    const cases = inputs()[service][operation];
    if (!cases || cases.length === 0) throw new Error(`No input for ${operation}: give it one here.`);
    clients.raw.length = 0;
    for (const input of cases) await everyPage(service, operation, input);
    expect(clients.raw.length).toBeGreaterThanOrEqual(cases.length);
    for (const raw of clients.raw) {
      expect(raw.status).toBe(facts[service].operations[operation]?.status);
      expect(raw.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
      const answer = bodyOf(service, operation, raw.body);
      expect(breachesOfFacts(service, operation, answer)).toEqual([]);
      expect(breachesOfSchema(sdks[service], operation, answer)).toEqual([]);
    }
  });
});

describe('the judges can find fault', () => {
  const good = (): Record<string, unknown> => ({
    domainId: 'dzd-abc',
    id: 'p1',
    name: 'Customer 360',
    createdBy: 'someone',
    createdAt: '2026-01-01T00:00:00.000Z',
  });

  test('a right answer passes', () => {
    expect(breachesOfFacts('DataZone', 'GetProject', good())).toEqual([]);
    expect(breachesOfSchema(sdks.DataZone, 'GetProject', good())).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, 'both' | 'facts']>([
    ['a required member is missing', { id: undefined }, 'both'],
    ['a member nobody knows', { colour: 'red' }, 'both'],
    ['epoch seconds where a text belongs', { createdAt: 1_767_225_600 }, 'both'],
    ['a number for a name', { name: 7 }, 'both'],
    ['a name that breaks its pattern', { name: 'a/b' }, 'facts'],
    ['a name that is too long', { name: 'x'.repeat(65) }, 'facts'],
    ['a status outside its enum', { projectStatus: 'GONE' }, 'facts'],
    ['an empty list where one is the least', { glossaryTerms: [] }, 'facts'],
  ])('%s', (_what, change, seenBy) => {
    const bad = Object.fromEntries(Object.entries({ ...good(), ...change }).filter(([, value]) => value !== undefined));
    expect(breachesOfFacts('DataZone', 'GetProject', bad)).not.toEqual([]);
    if (seenBy === 'both') expect(breachesOfSchema(sdks.DataZone, 'GetProject', bad)).not.toEqual([]);
  });

  test('a union with two members, and one with none', () => {
    for (const item of [{ glossaryItem: {}, assetItem: {} }, {}]) {
      expect(breachesOfFacts('DataZone', 'Search', { items: [item] }).join()).toContain('union');
      expect(breachesOfSchema(sdks.DataZone, 'Search', { items: [item] }).join()).toContain('union');
    }
  });

  test('an ISO time where epoch seconds belong', () => {
    const answer = {
      id: 'x',
      domainExecutionRole: 'arn:aws:iam::111122223333:role/r',
      status: 'AVAILABLE',
      createdAt: '2026-01-01T00:00:00Z',
    };
    expect(breachesOfFacts('DataZone', 'GetDomain', answer).join()).toContain('createdAt');
    expect(breachesOfSchema(sdks.DataZone, 'GetDomain', answer).join()).toContain('createdAt');
  });
});

test('the facts table and the SDK agree on method, path and success code of every DataZone operation', () => {
  for (const [operation, { method, path, status }] of Object.entries(facts.DataZone.operations)) {
    const schema = (sdks.DataZone as Record<string, readonly unknown[]>)[`${operation}$`];
    expect(schema?.[3]).toMatchObject({ http: [method, path, status] });
  }
});
