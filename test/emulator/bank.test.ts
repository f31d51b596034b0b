import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBank } from '#emulator/bank/bank.ts';
import { columnMetadataOf, columnsOf } from '#emulator/bank/form-columns.ts';
import type { GlueTable } from '#emulator/bank/types.ts';
import { idOf, kinds, ordinalOf } from '#emulator/bank/ids.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, rawRequest, sendByName } from '#test/emulator/clients.ts';

const region = 'ap-southeast-2';
const clock = (): number => Date.UTC(2026, 6, 1);
const build = (size: Partial<Parameters<typeof createBank>[0]> = {}) => createBank({ seed: 1, region, ...size }, clock);

describe('ids', () => {
  test.each(Object.keys(kinds) as (keyof typeof kinds)[])('%s ids are unique and lead back', (kind) => {
    const ids = Array.from({ length: 3000 }, (_, ordinal) => idOf(9, kind, ordinal));
    expect(new Set(ids).size).toBe(ids.length);
    ids.forEach((id, ordinal) => expect(ordinalOf(9, kind, id)).toBe(ordinal));
    expect(ordinalOf(9, kind, idOf(9, kind, 999_999))).toBe(999_999);
    expect(ordinalOf(8, kind, ids[5] ?? '')).toBeUndefined();
  });
});

describe('exact numbers', () => {
  test('the story, when nothing is asked', () => {
    const counts = build().counts();
    expect(counts).toMatchObject({
      assets: 120,
      projects: 26,
      glossaries: 7,
      terms: 115,
      users: 26,
      accounts: 12,
      dataProducts: 4,
    });
    expect(counts.columns / counts.assets).toBeGreaterThan(11);
    expect(counts.columns / counts.assets).toBeLessThan(17);
    expect(counts.assetListings).toBeGreaterThan(50);
    expect(counts.assetListings).toBeLessThan(100);
  });

  test.each([
    { assets: 0 },
    { assets: 5, columnsPerAsset: 3 },
    { assets: 300, columnsPerAsset: 40, terms: 250 },
    { assets: 61, columnsPerAsset: 2000 },
    { assets: 50, terms: 0 },
    { terms: 10, glossaries: 1 },
    { terms: 20_000, glossaries: 40 },
    { projects: 1, assets: 30 },
    { projects: 300, assets: 700 },
    { identityUsers: 500 },
    { identityUsers: 1 },
  ])('%j', (size) => {
    const bank = build(size);
    const counts = bank.counts();
    if (size.assets !== undefined) expect(counts.assets).toBe(size.assets);
    if (size.columnsPerAsset !== undefined) {
      expect(counts.columns).toBe((size.assets ?? 0) * size.columnsPerAsset);
      for (const ordinal of bank.assets.ordinals()) {
        const columns = columnsOf(bank.assets.at(ordinal)).map(({ name }) => name);
        expect(columns).toHaveLength(size.columnsPerAsset);
        expect(new Set(columns).size).toBe(columns.length);
      }
    }
    if (size.terms !== undefined) expect(counts.terms).toBe(size.terms);
    if (size.glossaries !== undefined) expect(counts.glossaries).toBe(size.glossaries);
    if (size.projects !== undefined) expect(counts.projects).toBe(size.projects);
    if (size.identityUsers !== undefined) expect(counts.users).toBe(size.identityUsers);
  });

  test('sizes that contradict each other are refused in words', () => {
    expect(() => build({ glossaries: 0, terms: 5 })).toThrow(/Terms need a glossary/);
    expect(() => build({ projects: 0 })).toThrow(/project/);
    expect(build({ projects: 0, glossaries: 0, assets: 0 }).counts()).toMatchObject({
      projects: 0,
      assets: 0,
      terms: 0,
    });
  });

  test('names are unique where AWS wants them so', () => {
    const bank = build({ terms: 20_000, projects: 400, assets: 4000 });
    const unique = (names: readonly string[]) => expect(new Set(names).size).toBe(names.length);
    unique(bank.projects.list().map(({ name }) => name));
    unique(bank.glossaries.list().map(({ name }) => name));
    unique(bank.terms.list().map((term) => `${term.glossaryId} ${term.name}`));
    unique(bank.accounts.flatMap(({ id }) => bank.glue.databases(id).map((database) => `${id}/${database.name}`)));
    unique(bank.assets.ordinals().flatMap((ordinal) => bank.assets.at(ordinal).externalIdentifier ?? []));
  });
});

