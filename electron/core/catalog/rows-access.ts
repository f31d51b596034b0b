/** Rows of what stands around a domain: Lake Formation, memberships of Identity Center, AWS Organizations. */
export interface LfTagRow {
  catalog_id: string;
  name: string;
  /** JSON: the values it may have, sorted. */
  tag_values: string;
}

/** A value of an LF-Tag on a database, a table or a column; empty text where there is no table or column. */
export interface LfTagAssignmentRow {
  catalog_id: string;
  database: string;
  table_name: string;
  column_name: string;
  tag_key: string;
  /** JSON: mostly one value, sorted. */
  tag_values: string;
}

export type LfResourceKind =
  | 'catalog'
  | 'database'
  | 'table'
  | 'columns'
  | 'data_location'
  | 'data_cells_filter'
  | 'lf_tag'
  | 'lf_tag_policy'
  | 'lf_tag_expression'
  | 'unknown';

export interface LfPermissionRow {
  principal: string;
  resource_kind: LfResourceKind;
  /** The resource in one line, its parts joined by slashes: what names it in lists and history. */
  resource: string;
  catalog_id: string | null;
  database: string | null;
  /** Null for every table of the database. */
  table_name: string | null;
  /** JSON: the columns named; null where none are. */
  columns: string | null;
  /** JSON: the resource as AWS told it. */
  content: string;
  /** JSON, sorted: SELECT, DESCRIBE, … */
  permissions: string;
  /** JSON, sorted: those it may hand on. */
  grantable: string;
  condition: string | null;
  updated_at: string | null;
  updated_by: string | null;
}

export interface LfDataCellsFilterRow {
  catalog_id: string;
  database: string;
  table_name: string;
  name: string;
  /** Null where all rows are left. */
  row_filter: string | null;
  /** JSON: the columns that are left; null where all but `excluded_columns` are. */
  columns: string | null;
  excluded_columns: string | null;
  version_id: string | null;
}

export interface IdentityMembershipRow {
  id: string;
  group_id: string;
  user_id: string;
}

export interface OrganizationalUnitRow {
  id: string;
  name: string;
  arn: string | null;
  /** The unit above, or the root. */
  parent_id: string;
  path: string | null;
}

export interface AccountRow {
  id: string;
  name: string;
  email: string | null;
  arn: string | null;
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE, … */
  state: string | null;
  /** The unit or root it hangs on; null where AWS tells no path. */
  parent_id: string | null;
  path: string | null;
  joined_method: string | null;
  joined_at: string | null;
}
