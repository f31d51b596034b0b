import type { Incomplete, SearchHit, SearchInput, SearchOutput } from '#shared/catalog.ts';
import type { Db } from '../../db/open.ts';
import { onAsset, termIn } from './assets.ts';
import { countFacets } from './facet-counts.ts';
import { byId, facets } from './facets.ts';
import { hits, MOST_MATCHED, MOST_TERMS } from './hits.ts';
import { searchIndexOf } from './live.ts';
import { columnFinder, match } from './match.ts';
import { type Part, partsOf } from './parts.ts';
import { type Places, placesOf } from './places.ts';
import { searchNames } from './plain.ts';
import { pageOf } from './rank.ts';
import type { SearchIndex } from './search-index.ts';
import { WITHIN } from './vector.ts';

/**
 *   words ──> index ──> scores ──> one pass: total and five facets ──> one page of keys ──> rows from SQLite
 */
export function search(db: Db, input: SearchInput): SearchOutput {
  const places = placesOf(db);
  const parts = partsOf(input.text);
  const { index, caughtUp } = searchIndexOf(db).current();
  // Words that hold no letter or digit at all find nothing, rather than everything.
  const nothing = parts.length === 0 && input.text.trim() !== '';
  const found = index === null ? named(db, input, parts, places) : indexed(db, index, input, parts, places);
  return {
    ...(nothing ? { total: 0, items: [], facets: NO_FACETS } : found),
    incomplete: caughtUp ? places.incomplete : [indexing(index !== null), ...places.incomplete],
  };
}

type Found = Pick<SearchOutput, 'total' | 'items' | 'facets'>;

const NO_FACETS: SearchOutput['facets'] = { domainUnit: [], project: [], type: [], term: [], status: [] };

function indexed(db: Db, index: SearchIndex, input: SearchInput, parts: readonly Part[], places: Places): Found {
  const scores = match(index, parts);
  const counts = countFacets(index, scores, input, places.projects);
  const slots = new Map(
    pageOf(index.assets, scores, input).map((slot) => [index.assets.by.key.data[slot] ?? 0, slot] as const),
  );
  const columns = columnFinder(index, parts);
  const known = (key: number) => {
    const slot = slots.get(key) ?? 0;
    return { terms: termsOf(index, slot), matched: columns(slot, MOST_MATCHED) };
  };
  return {
    total: counts.total,
    items: hits(db, [...slots.keys()], places, known),
    facets: facets(byId(index, counts), places, (id) => index.terms.nameOf(id)),
  };
}

function named(db: Db, input: SearchInput, parts: readonly Part[], places: Places): Found {
  const { total, keys, counts } = searchNames(db, input, parts, places);
  const name = db.prepare<[string], string>('SELECT name FROM remote_glossary_term WHERE id = ?').pluck();
  return {
    total,
    items: hits(db, keys, places, (key) => ({ terms: termsInRows(db, key), matched: [] })),
    facets: facets(counts, places, (id) => name.get(id)),
  };
}

/** Terms on the asset before those on its columns alone, each by name. */
function termsOf({ assets, terms }: SearchIndex, slot: number): SearchHit['terms'] {
  const address = assets.by.termsAt.data[slot] ?? 0;
  const from = address & WITHIN;
  const held = assets.terms.page(address).subarray(from, from + (assets.by.terms.data[slot] ?? 0));
  const list = Array.from(held, (number) => {
    const term = termIn(number);
    const id = terms.ids.names[term] ?? '';
    return { id, name: terms.names[term] || id, after: onAsset(number) ? 0 : 1 };
  });
  list.sort((a, b) => a.after - b.after || (a.name < b.name ? -1 : 1));
  return list.slice(0, MOST_TERMS).map(({ id, name }) => ({ id, name }));
}

const termsInRows = (db: Db, key: number): SearchHit['terms'] =>
  db
    .prepare<[number, number], { id: string; name: string }>(
      'SELECT t.term_id AS id, coalesce(g.name, t.term_id) AS name FROM remote_asset_term t LEFT JOIN remote_glossary_term g ON g.id = t.term_id WHERE t.asset = ? ORDER BY t.on_asset DESC, name LIMIT ?',
    )
    .all(key, MOST_TERMS);

const indexing = (whole: boolean): Incomplete => ({
  kind: 'asset',
  scopes: 1,
  code: 'W_INDEXING',
  message: whole
    ? 'What was pulled last is still being made searchable.'
    : 'Columns and descriptions are still being made searchable; until then only names are.',
});
