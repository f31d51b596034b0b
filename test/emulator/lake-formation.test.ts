import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orphanAccount } from '#emulator/bank/organization.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

const retail = '222233334444';
const campaigns = '888899990000';
const now = Date.UTC(2026, 6, 1);
let emulator: Emulator;
let clients: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ rates: 'off', clock: () => now });
  clients = clientsOf(emulator);
});
afterEach(async () => {
  clients.destroy();
  await emulator.close();
});

const ask = (operation: string, input: object = {}) => sendByName(clients, 'LakeFormation', operation, input);
const permissions = async (input: object): Promise<Record<string, unknown>[]> => {
  const all: Record<string, unknown>[] = [];
  let NextToken: unknown;
  do {
    const answer = await ask('ListPermissions', { ...input, NextToken });
    all.push(...(answer['PrincipalResourcePermissions'] as Record<string, unknown>[]));
    NextToken = answer['NextToken'];
  } while (NextToken !== undefined);
  return all;
};
interface Tagged {
  readonly Table: { readonly DatabaseName: string; readonly Name: string };
  readonly LFTagsOnTable?: readonly { readonly TagKey: string; readonly TagValues: readonly string[] }[];
  readonly LFTagsOnColumns?: readonly {
    readonly Name: string;
    readonly LFTags: readonly { readonly TagKey: string; readonly TagValues: readonly string[] }[];
  }[];
}
const tablesTagged = async (TagKey: string, TagValues: readonly string[], CatalogId = retail): Promise<Tagged[]> =>
  (await ask('SearchTablesByLFTags', { CatalogId, Expression: [{ TagKey, TagValues }] }))['TableList'] as Tagged[];
const names = (tables: readonly Tagged[]): string[] => tables.map(({ Table }) => `${Table.DatabaseName}.${Table.Name}`);

describe('permissions', () => {
  test('all catalogs together hold what the bank counts', async () => {
    let total = 0;
    for (const { id } of emulator.bank.accounts) total += (await permissions({ CatalogId: id })).length;
    const counts = emulator.bank.counts();
    expect(total).toBe(counts.lfPermissions);
    expect(await permissions({})).toHaveLength(counts.lfPermissions);
    const own = clientsOf(emulator, { accessKeyId: `AKIA${retail}` });
    const { PrincipalResourcePermissions } = await sendByName(own, 'LakeFormation', 'ListPermissions', {});
    expect(PrincipalResourcePermissions).toEqual(await permissions({ CatalogId: retail }));
    own.destroy();
  });

  test('every permission has exactly one type, and the types cover them all', async () => {
    const all = await permissions({ CatalogId: retail });
    let typed = 0;
    for (const ResourceType of ['CATALOG', 'DATABASE', 'TABLE', 'DATA_LOCATION', 'LF_TAG', 'LF_TAG_POLICY'])
      typed += (await permissions({ CatalogId: retail, ResourceType })).length;
    expect(typed).toBe(all.length);
    const policies = await permissions({ CatalogId: retail, ResourceType: 'LF_TAG_POLICY' });
    const [tables, databases] = await Promise.all(
      ['LF_TAG_POLICY_TABLE', 'LF_TAG_POLICY_DATABASE'].map((ResourceType) =>
        permissions({ CatalogId: retail, ResourceType }),
      ),
    );
    expect((tables?.length ?? 0) + (databases?.length ?? 0)).toBe(policies.length);
    expect(policies.length).toBeGreaterThan(1);
  });

  test('one grant was decided by nobody: an orphan account reads the marketing table, and may pass it on', async () => {
    const found = (await permissions({ CatalogId: campaigns })).filter((each) =>
      JSON.stringify(each['Principal']).includes(orphanAccount),
    );
    expect(found).toMatchObject([
      {
        Resource: {
          TableWithColumns: { Name: 'campaign_audience', ColumnWildcard: { ExcludedColumnNames: ['load_ts'] } },
        },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: ['SELECT'],
      },
    ]);
  });

  test('cell filters of a table come along only when they are asked for', async () => {
    const Resource = {
      Table: { CatalogId: retail, DatabaseName: 'retail_deposits_consumption', Name: 'customer_accounts' },
    };
    expect(await permissions({ CatalogId: retail, Resource })).toHaveLength(0);
    expect(await permissions({ CatalogId: retail, Resource, IncludeRelated: 'TRUE' })).toMatchObject([
      { Resource: { DataCellsFilter: { Name: 'residents_without_names' } } },
    ]);
  });

  test.each([
    ['two kinds at once', { Resource: { Database: { Name: 'a' }, Catalog: {} } }],
    ['a table neither named nor all', { Resource: { Table: { DatabaseName: 'a' } } }],
    ['a table both named and all', { Resource: { Table: { DatabaseName: 'a', Name: 'b', TableWildcard: {} } } }],
    ['a flag that is none', { IncludeRelated: 'maybe' }],
  ])('%s is refused', async (_what, input) => {
    const failure = await failureOf(ask('ListPermissions', input));
    expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual(['InvalidInputException', 400]);
  });

  test("somebody else's catalog is denied", async () => {
    const failure = await failureOf(ask('ListPermissions', { CatalogId: '000000000000' }));
    expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual(['AccessDeniedException', 403]);
  });
});

