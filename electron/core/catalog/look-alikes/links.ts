import { Vector } from '../search/vector.ts';
import { EVIDENCE, type Evidence, mayJoin, sameHead } from './cluster.ts';
import type { Rows } from './rows.ts';

/** What more signatures or cells than this have in common is a habit of speech, and joins nothing. */
const MOST_ROWS = 64;
const MOST_CELLS = 12;

/** Rows looked at between two places where others may be let in. */
const STEP = 256;

const FIELD = { 'business name': 'business', description: 'description', terms: 'terms' } as const;

/**
 *   cells:     customer/identifier ──── client/identifier        kdnr/          order/identifier
 *                       └─ the same business name ─┘   └─ description ─┘
 *   clusters:  └──────────────────── one ───────────────────────────┘          └──── one ──────┘
 *
 * Cells joined to clusters. A cell's cluster is a ring of cells, told by the first of them; who is touched by a change
 * is only noted, and settled when somebody asks.
 */
export class Links {
  readonly #rows: Rows;
  /** Per cell: the first cell of its cluster, the next one in the ring, its own columns, and (of a first) all columns. */
  readonly first: Vector;
  readonly ring: Vector;
  readonly columns: Vector;
  readonly total: Vector;
  readonly #touched: Set<number>;
  #changes = 0;

  constructor(rows: Rows, first: Vector, ring: Vector, columns: Vector, total: Vector, touched: Iterable<number> = []) {
    this.#rows = rows;
    this.first = first;
    this.ring = ring;
    this.columns = columns;
    this.total = total;
    this.#touched = new Set(touched);
  }

  get touched(): ReadonlySet<number> {
    return this.#touched;
  }

  /** Columns came to a cell or left it. */
  count(cell: number, by: number): void {
    this.#room(cell);
    this.columns.add(cell, by);
    this.total.add(this.first.data[cell] ?? cell, by);
  }

  /** A row came; or it is about to go, while it still stands. */
  touch(row: number): void {
    const rows = this.#rows;
    const cell = rows.at('cell', row);
    this.#changes += 1;
    this.#room(cell);
    this.#touched.add(cell);
    this.#touchThread('business', cell);
    const business = rows.at('business', row);
    if (business !== 0 && rows.threads.cell.sizeOf(business) > 0) this.#touched.add(business);
    for (const field of ['business', 'description', 'terms'] as const) this.#touchThread(field, rows.at(field, row));
  }

  /** The cell's last row has gone: so has the cell. */
  remove(cell: number): void {
    this.#changes += 1;
    this.#dissolve(cell);
    this.#touched.delete(cell);
  }

  /** Make clusters of what was touched; between two steps anything may be put and taken. */
  *settle(): Generator<void> {
    for (const start of this.#touched) {
      if (this.#rows.threads.cell.sizeOf(start) === 0) {
        this.#touched.delete(start);
        continue;
      }
      this.#dissolve(start);
      const changes = this.#changes;
      const found = yield* this.#reached(start, () => this.#changes !== changes);
      if (found === null) {
        // To the end of the queue: what was looked at so far may have moved.
        this.#touched.delete(start);
        this.#touched.add(start);
      } else this.#join(found);
      yield;
    }
  }

  /** The cells of a cluster. */
  *cells(cell: number): Generator<number> {
    let at = cell;
    do {
      yield at;
      at = this.ring.data[at] ?? cell;
    } while (at !== cell);
  }

