import { Vector } from '../search/vector.ts';

/** Maps of their own: one of a million texts holds everybody up for a tenth of a second when it grows. */
const MAPS = 256;
const STEP = 1000;

/** Texts by number while somebody uses them. Number 0 is the empty text, and nobody's. */
export class Interned {
  readonly texts: string[];
  readonly uses: Vector;
  readonly #maps: readonly Map<string, number>[] = Array.from({ length: MAPS }, () => new Map());
  readonly #free: number[] = [];

  constructor(texts: string[] = [''], uses: Vector = new Vector(new Int32Array(1))) {
    this.texts = texts;
    this.uses = uses;
  }

  /** Number the texts it was given; yields now and then. */
  *restore(): Generator<void> {
    for (let number = 1; number < this.texts.length; number += 1) {
      if (this.uses.data[number] === 0) this.#free.push(number);
      else this.#mapOf(this.text(number)).set(this.text(number), number);
      if (number % STEP === 0) yield;
    }
  }

  get length(): number {
    return this.texts.length;
  }

  text(number: number): string {
    return this.texts[number] ?? '';
  }

  find(text: string): number | undefined {
    return text === '' ? 0 : this.#mapOf(text).get(text);
  }

  /** One more use. */
  take(text: string): number {
    if (text === '') return 0;
    const map = this.#mapOf(text);
    let number = map.get(text);
    if (number === undefined) {
      number = this.#free.pop() ?? this.texts.push(text) - 1;
      this.texts[number] = text;
      map.set(text, number);
    }
    this.uses.add(number, 1);
    return number;
  }

  /** One use less; after the last the number is given to another text. */
  drop(number: number): void {
    if (number === 0) return;
    this.uses.add(number, -1);
    if (this.uses.data[number] !== 0) return;
    const text = this.text(number);
    this.#mapOf(text).delete(text);
    this.texts[number] = '';
    this.#free.push(number);
  }

  #mapOf(text: string): Map<string, number> {
    const { length } = text;
    const mixed = Math.imul(text.charCodeAt(0) ^ (text.charCodeAt(length >> 1) << 5), 31);
    const of = mixed ^ (text.charCodeAt(length - 1) << 3) ^ (text.charCodeAt(length - 2) << 6) ^ Math.imul(length, 131);
    return this.#maps[(of ^ (of >> 8)) & (MAPS - 1)] ?? new Map();
  }
}