describe('tags', () => {
  test('a search finds exactly the tables whose own answer says so', async () => {
    const { bank } = emulator;
    const found = names(await tablesTagged('sensitivity', ['restricted', 'confidential']));
    const wanted: string[] = [];
    for (const { name: DatabaseName } of bank.glue.databases(retail)) {
      for (const { name: Name } of bank.glue.refs(retail, DatabaseName)) {
        const answer = JSON.stringify(
          await ask('GetResourceLFTags', { CatalogId: retail, Resource: { Table: { DatabaseName, Name } } }),
        );
        if (/restricted|confidential/.test(answer)) wanted.push(`${DatabaseName}.${Name}`);
      }
    }
    expect(found).toEqual(wanted);
    expect(found.length).toBeGreaterThan(1);
  });

  test('tables inherit from databases, columns from tables; assigned alone shows neither', async () => {
    const Resource = {
      Table: { CatalogId: retail, DatabaseName: 'retail_onboarding_cleansed', Name: 'identity_checks' },
    };
    const effective = (await ask('GetResourceLFTags', { Resource })) as unknown as Tagged;
    expect(effective.LFTagsOnTable?.map(({ TagKey }) => TagKey)).toEqual(['domain', 'layer', 'pii', 'sensitivity']);
    expect(effective.LFTagsOnColumns?.every(({ LFTags }) => LFTags.length === 4)).toBe(true);
    const assigned = (await ask('GetResourceLFTags', { Resource, ShowAssignedLFTags: true })) as unknown as Tagged;
    expect(assigned.LFTagsOnTable?.map(({ TagKey }) => TagKey)).toEqual(['pii', 'sensitivity']);
    expect(assigned.LFTagsOnColumns?.map(({ Name }) => Name)).toContain('tax_file_number');
    expect(assigned.LFTagsOnColumns?.map(({ Name }) => Name)).not.toContain('application_id');
  });

  test('the table with the numbers says too little, the table they were copied to says nothing', async () => {
    const source = await tablesTagged('sensitivity', ['internal']);
    expect(names(source)).toContain('retail_onboarding_cleansed.customer_identifier');
    const copies = await tablesTagged('sensitivity', ['*'], campaigns);
    expect(names(copies)).not.toContain('campaigns_consumption.campaign_audience');
  });

  test.each([
    ['a key nobody made', [{ TagKey: 'shoe', TagValues: ['41'] }], 'EntityNotFoundException'],
    ['a value it never had', [{ TagKey: 'layer', TagValues: ['golden'] }], 'EntityNotFoundException'],
    ['a key twice', [1, 2].map(() => ({ TagKey: 'layer', TagValues: ['raw'] })), 'InvalidInputException'],
    ['nothing', [], 'InvalidInputException'],
  ])('an expression with %s', async (_what, Expression, code) => {
    expect((await failureOf(ask('SearchTablesByLFTags', { Expression }))).name).toBe(code);
  });

  test('keys and values may be asked for in capitals', async () => {
    expect(await ask('GetLFTag', { TagKey: 'Layer' })).toMatchObject({ TagKey: 'layer' });
    expect(names(await tablesTagged('PII', ['TRUE']))).toEqual(names(await tablesTagged('pii', ['true'])));
  });

  test('no more than fifty tags come at once, whatever is asked', async () => {
    for (let at = 0; at < 60; at += 1)
      emulator.bank.edit.putLfTag({ catalogId: retail, key: `Key${at}`, values: ['A', 'a'] });
    const first = await ask('ListLFTags', { CatalogId: retail, MaxResults: 1000 });
    expect(first['LFTags']).toHaveLength(50);
    const rest = await ask('ListLFTags', { CatalogId: retail, MaxResults: 1000, NextToken: first['NextToken'] });
    expect([...(first['LFTags'] as object[]), ...(rest['LFTags'] as object[])]).toHaveLength(64);
    expect(await ask('GetLFTag', { CatalogId: retail, TagKey: 'key7' })).toMatchObject({ TagValues: ['a'] });
  });

  test('locations by condition', async () => {
    const list = async (FilterConditionList?: object[]) =>
      (await ask('ListResources', { FilterConditionList }))['ResourceInfoList'] as {
        ResourceArn: string;
        LastModified: Date;
      }[];
    const all = await list();
    const newest = Math.max(...all.map(({ LastModified }) => LastModified.getTime())) / 1000;
    const after = (time: number | string) => [
      { Field: 'LAST_MODIFIED', ComparisonOperator: 'GE', StringValueList: [String(time)] },
    ];
    expect((await list(after(newest))).length).toBeGreaterThan(0);
    expect(await list(after(newest + 1))).toEqual([]);
    expect(await list(after(new Date((newest + 1) * 1000).toISOString()))).toEqual([]);
    expect((await failureOf(ask('ListResources', { FilterConditionList: after('yesterday') }))).name).toBe(
      'InvalidInputException',
    );
    expect((await failureOf(ask('ListResources', { FilterConditionList: [{}] }))).name).toBe('InvalidInputException');
  });
});

