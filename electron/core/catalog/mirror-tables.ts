import { ENTITY_KINDS, type EntityKind } from '#shared/entities.ts';
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
import { ACCESS_TABLES, type AccessRows } from './tables-access.ts';
import { GOVERNANCE_TABLES, type GovernanceRows } from './tables-governance.ts';
import { SOURCES_TABLES, type SourcesRows } from './tables-sources.ts';

/** Rows that are one table row each; assets, with their columns and terms, have a writer of their own. */
export interface PlainRows extends GovernanceRows, SourcesRows, AccessRows {
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

/** A row that goes when nothing of this kind is there any more that it belongs to. */
export interface Parent<Column extends string = string> {
  kind: PlainKind | 'asset';
  /** Its columns, and those of the parent they name. */
  on: { [C in Column]?: string };
  /** Which rows have this parent, in SQL; all of them when left out. */
  where?: string;
}

/** `key` and `columns` are all columns of the table but `hash` and `seen_run`. */
export interface TableOf<Row> {
  name: string;
  key: readonly (keyof Row & string)[];
  columns: readonly (keyof Row & string)[];
  parents?: readonly Parent<keyof Row & string>[];
}

export type Table = TableOf<Record<string, unknown>>;

const type: TableOf<TypeRow> = {
  name: 'remote_type',
  key: ['kind', 'name'],
  columns: ['managed', 'revision', 'description', 'status', 'owning_project_id', 'content', 'created_at', 'updated_at'],
};

const CATALOG_TABLES: {
  [K in Exclude<PlainKind, keyof (GovernanceRows & SourcesRows & AccessRows)>]: TableOf<PlainRows[K]>;
} = {
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
    columns: [
      'name',
      'description',
      'status',
      'category',
      'domain_unit_id',
      'created_by',
      'created_at',
      'updated_at',
      'profile_id',
      'terms',
      'detail_of',
    ],
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
    columns: [
      'name',
      'description',
      'project_id',
      'terms',
      'created_by',
      'created_at',
      'first_created_at',
      'revision',
      'status',
      'items',
      'detail_of',
    ],
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
    parents: [{ kind: 'glue_database', on: { catalog_id: 'catalog_id', database: 'name' } }],
  },
  identity_user: {
    name: 'remote_identity_user',
    key: ['id'],
    columns: ['user_name', 'display_name', 'email', 'title', 'status', 'updated_at'],
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

export const TABLES: Record<PlainKind, Table> = {
  ...CATALOG_TABLES,
  ...GOVERNANCE_TABLES,
  ...SOURCES_TABLES,
  ...ACCESS_TABLES,
};

export const isPlain = (kind: EntityKind): kind is PlainKind => Object.hasOwn(TABLES, kind);

/** Kinds that others belong to, those above before those below. */
export const PARENTS: readonly Parent['kind'][] = [
  ...new Set(
    Object.values<{ parents?: readonly Parent[] }>(TABLES).flatMap(({ parents = [] }) =>
      parents.map(({ kind }) => kind),
    ),
  ),
].toSorted((a, b) => ENTITY_KINDS.indexOf(a) - ENTITY_KINDS.indexOf(b));
