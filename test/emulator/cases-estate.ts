import type { Emulator } from '#emulator/server.ts';

type Cases = Record<string, object[]>;

export const organizationsCases = ({ bank }: Emulator): Cases => {
  const { organization } = bank;
  const units = organization.units.list();
  const accounts = organization.accounts.list();
  const parents = [organization.rootId, ...units.map(({ id }) => id)];
  return {
    DescribeAccount: accounts.map(({ id }) => ({ AccountId: id })),
    DescribeOrganization: [{}],
    ListAccounts: [{}, { MaxResults: 3 }],
    ListAccountsForParent: parents.map((ParentId) => ({ ParentId, MaxResults: 1 })),
    ListOrganizationalUnitsForParent: parents.map((ParentId) => ({ ParentId, MaxResults: 2 })),
    ListParents: [...units, ...accounts].map(({ id }) => ({ ChildId: id })),
    ListRoots: [{}],
    ListTagsForResource: [...units, ...accounts].map(({ id }) => ({ ResourceId: id })),
  };
};

export const lakeFormationCases = ({ bank }: Emulator): Cases => {
  const { lake, accounts, glue } = bank;
  const tables = accounts.flatMap(({ id }) =>
    glue.databases(id).flatMap(({ name }) => {
      const [table] = glue.tables(id, name, 0, 1);
      return table ? [{ CatalogId: id, DatabaseName: name, Name: table.name }] : [];
    }),
  );
  const filters = lake.filters.list();
  const retail = '222233334444';
  const [permission] = lake.permissions.list();
  return {
    ListLFTags: [{}, { ResourceShareType: 'ALL', MaxResults: 7 }, { ResourceShareType: 'FOREIGN' }],
    GetLFTag: lake.tags.list().map(({ catalogId, key }) => ({ CatalogId: catalogId, TagKey: key })),
    ListPermissions: [
      {},
      ...accounts.map(({ id }) => ({ CatalogId: id, MaxResults: 5 })),
      ...[
        'CATALOG',
        'DATABASE',
        'TABLE',
        'DATA_LOCATION',
        'LF_TAG',
        'LF_TAG_POLICY',
        'LF_TAG_POLICY_DATABASE',
        'LF_TAG_POLICY_TABLE',
        'LF_NAMED_TAG_EXPRESSION',
      ].map((ResourceType) => ({ CatalogId: retail, ResourceType })),
      ...tables
        .slice(0, 3)
        .map((Table) => ({ CatalogId: Table.CatalogId, Resource: { Table }, IncludeRelated: 'TRUE' })),
      { Principal: { DataLakePrincipalIdentifier: permission?.principal } },
    ],
    ListDataCellsFilter: [
      {},
      { MaxResults: 2 },
      ...filters.map(({ catalogId, database, table }) => ({
        Table: { CatalogId: catalogId, DatabaseName: database, Name: table },
      })),
    ],
    GetDataCellsFilter: filters.map(({ catalogId, database, table, name }) => ({
      TableCatalogId: catalogId,
      DatabaseName: database,
      TableName: table,
      Name: name,
    })),
    GetResourceLFTags: [
      ...tables.flatMap((Table) => [{ Resource: { Table } }, { Resource: { Table }, ShowAssignedLFTags: true }]),
      ...tables.slice(0, 5).map(({ CatalogId, DatabaseName }) => ({
        Resource: { Database: { CatalogId, Name: DatabaseName } },
      })),
    ],
    SearchTablesByLFTags: [
      { CatalogId: retail, Expression: [{ TagKey: 'domain', TagValues: ['retail-banking'] }] },
      {
        CatalogId: retail,
        Expression: [{ TagKey: 'sensitivity', TagValues: ['restricted', 'confidential'] }],
        MaxResults: 2,
      },
      { CatalogId: retail, Expression: [{ TagKey: 'pii', TagValues: ['true'] }] },
    ],
    SearchDatabasesByLFTags: [
      { CatalogId: retail, Expression: [{ TagKey: 'layer', TagValues: ['raw', 'cleansed'] }], MaxResults: 1 },
    ],
    ListResources: [
      {},
      {
        FilterConditionList: [
          { Field: 'LAST_MODIFIED', ComparisonOperator: 'GT', StringValueList: ['1600000000'] },
          { Field: 'RESOURCE_ARN', ComparisonOperator: 'CONTAINS', StringValueList: ['governance'] },
        ],
        MaxResults: 2,
      },
    ],
    GetDataLakeSettings: accounts.map(({ id }) => ({ CatalogId: id })),
  };
};

