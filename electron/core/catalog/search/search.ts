import type { Incomplete, SearchInput, SearchOutput } from '#shared/catalog.ts';
import type { Db } from '../../db/open.ts';
import { countFacets } from './facet-counts.ts';
import { byId, facets } from './facets.ts';
import { hits, MOST_MATCHED } from './hits.ts';
import { searchIndexOf } from './live.ts';
import { match } from './match.ts';
import { type Part, partsOf } from './parts.ts';
import { type Places, placesOf } from './places.ts';
import { searchNames } from './plain.ts';
import { pageOf } from './rank.ts';
import type { SearchIndex } from './search-index.ts';

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
  const { scores, columns } = match(index, parts);
  const counts = countFacets(index, scores, input, places.projects);
  const slots = new Map(
    pageOf(index.assets, scores, input).map((slot) => [index.assets.by.key.data[slot] ?? 0, slot] as const),
  );
  const matched = (key: number) => columns(slots.get(key) ?? 0, MOST_MATCHED);
  return {
    total: counts.total,
    items: hits(db, [...slots.keys()], places, matched),
    facets: facets(byId(index, counts), places, (id) => index.terms.nameOf(id)),
  };
}

function named(db: Db, input: SearchInput, parts: readonly Part[], places: Places): Found {
  const { total, keys, counts } = searchNames(db, input, parts, places);
  const name = db.prepare<[string], string>('SELECT name FROM remote_glossary_term WHERE id = ?').pluck();
  return {
    total,
    items: hits(db, keys, places, () => []),
    facets: facets(counts, places, (id) => name.get(id)),
  };
}

const indexing = (whole: boolean): Incomplete => ({
  kind: 'asset',
  scopes: 1,
  code: 'W_INDEXING',
  message: whole
    ? 'What was pulled last is still being made searchable.'
    : 'Columns and descriptions are still being made searchable; until then only names are.',
});
