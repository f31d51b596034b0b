import type { Form } from '../catalog/rows.ts';

/** What is to be different of a column; what is left out stays. */
export interface ColumnEdit {
  name?: string | null;
  description?: string | null;
  terms?: readonly string[];
}

type Json = Record<string, unknown>;

/** Business names, descriptions and terms of columns lie in this form (api-surface §1c). */
const FORM = 'ColumnBusinessMetadataForm';
const TYPE = 'amazon.datazone.ColumnBusinessMetadataFormType';

/** The form's content, empty where the asset has none; null where it is not what it should be, and not to be overwritten. */
export function columnMetadata(forms: readonly Form[]): Json | null {
  const form = forms.find(({ name }) => name === FORM);
  if (form === undefined) return {};
  try {
    const content: unknown = JSON.parse(form.content);
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return null;
    const { columnsBusinessMetadata: columns } = content as Json;
    return columns === undefined || Array.isArray(columns) ? (content as Json) : null;
  } catch {
    return null;
  }
}

/** All forms, with the edits in that of the columns. What else stands in it, and what nobody knows, stays. */
export function withColumnMetadata(
  forms: readonly Form[],
  content: Json,
  edits: ReadonlyMap<string, ColumnEdit>,
): Form[] {
  const columns = (Array.isArray(content.columnsBusinessMetadata) ? content.columnsBusinessMetadata : []) as unknown[];
  const left = new Map(edits);
  const edited = columns.map((column) => {
    if (typeof column !== 'object' || column === null) return column;
    const own = column as Json;
    const edit = left.get(String(own.columnIdentifier));
    left.delete(String(own.columnIdentifier));
    return edit === undefined ? column : apply(own, edit);
  });
  for (const [name, edit] of left) edited.push(apply({ columnIdentifier: name }, edit));
  const text = JSON.stringify({ ...content, columnsBusinessMetadata: edited });
  const known = forms.some(({ name }) => name === FORM);
  return known
    ? forms.map((form) => (form.name === FORM ? { ...form, content: text } : form))
    : [...forms, { name: FORM, type: TYPE, revision: null, content: text }];
}

function apply(column: Json, edit: ColumnEdit): Json {
  const next = { ...column };
  for (const field of ['name', 'description'] as const) {
    const value = edit[field];
    if (value === undefined) continue;
    if (value === null) delete next[field];
    else next[field] = value;
  }
  if (edit.terms === undefined) return next;
  if (edit.terms.length === 0) delete next.glossaryTerms;
  else next.glossaryTerms = [...edit.terms];
  return next;
}
