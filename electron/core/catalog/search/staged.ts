import type { Line } from '../../changes/line.ts';
import { overOne, overSet } from '../../changes/overlay.ts';
import type { AssetTexts } from './search-index.ts';

/**
 * What is searched of an asset with what is staged of it laid over.
 * @param governed the terms governance gave it @param onColumns its columns' terms, column by column
 */
export function staged(
  lines: readonly Line[],
  texts: AssetTexts,
  governed: () => string[],
  onColumns: () => (readonly [column: string, term: string])[],
): AssetTexts {
  if (lines.length === 0) return texts;
  const removes = lines.some(({ op }) => op === 'remove');
  const terms = removes ? termsLeft(lines, texts, governed(), onColumns()) : termsAdded(lines, texts);
  return {
    ...texts,
    name: overOne(lines, '', 'name', texts.name) ?? texts.name,
    description: overOne(lines, '', 'description', texts.description),
    columns: texts.columns.map(([name, business, description, comment]) => [
      name,
      overOne(lines, name, 'name', business),
      overOne(lines, name, 'description', description),
      comment,
    ]),
    terms: [...terms].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** Where nothing is taken away, what is added is all there is to know. */
function termsAdded(lines: readonly Line[], texts: AssetTexts): Map<string, number> {
  const terms = new Map(texts.terms);
  for (const { op, part, field, item } of lines) {
    if (op !== 'add') continue;
    if (part === '' && field === 'terms') terms.set(item, 1);
    else if (!terms.has(item)) terms.set(item, 0);
  }
  return terms;
}

/** A term that was taken away from one place may still be in another. */
function termsLeft(
  lines: readonly Line[],
  texts: AssetTexts,
  governed: readonly string[],
  onColumns: readonly (readonly [column: string, term: string])[],
): Map<string, number> {
  const onAsset = texts.terms.filter(([, on]) => on === 1).map(([id]) => id);
  const terms = new Map(overSet(lines, '', 'terms', onAsset).map((id) => [id, 1]));
  for (const id of overSet(lines, '', 'governed_terms', governed)) if (!terms.has(id)) terms.set(id, 0);
  const byColumn = Map.groupBy(onColumns, ([column]) => column);
  for (const [column] of texts.columns) {
    const held = byColumn.get(column)?.map(([, term]) => term) ?? [];
    for (const id of overSet(lines, column, 'terms', held)) if (!terms.has(id)) terms.set(id, 0);
  }
  return terms;
}
