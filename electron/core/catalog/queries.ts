import type * as z from 'zod';
import type { AssetId, Column, Counts, Incomplete } from '#shared/catalog.ts';
import { containing } from '../db/like.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { type Line, liveOf } from '../changes/line.ts';
import { termOf } from '../changes/mirrored.ts';
import { overOne, overSet, pendingOf } from '../changes/overlay.ts';
import { incomplete } from '../sync/queries.ts';

/** A column as the mirror holds it, its terms as JSON. */
export interface ColumnRow {
  position: number;
  name: string;
  data_type: string;
  comment: string | null;
  business_name: string | null;
  description: string | null;
  partition_key: number;
  terms: string;
}

/** A page of one asset's columns, in the table's order; `text` is looked for in names, descriptions and types. */
export function columns(
  db: Db,
  input: { assetId: AssetId; text: string; offset: number; limit: number },
): { total: number; items: Column[] } {
  const key = db.prepare('SELECT key FROM remote_asset WHERE id = ?').pluck().get(input.assetId);
  if (key === undefined)
    throw new Failure(
      'not_found',
      'E_ASSET_UNKNOWN',
      'The mirror holds no asset with this id.',
      'Search for it by name, or pull again.',
      { assetId: input.assetId },
    );
  const staged = liveOf(db, 'asset', input.assetId);
  const like = containing(input.text);
  const where = `FROM remote_column c WHERE c.asset = ? AND (? = '%%' OR
    concat_ws(' ', c.name, c.business_name, c.description, c.comment, c.data_type) LIKE ? ESCAPE '\\')`;
  const rows = db
    .prepare<unknown[], ColumnRow>(
      `SELECT c.*, (SELECT json_group_array(json_object('id', t.term_id, 'name', coalesce(g.name, t.term_id)))
         FROM remote_column_term t LEFT JOIN remote_glossary_term g ON g.id = t.term_id
         WHERE t.asset = c.asset AND t.position = c.position) AS terms
       ${where} ORDER BY c.position LIMIT ? OFFSET ?`,
    )
    .all(key, like, like, input.limit, input.offset);
  return {
    total: Number(db.prepare(`SELECT count(*) ${where}`).pluck().get(key, like, like)),
    items: rows.map((row) => columnFrom(db, row, staged)),
  };
}

/** As the mirror holds it, with what is staged laid over it. */
export function columnFrom(db: Db, row: ColumnRow, staged: readonly Line[]): Column {
  const terms = JSON.parse(row.terms) as Column['terms'];
  const names = new Map(terms.map(({ id, name }) => [id, name]));
  const ids = overSet(staged, row.name, 'terms', [...names.keys()]);
  return {
    position: row.position,
    name: row.name,
    dataType: row.data_type,
    comment: row.comment,
    businessName: overOne(staged, row.name, 'name', row.business_name),
    description: overOne(staged, row.name, 'description', row.description),
    partitionKey: row.partition_key === 1,
    terms: ids.map((id) => ({ id, name: names.get(id) ?? termOf(db, id)?.name ?? id })),
    pending: pendingOf(staged, row.name),
  };
}

const COUNTED: Record<keyof z.infer<typeof Counts>, string> = {
  domains: 'remote_domain',
  domainUnits: 'remote_domain_unit',
  projects: 'remote_project',
  formTypes: "remote_type WHERE kind = 'form_type'",
  assetTypes: "remote_type WHERE kind = 'asset_type'",
  lineageNodeTypes: "remote_type WHERE kind = 'lineage_node_type'",
  glossaries: 'remote_glossary',
  terms: 'remote_glossary_term',
  assets: 'remote_asset',
  columns: 'remote_column',
  listings: 'remote_listing',
  dataProducts: 'remote_data_product',
  glueDatabases: 'remote_glue_database',
  glueTables: 'remote_glue_table',
  users: 'remote_identity_user',
  groups: 'remote_identity_group',
  userProfiles: 'remote_user_profile',
  groupProfiles: 'remote_group_profile',
  policyGrants: 'remote_policy_grant',
  rules: 'remote_rule',
  projectProfiles: 'remote_project_profile',
  projectMemberships: 'remote_project_membership',
  environments: 'remote_environment',
  assetFilters: 'remote_asset_filter',
  qualityPoints: 'remote_quality_point',
  dataSources: 'remote_data_source',
  dataSourceRuns: 'remote_data_source_run',
  subscriptionRequests: 'remote_subscription_request',
  subscriptions: 'remote_subscription',
  subscriptionGrants: 'remote_subscription_grant',
  metadataGenerationRuns: 'remote_metadata_generation_run',
  lineageEvents: 'remote_lineage_event',
  lineageNodes: 'remote_lineage_node',
  glueQualityRulesets: 'remote_glue_quality_ruleset',
  glueQualityResults: 'remote_glue_quality_result',
  glueGlossaries: 'remote_glue_glossary',
  glueGlossaryTerms: 'remote_glue_glossary_term',
  lfTags: 'remote_lf_tag',
  lfTagAssignments: 'remote_lf_tag_assignment',
  lfPermissions: 'remote_lf_permission',
  dataCellsFilters: 'remote_lf_data_cells_filter',
  groupMemberships: 'remote_identity_membership',
  organizationalUnits: 'remote_organizational_unit',
  accounts: 'remote_account',
};

/** How many of each entity the mirror holds. */
export function counts(db: Db): { counts: z.infer<typeof Counts>; incomplete: Incomplete[] } {
  const entries = Object.entries(COUNTED).map(
    ([name, from]) => [name, Number(db.prepare(`SELECT count(*) FROM ${from}`).pluck().get())] as const,
  );
  return { counts: Object.fromEntries(entries) as z.infer<typeof Counts>, incomplete: incomplete(db) };
}
