/**
 * What the mirror holds of each entity, as rows: the shape in which `aws` hands over what it read and `mirror` writes
 * it. Times are RFC 3339; lists and objects are JSON text.
 */
export interface DomainRow {
  id: string;
  name: string;
  description: string | null;
  arn: string | null;
  status: string | null;
  version: string | null;
  root_unit_id: string | null;
  managed_account_id: string | null;
  idc_instance_arn: string | null;
  portal_url: string | null;
  updated_at: string | null;
}

export interface DomainUnitRow {
  id: string;
  parent_id: string | null;
  name: string;
  description: string | null;
  /** JSON: {kind: 'user' | 'group', id}[] */
  owners: string;
  created_by: string | null;
  created_at: string | null;
  updated_at: string | null;
  updated_by: string | null;
}

export interface ProjectRow {
  id: string;
  name: string;
  description: string | null;
  status: string | null;
  category: string | null;
  domain_unit_id: string | null;
  created_by: string | null;
  created_at: string | null;
  updated_at: string | null;
  /** The rest only the single reading tells; null where nobody read it. */
  profile_id: string | null;
  /** JSON: ids */
  terms: string | null;
  /** Of which state of the project that is: its `updated_at`. */
  detail_of: string | null;
}

export interface TypeRow {
  kind: 'form_type' | 'asset_type' | 'lineage_node_type';
  name: string;
  managed: 0 | 1;
  revision: string | null;
  description: string | null;
  status: string | null;
  owning_project_id: string | null;
  /** JSON: the Smithy model of a form type, the forms of an asset type. */
  content: string | null;
  created_at: string | null;
  updated_at: string | null;
}

export interface GlossaryRow {
  id: string;
  name: string;
  description: string | null;
  status: string | null;
  owning_project_id: string | null;
  usage_restrictions: string;
  created_by: string | null;
  created_at: string | null;
  updated_by: string | null;
  updated_at: string | null;
}

export interface GlossaryTermRow {
  id: string;
  glossary_id: string;
  name: string;
  short_description: string | null;
  long_description: string | null;
  status: string | null;
  is_a: string;
  classifies: string;
  created_by: string | null;
  created_at: string | null;
  updated_by: string | null;
  updated_at: string | null;
}

export interface ListingRow {
  id: string;
  name: string;
  revision: string | null;
  entity_id: string | null;
  entity_type: string | null;
  entity_revision: string | null;
  project_id: string | null;
  status: string | null;
  created_at: string | null;
  updated_at: string | null;
  content: string | null;
}

export interface DataProductRow {
  id: string;
  name: string;
  description: string | null;
  project_id: string | null;
  terms: string;
  created_by: string | null;
  created_at: string | null;
  first_created_at: string | null;
  /** The rest only the single reading tells; null where nobody read it. */
  revision: string | null;
  status: string | null;
  /** JSON: {type, id, revision, terms}[] */
  items: string | null;
  /** Of which revision that is: its `created_at`. */
  detail_of: string | null;
}

export interface GlueDatabaseRow {
  catalog_id: string;
  name: string;
  description: string | null;
  location: string | null;
  parameters: string;
  created_at: string | null;
}

export interface GlueTableRow {
  catalog_id: string;
  database: string;
  name: string;
  description: string | null;
  owner: string | null;
  type: string | null;
  version_id: string | null;
  location: string | null;
  parameters: string;
  columns: string;
  partition_keys: string;
  registered_with_lake_formation: 0 | 1 | null;
  created_at: string | null;
  updated_at: string | null;
}

export interface IdentityUserRow {
  id: string;
  user_name: string | null;
  display_name: string | null;
  email: string | null;
  title: string | null;
  status: string | null;
  updated_at: string | null;
}

export interface IdentityGroupRow {
  id: string;
  display_name: string | null;
  description: string | null;
  updated_at: string | null;
}

export interface UserProfileRow {
  id: string;
  type: string | null;
  status: string | null;
  user_name: string | null;
  first_name: string | null;
  last_name: string | null;
  iam_arn: string | null;
  /** Who it is, of all who come in by one role. */
  iam_session: string | null;
}

export interface GroupProfileRow {
  id: string;
  status: string | null;
  name: string | null;
  role_arn: string | null;
}

export interface Form {
  name: string;
  type: string;
  revision: string | null;
  content: string;
}

/** An asset as the inventory search or GetAsset tells it; its columns stand in its forms. */
export interface AssetRecord {
  id: string;
  name: string;
  description: string | null;
  type: string;
  typeRevision: string | null;
  externalId: string | null;
  projectId: string | null;
  createdAt: string | null;
  createdBy: string | null;
  firstCreatedAt: string | null;
  firstCreatedBy: string | null;
  terms: string[];
  governedTerms: string[];
  forms: Form[];
  /** What others wrote beside it: names and descriptions that were made up, nobody's yet. */
  readOnlyForms: Form[];
  /** Only GetAsset tells it. */
  revision: string | null;
}
