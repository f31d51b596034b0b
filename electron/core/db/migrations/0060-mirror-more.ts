import type { Migration } from '../migrate.ts';

/**
 * The rest of the mirror: who may do what, where metadata comes from and how it flows, and what stands around a domain.
 * Columns that people filter and join by; what is nested below them is JSON.
 */
export const mirrorMore: Migration = {
  version: 60,
  name: 'mirror more',
  sql: `
ALTER TABLE remote_identity_user ADD COLUMN title TEXT;

CREATE TABLE remote_policy_grant (
  id TEXT PRIMARY KEY, entity_type TEXT NOT NULL, entity_id TEXT NOT NULL, policy_type TEXT NOT NULL,
  principal_kind TEXT NOT NULL, principal_id TEXT, principal_designation TEXT, include_child_units INTEGER,
  content TEXT NOT NULL, created_by TEXT, created_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_policy_grant_entity ON remote_policy_grant (entity_id, policy_type);
CREATE INDEX remote_policy_grant_principal ON remote_policy_grant (principal_id, principal_kind);

CREATE TABLE remote_rule (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, revision TEXT, type TEXT, action TEXT, unit_id TEXT,
  include_child_units INTEGER, scope TEXT NOT NULL, detail TEXT, created_by TEXT, created_at TEXT, updated_by TEXT,
  updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_rule_unit ON remote_rule (unit_id);

CREATE TABLE remote_project_profile (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, status TEXT, unit_id TEXT, configurations TEXT,
  resource_tags TEXT NOT NULL, created_by TEXT, created_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

CREATE TABLE remote_project_membership (
  project_id TEXT NOT NULL, member_id TEXT NOT NULL, member_kind TEXT NOT NULL, designation TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL,
  PRIMARY KEY (project_id, member_id)
) STRICT;
CREATE INDEX remote_project_membership_member ON remote_project_membership (member_id, project_id);

CREATE TABLE remote_environment (
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, name TEXT NOT NULL, description TEXT, provider TEXT, account_id TEXT,
  region TEXT, status TEXT, profile_id TEXT, blueprint_id TEXT, configuration_id TEXT, configuration_name TEXT,
  resources TEXT, last_deployment TEXT, created_by TEXT, created_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_environment_project ON remote_environment (project_id);
CREATE INDEX remote_environment_account ON remote_environment (account_id);

CREATE TABLE remote_asset_filter (
  id TEXT PRIMARY KEY, asset_id TEXT NOT NULL, name TEXT NOT NULL, description TEXT, status TEXT, error TEXT,
  columns TEXT, row_filter TEXT, configuration TEXT, created_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_asset_filter_asset ON remote_asset_filter (asset_id);

-- When an entity was asked for on its own last, where a pull has no time for all of a kind.
CREATE TABLE sync_asked (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  run INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE remote_subscription_request (
  id TEXT PRIMARY KEY, status TEXT, reason TEXT, subscriber_kind TEXT NOT NULL, subscriber_id TEXT,
  subscriber_name TEXT, listing_id TEXT, listing_revision TEXT, name TEXT, entity_kind TEXT, entity_id TEXT,
  entity_revision TEXT, owner_project_id TEXT, owner_project_name TEXT, reviewer_id TEXT, decision_comment TEXT,
  existing_subscription_id TEXT, forms TEXT NOT NULL, content TEXT NOT NULL, created_by TEXT, created_at TEXT,
  updated_by TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_subscription_request_entity ON remote_subscription_request (entity_id);
CREATE INDEX remote_subscription_request_subscriber ON remote_subscription_request (subscriber_id);
CREATE INDEX remote_subscription_request_status ON remote_subscription_request (status, created_at);

CREATE TABLE remote_subscription (
  id TEXT PRIMARY KEY, status TEXT, request_id TEXT, subscriber_kind TEXT NOT NULL, subscriber_id TEXT,
  subscriber_name TEXT, listing_id TEXT, listing_revision TEXT, name TEXT, entity_kind TEXT, entity_id TEXT,
  entity_revision TEXT, owner_project_id TEXT, owner_project_name TEXT, retain_permissions INTEGER,
  filter_ids TEXT NOT NULL, content TEXT NOT NULL, created_by TEXT, created_at TEXT, updated_by TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_subscription_entity ON remote_subscription (entity_id);
CREATE INDEX remote_subscription_subscriber ON remote_subscription (subscriber_id);

CREATE TABLE remote_subscription_grant (
  id TEXT PRIMARY KEY, subscription_id TEXT, environment_id TEXT, target_id TEXT, listing_id TEXT,
  listing_revision TEXT, status TEXT, assets TEXT NOT NULL, created_by TEXT, created_at TEXT, updated_by TEXT,
  updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_subscription_grant_subscription ON remote_subscription_grant (subscription_id);
CREATE INDEX remote_subscription_grant_status ON remote_subscription_grant (status);

CREATE TABLE remote_data_source (
  id TEXT PRIMARY KEY, project_id TEXT NOT NULL, name TEXT NOT NULL, description TEXT, type TEXT, status TEXT,
  enabled INTEGER, environment_id TEXT, connection_id TEXT, schedule TEXT, publish_on_import INTEGER,
  generate_names INTEGER, configuration TEXT, last_run_status TEXT, last_run_at TEXT, last_run_assets INTEGER,
  last_run_error TEXT, error TEXT, created_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_data_source_project ON remote_data_source (project_id);

CREATE TABLE remote_data_source_run (
  id TEXT PRIMARY KEY, data_source_id TEXT NOT NULL, project_id TEXT, type TEXT, status TEXT, added INTEGER,
  updated INTEGER, unchanged INTEGER, skipped INTEGER, failed INTEGER, error TEXT, lineage_status TEXT,
  created_at TEXT, started_at TEXT, stopped_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_data_source_run_source ON remote_data_source_run (data_source_id, created_at);

CREATE TABLE remote_quality_point (
  id TEXT PRIMARY KEY, asset_id TEXT NOT NULL, name TEXT NOT NULL, type TEXT, type_revision TEXT, at TEXT,
  passing_percentage REAL, evaluations INTEGER, summary TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_quality_point_asset ON remote_quality_point (asset_id, name);

CREATE TABLE remote_metadata_generation_run (
  id TEXT PRIMARY KEY, project_id TEXT, target_type TEXT, asset_id TEXT, asset_revision TEXT, status TEXT,
  types TEXT NOT NULL, created_by TEXT, created_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_metadata_generation_run_asset ON remote_metadata_generation_run (asset_id);

CREATE TABLE remote_lineage_event (
  id TEXT PRIMARY KEY, event_time TEXT, created_at TEXT, created_by TEXT, status TEXT, event_type TEXT, run_id TEXT,
  job_namespace TEXT, job_name TEXT, inputs TEXT NOT NULL, outputs TEXT NOT NULL,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_lineage_event_time ON remote_lineage_event (event_time);

CREATE TABLE remote_lineage_node (
  id TEXT PRIMARY KEY, type TEXT, name TEXT, description TEXT, source_identifier TEXT, event_timestamp TEXT,
  upstream TEXT NOT NULL, downstream TEXT NOT NULL, created_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

-- A walk over the graph is a walk over integers. A vertex is known by the id of its node, by what it stands for
-- (source identifier), or by both; it is there before its node was read.
CREATE TABLE remote_lineage_vertex (
  key INTEGER PRIMARY KEY,
  node_id TEXT UNIQUE,
  source_identifier TEXT UNIQUE,
  CHECK (node_id IS NOT NULL OR source_identifier IS NOT NULL)
) STRICT;

-- told_by: the vertex whose node told the edge; 0 for the events together.
CREATE TABLE remote_lineage_edge (
  source INTEGER NOT NULL, target INTEGER NOT NULL, told_by INTEGER NOT NULL,
  PRIMARY KEY (source, target, told_by)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_lineage_edge_target ON remote_lineage_edge (target, source);
CREATE INDEX remote_lineage_edge_told ON remote_lineage_edge (told_by);

CREATE TABLE remote_glue_quality_ruleset (
  name TEXT PRIMARY KEY, description TEXT, catalog_id TEXT, database TEXT, table_name TEXT, rules INTEGER, content TEXT,
  recommendation_run_id TEXT, created_at TEXT, updated_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_glue_quality_ruleset_table ON remote_glue_quality_ruleset (database, table_name);

CREATE TABLE remote_glue_quality_result (
  id TEXT PRIMARY KEY, ruleset TEXT, catalog_id TEXT, database TEXT, table_name TEXT, score REAL, job_name TEXT,
  job_run_id TEXT, evaluation_run_id TEXT, passed INTEGER NOT NULL, failed INTEGER NOT NULL, errors INTEGER NOT NULL,
  rules TEXT NOT NULL, started_at TEXT, completed_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_glue_quality_result_table ON remote_glue_quality_result (database, table_name, started_at);

CREATE TABLE remote_glue_glossary (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

CREATE TABLE remote_glue_glossary_term (
  id TEXT PRIMARY KEY, glossary_id TEXT NOT NULL, name TEXT NOT NULL, short_description TEXT, long_description TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_glue_glossary_term_glossary ON remote_glue_glossary_term (glossary_id);

CREATE TABLE remote_lf_tag (
  catalog_id TEXT NOT NULL, name TEXT NOT NULL, tag_values TEXT NOT NULL,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL,
  PRIMARY KEY (catalog_id, name)
) STRICT;

CREATE TABLE remote_lf_tag_assignment (
  catalog_id TEXT NOT NULL, database TEXT NOT NULL, table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  tag_key TEXT NOT NULL, tag_values TEXT NOT NULL,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL,
  PRIMARY KEY (catalog_id, database, table_name, column_name, tag_key)
) STRICT;
CREATE INDEX remote_lf_tag_assignment_tag ON remote_lf_tag_assignment (tag_key);

CREATE TABLE remote_lf_permission (
  principal TEXT NOT NULL, resource_kind TEXT NOT NULL, resource TEXT NOT NULL, catalog_id TEXT, database TEXT,
  table_name TEXT, columns TEXT, content TEXT NOT NULL, permissions TEXT NOT NULL, grantable TEXT NOT NULL,
  condition TEXT, updated_at TEXT, updated_by TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL,
  PRIMARY KEY (principal, resource_kind, resource)
) STRICT;
CREATE INDEX remote_lf_permission_resource ON remote_lf_permission (database, table_name, principal);

CREATE TABLE remote_lf_data_cells_filter (
  catalog_id TEXT NOT NULL, database TEXT NOT NULL, table_name TEXT NOT NULL, name TEXT NOT NULL, row_filter TEXT,
  columns TEXT, excluded_columns TEXT, version_id TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL,
  PRIMARY KEY (catalog_id, database, table_name, name)
) STRICT;

CREATE TABLE remote_identity_membership (
  id TEXT PRIMARY KEY, group_id TEXT NOT NULL, user_id TEXT NOT NULL,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_identity_membership_group ON remote_identity_membership (group_id, user_id);
CREATE INDEX remote_identity_membership_user ON remote_identity_membership (user_id, group_id);

CREATE TABLE remote_organizational_unit (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, arn TEXT, parent_id TEXT NOT NULL, path TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

CREATE TABLE remote_account (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT, arn TEXT, state TEXT, parent_id TEXT, path TEXT,
  joined_method TEXT, joined_at TEXT,
  hash TEXT NOT NULL, seen_run INTEGER NOT NULL
) STRICT;

-- What only the single reading of a project or product tells, and of which state of it (its updated_at, created_at).
ALTER TABLE remote_project ADD COLUMN profile_id TEXT;
ALTER TABLE remote_project ADD COLUMN terms TEXT;
ALTER TABLE remote_project ADD COLUMN detail_of TEXT;
ALTER TABLE remote_data_product ADD COLUMN revision TEXT;
ALTER TABLE remote_data_product ADD COLUMN status TEXT;
ALTER TABLE remote_data_product ADD COLUMN items TEXT;
ALTER TABLE remote_data_product ADD COLUMN detail_of TEXT;
CREATE INDEX remote_asset_external ON remote_asset (external_id);
`,
};
