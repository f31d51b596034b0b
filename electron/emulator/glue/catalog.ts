import { daysAgo } from '#emulator/bank/calendar.ts';
import type { GlueDatabase, GlueTable } from '#emulator/bank/types.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { AwsError } from '#emulator/wire/aws-error.ts';

const PAGE = 100;
export const seconds = (ms: number): number => ms / 1000;

export const entityNotFound = (message: string): AwsError => new AwsError('EntityNotFoundException', 400, message);

/** The catalog asked for: the caller's own, or that of another of the bank's accounts, which share theirs. */
const catalogOf = (call: Call, catalogId: string | undefined): string => {
  if (catalogId === undefined) return call.caller.accountId;
  if (call.bank.accounts.some((account) => account.id === catalogId)) return catalogId;
  throw new AwsError(
    'AccessDeniedException',
    400,
    `User: ${call.caller.arn} is not authorized to perform: glue:${call.operation} on resource: arn:aws:glue:${call.bank.region}:${catalogId}:catalog`,
  );
};

const databaseAnswer = (database: GlueDatabase, attributes: readonly string[] | undefined): object =>
  attributes
    ? { Name: database.name, CatalogId: database.accountId }
    : {
        Name: database.name,
        Description: database.description,
        LocationUri: database.location,
        Parameters: {},
        CreateTime: seconds(database.createdAt),
        CreateTableDefaultPermissions: [],
        CatalogId: database.accountId,
      };

const storage: Readonly<Record<GlueTable['format'], { input: string; output: string; serde: string }>> = {
  parquet: {
    input: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    output: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
    serde: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
  },
  iceberg: {
    input: 'org.apache.hadoop.mapred.FileInputFormat',
    output: 'org.apache.hadoop.mapred.FileOutputFormat',
    serde: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
  },
  csv: {
    input: 'org.apache.hadoop.mapred.TextInputFormat',
    output: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serde: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
  },
};

const columnAnswer = (column: GlueTable['columns'][number]): object => ({
  Name: column.name,
  Type: column.type,
  // AWS keeps at most 255 characters of a comment.
  Comment: column.comment?.slice(0, 255),
});

const wholeTable = (table: GlueTable): object => ({
  Name: table.name,
  DatabaseName: table.database,
  Description: table.description,
  Owner: table.owner,
  CreateTime: seconds(table.createdAt),
  UpdateTime: seconds(table.updatedAt),
  Retention: 0,
  StorageDescriptor: {
    Columns: table.columns.filter((column) => !column.partition).map(columnAnswer),
    Location: table.location,
    InputFormat: storage[table.format].input,
    OutputFormat: storage[table.format].output,
    Compressed: false,
    NumberOfBuckets: -1,
    SerdeInfo: { SerializationLibrary: storage[table.format].serde, Parameters: {} },
    BucketColumns: [],
    SortColumns: [],
    Parameters: {},
    StoredAsSubDirectories: false,
  },
  PartitionKeys: table.columns.filter((column) => column.partition).map(columnAnswer),
  TableType: 'EXTERNAL_TABLE',
  Parameters: { ...table.parameters, ...(table.format === 'iceberg' ? { table_type: 'ICEBERG' } : {}) },
  CreatedBy: `arn:aws:sts::${table.accountId}:assumed-role/GlueCrawlerRole/AWS-Crawler`,
  IsRegisteredWithLakeFormation: table.registered,
  CatalogId: table.accountId,
  VersionId: String(table.versionId),
});

const tableAnswer = (table: GlueTable, attributes: readonly string[] | undefined): object => {
  if (!attributes || attributes.includes('DEFAULT')) return wholeTable(table);
  return {
    Name: table.name,
    ...(attributes.includes('TABLE_TYPE') ? { TableType: 'EXTERNAL_TABLE' } : {}),
  };
};

export const getDatabases = operation(
  (call, input: { CatalogId?: string; ResourceShareType?: string; AttributesToGet?: readonly string[] }) => {
    const own = catalogOf(call, input.CatalogId);
    const share = input.ResourceShareType;
    const shared = call.bank.accounts
      .filter((account) => account.id !== own)
      .flatMap((account) => call.bank.glue.databases(account.id));
    const databases = [
      ...(share === 'FOREIGN' || share === 'FEDERATED' ? [] : call.bank.glue.databases(own)),
      ...(share === 'FOREIGN' || share === 'ALL' ? shared : []),
    ];
    const { slice, nextToken } = call.page(databases, PAGE);
    return {
      DatabaseList: slice.map((database) => databaseAnswer(database, input.AttributesToGet)),
      NextToken: nextToken,
    };
  },
);

