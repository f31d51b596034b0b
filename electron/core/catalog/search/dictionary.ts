/** Words between two neighbours in order; a piece that grows beyond is cut in two. */
const PIECE = 512;

/** Every distinct word by number, and in order, so that a prefix is a run of neighbours. Number 0 is no word. */
export class Dictionary {
  readonly words: string[];
  readonly #numbers = new Map<string, number>();
  readonly #order: number[][];

  /** @param order the numbers of all words, in the order of the words */
  constructor(words: string[] = [''], order: ArrayLike<number> = []) {
    this.words = words;
    for (let number = 1; number < words.length; number += 1) this.#numbers.set(this.#word(number), number);
    const numbers = Array.from(order);
    this.#order = [];
    for (let from = 0; from < numbers.length; from += PIECE / 2)
      this.#order.push(numbers.slice(from, from + PIECE / 2));
  }

  /** The numbers of all words, in the order of the words. */
  order(): Int32Array {
    return Int32Array.from(this.#order.flat());
  }

  find(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  /** The word's number; a new one where it was not met before. */
  number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.words.push(word) - 1;
    this.#numbers.set(word, number);
    this.#place(number, word);
    return number;
  }

  /** The numbers of all words that begin so. */
  startingWith(prefix: string): number[] {
    const found: number[] = [];
    let place = this.#pieceOf(prefix);
    let at = this.#within(this.#order[place] ?? [], prefix);
    for (let piece = this.#order[place]; piece !== undefined; piece = this.#order[place]) {
      for (; at < piece.length; at += 1) {
        const number = piece[at] ?? 0;
        if (!this.#word(number).startsWith(prefix)) return found;
        found.push(number);
      }
      place += 1;
      at = 0;
    }
    return found;
  }

  /** The first characters of all words, those of the most words first. */
  beginnings(): string[] {
    const counts = new Map<string, number>();
    for (const word of this.words) {
      const first = word.codePointAt(0);
      if (first === undefined) continue;
      const letter = String.fromCodePoint(first);
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    return [...counts].toSorted((a, b) => b[1] - a[1]).map(([letter]) => letter);
  }

  #place(number: number, word: string): void {
    const at = this.#pieceOf(word);
    const piece = this.#order[at];
    if (piece === undefined) {
      this.#order.push([number]);
      return;
    }
    piece.splice(this.#within(piece, word), 0, number);
    if (piece.length > PIECE) this.#order.splice(at + 1, 0, piece.splice(PIECE / 2));
  }

  /** The last piece whose first word is not after this one. */
  #pieceOf(word: string): number {
    let low = 0;
    let high = this.#order.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#word(this.#order[middle]?.[0] ?? 0) <= word) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where in a piece this word stands or would stand. */
  #within(piece: readonly number[], word: string): number {
    let low = 0;
    let high = piece.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#word(piece[middle] ?? 0) < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #word(number: number): string {
    return this.words[number] ?? '';
  }
}
