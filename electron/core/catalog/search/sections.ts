import { Lists } from './lists.ts';
import { PAGE, PAGE_BITS, Pool, Vector, WITHIN } from './vector.ts';

/** Numbers in one part of a section (1 MB), strings in one part. */
const NUMBERS = PAGE;
const STRINGS = 10_000;

export interface Section {
  name: string;
  /** Each part's bytes, made when they are asked for. */
  parts: (() => Uint8Array)[];
}

type Numbers = Int32Array | Float64Array;
const bytesOf = (numbers: Numbers): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/**
 * An index taken apart while it goes on: what may change is copied at once (some 10 MB), what only grows at its end
 * (pools, strings) stays where it is and is cut off where it ends now.
 */
export class Taken {
  readonly sections: Section[] = [];
  /** The next free address of each pool. */
  readonly pools: Record<string, number> = {};

  numbers(name: string, filled: Numbers): void {
    const copy = filled.slice();
    const parts: Section['parts'] = [];
    for (let from = 0; from < copy.length; from += NUMBERS)
      parts.push(() => bytesOf(copy.subarray(from, from + NUMBERS)));
    this.sections.push({ name, parts });
  }

  strings(name: string, list: readonly string[]): void {
    const copy = list.slice();
    const parts: Section['parts'] = [];
    for (let from = 0; from < copy.length; from += STRINGS)
      parts.push(() => Buffer.from(JSON.stringify(copy.slice(from, from + STRINGS))));
    this.sections.push({ name, parts });
  }

  pool(name: string, pool: Pool): void {
    const { next } = pool;
    this.pools[name] = next;
    const last = next >> PAGE_BITS;
    this.sections.push({
      name,
      parts: pool.pages
        .slice(0, last + 1)
        .map((page, at) => () => bytesOf(at === last ? page.subarray(0, next & WITHIN) : page)),
    });
  }

  lists(name: string, lists: Lists): void {
    this.numbers(`${name}.heads`, lists.heads.filled());
    this.numbers(`${name}.tails`, lists.tails.filled());
    this.numbers(`${name}.counts`, lists.counts.filled());
    this.pool(`${name}.pool`, lists.pool);
  }
}

/** The same way back. @param read the parts of a section, in order */
export class Kept {
  readonly #read: (section: string) => Uint8Array[];
  readonly #pools: Readonly<Record<string, number>>;

  constructor(read: (section: string) => Uint8Array[], pools: Readonly<Record<string, number>>) {
    this.#read = read;
    this.#pools = pools;
  }

  numbers(name: string): Int32Array<ArrayBuffer> {
    return new Int32Array(joined(this.#read(name)));
  }

  vector(name: string): Vector {
    return new Vector(this.numbers(name));
  }

  doubles(name: string): number[] {
    return [...new Float64Array(joined(this.#read(name)))];
  }

  strings(name: string): string[] {
    return this.#read(name).flatMap((bytes) => JSON.parse(Buffer.from(bytes).toString()) as string[]);
  }

  pool(name: string): Pool {
    const pages = this.#read(name).map((bytes) => {
      const page = new Int32Array(PAGE);
      bytesOf(page).set(bytes);
      return page;
    });
    return new Pool(pages, this.#pools[name] ?? 1);
  }

  lists(name: string): Lists {
    return new Lists(
      this.vector(`${name}.heads`),
      this.vector(`${name}.tails`),
      this.vector(`${name}.counts`),
      this.pool(`${name}.pool`),
    );
  }
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}
