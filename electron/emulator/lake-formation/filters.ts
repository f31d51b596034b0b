import { type DataCellsFilter, type LakeLocation, filterKey } from '#emulator/bank/lake/types.ts';
import { catalogOf, catalogsOf, entityNotFound, invalidInput } from '#emulator/lake-formation/catalog.ts';
import { operation } from '#emulator/operation.ts';

const PAGE = 1000;

const filterAnswer = (filter: DataCellsFilter): object => ({
  TableCatalogId: filter.catalogId,
  DatabaseName: filter.database,
  TableName: filter.table,
  Name: filter.name,
  RowFilter: filter.rows === undefined ? { AllRowsWildcard: {} } : { FilterExpression: filter.rows },
  ...(filter.columns
    ? { ColumnNames: filter.columns }
    : { ColumnWildcard: filter.excludedColumns ? { ExcludedColumnNames: filter.excludedColumns } : {} }),
  VersionId: String(filter.versionId),
});

interface TableInput {
  readonly CatalogId?: string;
  readonly DatabaseName: string;
  readonly Name?: string;
  readonly TableWildcard?: object;
}

export const listDataCellsFilter = operation((call, { Table }: { readonly Table?: TableInput }) => {
  const all = call.bank.lake.filters.list();
  const catalogs = catalogsOf(call, undefined);
  let found = all.filter(({ catalogId }) => catalogs.has(catalogId));
  if (Table) {
    const catalogId = catalogOf(call, Table.CatalogId);
    if (Table.Name === undefined && Table.TableWildcard === undefined) throw invalidInput('Table needs a name.');
    found = all.filter(
      (each) =>
        each.catalogId === catalogId &&
        each.database === Table.DatabaseName &&
        (Table.Name === undefined || each.table === Table.Name),
    );
  }
  const { slice, nextToken } = call.page(found, PAGE);
  return { DataCellsFilters: slice.map(filterAnswer), NextToken: nextToken };
});

export const getDataCellsFilter = operation(
  (
    call,
    input: {
      readonly TableCatalogId: string;
      readonly DatabaseName: string;
      readonly TableName: string;
      readonly Name: string;
    },
  ) => {
    const filter = call.bank.lake.filters.get(
      filterKey({
        catalogId: catalogOf(call, input.TableCatalogId),
        database: input.DatabaseName,
        table: input.TableName,
        name: input.Name,
      }),
    );
    if (!filter) throw entityNotFound(`Data cells filter ${input.Name} not found.`);
    return { DataCellsFilter: filterAnswer(filter) };
  },
);

interface Condition {
  readonly Field?: 'RESOURCE_ARN' | 'ROLE_ARN' | 'LAST_MODIFIED';
  readonly ComparisonOperator?: string;
  readonly StringValueList?: readonly string[];
}

const fieldOf = (location: LakeLocation, field: Condition['Field']): string =>
  field === 'ROLE_ARN'
    ? location.roleArn
    : field === 'LAST_MODIFIED'
      ? String(location.updatedAt / 1000).padStart(16, '0')
      : location.arn;

type Compare = (value: string, wanted: readonly string[]) => boolean;

const operators: Readonly<Record<string, Compare>> = {
  EQ: (value, [wanted]) => value === wanted,
  NE: (value, [wanted]) => value !== wanted,
  LE: (value, [wanted = '']) => value <= wanted,
  LT: (value, [wanted = '']) => value < wanted,
  GE: (value, [wanted = '']) => value >= wanted,
  GT: (value, [wanted = '']) => value > wanted,
  CONTAINS: (value, [wanted = '']) => value.includes(wanted),
  NOT_CONTAINS: (value, [wanted = '']) => !value.includes(wanted),
  BEGINS_WITH: (value, [wanted = '']) => value.startsWith(wanted),
  IN: (value, wanted) => wanted.includes(value),
  BETWEEN: (value, [from = '', to = '']) => value >= from && value <= to,
};

/** Times are compared as numbers: both sides to the same width. Strings of a condition may be epoch seconds or ISO. */
const wantedOf = ({ Field, StringValueList = [] }: Condition): readonly string[] =>
  Field !== 'LAST_MODIFIED'
    ? StringValueList
    : StringValueList.map((text) => {
        const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Date.parse(text) / 1000;
        if (Number.isNaN(seconds)) throw invalidInput(`${text} is no time.`);
        return String(seconds).padStart(16, '0');
      });

const conditionTest = (condition: Condition): ((location: LakeLocation) => boolean) => {
  const compare = operators[condition.ComparisonOperator ?? ''];
  if (!compare || condition.Field === undefined || (condition.StringValueList ?? []).length === 0) {
    throw invalidInput('A filter condition needs a field, an operator and a value.');
  }
  const wanted = wantedOf(condition);
  return (location) => compare(fieldOf(location, condition.Field), wanted);
};

export const listResources = operation((call, input: { readonly FilterConditionList?: readonly Condition[] }) => {
  const tests = (input.FilterConditionList ?? []).map(conditionTest);
  const found = call.bank.lake
    .locations(call.caller.accountId)
    .filter((location) => tests.every((test) => test(location)));
  const { slice, nextToken } = call.page(found, PAGE);
  return {
    ResourceInfoList: slice.map((location) => ({
      ResourceArn: location.arn,
      RoleArn: location.roleArn,
      LastModified: location.updatedAt / 1000,
      WithFederation: false,
      HybridAccessEnabled: location.hybrid,
    })),
    NextToken: nextToken,
  };
});
