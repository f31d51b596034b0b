/** Lake Formation's truth. A resource is kept in the shape it travels in: exactly one member is set. */

/** One LF-Tag of a catalog: a key and the values it may take. */
export interface LfTag {
  readonly catalogId: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What a resource is tagged with: one value per key. */
export type LfTags = Readonly<Record<string, string>>;

/** A database, a table in it, or a column of that. */
export interface LakePlace {
  readonly catalogId: string;
  readonly database: string;
  readonly table?: string;
  readonly column?: string;
}

interface TagExpression {
  readonly TagKey: string;
  readonly TagValues: readonly string[];
}

export interface LakeResource {
  readonly Catalog?: { readonly Id?: string };
  readonly Database?: { readonly CatalogId?: string; readonly Name: string };
  readonly Table?: {
    readonly CatalogId?: string;
    readonly DatabaseName: string;
    readonly Name?: string;
    readonly TableWildcard?: object;
  };
  readonly TableWithColumns?: {
    readonly CatalogId?: string;
    readonly DatabaseName: string;
    readonly Name: string;
    readonly ColumnNames?: readonly string[];
    readonly ColumnWildcard?: { readonly ExcludedColumnNames?: readonly string[] };
  };
  readonly DataLocation?: { readonly CatalogId?: string; readonly ResourceArn?: string };
  readonly DataCellsFilter?: {
    readonly TableCatalogId?: string;
    readonly DatabaseName?: string;
    readonly TableName?: string;
    readonly Name?: string;
  };
  readonly LFTag?: { readonly CatalogId?: string; readonly TagKey: string; readonly TagValues: readonly string[] };
  readonly LFTagPolicy?: {
    readonly CatalogId?: string;
    readonly ResourceType: 'DATABASE' | 'TABLE';
    readonly Expression?: readonly TagExpression[];
    readonly ExpressionName?: string;
  };
  readonly LFTagExpression?: { readonly CatalogId?: string; readonly Name: string };
}

/** What one principal may do with one resource of a catalog. */
export interface LakePermission {
  readonly catalogId: string;
  /** an ARN, an account id, or `IAM_ALLOWED_PRINCIPALS` */
  readonly principal: string;
  readonly resource: LakeResource;
  readonly permissions: readonly string[];
  readonly grantable: readonly string[];
  readonly updatedAt: number;
  readonly updatedBy: string;
}

/** Rows and columns of a table that may be granted as one. Neither list of columns: all of them. */
export interface DataCellsFilter {
  readonly catalogId: string;
  readonly database: string;
  readonly table: string;
  readonly name: string;
  /** a predicate; absent: all rows */
  readonly rows?: string;
  readonly columns?: readonly string[];
  readonly excludedColumns?: readonly string[];
  readonly versionId: number;
}

/** A location in S3 Lake Formation hands out credentials for. */
export interface LakeLocation {
  readonly accountId: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly updatedAt: number;
  /** principals may still come by IAM alone */
  readonly hybrid: boolean;
}

export const permissionKey = ({ principal, resource }: Pick<LakePermission, 'principal' | 'resource'>): string =>
  JSON.stringify([principal, resource]);

export const filterKey = ({
  catalogId,
  database,
  table,
  name,
}: Pick<DataCellsFilter, 'catalogId' | 'database' | 'table' | 'name'>): string =>
  JSON.stringify([catalogId, database, table, name]);

export const tagKey = ({ catalogId, key }: Pick<LfTag, 'catalogId' | 'key'>): string => `${catalogId}/${key}`;