describe('one seed, one bank', () => {
  const bytesOf = async (options: EmulatorOptions): Promise<string[]> => {
    const emulator = await startEmulator({ rates: 'off', clock, ...options });
    const { domainId } = emulator;
    const ask = (path: string, body?: object) =>
      rawRequest(emulator, {
        path: `/v2/domains${path}`,
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      });
    const answers = [
      await ask(''),
      await ask(`/${domainId}/projects?maxResults=3`),
      await ask(`/${domainId}/search`, {
        searchScope: 'ASSET',
        additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS'],
      }),
      await ask(`/${domainId}/search`, { searchScope: 'GLOSSARY_TERM' }),
      await ask(`/${domainId}/listings/search`, { additionalAttributes: ['FORMS'] }),
    ];
    await emulator.close();
    return answers.map((answer) => `${answer.headers['x-amzn-requestid']} ${answer.body}`);
  };

  test('the same seed gives the same bytes, another seed others', async () => {
    const first = await bytesOf({ seed: 5 });
    expect(await bytesOf({ seed: 5 })).toEqual(first);
    const other = await bytesOf({ seed: 6 });
    other.forEach((bytes, at) => expect(bytes).not.toBe(first[at]));
  });

  test('the clock moves nothing in a bank nobody edits', async () => {
    const [first] = await bytesOf({ seed: 5 });
    const [later] = await bytesOf({ seed: 5, clock: () => Date.UTC(2031, 0, 1) });
    expect(later).toBe(first);
  });

  test('a larger bank begins with the smaller one', () => {
    const [small, large] = [build({ assets: 200 }), build({ assets: 5000 })];
    for (const ordinal of small.assets.ordinals()) {
      expect(JSON.stringify(large.assets.at(ordinal))).toBe(JSON.stringify(small.assets.at(ordinal)));
    }
  });
});