/** Glue's table expression: literal names, `*` (or `.*`) for anything, `|` between alternatives. */
const hiveExpression = (expression: string): RegExp => {
  const source = expression.replace(/\.\*|\*|[\\^$.+?()[\]{}]/g, (part) => (part.endsWith('*') ? '.*' : `\\${part}`));
  return new RegExp(`^(?:${source.replace(/(?:\.\*){2,}/g, '.*')})$`, 'i');
};

export const getTables = operation(
  (
    call,
    input: {
      CatalogId?: string;
      DatabaseName: string;
      Expression?: string;
      AttributesToGet?: readonly string[];
    },
  ) => {
    const account = catalogOf(call, input.CatalogId);
    const size = call.bank.glue.size(account, input.DatabaseName);
    if (size < 0) throw entityNotFound(`Database ${input.DatabaseName} not found.`);
    const expression = input.Expression === undefined ? undefined : hiveExpression(input.Expression);
    const places = expression
      ? call.bank.glue
          .tables(account, input.DatabaseName, 0, size)
          .flatMap((table, at) => (expression.test(table.name) ? [at] : []))
      : Array.from({ length: size }, (_, at) => at);
    const { slice, nextToken } = call.page(places, PAGE);
    const tables = slice.flatMap((at) => call.bank.glue.tables(account, input.DatabaseName, at, at + 1));
    return { TableList: tables.map((table) => tableAnswer(table, input.AttributesToGet)), NextToken: nextToken };
  },
);

interface OneTable {
  readonly CatalogId?: string;
  readonly DatabaseName: string;
}

const tableNotFound = (name: string): AwsError => entityNotFound(`Table ${name} not found.`);

export const getTable = operation(
  (call, input: OneTable & { readonly Name: string; readonly AttributesToGet?: readonly string[] }) => {
    const account = catalogOf(call, input.CatalogId);
    if (call.bank.glue.size(account, input.DatabaseName) < 0)
      throw entityNotFound(`Database ${input.DatabaseName} not found.`);
    const table = call.bank.glue.find(account, input.DatabaseName, input.Name);
    if (!table) throw tableNotFound(input.Name);
    return { Table: tableAnswer(table, input.AttributesToGet) };
  },
);

export const getTableVersions = operation((call, input: OneTable & { readonly TableName: string }) => {
  const versions = call.bank.glue.versions(catalogOf(call, input.CatalogId), input.DatabaseName, input.TableName);
  if (versions.length === 0) throw tableNotFound(input.TableName);
  const { slice, nextToken } = call.page(versions, PAGE);
  return {
    TableVersions: slice.map((table) => ({ Table: wholeTable(table), VersionId: String(table.versionId) })),
    NextToken: nextToken,
  };
});

const CATALOGS = 1000;

/** The catalogs of an account: the default one, which has no parent, and below it what other stores bring in. */
export const getCatalogs = operation(
  (call, input: { readonly ParentCatalogId?: string; readonly IncludeRoot?: boolean }) => {
    const account = catalogOf(call, input.ParentCatalogId);
    const { region, accounts } = call.bank;
    const arn = (path: string): string => `arn:aws:glue:${region}:${account}:catalog${path}`;
    const joined = accounts.findIndex(({ id }) => id === account);
    const root = {
      CatalogId: account,
      Name: account,
      ResourceArn: arn(''),
      Description: 'The default catalog of the account.',
      Parameters: {},
      CreateTime: seconds(daysAgo(1000 - joined)),
      UpdateTime: seconds(daysAgo(400 - joined)),
      CreateTableDefaultPermissions: [],
      CreateDatabaseDefaultPermissions: [],
    };
    const tables = {
      CatalogId: `${account}:s3tablescatalog`,
      Name: 's3tablescatalog',
      ResourceArn: arn('/s3tablescatalog'),
      Parameters: {},
      CreateTime: seconds(daysAgo(300 - joined)),
      FederatedCatalog: {
        Identifier: `arn:aws:s3tables:${region}:${account}:bucket/*`,
        ConnectionName: 'aws:s3tables',
      },
      CatalogProperties: { DataLakeAccessProperties: { DataLakeAccess: false } },
    };
    // The accounts of risk and of the platform keep tables in S3 table buckets.
    const federated = joined === 5 || joined === 11 ? [tables] : [];
    const { slice, nextToken } = call.page([...(input.IncludeRoot ? [root] : []), ...federated], CATALOGS);
    return { CatalogList: slice, NextToken: nextToken };
  },
);
