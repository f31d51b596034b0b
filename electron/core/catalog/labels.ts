import type { EntityKind } from '#shared/entities.ts';

type Row = Record<string, unknown>;

/** By what name a record is shown where it stands alone, from what it tells itself; its id where it tells nothing. */
export function labelOf(kind: EntityKind, row: Row, id: string): string {
  return LABELS[kind]?.(row) ?? text(row.name) ?? id;
}

const LABELS: Partial<Record<EntityKind, (row: Row) => string | null>> = {
  user_profile: (row) =>
    joined([row.first_name, row.last_name], ' ') ?? text(row.user_name) ?? text(row.iam_session) ?? text(row.iam_arn),
  group_profile: (row) => text(row.name) ?? text(row.role_arn),
  identity_user: (row) => text(row.display_name) ?? text(row.user_name),
  identity_group: (row) => text(row.display_name),
  policy_grant: (row) => text(row.policy_type),
  lf_permission: (row) => joined([row.principal, row.resource], ' on '),
  lf_tag_assignment: (row) => joined([row.database, row.table_name, row.column_name, row.tag_key], '/'),
  lineage_event: (row) => joined([row.job_namespace, row.job_name], '.'),
  lineage_node: (row) => text(row.name) ?? text(row.source_identifier),
  glue_table: (row) => joined([row.database, row.name], '.'),
};

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function joined(parts: readonly unknown[], by: string): string | null {
  const said = parts.map(text).filter((part) => part !== null);
  return said.length === 0 ? null : said.join(by);
}