describe('the story', () => {
  const bank = build();
  const asset = (name: string) => {
    const ordinal = bank.assets.ordinals().find((each) => bank.assets.head(each) && bank.assets.at(each).name === name);
    if (ordinal === undefined) throw new Error(`No asset ${name}.`);
    return bank.assets.at(ordinal);
  };
  const termName = (id: string) => bank.terms.get(id)?.name;

  test('a column called customer_identifier holds tax numbers, and only its read-me says so', () => {
    const register = asset('Customer onboarding register');
    expect(columnsOf(register).map(({ name }) => name)).toContain('customer_identifier');
    const metadata = columnMetadataOf(register).find(
      ({ columnIdentifier }) => columnIdentifier === 'customer_identifier',
    );
    expect(metadata?.glossaryTerms?.map(termName)).toEqual(['Customer Identifier']);
    const readMe = register.forms.find(({ formName }) => formName === 'AssetCommonDetailsForm')?.content ?? '';
    expect(readMe).toContain('nine digits in groups of three, two and four');
    expect(JSON.stringify(register)).not.toMatch(/ssn|social security/i);
  });

  test('the customer has many spellings', () => {
    const names = new Set(
      bank.assets.ordinals().flatMap((ordinal) => columnsOf(bank.assets.at(ordinal)).map(({ name }) => name)),
    );
    for (const name of [
      'cust_id',
      'customerID',
      'CUST_NO',
      'customer_id',
      'customer_number',
      'KUNNR',
      'customer_identifier',
      'CUST_NBR',
    ]) {
      expect(names).toContain(name);
    }
  });

  test('stale, unpublished, half-published and bare', () => {
    const profile = asset('Customer 360 profile');
    expect(profile.listing?.entityRevision).toBeLessThan(profile.revision);
    expect(asset('Sanctions screening results')).toMatchObject({ published: false });
    expect(asset('Sanctions screening results').glossaryTerms.length).toBeGreaterThan(0);
    expect(asset('Instant payment messages').listing?.status).toBe('CREATING');
    expect(asset('Branch scanned documents').listing?.status).toBe('INACTIVE');
    expect(columnMetadataOf(asset('BSEG'))).toEqual([]);
    const empty = bank.projects.list().find(({ name }) => name === 'Open Banking Sandbox');
    expect(bank.assets.ordinals(empty?.id ?? '')).toEqual([]);
    expect(
      bank.users
        .list()
        .filter(({ active }) => !active)
        .map(({ userName }) => userName),
    ).toEqual(['brian.hughes']);
  });

  test('Customer 360 is made of four units’ assets', () => {
    const product = bank.products.list().find(({ name }) => name === 'Customer 360');
    const owners = (product?.items ?? []).map(({ assetId }) => bank.assets.byId(assetId)?.projectId);
    expect(owners).toHaveLength(5);
    expect(new Set(owners).size).toBe(5);
    expect(product?.listing?.entityRevision).toBeLessThan(product?.revision ?? 0);
  });

  test('every term, owner, account and unit that is named exists', () => {
    const profiles = new Set([...bank.users.list(), ...bank.groups.list()].map(({ profileId }) => profileId));
    for (const unit of bank.units.list()) {
      for (const { id } of unit.owners) expect(profiles).toContain(id);
      if (unit.id !== bank.domain.rootDomainUnitId) expect(bank.units.get(unit.parentId ?? '')).toBeDefined();
    }
    for (const project of bank.projects.list()) {
      expect(bank.units.get(project.domainUnitId)).toBeDefined();
      expect(bank.accounts.map(({ id }) => id)).toContain(project.accountId);
      for (const { principal } of project.members) expect(profiles).toContain(principal.id);
    }
    for (const term of bank.terms.list()) {
      for (const id of [...term.isA, ...term.classifies]) expect(bank.terms.get(id)).toBeDefined();
    }
    for (const ordinal of bank.assets.ordinals()) {
      const each = bank.assets.at(ordinal);
      const governed = (id: string) => bank.glossaries.get(bank.terms.get(id)?.glossaryId ?? '')?.governed;
      expect(each.glossaryTerms.map(governed)).toEqual(each.glossaryTerms.map(() => false));
      expect(each.governedTerms.map(governed)).toEqual(each.governedTerms.map(() => true));
      for (const { glossaryTerms = [] } of columnMetadataOf(each))
        for (const id of glossaryTerms) expect(termName(id)).toBeDefined();
    }
  });

  test('the Glue catalogs hold the tables behind the assets, and some nobody onboarded', () => {
    const tables = new Map<string, GlueTable>(
      bank.accounts.flatMap(({ id }) =>
        bank.glue
          .databases(id)
          .flatMap(({ name }) =>
            bank.glue
              .tables(id, name, 0, bank.glue.size(id, name))
              .map((table) => [`arn:aws:glue:${region}:${id}:table/${name}/${table.name}`, table] as const),
          ),
      ),
    );
    let known = 0;
    for (const ordinal of bank.assets.ordinals()) {
      const each = bank.assets.at(ordinal);
      if (each.externalIdentifier === undefined) continue;
      known += 1;
      const table = tables.get(each.externalIdentifier);
      expect(table?.columns.map(({ name, type }) => ({ name, type }))).toEqual(columnsOf(each));
    }
    expect(tables.size).toBe(bank.counts().glueTables);
    expect(tables.size - known).toBe(2 * 26);
  });
});

