import { PAGE, Pool, WITHIN } from '../search/vector.ts';

/** A few numbers per asset, one for each of its columns in the table's order, in a pool. */
export class OfAssets {
  readonly #pool = new Pool();
  readonly #places = new Map<number, { address: number; length: number; room: number }>();

  /** Assets that have columns. */
  get size(): number {
    return this.#places.size;
  }

  keys(): Iterable<number> {
    return this.#places.keys();
  }

  /** The numbers of an asset, to be read at once: they are overwritten where it changes. */
  of(key: number): Int32Array {
    const place = this.#places.get(key);
    if (place === undefined) return NONE;
    const from = place.address & WITHIN;
    return this.#pool.page(place.address).subarray(from, from + place.length);
  }

  /** An asset as it is now; without columns it takes no room. */
  put(key: number, numbers: readonly number[]): void {
    const known = this.#places.get(key);
    if (numbers.length === 0) {
      this.#places.delete(key);
      return;
    }
    const fitting = numbers.length > PAGE ? numbers.slice(0, PAGE) : numbers;
    // An asset that changes mostly keeps its columns: it stays where it is.
    if (known !== undefined && known.room >= fitting.length) {
      this.#pool.page(known.address).set(fitting, known.address & WITHIN);
      known.length = fitting.length;
    } else this.#places.set(key, { address: this.#pool.put(fitting), length: fitting.length, room: fitting.length });
  }
}

const NONE = new Int32Array(0);
