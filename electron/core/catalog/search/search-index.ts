import type { ListingState } from '#shared/catalog.ts';
import { Assets, termAt } from './assets.ts';
import { Found } from './found.ts';
import { Terms } from './terms.ts';
import { Texts } from './texts.ts';
import { GAP, MOST_INDEXED, wordsOf, wordsOfName } from './words.ts';

/** One asset as the mirror's tables hold it. */
export interface AssetTexts {
  key: number;
  name: string;
  description: string | null;
  readme: string | null;
  project: string | null;
  type: string;
  listing: ListingState;
  createdAt: string | null;
  columns: readonly ColumnTexts[];
  terms: readonly (readonly [id: string, onAsset: number])[];
}
/** The same as its writer has it at hand; only the listing state stands in the row alone. */
export type WrittenTexts = Omit<AssetTexts, 'listing'>;

/** An asset that was written but a moment ago. It holds while the row has this hash: what was rolled back does not. */
export interface Written {
  hash: string;
  texts: () => WrittenTexts;
}

export type ColumnTexts = readonly [
  name: string,
  business: string | null,
  description: string | null,
  comment: string | null,
];

/** Above what any name is given for having few words. */
const CLOSEST = 8;
/** Column texts whose number is remembered, so that the same column of the next asset costs one look. */
const MOST_REMEMBERED = 100_000;

/**
 *   word ──> texts that hold it ──> slots of the assets that hold the text
 *   slot ──> its texts and terms, project, type, listing state
 *
 * The words of every asset, in memory: what a search and its facets ask, and no more.
 */
export class SearchIndex {
  readonly texts: Texts;
  readonly terms: Terms;
  readonly assets: Assets;
  readonly found: Found;
  readonly #remembered = new Map<string, number>();

  constructor(texts = new Texts(), terms = new Terms(), assets = new Assets()) {
    this.texts = texts;
    this.terms = terms;
    this.assets = assets;
    this.found = new Found(texts, terms, assets);
  }

  /** Take up an asset that is new, or as it is now. */
  put(asset: AssetTexts): void {
    const name = wordsOfName(asset.name.slice(0, MOST_INDEXED));
    const before = this.assets.slotOf(asset.key);
    this.assets.put({
      key: asset.key,
      name: asset.name,
      project: asset.project,
      type: asset.type,
      listing: asset.listing,
      createdAt: asset.createdAt,
      nameText: this.texts.number(name),
      closeness: Math.max(0, CLOSEST - name.length),
      description: this.#texts([asset.description, asset.readme]),
      columns: this.#columns(asset.columns),
      terms: asset.terms.map(([id, on]) => termAt(this.terms.number(id), on === 1)),
    });
    const slot = this.assets.slotOf(asset.key);
    if (slot === undefined || slot === before) return;
    for (const [id] of asset.terms) this.terms.carriers.append(this.terms.number(id), slot);
  }

  /** What a term is called from now on; null once it is gone. */
  putTerm(id: string, name: string | null): void {
    this.terms.rename(id, name, this.#texts([name]));
  }

  #texts(texts: readonly (string | null)[]): number {
    return this.texts.number(joined([], texts));
  }

  #columns(columns: readonly ColumnTexts[]): number[] {
    let length = 0;
    return columns.map((column) => {
      const all = column.join('\0');
      length += all.length;
      return length > MOST_INDEXED ? 0 : this.#column(column, all);
    });
  }

  #column([name, ...told]: ColumnTexts, all: string): number {
    const known = this.#remembered.get(all);
    if (known !== undefined) return known;
    const number = this.texts.number(joined(wordsOfName(name), told));
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(all, number);
    return number;
  }
}

/** The words of several texts, a gap before each. */
function joined(words: string[], texts: readonly (string | null)[]): string[] {
  for (const text of texts)
    if (text !== null && text !== '') {
      if (words.length > 0) words.push(GAP);
      for (const word of wordsOf(text.slice(0, MOST_INDEXED))) words.push(word);
    }
  return words;
}
