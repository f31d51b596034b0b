/** Whole numbers in a row that grows; `data` may be longer than what is filled. */
export class Vector {
  data: Int32Array;
  length: number;

  constructor(filled: Int32Array = new Int32Array(0)) {
    this.data = filled;
    this.length = filled.length;
  }

  push(value: number): number {
    if (this.length === this.data.length) {
      const wider = new Int32Array(Math.max(1024, this.length + (this.length >> 1)));
      wider.set(this.data);
      this.data = wider;
    }
    this.data[this.length] = value;
    this.length += 1;
    return this.length - 1;
  }

  /** Count at a place that may not be there yet; nothing below 0 is counted. */
  add(place: number, by: number): void {
    while (this.length <= place) this.push(0);
    if (place >= 0) this.data[place] = (this.data[place] ?? 0) + by;
  }

  filled(): Int32Array {
    return this.data.subarray(0, this.length);
  }
}

/** A page of a pool holds this many numbers (1 MB): a growing pool is never copied. */
export const PAGE_BITS = 18;
export const PAGE = 1 << PAGE_BITS;
export const WITHIN = PAGE - 1;

/** Numbers at addresses: the page in the high bits, the place within it in the low ones. */
export class Pool {
  readonly pages: Int32Array[];
  /** The next free address. Address 0 is never given out. */
  next: number;

  constructor(pages: Int32Array[] = [], next = 1) {
    this.pages = pages;
    this.next = next;
  }

  /** Room for `size` (at most `PAGE`) numbers in a row, all on one page. @returns the address of the first */
  take(size: number): number {
    if ((this.next & WITHIN) + size > PAGE) this.next = ((this.next >> PAGE_BITS) + 1) << PAGE_BITS;
    const address = this.next;
    while (this.pages.length <= address >> PAGE_BITS) this.pages.push(new Int32Array(PAGE));
    this.next += size;
    return address;
  }

  /** Write these numbers in a row. @returns the address of the first */
  put(numbers: readonly number[]): number {
    const address = this.take(numbers.length);
    this.page(address).set(numbers, address & WITHIN);
    return address;
  }

  holds(address: number, numbers: readonly number[]): boolean {
    const page = this.page(address);
    const from = address & WITHIN;
    return numbers.every((number, at) => page[from + at] === number);
  }

  page(address: number): Int32Array {
    return this.pages[address >> PAGE_BITS] ?? NOTHING;
  }
}

const NOTHING = new Int32Array(0);
