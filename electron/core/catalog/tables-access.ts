import type { TableOf } from './mirror-tables.ts';
import type {
  AccountRow,
  IdentityMembershipRow,
  LfDataCellsFilterRow,
  LfPermissionRow,
  LfTagAssignmentRow,
  LfTagRow,
  OrganizationalUnitRow,
} from './rows-access.ts';

export interface AccessRows {
  lf_tag: LfTagRow;
  lf_tag_assignment: LfTagAssignmentRow;
  lf_permission: LfPermissionRow;
  lf_data_cells_filter: LfDataCellsFilterRow;
  identity_membership: IdentityMembershipRow;
  organizational_unit: OrganizationalUnitRow;
  account: AccountRow;
}

export const ACCESS_TABLES: { [K in keyof AccessRows]: TableOf<AccessRows[K]> } = {
  lf_tag: {
    name: 'remote_lf_tag',
    key: ['catalog_id', 'name'],
    columns: ['tag_values'],
  },
  lf_tag_assignment: {
    name: 'remote_lf_tag_assignment',
    key: ['catalog_id', 'database', 'table_name', 'column_name', 'tag_key'],
    columns: ['tag_values'],
    parents: [{ kind: 'lf_tag', on: { catalog_id: 'catalog_id', tag_key: 'name' } }],
  },
  lf_permission: {
    name: 'remote_lf_permission',
    key: ['principal', 'resource_kind', 'resource'],
    columns: [
      'catalog_id',
      'database',
      'table_name',
      'columns',
      'content',
      'permissions',
      'grantable',
      'condition',
      'updated_at',
      'updated_by',
    ],
  },
  lf_data_cells_filter: {
    name: 'remote_lf_data_cells_filter',
    key: ['catalog_id', 'database', 'table_name', 'name'],
    columns: ['row_filter', 'columns', 'excluded_columns', 'version_id'],
  },
  identity_membership: {
    name: 'remote_identity_membership',
    key: ['id'],
    columns: ['group_id', 'user_id'],
    parents: [{ kind: 'identity_group', on: { group_id: 'id' } }],
  },
  organizational_unit: {
    name: 'remote_organizational_unit',
    key: ['id'],
    columns: ['name', 'arn', 'parent_id', 'path'],
  },
  account: {
    name: 'remote_account',
    key: ['id'],
    columns: ['name', 'email', 'arn', 'state', 'parent_id', 'path', 'joined_method', 'joined_at'],
  },
};
