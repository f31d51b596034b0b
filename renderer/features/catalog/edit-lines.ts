import type { Asset, Column } from '#shared/catalog.ts';
import { FIELDS, type StageLine } from '#shared/changes.ts';

/** A term as it is put on something; a governed one, of a restricted glossary, stands in a field of its own. */
export type Term = Asset['terms'][number] & { governed?: boolean };

/** What an edit stages, and what undo calls it. */
export interface Edit {
  lines: StageLine[];
  label: string;
}

const LONGEST_NAME = 60;
const short = (name: string) => (name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`);

/** A value as it is staged: nothing but spaces clears it. */
const staged = (text: string): string | null => (text.trim() === '' ? null : text);

/** Terms that went and terms that came, a line each; in that order, so that there is room for those that come. */
export function termLines(
  place: { id: string; part: string },
  before: readonly Term[],
  after: readonly Term[],
): StageLine[] {
  const had = new Set(before.map(({ id }) => id));
  const has = new Set(after.map(({ id }) => id));
  const line = (op: 'add' | 'remove', { id, governed = false }: Term): StageLine => ({
    kind: 'asset',
    ...place,
    field: governed ? 'governed_terms' : 'terms',
    op,
    value: id,
  });
  return [
    ...before.filter(({ id }) => !has.has(id)).map((term) => line('remove', term)),
    ...after.filter(({ id }) => !had.has(id)).map((term) => line('add', term)),
  ];
}

/** Why so many terms cannot be put on one thing, in words; null where they can. */
export function tooMany(terms: readonly Term[]): string | null {
  const governed = terms.filter((term) => term.governed).length;
  const { terms: own, governed_terms: given } = FIELDS.asset;
  if (terms.length - governed > own.most) return `AWS takes ${own.most} terms; these are ${terms.length - governed}.`;
  return governed > given.most ? `AWS takes ${given.most} governed terms; these are ${governed}.` : null;
}

/** "Add Email Address to orders", "Change 3 terms of orders". */
function termsLabel(name: string, lines: readonly StageLine[], terms: readonly Term[]): string {
  const [only, ...more] = lines;
  if (only === undefined || more.length > 0) return `Change ${lines.length} terms of ${short(name)}`;
  const term = short(terms.find(({ id }) => id === only.value)?.name ?? 'a term');
  return only.op === 'add' ? `Add ${term} to ${short(name)}` : `Take ${term} off ${short(name)}`;
}

/** Null where nothing differs. */
export function describeAsset(asset: Pick<Asset, 'id' | 'name' | 'description'>, text: string): Edit | null {
  if ((asset.description ?? '') === text) return null;
  return {
    lines: [{ kind: 'asset', id: asset.id, part: '', field: 'description', op: 'set', value: staged(text) }],
    label: `Describe ${short(asset.name)}`,
  };
}

/** Null where nothing differs. */
export function changeTerms(
  asset: Pick<Asset, 'id' | 'name'> & { terms: readonly Term[] },
  after: readonly Term[],
): Edit | null {
  const lines = termLines({ id: asset.id, part: '' }, asset.terms, after);
  return lines.length === 0 ? null : { lines, label: termsLabel(asset.name, lines, [...asset.terms, ...after]) };
}

export interface ColumnDraft {
  businessName: string;
  description: string;
  terms: readonly Term[];
}

export const columnDraft = (column: Column): ColumnDraft => ({
  businessName: column.businessName ?? '',
  description: column.description ?? '',
  terms: column.terms,
});

/** All that differs of one column; null where nothing does. */
export function changeColumn(
  asset: Pick<Asset, 'id' | 'name'>,
  column: Pick<Column, 'name' | 'businessName' | 'description' | 'terms'>,
  draft: ColumnDraft,
): Edit | null {
  const place = { id: asset.id, part: column.name };
  const one = (field: 'name' | 'description', before: string | null, after: string): StageLine[] =>
    (before ?? '') === after ? [] : [{ kind: 'asset', ...place, field, op: 'set', value: staged(after) }];
  const words = [
    ...one('name', column.businessName, draft.businessName),
    ...one('description', column.description, draft.description),
  ];
  const terms = termLines(place, column.terms, draft.terms);
  const lines = [...words, ...terms];
  if (lines.length === 0) return null;
  const name = `${column.name} of ${asset.name}`;
  const label =
    words.length === 0 ? termsLabel(name, terms, [...column.terms, ...draft.terms]) : `Edit the column ${short(name)}`;
  return { lines, label };
}
