import { Failure } from '../../failure.ts';
import { isVague, leads, shown, type Signature, titleOf } from './cluster.ts';
import { fresh, type Kept, keep, restored, type State } from './kept.ts';
import { heavier } from './lead.ts';
import { type Member, members } from './members.ts';
import { page } from './page.ts';

/** A slice of work ends after this (ms), so that nobody waits longer than half a frame. */
const SLICE = 6;

export interface Cluster {
  /** The same for the same columns on every machine; it changes when the cell that leads the cluster does. */
  id: string;
  title: string;
  /** Columns covered. */
  columns: number;
  /** Distinct signatures, and distinct names among them. */
  signatures: number;
  names: number;
  /** The most frequent names, three at most. Strangers' text. */
  examples: string[];
  /** The names say what kind of value it is, not of what (`id`, `status`): not to be tagged as one. */
  vague: boolean;
}

export interface ClustersInput {
  /** Words, all of which one name or the title has; '' for all. */
  text: string;
  /** Columns that a cluster covers at least. */
  minimum: number;
  page: { offset: number; limit: number };
}

/**
 *   put, take ──> rows (distinct signatures) ──> cells (what they say) ── evidence ──> clusters
 *
 * Look-alike columns, kept up as columns come and go: a change touches the clusters it is in and no other, and what the
 * index tells is the same after any order of changes. Pure: whoever has the columns feeds it.
 */
export class LookAlikes {
  readonly #state: State;

  constructor(state: State = fresh()) {
    this.#state = state;
  }

  /** Distinct signatures there are. */
  get signatures(): number {
    return this.#state.rows.live;
  }

  /** So many (more) columns have this signature. @returns its number, which it keeps while columns have it */
  put(signature: Signature, count: number): number {
    checkCount(count);
    const { rows, links } = this.#state;
    const known = rows.find(signature);
    const row = known ?? rows.add(signature, count);
    if (known !== undefined) rows.counts.add(row, count);
    links.count(rows.at('cell', row), count);
    if (known === undefined) links.touch(row);
    return row;
  }

