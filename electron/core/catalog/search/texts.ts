import { Dictionary } from './dictionary.ts';
import { Lists } from './lists.ts';
import type { Part } from './parts.ts';
import { PAGE, Pool, Vector, WITHIN } from './vector.ts';

/**
 *   "cust_id" ─┐
 *   "cust_id" ─┴─> text 7: words 3 1 ──> word 3 is held by texts 7, 12, …
 *
 * Every distinct text once, as the numbers of its words: among two million columns there are some ten thousand names.
 * Text 0 is the one without words.
 */
export class Texts {
  readonly dictionary: Dictionary;
  /** Per text: where its words begin in the pool, and how many they are. */
  readonly starts: Vector;
  readonly sizes: Vector;
  readonly pool: Pool;
  /** Per word: the texts that hold it, rising. */
  readonly holders: Lists;
  /** Open addressing over the words of each text: 1 + its number; 0 for free. Made when a text is first added. */
  #table = new Int32Array(0);

  constructor(
    dictionary = new Dictionary(),
    starts = new Vector(),
    sizes = new Vector(),
    pool = new Pool(),
    holders = new Lists(),
  ) {
    this.dictionary = dictionary;
    this.starts = starts;
    this.sizes = sizes;
    this.pool = pool;
    this.holders = holders;
    if (starts.length > 0) return;
    starts.push(0);
    sizes.push(0);
    holders.begin();
  }

  get count(): number {
    return this.starts.length;
  }

  /** The number of the text of these words, in this order. */
  number(words: readonly string[]): number {
    if (words.length === 0) return 0;
    const numbers = words.slice(0, PAGE).map((word) => this.#wordNumber(word));
    if (2 * this.count >= this.#table.length) this.#widen();
    const mask = this.#table.length - 1;
    let at = hashOf(numbers, 0, numbers.length) & mask;
    for (; this.#table[at] !== 0; at = (at + 1) & mask) {
      const text = (this.#table[at] ?? 0) - 1;
      if (this.#same(text, numbers)) return text;
    }
    const text = this.#add(numbers);
    this.#table[at] = text + 1;
    return text;
  }

  /** Set 1 in `marks` for every text in which the part occurs. */
  mark(part: Part, marks: Uint8Array): void {
    const last = part.words.at(-1) ?? '';
    if (part.words.length === 1 && part.prefix) {
      const set = (data: Int32Array, from: number, to: number) => {
        for (let at = from; at < to; at += 1) marks[data[at] ?? 0] = 1;
      };
      for (const word of this.dictionary.startingWith(last)) this.holders.visit(word, set);
      return;
    }
    const whole = part.prefix ? part.words.slice(0, -1) : part.words;
    const numbers = whole.map((word) => this.dictionary.find(word) ?? -1);
    if (numbers.includes(-1)) return;
    const rarest = numbers.toSorted((a, b) => this.holders.count(a) - this.holders.count(b))[0] ?? 0;
    const endings = part.prefix ? new Set(this.dictionary.startingWith(last)) : null;
    this.holders.visit(rarest, (data, from, to) => {
      for (let at = from; at < to; at += 1) {
        const text = data[at] ?? 0;
        if (this.#holds(text, numbers, endings)) marks[text] = 1;
      }
    });
  }

  /** How many texts hold the part, at most. */
  howOften(part: Part): number {
    const whole = part.prefix ? part.words.slice(0, -1) : part.words;
    const counts = whole.map((word) => this.holders.count(this.dictionary.find(word) ?? -1));
    if (part.prefix) {
      const endings = this.dictionary.startingWith(part.words.at(-1) ?? '');
      counts.push(endings.reduce((sum, word) => sum + this.holders.count(word), 0));
    }
    return Math.min(...counts);
  }

  /** Does the part occur in this one text? */
  occurs({ words, prefix }: Part, text: number): boolean {
    const held = this.words(text);
    return held.some((_, from) =>
      words.every((word, at) => {
        const met = held[from + at];
        return prefix && at === words.length - 1 ? met?.startsWith(word) === true : met === word;
      }),
    );
  }

  /** The words of a text, gaps included. */
  words(text: number): string[] {
    const start = this.starts.data[text] ?? 0;
    const from = start & WITHIN;
    const numbers = this.pool.page(start).subarray(from, from + (this.sizes.data[text] ?? 0));
    return Array.from(numbers, (number) => this.dictionary.words[number] ?? '');
  }

  #wordNumber(word: string): number {
    if (word === '') return 0;
    const number = this.dictionary.number(word);
    if (number === this.holders.heads.length) this.holders.begin();
    return number;
  }

  /** Do these words stand in a row in the text, followed by one of the endings where there are any? */
  #holds(text: number, numbers: readonly number[], endings: ReadonlySet<number> | null): boolean {
    const start = this.starts.data[text] ?? 0;
    const page = this.pool.page(start);
    const from = start & WITHIN;
    const end = from + (this.sizes.data[text] ?? 0) - numbers.length - (endings === null ? 0 : 1);
    for (let at = from; at <= end; at += 1) {
      let met = 0;
      while (met < numbers.length && page[at + met] === numbers[met]) met += 1;
      if (met === numbers.length && (endings === null || endings.has(page[at + met] ?? 0))) return true;
    }
    return false;
  }

  #add(numbers: readonly number[]): number {
    const text = this.starts.push(this.pool.put(numbers));
    this.sizes.push(numbers.length);
    for (const word of new Set(numbers)) if (word !== 0) this.holders.append(word, text);
    return text;
  }

  #same(text: number, numbers: readonly number[]): boolean {
    return this.sizes.data[text] === numbers.length && this.pool.holds(this.starts.data[text] ?? 0, numbers);
  }

  #widen(): void {
    let size = 4096;
    while (size < 4 * this.count) size *= 2;
    this.#table = new Int32Array(size);
    for (let text = 1; text < this.count; text += 1) {
      const start = this.starts.data[text] ?? 0;
      const from = start & WITHIN;
      let at = hashOf(this.pool.page(start), from, from + (this.sizes.data[text] ?? 0)) & (size - 1);
      while (this.#table[at] !== 0) at = (at + 1) & (size - 1);
      this.#table[at] = text + 1;
    }
  }
}

function hashOf(numbers: ArrayLike<number>, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (numbers[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
