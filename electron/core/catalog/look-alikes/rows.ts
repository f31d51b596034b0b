import { Vector } from '../search/vector.ts';
import { descriptionKey, type Place, placeOf, type Signature } from './cluster.ts';
import type { Interned } from './interned.ts';
import { Lookup, mix } from './lookup.ts';
import type { Threads } from './threads.ts';

/** Longer ones are cut: two types or business names that differ only behind this are one. */
const LONGEST_TYPE = 200;
const LONGEST_BUSINESS = 400;
const MOST_TERMS = 50;

/** Fields of a row, all numbers of texts. The first five are the signature. */
export const FIELDS = ['name', 'type', 'businessName', 'description', 'terms', 'cell', 'business'] as const;
export type Field = (typeof FIELDS)[number];

const SIGNATURE = FIELDS.slice(0, 5);
const STEP = 1000;

export interface Texts {
  name: Interned;
  type: Interned;
  businessName: Interned;
  description: Interned;
  terms: Interned;
  /** Cells, and what business names say, which are cells too where there are columns in them. */
  keys: Interned;
}

/**
 *   signature ── row: name · type · business name · description · terms · cell · business · count
 *                            └──────────── numbers of texts ──────────────────────┘
 *
 * Every distinct signature there is, once, in whole numbers; a row that nobody counts is given to another.
 */
export class Rows {
  readonly texts: Texts;
  readonly by: Readonly<Record<Field, Vector>>;
  readonly counts: Vector;
  readonly threads: Readonly<Record<'cell' | 'business' | 'description' | 'terms', Threads>>;
  readonly #free: number[] = [];
  readonly #lookup: Lookup;

  constructor(texts: Texts, by: Readonly<Record<Field, Vector>>, counts: Vector, threads: Rows['threads']) {
    this.texts = texts;
    this.by = by;
    this.counts = counts;
    this.threads = threads;
    this.#lookup = new Lookup((row) => mix(...SIGNATURE.map((field) => this.at(field, row))));
  }

  /** Enter the rows it was given; yields now and then. */
  *restore(): Generator<void> {
    for (const kept of Object.values(this.texts) as Interned[]) yield* kept.restore();
    for (let row = 0; row < this.counts.length; row += 1) {
      if (this.counts.data[row] === 0) this.#free.push(row);
      else this.#lookup.add(row);
      if (row % STEP === 0) yield;
    }
  }

  /** Rows given out so far, free ones among them. */
  get length(): number {
    return this.counts.length;
  }

  get live(): number {
    return this.counts.length - this.#free.length;
  }

  /** The row of a signature; undefined where no column has it. */
  find(signature: Signature): number | undefined {
    const { name, type, businessName, description, terms } = this.texts;
    const texts = textsOf(signature);
    const numbers: number[] = [];
    for (const [at, kept] of [name, type, businessName, description, terms].entries()) {
      const number = kept.find(texts[at] ?? '');
      if (number === undefined) return undefined;
      numbers.push(number);
    }
    const row = this.#lookup.find(mix(...numbers), (other) =>
      SIGNATURE.every((field, at) => this.at(field, other) === numbers[at]),
    );
    return row < 0 ? undefined : row;
  }

  /** A row for a signature that has none. */
  add(signature: Signature, count: number): number {
    const row = this.#free.pop() ?? this.counts.push(0);
    const place = placeOf(signature);
    const texts = [...textsOf(signature), place.cell, place.business ?? ''];
    const kept = this.#kept();
    for (const [at, field] of FIELDS.entries()) {
      const number = kept[at]?.take(texts[at] ?? '') ?? 0;
      const vector = this.by[field];
      while (vector.length <= row) vector.push(0);
      vector.data[row] = number;
    }
    this.counts.data[row] = count;
    this.threads.cell.add(this.at('cell', row), row);
    for (const field of ['business', 'description', 'terms'] as const)
      if (this.at(field, row) !== 0) this.threads[field].add(this.at(field, row), row);
    this.#lookup.add(row);
    return row;
  }

  /** Free a row; its numbers may be given away from now on. */
  remove(row: number): void {
    this.#lookup.remove(row);
    this.threads.cell.remove(this.at('cell', row), row);
    for (const field of ['business', 'description', 'terms'] as const)
      if (this.at(field, row) !== 0) this.threads[field].remove(this.at(field, row), row);
    const kept = this.#kept();
    for (const [at, field] of FIELDS.entries()) kept[at]?.drop(this.at(field, row));
    this.counts.data[row] = 0;
    this.#free.push(row);
  }

  at(field: Field, row: number): number {
    return this.by[field].data[row] ?? 0;
  }

  /** A row's signature again. Of the description only what makes it the same as another is kept: it reads as null. */
  signature(row: number): Signature {
    const { texts } = this;
    const terms = texts.terms.text(this.at('terms', row));
    return {
      name: texts.name.text(this.at('name', row)),
      dataType: texts.type.text(this.at('type', row)),
      businessName: texts.businessName.text(this.at('businessName', row)) || null,
      description: null,
      terms: terms === '' ? [] : (JSON.parse(terms) as string[]),
    };
  }

  placeAt(row: number): Place {
    return placeOf(this.signature(row));
  }

  #kept(): readonly Interned[] {
    const { name, type, businessName, description, terms, keys } = this.texts;
    return [name, type, businessName, description, terms, keys, keys];
  }
}

/** What of a signature counts, as texts. */
function textsOf({ name, dataType, businessName, description, terms }: Signature): string[] {
  const carried = [...new Set(terms)].toSorted().slice(0, MOST_TERMS);
  return [
    name,
    dataType.slice(0, LONGEST_TYPE),
    (businessName ?? '').slice(0, LONGEST_BUSINESS),
    descriptionKey(description),
    carried.length === 0 ? '' : JSON.stringify(carried),
  ];
}