  /** So many columns with this signature have gone. @throws E_LOOK_ALIKES_TAKEN when there were not so many */
  take(signature: Signature, count: number): void {
    this.drop(this.#state.rows.find(signature) ?? -1, count);
  }

  /** The same by the number that `put` has told. @throws E_LOOK_ALIKES_TAKEN */
  drop(row: number, count: number): void {
    checkCount(count);
    const { rows, links } = this.#state;
    const left = (rows.counts.data[row] ?? 0) - count;
    if (left < 0)
      throw new Failure(
        'internal',
        'E_LOOK_ALIKES_TAKEN',
        'More columns were taken out of the look-alikes than were put in.',
        'Let the look-alikes be built afresh.',
      );
    const cell = rows.at('cell', row);
    links.count(cell, -count);
    if (left > 0) {
      rows.counts.data[row] = left;
      return;
    }
    links.touch(row);
    if (rows.threads.cell.sizeOf(cell) === 1) links.remove(cell);
    rows.remove(row);
  }

  /** Put many, in slices: a step ends when `now` (ms) says that it took its time. */
  *fill(entries: Iterable<readonly [Signature, number]>, now: () => number): Generator<void> {
    let began = now();
    for (const [signature, count] of entries) {
      this.put(signature, count);
      if (now() - began < SLICE) continue;
      yield;
      began = now();
    }
  }

  /** Bring the clusters up to the last change, in slices. Whoever asks before gets it done at once. */
  *settle(now: () => number): Generator<void> {
    let began = now();
    for (const _ of this.#state.links.settle()) {
      if (now() - began < SLICE) continue;
      yield;
      began = now();
    }
  }

  /** The id of the cluster that holds these columns; null where nobody has put them. */
  clusterOf(signature: Signature): string | null {
    const row = this.#state.rows.find(signature);
    if (row === undefined) return null;
    this.#settled();
    return this.#idOf(this.#state.rows.at('cell', row));
  }

  /** A page of clusters, those that cover most columns first. */
  clusters({ text, minimum, page: { offset, limit } }: ClustersInput): { total: number; clusters: Cluster[] } {
    this.#settled();
    const { total, firsts } = page(this.#state, text, minimum, offset, limit, (cell) => this.#idOf(cell));
    return { total, clusters: firsts.map((first) => this.#cluster(first)) };
  }

  /** One cluster; null where there is none by this id (any more). */
  cluster(id: string): Cluster | null {
    const cell = this.#find(id);
    return cell === null ? null : this.#cluster(this.#state.links.first.data[cell] ?? cell);
  }

  /** The distinct signatures of a cluster, those of most columns first, each with how sure it is and why. */
  membersOf(id: string, { offset, limit }: { offset: number; limit: number }): { total: number; members: Member[] } {
    const cell = this.#find(id);
    return cell === null ? { total: 0, members: [] } : members(this.#state, cell, offset, limit);
  }

  /** The numbers of all signatures of a cluster, as `put` has told them; null where there is none by this id (any more). */
  numbersOf(id: string): Set<number> | null {
    const cell = this.#find(id);
    if (cell === null) return null;
    const { rows, links } = this.#state;
    const numbers = new Set<number>();
    for (const one of links.cells(cell)) for (const row of rows.threads.cell.rows(one)) numbers.add(row);
    return numbers;
  }

  /** The whole index as texts and typed arrays, to be kept in a file and given to `loadLookAlikes`. */
  save(): Kept {
    this.#settled();
    return keep(this.#state);
  }

  #find(id: string): number | null {
    const cell = this.#state.rows.texts.keys.find(id);
    if (cell === undefined || cell === 0 || this.#state.rows.threads.cell.sizeOf(cell) === 0) return null;
    this.#settled();
    return this.#idOf(cell) === id ? cell : null;
  }

  #settled(): void {
    if (this.#state.links.touched.size === 0) return;
    const settling = this.#state.links.settle();
    while (settling.next().done !== true);
  }

  #idOf(cell: number): string {
    const { rows, links } = this.#state;
    let id = rows.texts.keys.text(cell);
    for (const other of links.cells(cell)) {
      const key = rows.texts.keys.text(other);
      if (leads(key, id)) id = key;
    }
    return id;
  }

  #cluster(first: number): Cluster {
    const { rows, links } = this.#state;
    const counts = new Map<number, number>();
    let signatures = 0;
    let lead = first;
    for (const cell of links.cells(first)) {
      if (heavier(this.#state, cell, lead)) lead = cell;
      for (const row of rows.threads.cell.rows(cell)) {
        const name = rows.at('name', row);
        counts.set(name, (counts.get(name) ?? 0) + (rows.counts.data[row] ?? 0));
        signatures += 1;
      }
    }
    const name = (number: number) => rows.texts.name.text(number);
    const examples = [...counts]
      .toSorted(([a, many], [b, more]) => more - many || (name(a) < name(b) ? -1 : 1))
      .slice(0, 3)
      .map(([number]) => name(number));
    const key = rows.texts.keys.text(lead);
    return {
      id: this.#idOf(first),
      title: titleOf(key) ?? (shown(examples[0] ?? '') || 'without a name'),
      columns: links.total.data[first] ?? 0,
      signatures,
      names: counts.size,
      examples,
      vague: isVague(key),
    };
  }
}

/** The index that `save` took apart, in slices; null where it was made with other tables: then it is filled anew. */
export function* loadLookAlikes(kept: Kept, now: () => number): Generator<void, LookAlikes | null> {
  const loading = restored(kept);
  let began = now();
  for (let step = loading.next(); ; step = loading.next()) {
    if (step.done === true) return step.value === null ? null : new LookAlikes(step.value);
    if (now() - began < SLICE) continue;
    yield;
    began = now();
  }
}

function checkCount(count: number): void {
  if (Number.isSafeInteger(count) && count > 0) return;
  throw new Failure(
    'internal',
    'E_LOOK_ALIKES_COUNT',
    'Columns are counted in whole numbers from one.',
    'Report this with the log of the core.',
  );
}
