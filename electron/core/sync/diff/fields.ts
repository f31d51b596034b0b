import type { EntityKind } from '#shared/entities.ts';
import { tell } from '../../catalog/forms.ts';
import type { AssetRecord, Form } from '../../catalog/rows.ts';

/**
 * A record as named values that can be laid beside another's: the columns of its row; of an asset what its forms tell.
 * Keys of the row are not among them: they are the entity's identity.
 */
export function fieldsOf(kind: EntityKind, record: unknown): Map<string, string | null> {
  return kind === 'asset' ? assetFields(record as AssetRecord) : plainFields(record as Record<string, unknown>);
}

/** Ours, not AWS's: which revision the detail was read of. */
const OURS = new Set(['detail_of']);

function plainFields(row: Record<string, unknown>): Map<string, string | null> {
  return new Map(
    Object.entries(row)
      .filter(([name]) => !OURS.has(name))
      .map(([name, value]) => [name, text(value)]),
  );
}

/** Forms whose content is told as columns, read-me and summary. */
const TOLD = new Set(['ColumnBusinessMetadataForm', 'AssetCommonDetailsForm']);

function assetFields(asset: AssetRecord): Map<string, string | null> {
  const { readme, summary, columns } = tell(asset.forms);
  const by = (value: (column: (typeof columns)[number]) => string | null): string | null => {
    const lines = columns.flatMap((column) => {
      const said = value(column);
      return said === null || said === '' ? [] : [`${column.name}: ${said}`];
    });
    return lines.length === 0 ? null : lines.join('\n');
  };
  return new Map<string, string | null>([
    ['name', asset.name],
    ['description', asset.description],
    ['summary', summary],
    ['readme', readme],
    ['type', asset.type],
    ['project_id', asset.projectId],
    ['external_id', asset.externalId],
    ['terms', list(asset.terms)],
    ['governed_terms', list(asset.governedTerms)],
    ['columns', by((column) => `${column.dataType}${column.partitionKey ? ', partition key' : ''}`)],
    ['column_comments', by((column) => column.comment)],
    ['column_names', by((column) => column.businessName)],
    ['column_descriptions', by((column) => column.description)],
    ['column_terms', by((column) => list(column.terms))],
    ...asset.forms
      .filter((form) => !TOLD.has(form.name) && !form.name.endsWith('TableForm'))
      .map((form): [string, string | null] => [`form ${form.name}`, form.content]),
    ...restOf(asset.forms),
    // Absent in records of before they were read.
    ...(asset.readOnlyForms ?? []).map((form): [string, string | null] => [`generated ${form.name}`, form.content]),
    ['type_revision', asset.typeRevision],
    ['created_at', asset.createdAt],
    ['created_by', asset.createdBy],
  ]);
}

/** What a technical form says beside its columns. */
function restOf(forms: readonly Form[]): [string, string | null][] {
  return forms
    .filter((form) => form.name.endsWith('TableForm'))
    .map((form) => {
      try {
        const {
          columns: _columns,
          partitionKeys: _keys,
          ...rest
        } = JSON.parse(form.content) as Record<string, unknown>;
        return [`form ${form.name}`, JSON.stringify(rest)];
      } catch {
        return [`form ${form.name}`, form.content];
      }
    });
}

const list = (values: readonly string[]): string | null => (values.length === 0 ? null : values.toSorted().join(', '));

const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
