import { type Column, GetDatabasesCommand, GetTablesCommand } from '@aws-sdk/client-glue';
import type { GlueDatabaseRow, GlueTableRow } from '../catalog/rows.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 100;

/** Databases of the caller's account and those shared with it. @param accountId for those of which Glue names no catalog */
export async function databases(
  session: AwsSession,
  accountId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<GlueDatabaseRow>> {
  const client = await session.glue();
  const answer = await session.call('glue:GetDatabases', signal, (options) =>
    client.send(
      new GetDatabasesCommand({ MaxResults: PAGE, NextToken: next ?? undefined, ResourceShareType: 'ALL' }),
      options,
    ),
  );
  return {
    items: (answer.DatabaseList ?? []).map((database) => ({
      catalog_id: database.CatalogId ?? accountId,
      name: database.Name ?? '',
      description: said(database.Description),
      location: said(database.LocationUri),
      parameters: JSON.stringify(database.Parameters ?? {}),
      created_at: instant(database.CreateTime),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/** Tables with all their columns: GetTables needs no GetTable after it. */
export async function tables(
  session: AwsSession,
  catalogId: string,
  database: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<GlueTableRow>> {
  const client = await session.glue();
  const answer = await session.call('glue:GetTables', signal, (options) =>
    client.send(
      new GetTablesCommand({
        CatalogId: catalogId,
        DatabaseName: database,
        MaxResults: PAGE,
        NextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.TableList ?? []).map((table) => ({
      catalog_id: table.CatalogId ?? catalogId,
      database: table.DatabaseName ?? database,
      name: table.Name ?? '',
      description: said(table.Description),
      owner: said(table.Owner),
      type: said(table.TableType),
      version_id: said(table.VersionId),
      location: said(table.StorageDescriptor?.Location),
      parameters: JSON.stringify(table.Parameters ?? {}),
      columns: JSON.stringify((table.StorageDescriptor?.Columns ?? []).map(column)),
      partition_keys: JSON.stringify((table.PartitionKeys ?? []).map(column)),
      registered_with_lake_formation:
        table.IsRegisteredWithLakeFormation === undefined ? null : table.IsRegisteredWithLakeFormation ? 1 : 0,
      created_at: instant(table.CreateTime),
      updated_at: instant(table.UpdateTime),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

const column = (given: Column) => ({
  name: given.Name ?? '',
  type: given.Type ?? null,
  comment: given.Comment ?? null,
  parameters: given.Parameters ?? {},
});