describe('search', () => {
  let emulator: Emulator;
  let clients: Clients;
  beforeAll(async () => {
    emulator = await startEmulator({ rates: 'off', assets: 400 });
    clients = clientsOf(emulator);
  });
  afterAll(async () => {
    clients.destroy();
    await emulator.close();
  });

  type Item = {
    identifier: string;
    name: string;
    createdAt: Date;
    firstRevisionCreatedAt: Date;
    typeIdentifier: string;
  };
  const assets = async (query: object): Promise<{ items: Item[]; total: number }> => {
    const input = { domainIdentifier: emulator.domainId, searchScope: 'ASSET', maxResults: 50, ...query };
    const answer = await sendByName(clients, 'DataZone', 'Search', input);
    return {
      items: (answer['items'] as { assetItem: Item }[]).map(({ assetItem }) => assetItem),
      total: answer['totalMatchCount'] as number,
    };
  };

  test('words must all occur, anywhere in name, description or columns; quotes make a phrase', async () => {
    expect((await assets({ searchText: 'CREDIT score source' })).items.map(({ name }) => name)).toContain(
      'Customer credit score',
    );
    expect((await assets({ searchText: '"score credit"' })).total).toBe(0);
    expect((await assets({ searchText: 'stressed_var' })).total).toBeGreaterThan(0);
    expect((await assets({ searchText: 'stressed_var', searchIn: [{ attribute: 'name' }] })).total).toBe(0);
  });

  test('times: seconds, with every operator, in and/or trees', async () => {
    const all = emulator.bank.assets.ordinals().map((ordinal) => emulator.bank.assets.head(ordinal));
    const middle = Math.floor((all.map(({ createdAt }) => createdAt).toSorted((a, b) => a - b)[200] ?? 0) / 1000);
    const second = ({ createdAt }: { createdAt: number }) => Math.floor(createdAt / 1000);
    const count = async (operator: string) =>
      (await assets({ filters: { filter: { attribute: 'lastUpdatedTime', intValue: middle, operator } } })).total;
    expect(await count('GE')).toBe(all.filter((head) => second(head) >= middle).length);
    expect(await count('GT')).toBe(all.filter((head) => second(head) > middle).length);
    expect(await count('LE')).toBe(all.filter((head) => second(head) <= middle).length);
    expect(await count('LT')).toBe(all.filter((head) => second(head) < middle).length);
    expect(await count('EQ')).toBeGreaterThan(0);
    const both = await assets({
      filters: {
        and: [
          { filter: { attribute: 'lastUpdatedTime', intValue: middle, operator: 'GE' } },
          {
            or: [
              { filter: { attribute: 'typeIdentifier', value: 'AnyBankContractedTable' } },
              { filter: { attribute: 'GlueTableForm.databaseName', value: 'churn_consumption' } },
            ],
          },
        ],
      },
    });
    expect(both.total).toBeGreaterThan(0);
    expect(both.total).toBeLessThan(await count('GE'));
  });

  test('times in milliseconds, where the emulator is told so', async () => {
    const other = await startEmulator({ rates: 'off', timeFilterUnit: 'milliseconds' });
    const others = clientsOf(other);
    const count = async (intValue: number): Promise<unknown> =>
      (
        await sendByName(others, 'DataZone', 'Search', {
          domainIdentifier: other.domainId,
          searchScope: 'ASSET',
          filters: { filter: { attribute: 'creationTime', intValue, operator: 'GE' } },
        })
      )['totalMatchCount'];
    expect(await count(1_700_000_000)).toBe(120);
    expect(await count(1_790_000_000_000)).toBe(0);
    others.destroy();
    await other.close();
  });

  test('sorted, both ways', async () => {
    const up = await assets({ sort: { attribute: 'lastUpdatedTime', order: 'ASCENDING' } });
    const times = up.items.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const down = await assets({ sort: { attribute: 'name', order: 'DESCENDING' } });
    const names = down.items.map(({ name }) => name);
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
    expect([up.total, down.total]).toEqual([400, 400]);
  });

  test('terms of one glossary', async () => {
    const [glossary] = emulator.bank.glossaries.list();
    const answer = await sendByName(clients, 'DataZone', 'Search', {
      domainIdentifier: emulator.domainId,
      searchScope: 'GLOSSARY_TERM',
      filters: { filter: { attribute: 'BusinessGlossaryTermForm.businessGlossaryId', value: glossary?.id } },
    });
    expect(answer['totalMatchCount']).toBe(
      emulator.bank.terms.list().filter(({ glossaryId }) => glossaryId === glossary?.id).length,
    );
  });

  test('listings: published only, as listed, with aggregates that add up', async () => {
    const answer = await sendByName(clients, 'DataZone', 'SearchListings', {
      domainIdentifier: emulator.domainId,
      filters: { filter: { attribute: 'amazonmetadata.sourceCategory', value: 'asset' } },
      aggregations: [{ attribute: 'owningProjectId' }],
    });
    const [aggregate] = answer['aggregates'] as { items: { count: number }[] }[];
    expect(answer['totalMatchCount']).toBe(emulator.bank.counts().assetListings);
    expect(aggregate?.items.reduce((sum, { count }) => sum + count, 0)).toBe(emulator.bank.counts().assetListings);
    const stale = await sendByName(clients, 'DataZone', 'SearchListings', {
      domainIdentifier: emulator.domainId,
      searchText: '"Customer 360 profile"',
    });
    expect(stale).toMatchObject({ items: [{ assetListing: { entityRevision: '7' } }] });
  });
});
