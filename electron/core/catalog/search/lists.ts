import { Pool, Vector, WITHIN } from './vector.ts';

/** Called with each run of values of a list: `data[from] .. data[to - 1]`. */
export type Visit = (data: Int32Array, from: number, to: number) => void;

const FIRST = 4;
const LARGEST = 2048;
/** Values in the blocks up to the first one of the largest size, itself included: 4 + 8 + … + 2048. */
const DOUBLING = 2 * LARGEST - FIRST;

/**
 *   one value ... in `heads` itself
 *   more ........ heads ─> [4 values, next] ─> [8 values, next] ─> … ─> [2048 values, next] ─> [2048 values, next]
 *
 * Many lists of numbers that only grow at their ends, in one pool.
 */
export class Lists {
  readonly heads: Vector;
  readonly tails: Vector;
  readonly counts: Vector;
  readonly pool: Pool;

  constructor(heads = new Vector(), tails = new Vector(), counts = new Vector(), pool = new Pool()) {
    this.heads = heads;
    this.tails = tails;
    this.counts = counts;
    this.pool = pool;
  }

  /** A new, empty list; lists are numbered in the order in which they are begun. */
  begin(): void {
    this.heads.push(0);
    this.tails.push(0);
    this.counts.push(0);
  }

  count(list: number): number {
    return this.counts.data[list] ?? 0;
  }

  append(list: number, value: number): void {
    const count = this.count(list);
    if (count === 0) this.heads.data[list] = value;
    else {
      if (count === 1) {
        const block = this.pool.take(FIRST + 1);
        this.#write(block, this.heads.data[list] ?? 0);
        this.heads.data[list] = block;
        this.tails.data[list] = block + 1;
      } else if (ends(count)) {
        const block = this.pool.take(sizeFrom(count) + 1);
        this.#write(this.tails.data[list] ?? 0, block);
        this.tails.data[list] = block;
      }
      const tail = this.tails.data[list] ?? 0;
      this.#write(tail, value);
      this.tails.data[list] = tail + 1;
    }
    this.counts.data[list] = count + 1;
  }

  /** The value that was appended last; -1 for an empty list. */
  last(list: number): number {
    const count = this.count(list);
    if (count < 2) return count === 0 ? -1 : (this.heads.data[list] ?? -1);
    const address = (this.tails.data[list] ?? 0) - 1;
    return this.pool.page(address)[address & WITHIN] ?? -1;
  }

  visit(list: number, each: Visit): void {
    let left = this.count(list);
    if (left === 1) each(this.heads.data, list, list + 1);
    if (left < 2) return;
    let address = this.heads.data[list] ?? 0;
    for (let size = FIRST; left > 0; size = Math.min(2 * size, LARGEST)) {
      const page = this.pool.page(address);
      const from = address & WITHIN;
      const values = Math.min(size, left);
      each(page, from, from + values);
      left -= values;
      address = page[from + size] ?? 0;
    }
  }

  #write(address: number, value: number): void {
    this.pool.page(address)[address & WITHIN] = value;
  }
}

/** Whether a list of this many values fills its last block. */
function ends(count: number): boolean {
  if (count > DOUBLING) return (count - DOUBLING) % LARGEST === 0;
  const power = count + FIRST;
  return (power & (power - 1)) === 0;
}

/** The size of the block that follows when `count` values fill the ones before. */
const sizeFrom = (count: number): number => Math.min(count + FIRST, LARGEST);
