import type { Form } from './rows.ts';

export interface FormColumn {
  name: string;
  dataType: string;
  comment: string | null;
  businessName: string | null;
  description: string | null;
  partitionKey: boolean;
  terms: string[];
}

export interface Told {
  columns: FormColumn[];
  readme: string | null;
  summary: string | null;
  glue: { catalogId: string | null; database: string | null; table: string | null };
}

type Json = Record<string, unknown>;

/** Forms that list columns, and the key under which each of them does (api-surface §1c). */
const TECHNICAL = new Set([
  'GlueTableForm',
  'GlueViewForm',
  'RedshiftTableForm',
  'RedshiftViewForm',
  'RelationalTableForm',
  'AthenaTableForm',
  'SnowflakeTableForm',
]);

/**
 *   GlueTableForm ............ columns, partition keys: the technical side ─┐
 *   ColumnBusinessMetadataForm  name, description, terms of a column ......─┴─> one row per column
 *   AssetCommonDetailsForm ... readMe, summary
 *
 * What an asset's forms tell. Written by strangers and by several generations of AWS: whatever does not have the known
 * shape is passed over here and stays readable in the raw form.
 */
export function tell(forms: readonly Form[]): Told {
  const told: Told = {
    columns: [],
    readme: null,
    summary: null,
    glue: { catalogId: null, database: null, table: null },
  };
  const business = new Map<string, Json>();
  for (const form of forms) {
    const content = parse(form.content);
    if (content === null) continue;
    if (form.name === 'ColumnBusinessMetadataForm') {
      for (const column of list(content.columnsBusinessMetadata)) {
        const identifier = text(column.columnIdentifier);
        if (identifier !== null) business.set(identifier, column);
      }
    } else if (form.name === 'AssetCommonDetailsForm') {
      told.readme = text(content.readMe);
      told.summary = text(content.summary);
    } else if (TECHNICAL.has(form.name)) {
      if (form.name.startsWith('Glue'))
        told.glue = {
          catalogId: text(content.catalogId),
          database: text(content.databaseName),
          table: text(content.tableName),
        };
      told.columns = [
        ...list(content.columns).map((column) => technical(column, false)),
        ...list(content.partitionKeys).map((column) => technical(column, true)),
      ].filter((column) => column.name !== '' || column.dataType !== '');
    }
  }
  return { ...told, columns: told.columns.map((column) => enrich(column, business.get(column.name))) };
}

function technical(column: Json, partitionKey: boolean): FormColumn {
  return {
    name: text(column.columnName) ?? text(column.name) ?? '',
    dataType: text(column.dataType) ?? text(column.type) ?? '',
    comment: text(column.columnDescription) ?? text(column.comment) ?? text(column.description),
    businessName: null,
    description: null,
    partitionKey: partitionKey || column.isPartitionKey === true,
    terms: [],
  };
}

function enrich(column: FormColumn, business: Json | undefined): FormColumn {
  if (business === undefined) return column;
  const terms = Array.isArray(business.glossaryTerms)
    ? business.glossaryTerms.filter((term) => typeof term === 'string')
    : [];
  return {
    ...column,
    businessName: text(business.name),
    description: text(business.description),
    terms: [...new Set(terms)],
  };
}

function parse(content: string): Json | null {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((entry): entry is Json => typeof entry === 'object' && entry !== null) : [];
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
