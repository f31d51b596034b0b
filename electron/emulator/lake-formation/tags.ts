import type { TagTerm } from '#emulator/bank/lake/tags.ts';
import { type LakeResource, type LfTag, tagKey } from '#emulator/bank/lake/types.ts';
import { catalogOf, columnTags, entityNotFound, invalidInput, tagPairs } from '#emulator/lake-formation/catalog.ts';
import { type Call, operation } from '#emulator/operation.ts';

interface OfCatalog {
  readonly CatalogId?: string;
}
interface Searched extends OfCatalog {
  readonly Expression: readonly TagTerm[];
}

/** AWS answers at most 50 tags at once, whatever page size is asked. */
const TAGS = 50;
const SEARCHED = 100;

const tagAnswer = (tag: LfTag): object => ({ CatalogId: tag.catalogId, TagKey: tag.key, TagValues: tag.values });

export const listLFTags = operation((call, input: OfCatalog & { readonly ResourceShareType?: string }) => {
  const own = catalogOf(call, input.CatalogId);
  const share = input.ResourceShareType;
  const tags = call.bank.lake.tags
    .list()
    .filter(({ catalogId }) => share === 'ALL' || (share === 'FOREIGN') === (catalogId !== own));
  const { slice, nextToken } = call.page(tags, TAGS, TAGS);
  return { LFTags: slice.length === 0 ? undefined : slice.map(tagAnswer), NextToken: nextToken };
});

export const getLFTag = operation((call, input: OfCatalog & { readonly TagKey: string }) => {
  const catalogId = catalogOf(call, input.CatalogId);
  // Keys are kept in lower case.
  const tag = call.bank.lake.tags.get(tagKey({ catalogId, key: input.TagKey.toLowerCase() }));
  if (!tag) throw entityNotFound(`Tag key ${input.TagKey} does not exist.`);
  return tagAnswer(tag);
});

const databaseTags = (call: Call, catalogId: string, name: string): object => {
  if (call.bank.glue.size(catalogId, name) < 0) throw entityNotFound(`Database ${name} not found.`);
  return { LFTagOnDatabase: tagPairs(catalogId, call.bank.lake.onDatabase(catalogId, name)) };
};

export const getResourceLFTags = operation(
  (call, input: OfCatalog & { readonly Resource: LakeResource; readonly ShowAssignedLFTags?: boolean }) => {
    const { Database, Table, TableWithColumns } = input.Resource;
    const place = Table ?? TableWithColumns;
    const catalogId = catalogOf(call, input.CatalogId ?? (Database ?? place)?.CatalogId);
    if (Database && !place) return databaseTags(call, catalogId, Database.Name);
    if (!place?.Name || Database || (Table && TableWithColumns)) {
      throw invalidInput('Resource must be exactly one database, table or table with columns.');
    }
    const assigned = input.ShowAssignedLFTags === true;
    const found = call.bank.lake.onTable(catalogId, place.DatabaseName, place.Name, assigned);
    if (!found) throw entityNotFound(`Table ${place.Name} not found.`);
    const asked = TableWithColumns?.ColumnNames;
    const columns = asked ? found.columns.filter(({ name }) => asked.includes(name)) : found.columns;
    return {
      LFTagOnDatabase: tagPairs(catalogId, found.database),
      LFTagsOnTable: tagPairs(catalogId, found.table),
      LFTagsOnColumns: columnTags(catalogId, columns),
    };
  },
);

/** An expression names each key once, and only keys and values the catalog knows. */
const checkExpression = (call: Call, catalogId: string, expression: readonly TagTerm[]): void => {
  if (expression.length === 0) throw invalidInput('The tag expression is empty.');
  const keys = expression.map(({ TagKey }) => TagKey.toLowerCase());
  if (new Set(keys).size !== keys.length) throw invalidInput('A tag key occurs twice in the expression.');
  for (const { TagKey, TagValues } of expression) {
    const tag = call.bank.lake.tags.get(tagKey({ catalogId, key: TagKey.toLowerCase() }));
    if (!tag) throw entityNotFound(`Tag key ${TagKey} does not exist.`);
    const stray = TagValues.find((value) => value !== '*' && !tag.values.includes(value.toLowerCase()));
    if (stray !== undefined) throw entityNotFound(`Tag value ${stray} of ${TagKey} does not exist.`);
  }
};

export const searchTablesByLFTags = operation((call, input: Searched) => {
  const catalogId = catalogOf(call, input.CatalogId);
  checkExpression(call, catalogId, input.Expression);
  const key = JSON.stringify([catalogId, input.Expression]);
  const found = call.remember(key, () => call.bank.lake.tablesWith(catalogId, input.Expression));
  const { slice, nextToken } = call.page(found, SEARCHED);
  const TableList = slice.flatMap(([database, name]) => {
    const tagged = call.bank.lake.onTable(catalogId, database, name, false);
    return tagged
      ? [
          {
            Table: { CatalogId: catalogId, DatabaseName: database, Name: name },
            LFTagOnDatabase: tagPairs(catalogId, tagged.database),
            LFTagsOnTable: tagPairs(catalogId, tagged.table),
            LFTagsOnColumns: columnTags(catalogId, tagged.columns),
          },
        ]
      : [];
  });
  return { TableList, NextToken: nextToken };
});

export const searchDatabasesByLFTags = operation((call, input: Searched) => {
  const catalogId = catalogOf(call, input.CatalogId);
  checkExpression(call, catalogId, input.Expression);
  const { slice, nextToken } = call.page(call.bank.lake.databasesWith(catalogId, input.Expression), SEARCHED);
  return {
    DatabaseList: slice.map((name) => ({
      Database: { CatalogId: catalogId, Name: name },
      LFTags: tagPairs(catalogId, call.bank.lake.onDatabase(catalogId, name)),
    })),
    NextToken: nextToken,
  };
});
