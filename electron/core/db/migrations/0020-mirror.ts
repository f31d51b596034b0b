import type { Migration } from '../migrate.ts';

/**
 * The mirror: what AWS says now; may be dropped and pulled again. `hash` is the content's, `seen_run` the pull that
 * met the row last: a scope that was read to its end sweeps what it did not meet. Whole records lie in the order they
 * came, with their ids in an index of their own: AWS's ids are random, and a record WITHOUT ROWID that is longer than a
 * quarter of a page takes a page for itself.
 */
export const mirror: Migration = {
  version: 20,
  name: 'mirror',
  sql: `
CREATE TABLE remote_domain (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, arn TEXT, status TEXT, version TEXT,
  root_unit_id TEXT, managed_account_id TEXT, idc_instance_arn TEXT, portal_url TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

CREATE TABLE remote_domain_unit (
  id TEXT PRIMARY KEY, parent_id TEXT, name TEXT NOT NULL, description TEXT, owners TEXT NOT NULL, created_by TEXT,
  created_at TEXT, updated_at TEXT, updated_by TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_domain_unit_parent ON remote_domain_unit (parent_id);

CREATE TABLE remote_project (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, status TEXT, category TEXT, domain_unit_id TEXT,
  created_by TEXT, created_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_project_unit ON remote_project (domain_unit_id);

CREATE TABLE remote_type (
  kind TEXT NOT NULL CHECK (kind IN ('form_type', 'asset_type', 'lineage_node_type')),
  name TEXT NOT NULL, managed INTEGER NOT NULL, revision TEXT, description TEXT, status TEXT, owning_project_id TEXT,
  content TEXT, created_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT;

CREATE TABLE remote_glossary (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, status TEXT, owning_project_id TEXT,
  usage_restrictions TEXT NOT NULL, created_by TEXT, created_at TEXT, updated_by TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

CREATE TABLE remote_glossary_term (
  id TEXT PRIMARY KEY, glossary_id TEXT NOT NULL, name TEXT NOT NULL, short_description TEXT, long_description TEXT,
  status TEXT, is_a TEXT NOT NULL, classifies TEXT NOT NULL, created_by TEXT, created_at TEXT, updated_by TEXT,
  updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_glossary_term_glossary ON remote_glossary_term (glossary_id);

-- Narrow on purpose: search and facets run over it; the wide texts are in remote_asset_forms.
CREATE TABLE remote_asset (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, description TEXT, type TEXT NOT NULL, type_revision TEXT, external_id TEXT,
  project_id TEXT, created_at TEXT, created_by TEXT, first_created_at TEXT, first_created_by TEXT,
  -- Known for a first revision, and after the asset was read on its own; null where nobody has said.
  revision TEXT,
  listing_state TEXT NOT NULL DEFAULT 'unknown'
    CHECK (listing_state IN ('unpublished', 'published', 'stale', 'inactive', 'unknown')),
  columns INTEGER NOT NULL,
  glue_catalog TEXT, glue_database TEXT, glue_table TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL, pulled_at TEXT NOT NULL
) STRICT;
CREATE INDEX remote_asset_facets ON remote_asset (project_id, type, listing_state);

CREATE TABLE remote_asset_forms (
  asset INTEGER PRIMARY KEY REFERENCES remote_asset (key) ON DELETE CASCADE,
  readme TEXT,
  forms TEXT NOT NULL CHECK (json_valid(forms))
) STRICT;

CREATE TABLE remote_column (
  asset INTEGER NOT NULL REFERENCES remote_asset (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL, data_type TEXT NOT NULL, comment TEXT, business_name TEXT, description TEXT,
  partition_key INTEGER NOT NULL,
  PRIMARY KEY (asset, position)
) STRICT, WITHOUT ROWID;

-- One row per asset and term, wherever on the asset the term stands.
CREATE TABLE remote_asset_term (
  asset INTEGER NOT NULL REFERENCES remote_asset (key) ON DELETE CASCADE,
  term_id TEXT NOT NULL,
  on_asset INTEGER NOT NULL, governed INTEGER NOT NULL, on_columns INTEGER NOT NULL,
  PRIMARY KEY (asset, term_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_asset_term_term ON remote_asset_term (term_id, asset);

CREATE TABLE remote_column_term (
  asset INTEGER NOT NULL,
  position INTEGER NOT NULL,
  term_id TEXT NOT NULL,
  PRIMARY KEY (asset, position, term_id),
  FOREIGN KEY (asset, position) REFERENCES remote_column (asset, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_column_term_term ON remote_column_term (term_id, asset);

-- The index of the words of each asset (rowid = remote_asset.key); the texts themselves stay in the tables above.
CREATE VIRTUAL TABLE asset_words USING fts5 (
  name, description, columns, terms,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- Assets whose words must be written again because a term they carry was renamed.
CREATE TABLE remote_word_debt (
  asset INTEGER PRIMARY KEY REFERENCES remote_asset (key) ON DELETE CASCADE
) STRICT;

CREATE TABLE remote_listing (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, revision TEXT, entity_id TEXT, entity_type TEXT, entity_revision TEXT,
  project_id TEXT, status TEXT, created_at TEXT, updated_at TEXT, content TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_listing_entity ON remote_listing (entity_id);

CREATE TABLE remote_data_product (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, project_id TEXT, terms TEXT NOT NULL, created_by TEXT,
  created_at TEXT, first_created_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

CREATE TABLE remote_glue_database (
  catalog_id TEXT NOT NULL, name TEXT NOT NULL, description TEXT, location TEXT, parameters TEXT NOT NULL,
  created_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL,
  PRIMARY KEY (catalog_id, name)
) STRICT;

CREATE TABLE remote_glue_table (
  catalog_id TEXT NOT NULL, database TEXT NOT NULL, name TEXT NOT NULL, description TEXT, owner TEXT, type TEXT,
  version_id TEXT, location TEXT, parameters TEXT NOT NULL, columns TEXT NOT NULL, partition_keys TEXT NOT NULL,
  registered_with_lake_formation INTEGER, created_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL,
  PRIMARY KEY (catalog_id, database, name)
) STRICT;

CREATE TABLE remote_identity_user (
  id TEXT PRIMARY KEY, user_name TEXT, display_name TEXT, email TEXT, status TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_identity_user_name ON remote_identity_user (user_name);

CREATE TABLE remote_identity_group (
  id TEXT PRIMARY KEY, display_name TEXT, description TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

-- Who owners, members and authors of the domain are: its own ids, not those of Identity Center.
CREATE TABLE remote_user_profile (
  id TEXT PRIMARY KEY, type TEXT, status TEXT, user_name TEXT, first_name TEXT, last_name TEXT, iam_arn TEXT,
  iam_session TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

CREATE TABLE remote_group_profile (
  id TEXT PRIMARY KEY, status TEXT, name TEXT, role_arn TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
`,
};
