import type { Assets } from './assets.ts';
import type { Lists } from './lists.ts';
import { keyOf, type Part } from './parts.ts';
import type { Terms } from './terms.ts';
import type { Texts } from './texts.ts';
import { WITHIN } from './vector.ts';

/** Where in an asset a part was found: a bit each. */
export const IN_NAME = 1;
export const IN_DESCRIPTION = 2;
export const IN_COLUMN = 4;
export const IN_TERM = 8;

/** Parts whose findings are remembered: a byte per slot each. */
const MOST_REMEMBERED = 64;
/** One-letter parts whose findings are made before anybody asks and stay: what a person types first. */
const MOST_READY = 40;

interface Remembered {
  places: Uint8Array;
  /** The slots looked at; later ones are looked at when it is next asked for. */
  upTo: number;
  /** Names of terms as they were then. */
  renames: number;
}

interface Marks {
  texts: Uint8Array;
  terms: Uint8Array;
}

/**
 *   all slots .... marked text ──> slots that have a column of it; marked term ──> slots that carry it
 *   some slots ... slot ──> its columns and terms
 *
 * Per part, where in each asset it was found. A slot never changes its words, so what was found once stays found: the
 * parts asked for last are remembered, and grow with the index.
 */
export class Found {
  readonly #texts: Texts;
  readonly #terms: Terms;
  readonly #assets: Assets;
  readonly #remembered = new Map<string, Remembered>();
  readonly #ready = new Map<string, Remembered>();

  constructor(texts: Texts, terms: Terms, assets: Assets) {
    this.#texts = texts;
    this.#terms = terms;
    this.#assets = assets;
  }

  /** Per slot, where the part was found; also for slots of assets that have gone. */
  everywhere(part: Part): Uint8Array {
    const key = keyOf(part);
    const ready = this.#ready.get(key);
    if (ready !== undefined) {
      const brought = this.#bring(part, ready);
      this.#ready.set(key, brought);
      return brought.places;
    }
    const known = this.#remembered.get(key);
    this.#remembered.delete(key);
    const whole = this.#bring(part, known);
    this.#remembered.set(key, whole);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= MOST_REMEMBERED) break;
      this.#remembered.delete(oldest);
    }
    return whole.places;
  }

  remembers(part: Part): boolean {
    return this.#ready.has(keyOf(part)) || this.#remembered.has(keyOf(part));
  }

  /** Make, one letter at a time, the findings of those that most words begin with. */
  *makeReady(): Generator<void> {
    for (const letter of this.#texts.dictionary.beginnings().slice(0, MOST_READY)) {
      const part: Part = { words: [letter], prefix: true };
      this.#ready.set(keyOf(part), this.#bring(part, this.#ready.get(keyOf(part))));
      yield;
    }
  }

  /** Where the part was found, for slots that are asked for one by one. */
  oneByOne(part: Part): (slot: number) => number {
    const marks = this.#marks(part);
    return (slot) => this.#place(marks, slot);
  }

  #bring(part: Part, known: Remembered | undefined): Remembered {
    const { slots } = this.#assets;
    const { renames } = this.#terms;
    if (known === undefined || known.renames !== renames || known.upTo < slots / 2)
      return { places: this.#all(this.#marks(part), slots), upTo: slots, renames };
    if (known.upTo === slots) return known;
    let { places } = known;
    if (places.length < slots) {
      places = new Uint8Array(slots + (slots >> 3));
      places.set(known.places);
    }
    const marks = this.#marks(part);
    for (let slot = known.upTo; slot < slots; slot += 1) places[slot] = this.#place(marks, slot);
    return { places, upTo: slots, renames };
  }

  #marks(part: Part): Marks {
    const texts = new Uint8Array(this.#texts.count);
    this.#texts.mark(part, texts);
    const terms = new Uint8Array(this.#terms.names.length);
    const textOf = this.#terms.texts.data;
    for (let term = 0; term < terms.length; term += 1) terms[term] = texts[textOf[term] ?? 0] ?? 0;
    return { texts, terms };
  }

  #all({ texts, terms }: Marks, slots: number): Uint8Array {
    const places = new Uint8Array(slots);
    spread(texts, this.#assets.holders, places, IN_COLUMN);
    spread(terms, this.#terms.carriers, places, IN_TERM);
    const [nameOf, descriptionOf] = [this.#assets.by.name.data, this.#assets.by.description.data];
    for (let slot = 0; slot < slots; slot += 1) {
      const found = (texts[nameOf[slot] ?? 0] ?? 0) | ((texts[descriptionOf[slot] ?? 0] ?? 0) << 1);
      if (found !== 0) places[slot] = (places[slot] ?? 0) | found;
    }
    return places;
  }

  #place({ texts, terms }: Marks, slot: number): number {
    const { by, columns, terms: carried } = this.#assets;
    const place = (texts[by.name.data[slot] ?? 0] ?? 0) | ((texts[by.description.data[slot] ?? 0] ?? 0) << 1);
    const inColumns = any(
      texts,
      columns.page(by.columnsAt.data[slot] ?? 0),
      by.columnsAt.data[slot],
      by.columns.data[slot],
    );
    const inTerms = any(terms, carried.page(by.termsAt.data[slot] ?? 0), by.termsAt.data[slot], by.terms.data[slot]);
    return place | (inColumns ? IN_COLUMN : 0) | (inTerms ? IN_TERM : 0);
  }
}

function spread(marks: Uint8Array, holders: Lists, places: Uint8Array, bit: number): void {
  const set = (data: Int32Array, from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      const slot = data[at] ?? 0;
      places[slot] = (places[slot] ?? 0) | bit;
    }
  };
  for (let holder = 0; holder < marks.length; holder += 1) if (marks[holder] !== 0) holders.visit(holder, set);
}

/** Is one of these texts, or terms, marked? */
function any(marks: Uint8Array, page: Int32Array, address = 0, count = 0): boolean {
  const from = address & WITHIN;
  for (let at = from; at < from + count; at += 1) {
    const number = page[at] ?? 0;
    if (marks[number ^ (number >> 31)] === 1) return true;
  }
  return false;
}
