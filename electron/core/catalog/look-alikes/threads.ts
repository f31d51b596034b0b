import { Vector } from '../search/vector.ts';

const NONE = -1;

/** Rows strung on a thread per number, in no order that means anything: taken up and let go in constant time. */
export class Threads {
  readonly first: Vector;
  readonly size: Vector;
  readonly next: Vector;
  readonly before: Vector;

  constructor(first = new Vector(), size = new Vector(), next = new Vector(), before = new Vector()) {
    this.first = first;
    this.size = size;
    this.next = next;
    this.before = before;
  }

  sizeOf(number: number): number {
    return this.size.data[number] ?? 0;
  }

  add(number: number, row: number): void {
    while (this.first.length <= number) {
      this.first.push(NONE);
      this.size.push(0);
    }
    while (this.next.length <= row) {
      this.next.push(NONE);
      this.before.push(NONE);
    }
    const first = this.first.data[number] ?? NONE;
    this.next.data[row] = first;
    this.before.data[row] = NONE;
    if (first !== NONE) this.before.data[first] = row;
    this.first.data[number] = row;
    this.size.add(number, 1);
  }

  remove(number: number, row: number): void {
    const next = this.next.data[row] ?? NONE;
    const before = this.before.data[row] ?? NONE;
    if (before === NONE) this.first.data[number] = next;
    else this.next.data[before] = next;
    if (next !== NONE) this.before.data[next] = before;
    this.size.add(number, -1);
  }

  *rows(number: number): Generator<number> {
    let row = this.sizeOf(number) === 0 ? NONE : (this.first.data[number] ?? NONE);
    while (row !== NONE) {
      yield row;
      row = this.next.data[row] ?? NONE;
    }
  }
}
