import { SearchInput } from '#shared/catalog.ts';
import type { ColumnSelect } from '#shared/columns.ts';
import type { Db } from '../../db/open.ts';
import { unknownLookAlike } from '../look-alikes/queries.ts';
import { countFacets } from '../search/facet-counts.ts';
import { match } from '../search/match.ts';
import { partsOf } from '../search/parts.ts';
import { placesOf } from '../search/places.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { Vector, WITHIN } from '../search/vector.ts';
import { type Carriers, carriersOf } from './carriers.ts';
import { folded, globOf } from './glob.ts';
import type { ColumnNames } from './names.ts';
import type { Ready } from './ready.ts';

/** A column by its asset's key, its place in the table and what it is called there. */
export interface Place {
  key: number;
  position: number;
  name: string;
}

/**
 *   names, types ─ asked once of each that there is ┐
 *   words ──────── asked once of each text ─────────┤
 *   terms ──────── their columns, from SQLite ──────┼──> one pass over all columns, in the order of the assets' names
 *   assets ─────── as a search finds them ──────────┤
 *   likeness ───── the signatures of a cluster ─────┘
 *
 * The columns that fit, in the order of their names, then of their assets'.
 */
export class Selection {
  readonly #names: ColumnNames;
  readonly #keys = new Vector();
  readonly #positions = new Vector();
  readonly #numbers = new Vector();

  constructor(db: Db, { names, look, index }: Ready, select: ColumnSelect) {
    this.#names = names;
    const fits = fittingOf(db, select, names, index);
    const alike = select.lookAlike === null ? null : (look?.index.numbersOf(select.lookAlike) ?? null);
    if (select.lookAlike !== null && alike === null) throw unknownLookAlike(select.lookAlike);
    const { by, byName } = index.assets;
    const [live, keyOf] = [by.live.data, by.key.data];
    for (const slot of byName.values()) {
      const key = keyOf[slot] ?? 0;
      if (live[slot] === 0 || !fits.asset(slot, key)) continue;
      const numbers = names.of.of(key);
      const rows = alike === null ? null : look?.of.of(key);
      const carrying = fits.carrying?.get(key);
      const without = fits.without?.get(key);
      const texts = fits.texts === null ? null : textsOf(index, slot);
      for (let position = 0; position < numbers.length; position += 1) {
        const number = numbers[position] ?? 0;
        if (fits.numbers !== null && fits.numbers[number] === 0) continue;
        if (texts !== null && fits.texts?.[texts[position] ?? 0] !== 1) continue;
        if (rows !== null && alike?.has(rows?.[position] ?? -1) !== true) continue;
        if (fits.carrying !== null && carrying?.has(position) !== true) continue;
        if (without?.has(position) === true) continue;
        this.#keys.push(key);
        this.#positions.push(position);
        this.#numbers.push(number);
      }
    }
  }

  /** Columns that fit. */
  get total(): number {
    return this.#keys.length;
  }

