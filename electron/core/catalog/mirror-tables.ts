import type { EntityKind } from '#shared/sync.ts';
import type {
  DataProductRow,
  DomainRow,
  DomainUnitRow,
  GlossaryRow,
  GlossaryTermRow,
  GlueDatabaseRow,
  GlueTableRow,
  GroupProfileRow,
  IdentityGroupRow,
  IdentityUserRow,
  ListingRow,
  ProjectRow,
  TypeRow,
  UserProfileRow,
} from './rows.ts';

/** Rows that are one table row each; assets, with their columns and terms, have a writer of their own. */
export interface PlainRows {
  domain: DomainRow;
  domain_unit: DomainUnitRow;
  project: ProjectRow;
  form_type: TypeRow;
  asset_type: TypeRow;
  lineage_node_type: TypeRow;
  glossary: GlossaryRow;
  glossary_term: GlossaryTermRow;
  listing: ListingRow;
  data_product: DataProductRow;
  glue_database: GlueDatabaseRow;
  glue_table: GlueTableRow;
  identity_user: IdentityUserRow;
  identity_group: IdentityGroupRow;
  user_profile: UserProfileRow;
  group_profile: GroupProfileRow;
}
export type PlainKind = keyof PlainRows & EntityKind;

export interface Table {
  name: string;
  key: readonly string[];
  columns: readonly string[];
}

const type: Table = {
  name: 'remote_type',
  key: ['kind', 'name'],
  columns: ['managed', 'revision', 'description', 'status', 'owning_project_id', 'content', 'created_at', 'updated_at'],
};

export const TABLES: Record<PlainKind, Table> = {
  domain: {
    name: 'remote_domain',
    key: ['id'],
    columns: [
      'name',
      'description',
      'arn',
      'status',
      'version',
      'root_unit_id',
      'managed_account_id',
      'idc_instance_arn',
      'portal_url',
      'updated_at',
    ],
  },
  domain_unit: {
    name: 'remote_domain_unit',
    key: ['id'],
    columns: ['parent_id', 'name', 'description', 'owners', 'created_by', 'created_at', 'updated_at', 'updated_by'],
  },
  project: {
    name: 'remote_project',
    key: ['id'],
    columns: ['name', 'description', 'status', 'category', 'domain_unit_id', 'created_by', 'created_at', 'updated_at'],
  },
  form_type: type,
  asset_type: type,
  lineage_node_type: type,
  glossary: {
    name: 'remote_glossary',
    key: ['id'],
    columns: [
      'name',
      'description',
      'status',
      'owning_project_id',
      'usage_restrictions',
      'created_by',
      'created_at',
      'updated_by',
      'updated_at',
    ],
  },
  glossary_term: {
    name: 'remote_glossary_term',
    key: ['id'],
    columns: [
      'glossary_id',
      'name',
      'short_description',
      'long_description',
      'status',
      'is_a',
      'classifies',
      'created_by',
      'created_at',
      'updated_by',
      'updated_at',
    ],
  },
  listing: {
    name: 'remote_listing',
    key: ['id'],
    columns: [
      'name',
      'revision',
      'entity_id',
      'entity_type',
      'entity_revision',
      'project_id',
      'status',
      'created_at',
      'updated_at',
      'content',
    ],
  },
  data_product: {
    name: 'remote_data_product',
    key: ['id'],
    columns: ['name', 'description', 'project_id', 'terms', 'created_by', 'created_at', 'first_created_at'],
  },
  glue_database: {
    name: 'remote_glue_database',
    key: ['catalog_id', 'name'],
    columns: ['description', 'location', 'parameters', 'created_at'],
  },
  glue_table: {
    name: 'remote_glue_table',
    key: ['catalog_id', 'database', 'name'],
    columns: [
      'description',
      'owner',
      'type',
      'version_id',
      'location',
      'parameters',
      'columns',
      'partition_keys',
      'registered_with_lake_formation',
      'created_at',
      'updated_at',
    ],
  },
  identity_user: {
    name: 'remote_identity_user',
    key: ['id'],
    columns: ['user_name', 'display_name', 'email', 'status', 'updated_at'],
  },
  identity_group: {
    name: 'remote_identity_group',
    key: ['id'],
    columns: ['display_name', 'description', 'updated_at'],
  },
  user_profile: {
    name: 'remote_user_profile',
    key: ['id'],
    columns: ['type', 'status', 'user_name', 'first_name', 'last_name', 'iam_arn', 'iam_session'],
  },
  group_profile: {
    name: 'remote_group_profile',
    key: ['id'],
    columns: ['status', 'name', 'role_arn'],
  },
};