  /** Why a cell is in its cluster beside others: the surest evidence, and the cell that has it too. */
  evidenceFor(cell: number): { by: Evidence; cell: number } | null {
    const { keys } = this.#rows.texts;
    for (const by of EVIDENCE) {
      const mates = by === 'business name' ? this.#mates(cell, by, cell) : [];
      for (const row of this.#rows.threads.cell.rows(cell))
        mates.push(...this.#mates(cell, by, this.#rows.at(FIELD[by], row)));
      // Of several the first by what it says: the same on every machine.
      const [mate] = mates.toSorted((a, b) => (keys.text(a) < keys.text(b) ? -1 : 1));
      if (mate !== undefined) return { by, cell: mate };
    }
    return null;
  }

  /** All cells that evidence leads to, by one way or another; null when something changed on the way. */
  *#reached(start: number, changed: () => boolean): Generator<void, number[] | null> {
    const found = new Set([start]);
    const looked = { 'business name': new Map<number, number[]>(), description: new Map(), terms: new Map() };
    let steps = 0;
    const follow = (cell: number, by: Evidence, number: number) => {
      if (number === 0) return;
      const group = looked[by].get(number) ?? this.#group(by, number);
      looked[by].set(number, group);
      for (const other of group) if (!found.has(other) && this.#joins(cell, other, by)) found.add(other);
    };
    for (const cell of found) {
      follow(cell, 'business name', cell);
      for (const row of this.#rows.threads.cell.rows(cell)) {
        follow(cell, 'business name', this.#rows.at('business', row));
        follow(cell, 'description', this.#rows.at('description', row));
        follow(cell, 'terms', this.#rows.at('terms', row));
        steps += 1;
        if (steps % STEP !== 0) continue;
        yield;
        if (changed()) return null;
      }
    }
    return [...found];
  }

  #mates(cell: number, by: Evidence, number: number): number[] {
    if (number === 0) return [];
    return this.#group(by, number).filter((other) => other !== cell && this.#joins(cell, other, by));
  }

  #joins(cell: number, other: number, by: Evidence): boolean {
    const { keys } = this.#rows.texts;
    return mayJoin(keys.text(cell), keys.text(other), by);
  }

  /** The cells that share one piece of evidence; none where it is too common, or a term stands on unlike things. */
  #group(by: Evidence, number: number): number[] {
    const rows = this.#rows;
    const thread = rows.threads[FIELD[by]];
    if (thread.sizeOf(number) > MOST_ROWS) return [];
    const cells = new Set<number>();
    if (by === 'business name' && rows.threads.cell.sizeOf(number) > 0) cells.add(number);
    for (const row of thread.rows(number)) cells.add(rows.at('cell', row));
    if (cells.size > MOST_CELLS) return [];
    const group = [...cells];
    const head = rows.texts.keys.text(group[0] ?? 0);
    const narrow = by !== 'terms' || group.every((cell) => sameHead(rows.texts.keys.text(cell), head));
    return narrow ? group : [];
  }

  #touchThread(field: 'business' | 'description' | 'terms', number: number): void {
    const thread = this.#rows.threads[field];
    // One more than counts: a thread that has just become too long joined some before.
    if (number === 0 || thread.sizeOf(number) > MOST_ROWS + 1) return;
    for (const row of thread.rows(number)) this.#touched.add(this.#rows.at('cell', row));
    if (field === 'business' && this.#rows.threads.cell.sizeOf(number) > 0) this.#touched.add(number);
  }

  /** Every cell of a ring stands alone again, and is looked at anew. */
  #dissolve(cell: number): void {
    let at = cell;
    do {
      const next = this.ring.data[at] ?? at;
      this.ring.data[at] = at;
      this.first.data[at] = at;
      this.total.data[at] = this.columns.data[at] ?? 0;
      this.#touched.add(at);
      at = next;
    } while (at !== cell);
  }

  #join(found: readonly number[]): void {
    for (const cell of found) this.#dissolve(cell);
    for (const cell of found) this.#touched.delete(cell);
    const first = found[0] ?? 0;
    let total = 0;
    for (const [at, cell] of found.entries()) {
      this.first.data[cell] = first;
      this.ring.data[cell] = found[at + 1] ?? first;
      total += this.columns.data[cell] ?? 0;
    }
    this.total.data[first] = total;
  }

  #room(cell: number): void {
    while (this.first.length <= cell) {
      const at = this.first.length;
      this.first.push(at);
      this.ring.push(at);
      this.columns.push(0);
      this.total.push(0);
    }
  }
}