  /** Columns that fit, by the keys of their assets. */
  byAsset(): Map<number, number> {
    const counts = new Map<number, number>();
    for (const key of this.#keys.filled()) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  }

  /** So many of them from a place in the order on. */
  page(offset: number, limit: number): Place[] {
    const { data: numbers, length } = this.#numbers;
    const ranks = this.#ranks();
    const counts: number[] = [];
    for (let at = 0; at < length; at += 1) {
      const rank = ranks[numbers[at] ?? 0] ?? 0;
      counts[rank] = (counts[rank] ?? 0) + 1;
    }
    const { from, to, skipped } = window(counts, offset, limit);
    // Of each name the columns stand in the order of their assets already, and no more of them are on the page.
    const buckets: Place[][] = Array.from({ length: to - from }, () => []);
    for (let at = 0; at < length; at += 1) {
      const number = numbers[at] ?? 0;
      const bucket = buckets[(ranks[number] ?? 0) - from];
      if (bucket === undefined || bucket.length >= skipped + limit) continue;
      bucket.push({
        key: this.#keys.data[at] ?? 0,
        position: this.#positions.data[at] ?? 0,
        name: this.#names.names[number] ?? '',
      });
    }
    return buckets.flat().slice(skipped, skipped + limit);
  }

  /** By number, the place of its name among those that were met: the same for one name with several types. */
  #ranks(): Int32Array {
    const { names, folded: lower } = this.#names;
    const met = new Uint8Array(names.length);
    const { data: numbers, length } = this.#numbers;
    for (let at = 0; at < length; at += 1) met[numbers[at] ?? 0] = 1;
    const order: number[] = [];
    for (let number = 0; number < met.length; number += 1) if (met[number] === 1) order.push(number);
    order.sort((a, b) => compare(lower[a] ?? '', lower[b] ?? '') || compare(names[a] ?? '', names[b] ?? ''));
    const ranks = new Int32Array(names.length);
    let rank = -1;
    let last: string | null = null;
    for (const number of order) {
      if (names[number] !== last) rank += 1;
      last = names[number] ?? '';
      ranks[number] = rank;
    }
    return ranks;
  }
}

/** The ranks of which some lie on the page, and how many of the first of them lie before it. */
function window(
  counts: readonly number[],
  offset: number,
  limit: number,
): { from: number; to: number; skipped: number } {
  let from = 0;
  let before = 0;
  while (from < counts.length && before + (counts[from] ?? 0) <= offset) {
    before += counts[from] ?? 0;
    from += 1;
  }
  let to = from;
  for (let reached = before; to < counts.length && reached < offset + limit; to += 1) reached += counts[to] ?? 0;
  return { from, to, skipped: offset - before };
}

interface Fitting {
  asset: (slot: number, key: number) => boolean;
  /** 1 for each that fits; null where all do. */
  numbers: Uint8Array | null;
  texts: Uint8Array | null;
  carrying: Carriers | null;
  without: Carriers | null;
}

function fittingOf(db: Db, select: ColumnSelect, names: ColumnNames, index: SearchIndex): Fitting {
  const carrying = select.term.length === 0 ? null : carriersOf(db, select.term);
  const scores = select.assets === null ? null : assetsOf(db, select.assets, index);
  const keys = select.assetIds.length === 0 ? null : keysOf(db, select.assetIds);
  return {
    asset: (slot, key) =>
      (scores === null || (scores[slot] ?? 0) > 0) && keys?.has(key) !== false && carrying?.has(key) !== false,
    numbers: numbersOf(select, names),
    texts: wordsIn(select.text, index),
    carrying,
    without: select.without.length === 0 ? null : carriersOf(db, select.without),
  };
}

function numbersOf(select: ColumnSelect, { folded: lower, types }: ColumnNames): Uint8Array | null {
  if (select.name.length === 0 && select.dataType === '') return null;
  const globs = select.name.map(globOf);
  const type = folded(select.dataType);
  const fits = new Uint8Array(lower.length);
  for (const [number, name] of lower.entries())
    if (types[number]?.startsWith(type) === true && (globs.length === 0 || globs.some((glob) => glob(name))))
      fits[number] = 1;
  return fits;
}

/** 1 for each text in which all the words occur; text 0 has none. */
function wordsIn(typed: string, { texts }: SearchIndex): Uint8Array | null {
  if (typed.trim() === '') return null;
  const parts = partsOf(typed);
  const marks = new Uint8Array(texts.count).fill(parts.length === 0 ? 0 : 1);
  marks[0] = 0;
  for (const part of parts) {
    const of = new Uint8Array(texts.count);
    texts.mark(part, of);
    for (let text = 0; text < marks.length; text += 1) marks[text] = (marks[text] ?? 0) & (of[text] ?? 0);
  }
  return marks;
}

/** Per slot, above 0 for each asset that `catalog.search` would find. */
function assetsOf(db: Db, assets: NonNullable<ColumnSelect['assets']>, index: SearchIndex): Int32Array {
  const parts = partsOf(assets.text);
  if (parts.length === 0 && assets.text.trim() !== '') return new Int32Array(index.assets.slots);
  const scores = match(index, parts);
  countFacets(index, scores, SearchInput.parse(assets), placesOf(db).projects);
  return scores;
}

function keysOf(db: Db, ids: readonly string[]): Set<number> {
  const keys = db
    .prepare<[string], number>('SELECT key FROM remote_asset WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(ids));
  return new Set(keys);
}

function textsOf({ assets }: SearchIndex, slot: number): Int32Array {
  const address = assets.by.columnsAt.data[slot] ?? 0;
  const from = address & WITHIN;
  return assets.columns.page(address).subarray(from, from + (assets.by.columns.data[slot] ?? 0));
}

function compare(a: string, b: string): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
