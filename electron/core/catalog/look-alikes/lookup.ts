/** Tables of their own, so that none is ever so large that growing it holds anybody up. */
const TABLES = 256;
const SMALLEST = 64;

const EMPTY = 0;
const GONE = -1;

interface Table {
  /** Row + 1; EMPTY where nothing ever stood, GONE where something did. */
  places: Int32Array;
  /** Places that are not empty, and rows there are. */
  taken: number;
  live: number;
}

/** Rows by what they consist of: open addressing in whole numbers, where a Map would take a text for each. */
export class Lookup {
  readonly #hashOf: (row: number) => number;
  readonly #tables: Table[];

  constructor(hashOf: (row: number) => number) {
    this.#hashOf = hashOf;
    this.#tables = Array.from({ length: TABLES }, () => ({ places: new Int32Array(SMALLEST), taken: 0, live: 0 }));
  }

  /** The row of this hash that `is` the one; -1 where there is none. */
  find(hash: number, is: (row: number) => boolean): number {
    const { places } = this.#table(hash);
    const at = placeOf(places, hash, is);
    return at < 0 ? -1 : (places[at] ?? 0) - 1;
  }

  add(row: number): void {
    const hash = this.#hashOf(row);
    const table = this.#table(hash);
    if ((table.taken + 1) * 2 > table.places.length) this.#grow(table);
    enter(table, hash, row);
    table.live += 1;
  }

  remove(row: number): void {
    const hash = this.#hashOf(row);
    const table = this.#table(hash);
    const at = placeOf(table.places, hash, (other) => other === row);
    if (at < 0) return;
    table.places[at] = GONE;
    table.live -= 1;
  }

  #table(hash: number): Table {
    return this.#tables[hash & (TABLES - 1)] ?? { places: new Int32Array(1), taken: 0, live: 0 };
  }

  /** Room for as many again; what was removed leaves no trace. */
  #grow(table: Table): void {
    const { places } = table;
    let size = SMALLEST;
    while (size < (table.live + 1) * 4) size *= 2;
    table.places = new Int32Array(size);
    table.taken = 0;
    for (const held of places) if (held > 0) enter(table, this.#hashOf(held - 1), held - 1);
  }
}

function enter(table: Table, hash: number, row: number): void {
  const mask = table.places.length - 1;
  let at = (hash >>> 8) & mask;
  while ((table.places[at] ?? 0) > 0) at = (at + 1) & mask;
  if (table.places[at] === EMPTY) table.taken += 1;
  table.places[at] = row + 1;
}

function placeOf(places: Int32Array, hash: number, is: (row: number) => boolean): number {
  const mask = places.length - 1;
  let at = (hash >>> 8) & mask;
  for (let held = places[at] ?? 0; held !== EMPTY; held = places[at] ?? 0) {
    if (held > 0 && is(held - 1)) return at;
    at = (at + 1) & mask;
  }
  return -1;
}

/** One number of several, spread over all its bits. */
export function mix(...numbers: readonly number[]): number {
  let mixed = 0;
  for (const number of numbers) {
    mixed = Math.imul(mixed ^ number, 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
