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
  const onAsset = texts.terms.filter(([, on]) => on === 1).map(([id]) => id);
  const own = overSet(lines, '', 'terms', onAsset);
  const terms = new Map(own.map((id) => [id, 1]));
  for (const id of overSet(lines, '', 'governed_terms', governed())) if (!terms.has(id)) terms.set(id, 0);
  const byColumn = Map.groupBy(onColumns(), ([column]) => column);
  for (const [column] of texts.columns) {
    const held = byColumn.get(column)?.map(([, term]) => term) ?? [];
    for (const id of overSet(lines, column, 'terms', held)) if (!terms.has(id)) terms.set(id, 0);
  }
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
