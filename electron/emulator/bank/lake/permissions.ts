import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import type { DataCellsFilter, LakeLocation, LakePermission, LakeResource } from '#emulator/bank/lake/types.ts';
import { orphanAccount } from '#emulator/bank/organization.ts';
import { governanceRole } from '#emulator/bank/story/people.ts';
import { rows } from '#emulator/bank/story/rows.ts';
import type { FirstCatalog, GlueCatalog } from '#emulator/bank/tables.ts';
import type { GlueDatabase } from '#emulator/bank/types.ts';
import { hash32 } from '#emulator/random.ts';

const ALL = ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'];
const grownShare = 25;

const role = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:role/${name}`;
const adminOf = (accountId: string): string => role(accountId, 'DataLakeAdmin');

interface Grant {
  readonly principal: string;
  readonly resource: LakeResource;
  readonly permissions: readonly string[];
  readonly grantable?: readonly string[];
  readonly days: number;
  readonly by?: string;
}

const granted = (
  catalogId: string,
  { principal, resource, permissions, grantable, days, by }: Grant,
): LakePermission => ({
  catalogId,
  principal,
  resource,
  permissions,
  grantable: grantable ?? [],
  updatedAt: daysAgo(days),
  updatedBy: by ?? adminOf(catalogId),
});

/** What every catalog has: its admin, analysts by tag, stewards who may tag, what was there before Lake Formation. */
const catalogGrants = (CatalogId: string): Grant[] => [
  {
    principal: adminOf(CatalogId),
    resource: { Catalog: { Id: CatalogId } },
    permissions: ['CREATE_DATABASE', 'CREATE_LF_TAG'],
    days: 800,
  },
  {
    principal: role(CatalogId, 'DataAnalysts'),
    resource: {
      LFTagPolicy: {
        CatalogId,
        ResourceType: 'TABLE',
        Expression: [{ TagKey: 'sensitivity', TagValues: ['public', 'internal'] }],
      },
    },
    permissions: ['DESCRIBE', 'SELECT'],
    days: 410,
  },
  {
    principal: role(CatalogId, 'DataAnalysts'),
    resource: {
      LFTagPolicy: {
        CatalogId,
        ResourceType: 'DATABASE',
        Expression: [{ TagKey: 'layer', TagValues: ['consumption'] }],
      },
    },
    permissions: ['DESCRIBE'],
    days: 410,
  },
  {
    principal: role(CatalogId, 'DataStewards'),
    resource: { LFTag: { CatalogId, TagKey: 'sensitivity', TagValues: ['*'] } },
    permissions: ['ASSOCIATE', 'DESCRIBE'],
    grantable: ['ASSOCIATE'],
    days: 395,
  },
];

/** What every database has: its pipeline, with the location it writes to. Raw layers were never taken from IAM. */
const databaseGrants = ({ accountId: CatalogId, name, location }: GlueDatabase, at: number): Grant[] => {
  const pipeline = role(CatalogId, `${name.slice(0, name.lastIndexOf('_')).replaceAll('_', '-')}-pipeline`);
  return [
    {
      principal: pipeline,
      resource: { Database: { CatalogId, Name: name } },
      permissions: ['CREATE_TABLE', 'DESCRIBE'],
      days: 600 - at,
    },
    {
      principal: pipeline,
      resource: { Table: { CatalogId, DatabaseName: name, TableWildcard: {} } },
      permissions: ALL,
      days: 600 - at,
    },
    {
      principal: pipeline,
      resource: { DataLocation: { CatalogId, ResourceArn: locationArn(location) } },
      permissions: ['DATA_LOCATION_ACCESS'],
      days: 600 - at,
    },
    ...(name.endsWith('_raw')
      ? [
          {
            principal: 'IAM_ALLOWED_PRINCIPALS',
            resource: { Database: { CatalogId, Name: name } },
            permissions: ['ALL'],
            days: 780,
          },
        ]
      : []),
  ];
};

const locationArn = (location: string): string => location.replace('s3://', 'arn:aws:s3:::').replace(/\/$/, '');

/** The hand-written grants. The one to the marketing pilot was decided by nobody, and may be passed on. */
const storyGrants = (foundation: Foundation): readonly (readonly [catalogId: string, grant: Grant])[] => {
  const scientists = foundation.groups.find(({ name }) => name === 'data-scientists')?.id ?? '';
  const governance = foundation.accounts[0]?.id ?? '';
  const column = (
    CatalogId: string,
    DatabaseName: string,
    Name: string,
    ColumnNames: readonly string[],
  ): LakeResource => ({
    TableWithColumns: { CatalogId, DatabaseName, Name, ColumnNames },
  });
  return [
    [
      '888899990000',
      {
        principal: role(orphanAccount, 'MarketingPilotExport'),
        resource: {
          TableWithColumns: {
            CatalogId: '888899990000',
            DatabaseName: 'campaigns_consumption',
            Name: 'campaign_audience',
            ColumnWildcard: { ExcludedColumnNames: ['load_ts'] },
          },
        },
        permissions: ['SELECT'],
        grantable: ['SELECT'],
        days: 57,
        by: `arn:aws:sts::888899990000:assumed-role/CampaignBuild/brian.hughes`,
      },
    ],
    [
      '999900001111',
      {
        principal: `arn:aws:identitystore:::group/${scientists}`,
        resource: column('999900001111', 'customer_360_consumption', 'customer_360_profile', [
          'customer_id',
          'customer_segment',
        ]),
        permissions: ['SELECT'],
        days: 88,
      },
    ],
    [
      '666677778888',
      {
        principal: '999900001111',
        resource: {
          Table: {
            CatalogId: '666677778888',
            DatabaseName: 'risk_scoring_consumption',
            Name: 'customer_credit_score',
          },
        },
        permissions: ['DESCRIBE', 'SELECT'],
        grantable: ['DESCRIBE', 'SELECT'],
        days: 201,
      },
    ],
    [
      '222233334444',
      {
        principal: role(governance, 'RegulatoryReader'),
        resource: {
          DataCellsFilter: {
            TableCatalogId: '222233334444',
            DatabaseName: 'retail_deposits_consumption',
            TableName: 'customer_accounts',
            Name: 'residents_without_names',
          },
        },
        permissions: ['SELECT'],
        days: 140,
      },
    ],
  ];
};

/** Readers of single tables, among the grown ones. */
const tableGrants = (glue: FirstCatalog, seed: number, { accountId, name }: GlueDatabase): Grant[] =>
  glue.refs(accountId, name).flatMap((ref): Grant[] => {
    if (ref.ordinal === undefined || hash32(seed, 75, ref.ordinal) % grownShare !== 0) return [];
    const draw = hash32(seed, 76, ref.ordinal);
    return [
      {
        principal: role(accountId, `reader-${(draw % 37) + 1}`),
        resource: { Table: { CatalogId: accountId, DatabaseName: name, Name: ref.name } },
        permissions: draw % 3 === 0 ? ['SELECT'] : ['DESCRIBE', 'SELECT'],
        grantable: draw % 11 === 0 ? ['SELECT'] : [],
        days: 20 + (draw % 500),
      },
    ];
  });

/** Every permission of every catalog the bank began with; a hand-written one needs its account only. */
export const buildPermissions = (foundation: Foundation, glue: FirstCatalog): readonly LakePermission[] => {
  const story = storyGrants(foundation);
  return foundation.accounts.flatMap(({ id }) => [
    ...catalogGrants(id).map((grant) => granted(id, grant)),
    ...glue
      .databases(id)
      .flatMap((database, at) => [
        ...databaseGrants(database, at),
        ...tableGrants(glue, foundation.size.seed, database),
      ])
      .map((grant) => granted(id, grant)),
    ...story.flatMap(([catalogId, grant]) => (catalogId === id ? [granted(id, grant)] : [])),
  ]);
};

/** `account | database | table | name | rows | columns, without !excluded`. */
const filterSpecs = rows(`
222233334444 | retail_deposits_consumption | customer_accounts | residents_without_names | currency_code = 'AUD' | !customer_name, account_number
222233334444 | retail_onboarding_cleansed | customer_identifier | own_numbers_only | identifier_kind = '1' |
666677778888 | risk_scoring_consumption | customer_credit_score | scores_only |  | customer_id, credit_score, score_date
999900001111 | customer_360_consumption | customer_360_profile | no_names |  | !customer_name
121212121212 | fraud_card_models_consumption | card_fraud_scores | above_threshold | fraud_score > 700 |
343434343434 | finance_ledger_consumption | general_ledger_journal | own_company | company_code = 'AU01' |
`);

export const buildFilters = (glue: FirstCatalog): readonly DataCellsFilter[] =>
  filterSpecs.flatMap(([catalogId = '', database = '', table = '', name = '', rule = '', columns = '']) => {
    if (!glue.find(catalogId, database, table)) return [];
    const listed = columns
      .replace('!', '')
      .split(', ')
      .filter((each) => each !== '');
    const excluded = columns.startsWith('!');
    return [
      {
        catalogId,
        database,
        table,
        name,
        ...(rule === '' ? {} : { rows: rule }),
        ...(listed.length === 0 ? {} : excluded ? { excludedColumns: listed } : { columns: listed }),
        versionId: 1,
      },
    ];
  });

export const locationsOf = (glue: GlueCatalog, accountId: string): readonly LakeLocation[] =>
  glue.databases(accountId).map(({ name, location, createdAt }) => ({
    accountId,
    arn: locationArn(location),
    roleArn: `arn:aws:iam::${accountId}:role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess`,
    updatedAt: createdAt,
    hybrid: name.endsWith('_raw'),
  }));

/** Who administers a catalog: its own admin and the governance office. */
export const adminsOf = (foundation: Foundation, accountId: string): readonly string[] => [
  adminOf(accountId),
  role(accountId, `aws-reserved/sso.amazonaws.com/${governanceRole}`),
];
