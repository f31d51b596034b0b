import type { LFTag, Resource } from '@aws-sdk/client-lakeformation';
import type { LfPermissionRow, LfResourceKind } from '../catalog/rows-access.ts';

type Told = Pick<LfPermissionRow, 'resource_kind' | 'resource' | 'catalog_id' | 'database' | 'table_name' | 'columns'>;

/**
 * What a permission is about. `resource` is the same text whenever it is the same resource, whatever the order in which
 * AWS tells columns and values: together with the principal it is a permission's identity.
 */
export function resourceOf(given: Resource | undefined): Told {
  const { Catalog, Database, Table, TableWithColumns, DataLocation, DataCellsFilter, LFTag, LFTagPolicy } = given ?? {};
  if (Database !== undefined) return is('database', Database.CatalogId, { database: Database.Name }, []);
  if (Table !== undefined)
    return is('table', Table.CatalogId, { database: Table.DatabaseName, table: Table.Name }, [Table.Name ?? '*']);
  if (TableWithColumns !== undefined) return columnsOf(TableWithColumns);
  if (DataCellsFilter !== undefined)
    return is(
      'data_cells_filter',
      DataCellsFilter.TableCatalogId,
      { database: DataCellsFilter.DatabaseName, table: DataCellsFilter.TableName },
      [DataCellsFilter.TableName, DataCellsFilter.Name],
    );
  if (DataLocation !== undefined) return is('data_location', DataLocation.CatalogId, {}, [DataLocation.ResourceArn]);
  if (LFTag !== undefined) return is('lf_tag', LFTag.CatalogId, {}, [tagText(LFTag)]);
  if (LFTagPolicy !== undefined) {
    const asked = (LFTagPolicy.Expression ?? []).map(tagText).toSorted().join(';');
    return is('lf_tag_policy', LFTagPolicy.CatalogId, {}, [
      LFTagPolicy.ResourceType,
      LFTagPolicy.ExpressionName ?? asked,
    ]);
  }
  if (given?.LFTagExpression !== undefined)
    return is('lf_tag_expression', given.LFTagExpression.CatalogId, {}, [given.LFTagExpression.Name]);
  if (Catalog !== undefined) return is('catalog', Catalog.Id, {}, []);
  return is('unknown', undefined, {}, [JSON.stringify(given ?? null)]);
}

function columnsOf(given: NonNullable<Resource['TableWithColumns']>): Told {
  const names = given.ColumnNames?.toSorted();
  const without = given.ColumnWildcard?.ExcludedColumnNames?.toSorted() ?? [];
  const text = names !== undefined ? names.join(',') : without.length === 0 ? '*' : `* without ${without.join(',')}`;
  return {
    ...is('columns', given.CatalogId, { database: given.DatabaseName, table: given.Name }, [given.Name, text]),
    columns: names === undefined ? null : JSON.stringify(names),
  };
}

const tagText = (tag: Partial<LFTag>): string => `${tag.TagKey ?? ''}=${(tag.TagValues ?? []).toSorted().join(',')}`;

const is = (
  kind: LfResourceKind,
  catalogId: string | undefined,
  at: { database?: string | undefined; table?: string | undefined },
  parts: readonly (string | undefined)[],
): Told => ({
  resource_kind: kind,
  resource: [catalogId, at.database, ...parts].filter((part) => part !== undefined).join('/'),
  catalog_id: catalogId ?? null,
  database: at.database ?? null,
  table_name: at.table ?? null,
  columns: null,
});
