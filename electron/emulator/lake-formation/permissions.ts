import type { LakePermission, LakeResource } from '#emulator/bank/lake/types.ts';
import { catalogOf, catalogsOf, entityNotFound, invalidInput } from '#emulator/lake-formation/catalog.ts';
import { operation } from '#emulator/operation.ts';

interface ListInput {
  readonly CatalogId?: string;
  readonly Principal?: { readonly DataLakePrincipalIdentifier?: string };
  readonly ResourceType?: string;
  readonly Resource?: LakeResource;
  readonly IncludeRelated?: string;
}

const PAGE = 1000;

const types: Readonly<Record<string, (resource: LakeResource) => boolean>> = {
  CATALOG: ({ Catalog }) => Catalog !== undefined,
  DATABASE: ({ Database }) => Database !== undefined,
  TABLE: ({ Table, TableWithColumns, DataCellsFilter }) => (Table ?? TableWithColumns ?? DataCellsFilter) !== undefined,
  DATA_LOCATION: ({ DataLocation }) => DataLocation !== undefined,
  LF_TAG: ({ LFTag }) => LFTag !== undefined,
  LF_TAG_POLICY: ({ LFTagPolicy }) => LFTagPolicy !== undefined,
  LF_TAG_POLICY_DATABASE: ({ LFTagPolicy }) => LFTagPolicy?.ResourceType === 'DATABASE',
  LF_TAG_POLICY_TABLE: ({ LFTagPolicy }) => LFTagPolicy?.ResourceType === 'TABLE',
  LF_NAMED_TAG_EXPRESSION: ({ LFTagExpression }) => LFTagExpression !== undefined,
};

/** The table a resource is about, if it is about one. */
const tableOf = ({ Table, TableWithColumns, DataCellsFilter }: LakeResource): readonly string[] | undefined => {
  if (Table?.Name !== undefined) return [Table.DatabaseName, Table.Name];
  if (TableWithColumns) return [TableWithColumns.DatabaseName, TableWithColumns.Name];
  return DataCellsFilter && [DataCellsFilter.DatabaseName ?? '', DataCellsFilter.TableName ?? ''];
};

const same = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a !== undefined && b !== undefined && a.join('\n') === b.join('\n');

/** Whether a grant is on the resource asked for. `related` adds those on columns and cells of a table. */
const concerns = (asked: LakeResource, held: LakeResource, related: boolean): boolean => {
  if (asked.Catalog) return held.Catalog !== undefined;
  if (asked.Database) return held.Database?.Name === asked.Database.Name;
  if (asked.Table?.TableWildcard)
    return held.Table?.TableWildcard !== undefined && held.Table.DatabaseName === asked.Table.DatabaseName;
  if (asked.Table) return (related || held.Table !== undefined) && same(tableOf(asked), tableOf(held));
  if (asked.TableWithColumns)
    return (related || held.TableWithColumns !== undefined) && same(tableOf(asked), tableOf(held));
  if (asked.DataLocation) return held.DataLocation?.ResourceArn === asked.DataLocation.ResourceArn;
  if (asked.DataCellsFilter)
    return held.DataCellsFilter?.Name === asked.DataCellsFilter.Name && same(tableOf(asked), tableOf(held));
  if (asked.LFTag) return held.LFTag?.TagKey === asked.LFTag.TagKey;
  if (asked.LFTagPolicy) {
    const { ResourceType, Expression } = asked.LFTagPolicy;
    const policy = held.LFTagPolicy;
    return policy?.ResourceType === ResourceType && JSON.stringify(policy.Expression) === JSON.stringify(Expression);
  }
  return held.LFTagExpression?.Name === asked.LFTagExpression?.Name && held.LFTagExpression !== undefined;
};

const checkResource = (resource: LakeResource): void => {
  if (Object.values(resource).filter((each) => each !== undefined).length !== 1) {
    throw invalidInput('Resource must have one of the have either the catalog, table or database field populated.');
  }
  if (resource.Table && (resource.Table.Name === undefined) === (resource.Table.TableWildcard === undefined)) {
    throw invalidInput('A table resource needs either a name or a wildcard.');
  }
};

const answer = (permission: LakePermission): object => ({
  Principal: { DataLakePrincipalIdentifier: permission.principal },
  Resource: permission.resource,
  Permissions: permission.permissions,
  PermissionsWithGrantOption: permission.grantable,
  LastUpdated: permission.updatedAt / 1000,
  LastUpdatedBy: permission.updatedBy,
});

export const listPermissions = operation((call, input: ListInput) => {
  const catalogs = catalogsOf(call, input.CatalogId);
  const { Principal, Resource, ResourceType, IncludeRelated } = input;
  if (Resource) checkResource(Resource);
  const principal = Principal?.DataLakePrincipalIdentifier;
  if (Principal && principal === undefined) throw invalidInput('Principal needs an identifier.');
  if (IncludeRelated !== undefined && !/^(?:true|false)$/i.test(IncludeRelated)) {
    throw invalidInput('IncludeRelated is either TRUE or FALSE.');
  }
  const related = IncludeRelated?.toUpperCase() === 'TRUE';
  const ofType = ResourceType === undefined ? undefined : types[ResourceType];
  const key = JSON.stringify([[...catalogs], principal, Resource, ResourceType, related]);
  const found = call.remember(key, () =>
    call.bank.lake.permissions
      .list()
      .filter(
        (each) =>
          catalogs.has(each.catalogId) &&
          (principal === undefined || each.principal === principal) &&
          (ofType?.(each.resource) ?? true) &&
          (!Resource || concerns(Resource, each.resource, related)),
      ),
  );
  const { slice, nextToken } = call.page(found, PAGE);
  return { PrincipalResourcePermissions: slice.map(answer), NextToken: nextToken };
});

export const getDataLakeSettings = operation((call, input: { readonly CatalogId?: string }) => {
  const catalogId = catalogOf(call, input.CatalogId);
  const admins = call.bank.lake.admins(catalogId);
  if (admins.length === 0) throw entityNotFound(`No settings for catalog ${catalogId}.`);
  return {
    DataLakeSettings: {
      DataLakeAdmins: admins.map((DataLakePrincipalIdentifier) => ({ DataLakePrincipalIdentifier })),
      ReadOnlyAdmins: [],
      CreateDatabaseDefaultPermissions: [],
      CreateTableDefaultPermissions: [],
      Parameters: { CROSS_ACCOUNT_VERSION: '4', SET_CONTEXT: 'TRUE' },
      TrustedResourceOwners: [],
      AllowExternalDataFiltering: false,
      AllowFullTableExternalDataAccess: false,
      ExternalDataFilteringAllowList: [],
      AuthorizedSessionTagValueList: [],
    },
  };
});
