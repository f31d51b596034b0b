import {
  type LFTagPair,
  ListDataCellsFilterCommand,
  ListLFTagsCommand,
  ListPermissionsCommand,
  SearchDatabasesByLFTagsCommand,
  SearchTablesByLFTagsCommand,
} from '@aws-sdk/client-lakeformation';
import type { LfDataCellsFilterRow, LfPermissionRow, LfTagAssignmentRow, LfTagRow } from '../catalog/rows-access.ts';
import { resourceOf } from './lake-formation-resource.ts';
import { instant, type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 1000;
const SEARCH_PAGE = 100;

/** LF-Tags of the account and those shared with it. @param accountId for those of which no catalog is named */
export async function lfTags(
  session: AwsSession,
  accountId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<LfTagRow>> {
  const client = await session.lakeFormation();
  const answer = await session.call('lakeformation:ListLFTags', signal, (options) =>
    client.send(
      new ListLFTagsCommand({ ResourceShareType: 'ALL', MaxResults: PAGE, NextToken: next ?? undefined }),
      options,
    ),
  );
  return {
    items: (answer.LFTags ?? []).map((tag) => ({
      catalog_id: tag.CatalogId ?? accountId,
      name: tag.TagKey ?? '',
      tag_values: sorted(tag.TagValues),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/** Where one tag stands on databases. */
export async function taggedDatabases(
  session: AwsSession,
  tag: LfTagRow,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<LfTagAssignmentRow>> {
  const client = await session.lakeFormation();
  const answer = await session.call('lakeformation:SearchDatabasesByLFTags', signal, (options) =>
    client.send(
      new SearchDatabasesByLFTagsCommand({
        CatalogId: tag.catalog_id,
        Expression: expression(tag),
        MaxResults: SEARCH_PAGE,
        NextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.DatabaseList ?? []).flatMap(({ Database, LFTags }) =>
      assigned(tag, LFTags, null, {
        catalog_id: Database?.CatalogId ?? tag.catalog_id,
        database: Database?.Name ?? '',
        table_name: '',
        column_name: '',
      }),
    ),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/**
 * Where one tag stands on tables and columns, in one listing instead of a call per table. Lake Formation tells what
 * holds there; what is only handed down from the table or database is left out.
 */
export async function taggedTables(
  session: AwsSession,
  tag: LfTagRow,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<LfTagAssignmentRow>> {
  const client = await session.lakeFormation();
  const answer = await session.call('lakeformation:SearchTablesByLFTags', signal, (options) =>
    client.send(
      new SearchTablesByLFTagsCommand({
        CatalogId: tag.catalog_id,
        Expression: expression(tag),
        MaxResults: SEARCH_PAGE,
        NextToken: next ?? undefined,
      }),
      options,
    ),
  );
  return {
    items: (answer.TableList ?? []).flatMap((found) => {
      const at = {
        catalog_id: found.Table?.CatalogId ?? tag.catalog_id,
        database: found.Table?.DatabaseName ?? '',
        table_name: found.Table?.Name ?? '',
        column_name: '',
      };
      const onDatabase = valuesOf(tag, found.LFTagOnDatabase);
      const onTable = valuesOf(tag, found.LFTagsOnTable);
      return [
        ...assigned(tag, found.LFTagsOnTable, onDatabase, at),
        ...(found.LFTagsOnColumns ?? []).flatMap((column) =>
          assigned(tag, column.LFTags, onTable ?? onDatabase, { ...at, column_name: column.Name ?? '' }),
        ),
      ];
    }),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

const expression = (tag: LfTagRow) => [{ TagKey: tag.name, TagValues: JSON.parse(tag.tag_values) as string[] }];

function valuesOf(tag: LfTagRow, found: LFTagPair[] | undefined): string | null {
  const pair = found?.find(({ TagKey }) => TagKey === tag.name);
  return pair === undefined ? null : sorted(pair.TagValues);
}

/** @param above the values that are handed down to this place */
function assigned(
  tag: LfTagRow,
  found: LFTagPair[] | undefined,
  above: string | null,
  at: Omit<LfTagAssignmentRow, 'tag_key' | 'tag_values'>,
): LfTagAssignmentRow[] {
  const values = valuesOf(tag, found);
  return values === null || values === above ? [] : [{ ...at, tag_key: tag.name, tag_values: values }];
}

/** Who may do what with the data: as far as this identity may see it. */
export async function permissions(
  session: AwsSession,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<LfPermissionRow>> {
  const client = await session.lakeFormation();
  const answer = await session.call('lakeformation:ListPermissions', signal, (options) =>
    client.send(new ListPermissionsCommand({ MaxResults: PAGE, NextToken: next ?? undefined }), options),
  );
  return {
    items: (answer.PrincipalResourcePermissions ?? []).map((one) => ({
      principal: one.Principal?.DataLakePrincipalIdentifier ?? '',
      ...resourceOf(one.Resource),
      content: JSON.stringify(one.Resource ?? null),
      permissions: sorted(one.Permissions),
      grantable: sorted(one.PermissionsWithGrantOption),
      condition: said(one.Condition?.Expression),
      updated_at: instant(one.LastUpdated),
      updated_by: said(one.LastUpdatedBy),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/** Data cells filters of every table: without a table the list tells them all. */
export async function dataCellsFilters(
  session: AwsSession,
  accountId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<LfDataCellsFilterRow>> {
  const client = await session.lakeFormation();
  const answer = await session.call('lakeformation:ListDataCellsFilter', signal, (options) =>
    client.send(new ListDataCellsFilterCommand({ MaxResults: PAGE, NextToken: next ?? undefined }), options),
  );
  return {
    items: (answer.DataCellsFilters ?? []).map((filter) => ({
      catalog_id: filter.TableCatalogId ?? accountId,
      database: filter.DatabaseName ?? '',
      table_name: filter.TableName ?? '',
      name: filter.Name ?? '',
      row_filter: said(filter.RowFilter?.FilterExpression),
      columns: filter.ColumnNames === undefined ? null : JSON.stringify(filter.ColumnNames),
      excluded_columns:
        filter.ColumnWildcard === undefined ? null : JSON.stringify(filter.ColumnWildcard.ExcludedColumnNames ?? []),
      version_id: said(filter.VersionId),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

const sorted = (values: readonly string[] | undefined): string => JSON.stringify([...(values ?? [])].toSorted());