export const glueCases = ({ bank }: Emulator): Cases => {
  const tables = bank.accounts.flatMap(({ id }) =>
    bank.glue.databases(id).flatMap(({ name }) => {
      const [table] = bank.glue.tables(id, name, 0, 1);
      return table ? [table] : [];
    }),
  );
  const rulesets = bank.quality.rulesets.list();
  const results = bank.quality.latest();
  const [ruleset] = rulesets;
  const target = ruleset && {
    TableName: ruleset.table,
    DatabaseName: ruleset.database,
    CatalogId: ruleset.accountId,
  };
  return {
    GetTable: tables.flatMap(({ accountId, database, name }) => [
      { CatalogId: accountId, DatabaseName: database, Name: name },
      { CatalogId: accountId, DatabaseName: database, Name: name, AttributesToGet: ['NAME'] },
    ]),
    GetTableVersions: tables.map(({ accountId, database, name }) => ({
      CatalogId: accountId,
      DatabaseName: database,
      TableName: name,
      MaxResults: 2,
    })),
    GetCatalogs: bank.accounts.flatMap(({ id }) => [
      { ParentCatalogId: id, IncludeRoot: true, Recursive: true },
      { ParentCatalogId: id },
    ]),
    ListDataQualityRulesets: [
      {},
      { MaxResults: 2 },
      { Filter: { LastModifiedAfter: new Date(Date.UTC(2026, 3, 1)) } },
      { Filter: { TargetTable: target } },
    ],
    GetDataQualityRuleset: rulesets.map(({ name }) => ({ Name: name })),
    ListDataQualityResults: [
      {},
      { MaxResults: 3 },
      { Filter: { StartedAfter: new Date(Date.UTC(2026, 5, 29)) } },
      { Filter: { DataSource: { GlueTable: target } } },
    ],
    GetDataQualityResult: results.map(({ id }) => ({ ResultId: id })),
    BatchGetDataQualityResult: [
      { ResultIds: results.slice(0, 100).map(({ id }) => id) },
      { ResultIds: ['dqresult-nosuchresult', results[0]?.id] },
    ],
    ListGlossaries: [{}, { MaxResults: 1 }],
    GetGlossary: bank.nativeGlossaries.list().map(({ id }) => ({ Identifier: id })),
    ListGlossaryTerms: bank.nativeGlossaries.list().map(({ id }) => ({ GlossaryIdentifier: id, MaxResults: 4 })),
    GetGlossaryTerm: bank.nativeTerms.list().map(({ id }) => ({ Identifier: id })),
  };
};

export const lineageCases = ({ bank, domainId: domainIdentifier }: Emulator): Cases => {
  const { lineage } = bank;
  const events = lineage.events({ descending: true }).map((reference) => lineage.event(reference));
  const start = lineage.node(events.findLast(({ inputs }) => inputs.length > 0)?.job.name ?? '');
  const jobs = [...new Set(events.map(({ job }) => `${job.namespace}.${job.name}`))];
  const nodes = jobs.flatMap((job) => {
    const node = lineage.node(job);
    return node ? [node, ...lineage.up(node.id).flatMap(({ id }) => lineage.nodeById(id) ?? [])] : [];
  });
  // The client cannot put half of a character into a path.
  const sources = nodes.map(({ sourceIdentifier }) => sourceIdentifier).filter((source) => source.isWellFormed());
  const identifiers = [...nodes.slice(0, 120).map(({ id }) => id), ...sources.slice(0, 60)];
  const scored = bank.assets
    .ordinals()
    .map((ordinal) => bank.assets.at(ordinal))
    .filter(({ quality }) => quality.length > 0);
  const points = scored.slice(0, 20).flatMap((asset) => {
    const [point] = asset.quality;
    const formName = point?.formName;
    return [
      { entityType: 'ASSET', entityIdentifier: asset.id, formName },
      ...(asset.listing ? [{ entityType: 'LISTING', entityIdentifier: asset.listing.id, formName }] : []),
    ].map((entity) => ({ domainIdentifier, ...entity, identifier: point?.id }));
  });
  const match = (identifier: string, relationDirection: string, maxPathLength?: number): object[] => [
    { entityPattern: { entityType: 'LINEAGE_NODE', identifier } },
    {
      relationPattern: {
        relationType: 'LINEAGE',
        relationDirection,
        ...(maxPathLength === undefined ? {} : { maxPathLength }),
      },
    },
  ];
  return {
    ListLineageEvents: [
      { domainIdentifier },
      { domainIdentifier, sortOrder: 'ASCENDING', maxResults: 50, processingStatus: 'SUCCESS' },
      {
        domainIdentifier,
        timestampAfter: new Date(Date.UTC(2026, 5, 20)),
        timestampBefore: new Date(Date.UTC(2026, 5, 25)),
        maxResults: 20,
      },
      { domainIdentifier, processingStatus: 'FAILED' },
    ],
    GetLineageEvent: events.slice(0, 150).map(({ id }) => ({ domainIdentifier, identifier: id })),
    GetLineageNode: identifiers.map((identifier) => ({ domainIdentifier, identifier })),
    ListLineageNodeHistory: identifiers.slice(0, 80).flatMap((identifier) => [
      { domainIdentifier, identifier },
      { domainIdentifier, identifier, direction: 'UPSTREAM', sortOrder: 'ASCENDING', maxResults: 1 },
    ]),
    QueryGraph: identifiers.slice(0, 40).flatMap((identifier, at) => [
      { domainIdentifier, match: match(identifier, 'IN', 5) },
      {
        domainIdentifier,
        match: match(start?.id ?? identifier, at % 2 === 0 ? 'OUT' : 'IN', (at % 5) + 1).toReversed(),
        additionalAttributes: { formNames: ['OpenLineageDatasetForm'] },
        maxResults: 3,
      },
    ]),
    ListTimeSeriesDataPoints: points.map(({ identifier: _identifier, ...entity }) => ({ ...entity, maxResults: 2 })),
    GetTimeSeriesDataPoint: points,
  };
};
