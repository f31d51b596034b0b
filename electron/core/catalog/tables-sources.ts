import type { TableOf } from './mirror-tables.ts';
import type {
  DataSourceRow,
  DataSourceRunRow,
  GlueGlossaryRow,
  GlueGlossaryTermRow,
  GlueQualityResultRow,
  GlueQualityRulesetRow,
  LineageEventRow,
  LineageNodeRow,
  MetadataGenerationRunRow,
  QualityPointRow,
} from './rows-sources.ts';

export interface SourcesRows {
  data_source: DataSourceRow;
  data_source_run: DataSourceRunRow;
  quality_point: QualityPointRow;
  metadata_generation_run: MetadataGenerationRunRow;
  lineage_event: LineageEventRow;
  lineage_node: LineageNodeRow;
  glue_quality_ruleset: GlueQualityRulesetRow;
  glue_quality_result: GlueQualityResultRow;
  glue_glossary: GlueGlossaryRow;
  glue_glossary_term: GlueGlossaryTermRow;
}

export const SOURCES_TABLES: { [K in keyof SourcesRows]: TableOf<SourcesRows[K]> } = {
  data_source: {
    name: 'remote_data_source',
    key: ['id'],
    columns: [
      'project_id',
      'name',
      'description',
      'type',
      'status',
      'enabled',
      'environment_id',
      'connection_id',
      'schedule',
      'publish_on_import',
      'generate_names',
      'configuration',
      'last_run_status',
      'last_run_at',
      'last_run_assets',
      'last_run_error',
      'error',
      'created_at',
      'updated_at',
    ],
    parents: [{ kind: 'project', on: { project_id: 'id' } }],
  },
  data_source_run: {
    name: 'remote_data_source_run',
    key: ['id'],
    columns: [
      'data_source_id',
      'project_id',
      'type',
      'status',
      'added',
      'updated',
      'unchanged',
      'skipped',
      'failed',
      'error',
      'lineage_status',
      'created_at',
      'started_at',
      'stopped_at',
      'updated_at',
    ],
    parents: [{ kind: 'data_source', on: { data_source_id: 'id' } }],
  },
  quality_point: {
    name: 'remote_quality_point',
    key: ['id'],
    columns: ['asset_id', 'name', 'type', 'type_revision', 'at', 'passing_percentage', 'evaluations', 'summary'],
    parents: [{ kind: 'asset', on: { asset_id: 'id' } }],
  },
  metadata_generation_run: {
    name: 'remote_metadata_generation_run',
    key: ['id'],
    columns: ['project_id', 'target_type', 'asset_id', 'asset_revision', 'status', 'types', 'created_by', 'created_at'],
  },
  lineage_event: {
    name: 'remote_lineage_event',
    key: ['id'],
    columns: [
      'event_time',
      'created_at',
      'created_by',
      'status',
      'event_type',
      'run_id',
      'job_namespace',
      'job_name',
      'inputs',
      'outputs',
    ],
  },
  lineage_node: {
    name: 'remote_lineage_node',
    key: ['id'],
    columns: [
      'type',
      'name',
      'description',
      'source_identifier',
      'event_timestamp',
      'upstream',
      'downstream',
      'created_at',
      'updated_at',
    ],
  },
  glue_quality_ruleset: {
    name: 'remote_glue_quality_ruleset',
    key: ['name'],
    columns: [
      'description',
      'catalog_id',
      'database',
      'table_name',
      'rules',
      'content',
      'recommendation_run_id',
      'created_at',
      'updated_at',
    ],
  },
  glue_quality_result: {
    name: 'remote_glue_quality_result',
    key: ['id'],
    columns: [
      'ruleset',
      'catalog_id',
      'database',
      'table_name',
      'score',
      'job_name',
      'job_run_id',
      'evaluation_run_id',
      'passed',
      'failed',
      'errors',
      'rules',
      'started_at',
      'completed_at',
    ],
  },
  glue_glossary: {
    name: 'remote_glue_glossary',
    key: ['id'],
    columns: ['name', 'description'],
  },
  glue_glossary_term: {
    name: 'remote_glue_glossary_term',
    key: ['id'],
    columns: ['glossary_id', 'name', 'short_description', 'long_description'],
    parents: [{ kind: 'glue_glossary', on: { glossary_id: 'id' } }],
  },
};
