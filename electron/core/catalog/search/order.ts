/** Numbers kept in the order of a comparison; what was added is put in its place when the order is next asked for. */
export class Order {
  readonly #compare: (a: number, b: number) => number;
  #sorted: Int32Array;
  #fresh: number[] = [];

  constructor(compare: (a: number, b: number) => number, sorted = new Int32Array(0)) {
    this.#compare = compare;
    this.#sorted = sorted;
  }

  add(value: number): void {
    this.#fresh.push(value);
  }

  values(): Int32Array {
    if (this.#fresh.length === 0) return this.#sorted;
    const fresh = this.#fresh.toSorted(this.#compare);
    this.#fresh = [];
    const old = this.#sorted;
    const merged = new Int32Array(old.length + fresh.length);
    let from = 0;
    for (const [at, value] of fresh.entries()) {
      const to = this.#after(value, from);
      merged.set(old.subarray(from, to), from + at);
      merged[to + at] = value;
      from = to;
    }
    merged.set(old.subarray(from), from + fresh.length);
    this.#sorted = merged;
    return merged;
  }

  /** The place of the first value, from `low` on, that comes after this one. */
  #after(value: number, low: number): number {
    let high = this.#sorted.length;
    let from = low;
    while (from < high) {
      const middle = (from + high) >> 1;
      if (this.#compare(this.#sorted[middle] ?? 0, value) <= 0) from = middle + 1;
      else high = middle;
    }
    return from;
  }
}
