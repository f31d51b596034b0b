import * as z from 'zod';

/** What a pull reads, one word per entity kind; also the unit of coverage, of history and of the diff. */
export const ENTITY_KINDS = [
  'domain',
  'domain_unit',
  'policy_grant',
  'rule',
  'project',
  'project_profile',
  'project_membership',
  'environment',
  'user_profile',
  'group_profile',
  'form_type',
  'asset_type',
  'lineage_node_type',
  'glossary',
  'glossary_term',
  'asset',
  'asset_revision',
  'asset_filter',
  'quality_point',
  'listing',
  'data_product',
  'data_source',
  'data_source_run',
  'subscription_request',
  'subscription',
  'subscription_grant',
  'metadata_generation_run',
  'lineage_event',
  'lineage_node',
  'glue_database',
  'glue_table',
  'glue_quality_ruleset',
  'glue_quality_result',
  'glue_glossary',
  'glue_glossary_term',
  'lf_tag',
  'lf_tag_assignment',
  'lf_permission',
  'lf_data_cells_filter',
  'identity_user',
  'identity_group',
  'identity_membership',
  'organizational_unit',
  'account',
] as const;
export const EntityKind = z.enum(ENTITY_KINDS);
export type EntityKind = z.infer<typeof EntityKind>;

/** One entity of a kind, by the id AWS tells; where that is several parts, they are joined by a slash. */
export const EntityRef = z.object({ kind: EntityKind, id: z.string() });
export type EntityRef = z.infer<typeof EntityRef>;
