/** Rows of where metadata comes from and how it flows: data sources, quality, generated metadata, lineage. */
export interface DataSourceRow {
  id: string;
  project_id: string;
  name: string;
  description: string | null;
  /** GLUE, REDSHIFT, SAGEMAKER, … */
  type: string | null;
  status: string | null;
  enabled: 0 | 1 | null;
  environment_id: string | null;
  connection_id: string | null;
  /** JSON: {schedule, timezone}; null where it runs when told. */
  schedule: string | null;
  publish_on_import: 0 | 1 | null;
  generate_names: 0 | 1 | null;
  /** JSON: what it reads; null where only the list could be read. */
  configuration: string | null;
  last_run_status: string | null;
  last_run_at: string | null;
  last_run_assets: number | null;
  /** JSON: {errorType, errorDetail} */
  last_run_error: string | null;
  error: string | null;
  created_at: string | null;
  updated_at: string | null;
}

export interface DataSourceRunRow {
  id: string;
  data_source_id: string;
  project_id: string | null;
  type: string | null;
  status: string | null;
  added: number | null;
  updated: number | null;
  unchanged: number | null;
  skipped: number | null;
  failed: number | null;
  /** JSON: {errorType, errorDetail} */
  error: string | null;
  lineage_status: string | null;
  created_at: string | null;
  started_at: string | null;
  stopped_at: string | null;
  updated_at: string | null;
}

/** The newest point of one form of an asset: a data quality result, most of the time. */
export interface QualityPointRow {
  id: string;
  asset_id: string;
  /** The name of the form: the ruleset, for a data quality result. */
  name: string;
  type: string | null;
  type_revision: string | null;
  at: string | null;
  /** 0 to 100; null where the summary does not tell. */
  passing_percentage: number | null;
  evaluations: number | null;
  /** JSON text as it came. */
  summary: string | null;
}

export interface MetadataGenerationRunRow {
  id: string;
  project_id: string | null;
  target_type: string | null;
  asset_id: string | null;
  asset_revision: string | null;
  status: string | null;
  /** JSON: BUSINESS_NAMES, BUSINESS_DESCRIPTIONS, … */
  types: string;
  created_by: string | null;
  created_at: string | null;
}

export interface LineageEventRow {
  id: string;
  event_time: string | null;
  created_at: string | null;
  created_by: string | null;
  /** How far AWS came with it: REQUESTED, PROCESSING, SUCCESS, FAILED. */
  status: string | null;
  /** START, COMPLETE, FAIL, … */
  event_type: string | null;
  run_id: string | null;
  job_namespace: string | null;
  job_name: string | null;
  /** JSON: {namespace, name}[] */
  inputs: string;
  outputs: string;
}

export interface LineageNodeRow {
  id: string;
  type: string | null;
  name: string | null;
  description: string | null;
  source_identifier: string | null;
  event_timestamp: string | null;
  /** JSON: ids of the nodes right before and right behind it, sorted. */
  upstream: string;
  downstream: string;
  created_at: string | null;
  updated_at: string | null;
}

export interface GlueQualityRulesetRow {
  name: string;
  description: string | null;
  catalog_id: string | null;
  database: string | null;
  table_name: string | null;
  rules: number | null;
  /** DQDL; null where only the list could be read. */
  content: string | null;
  recommendation_run_id: string | null;
  created_at: string | null;
  updated_at: string | null;
}

export interface GlueQualityResultRow {
  id: string;
  ruleset: string | null;
  catalog_id: string | null;
  database: string | null;
  table_name: string | null;
  /** 0 to 1 */
  score: number | null;
  job_name: string | null;
  job_run_id: string | null;
  evaluation_run_id: string | null;
  passed: number;
  failed: number;
  errors: number;
  /** JSON: {name, description, message, result, metrics}[] */
  rules: string;
  started_at: string | null;
  completed_at: string | null;
}

/** Glue's own business glossary: another store than DataZone's. */
export interface GlueGlossaryRow {
  id: string;
  name: string;
  description: string | null;
}

export interface GlueGlossaryTermRow {
  id: string;
  glossary_id: string;
  name: string;
  short_description: string | null;
  long_description: string | null;
}