describe('changes', () => {
  test('a grant and a revoke are seen, with their time', async () => {
    const { edit, bank } = { edit: emulator.bank.edit, bank: emulator.bank };
    const before = bank.counts().lfPermissions;
    const grant = {
      catalogId: retail,
      principal: `arn:aws:iam::${retail}:role/NewReader`,
      resource: {
        Table: { CatalogId: retail, DatabaseName: 'retail_deposits_consumption', Name: 'customer_accounts' },
      },
    };
    edit.grantLake({ ...grant, permissions: ['SELECT'] });
    edit.grantLake({ ...grant, permissions: ['DESCRIBE'], grantable: ['SELECT'] });
    const mine = () => permissions({ CatalogId: retail, Principal: { DataLakePrincipalIdentifier: grant.principal } });
    expect(await mine()).toMatchObject([
      { Permissions: ['DESCRIBE', 'SELECT'], PermissionsWithGrantOption: ['SELECT'], LastUpdated: new Date(now) },
    ]);
    expect(bank.counts().lfPermissions).toBe(before + 1);
    edit.revokeLake(grant, ['SELECT']);
    expect(await mine()).toMatchObject([{ Permissions: ['DESCRIBE'], PermissionsWithGrantOption: [] }]);
    edit.revokeLake(grant);
    expect(await mine()).toEqual([]);
    expect(() => edit.revokeLake(grant)).toThrow(RangeError);
  });

  test('a table, a column and a key are tagged and untagged', async () => {
    const { edit } = emulator.bank;
    const place = { catalogId: campaigns, database: 'campaigns_consumption', table: 'campaign_audience' };
    const before = emulator.bank.counts().lfTagAssignments;
    edit.tagLakePlace({ ...place, column: 'ext_ref' }, { sensitivity: 'restricted' });
    expect(names(await tablesTagged('sensitivity', ['restricted'], campaigns))).toContain(
      'campaigns_consumption.campaign_audience',
    );
    edit.tagLakePlace(place, { sensitivity: 'confidential' });
    expect(emulator.bank.counts().lfTagAssignments).toBe(before + 2);
    edit.tagLakePlace(place, {});
    edit.tagLakePlace({ ...place, column: 'ext_ref' }, {});
    expect(emulator.bank.counts().lfTagAssignments).toBe(before);
    edit.removeLfTag(retail, 'pii');
    expect((await failureOf(tablesTagged('pii', ['true']))).name).toBe('EntityNotFoundException');
    expect(() => edit.tagLakePlace(place, { sensitivity: 'secret' })).toThrow(RangeError);
    expect(() => edit.tagLakePlace(place, { shoe: '41' })).toThrow(RangeError);
  });

  test('a filter that is changed moves its version', async () => {
    const [filter] = emulator.bank.lake.filters.list();
    if (!filter) throw new Error('The bank has no filter.');
    emulator.bank.edit.putDataCellsFilter({ ...filter, rows: 'balance_amount < 1000' });
    const answer = await ask('GetDataCellsFilter', {
      TableCatalogId: filter.catalogId,
      DatabaseName: filter.database,
      TableName: filter.table,
      Name: filter.name,
    });
    expect(answer).toMatchObject({
      DataCellsFilter: { RowFilter: { FilterExpression: 'balance_amount < 1000' }, VersionId: '2' },
    });
    emulator.bank.edit.removeDataCellsFilter(filter);
    expect((await ask('ListDataCellsFilter'))['DataCellsFilters']).toHaveLength(
      emulator.bank.counts().dataCellsFilters,
    );
  });
});
