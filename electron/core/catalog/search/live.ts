import type { Db } from '../../db/open.ts';
import { sqliteCode } from '../../failure.ts';
import { load, save } from './persist.ts';
import { type Reader, readerOf } from './reader.ts';
import type { SearchIndex, Written } from './search-index.ts';
import { Upkeep } from './upkeep.ts';

/** How long the index may hold up a search, and everything else, to take up what was written (ms). */
const A_WHILE = 6;
/** So much debt is taken up anew at each start rather than paid by writing the whole index. */
const SMALL_DEBT = 500;

/** Written assets that are held until they are taken up; the others are read from their rows. */
const MOST_WRITTEN = 2000;
/** With more than so many at hand they are taken up for so long (ms): that costs a fraction of reading their rows. */
const MANY_WRITTEN = 200;
const LONGER = 30;

/** What a search is given. */
export interface Current {
  /** Null until the index holds every asset. */
  index: SearchIndex | null;
  /** Whether it also holds everything that was written of late. */
  caughtUp: boolean;
}

/**
 *   the mirror writes ──> debt ──> taken up before a search, after each write, at the end of a pull
 *   worn out ──────────> a new one is built beside it and takes its place
 *
 * The index of one open workspace.
 */
class Live {
  readonly #db: Db;
  readonly #reader: Reader;
  /** What need not be read again from the rows. */
  readonly #written = new Map<number, Written>();
  #upkeep: Upkeep;
  /** The one that is to take its place. */
  #next: Upkeep | null = null;
  /** The debt that the kept index has paid; -1 where none is kept. */
  #keptSeq: number;
  #scheduled = false;
  #preparing: Generator<void> | null = null;
  #saving = false;
  readonly #followers = new Set<(key: number) => void>();
  /** Somebody was answered without all that was written. */
  #owing = false;
  /** Called once that somebody would be answered in full. */
  tell: () => void = () => {};

  constructor(db: Db) {
    this.#db = db;
    this.#reader = readerOf(db);
    const kept = load(db);
    this.#keptSeq = kept?.seq ?? -1;
    this.#upkeep = new Upkeep(this.#reader, kept, this.#written, (key) => this.#met(key));
  }

  /** The index as far as it can be brought within a while; the rest goes on behind. */
  current(): Current {
    const caughtUp = this.#step(within(A_WHILE));
    this.#owing ||= !caughtUp;
    this.wake();
    return { index: this.#upkeep.whole ? this.#upkeep.index : null, caughtUp };
  }

  /** An asset as its writer has it at hand. */
  note(key: number, written: Written): void {
    if (this.#written.size >= MOST_WRITTEN) this.#written.clear();
    this.#written.set(key, written);
  }

  /** Be told each asset that was written, when the index takes it up: at the latest when `current` has caught up. @returns no more */
  follow(follower: (key: number) => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Take up behind what is owed. */
  wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#db.open) return;
      const caughtUp = this.#step(within(this.#written.size > MANY_WRITTEN ? LONGER : A_WHILE));
      if (!caughtUp || !this.#renew(within(A_WHILE))) this.wake();
      else if (this.#preparing?.next().done === false) this.wake();
      if (!caughtUp || !this.#owing) return;
      this.#owing = false;
      this.tell();
    });
  }

  /** Once the index stands for the mirror: find what a person types first, before anybody asks. */
  prepare(): void {
    this.#preparing = this.#upkeep.index.found.makeReady();
    this.wake();
  }

  /** Until nothing is owed; then make ready what a person types first, and keep the index in the file if that is worth it. */
  async settle(signal: AbortSignal): Promise<void> {
    while (!this.#step(within(A_WHILE))) await turn(signal);
    for (const _ of this.#upkeep.index.found.makeReady()) await turn(signal);
    if (!this.#dirty || this.#saving) return;
    this.#saving = true;
    try {
      for (const _ of this.#save()) await turn(signal);
    } catch (error) {
      signal.throwIfAborted();
      // What cannot be kept can be built again: no reason for a pull to fail. A disk that is broken tells others too.
      if (sqliteCode(error) === null) throw error;
    } finally {
      this.#saving = false;
    }
  }

  /** All at once, for a workspace that is closed. */
  keep(): void {
    if (!this.#dirty || this.#saving) return;
    try {
      this.#db.transaction(() => [...this.#save()]).immediate();
    } catch {
      // A full disk must not keep a workspace open: the index can be built again, or brought up from the one before.
    }
  }

  get #dirty(): boolean {
    const { whole, seq } = this.#upkeep;
    return !this.#db.readonly && whole && (this.#keptSeq < 0 ? seq > 0 : seq - this.#keptSeq > SMALL_DEBT);
  }

  #met(key: number): void {
    for (const follower of this.#followers) follower(key);
  }

  *#save(): Generator<void> {
    const { index, seq } = this.#upkeep;
    yield* save(this.#db, { index, seq }, Math.min(seq, this.#next?.seq ?? seq));
    this.#keptSeq = seq;
  }

  #step(late: () => boolean): boolean {
    const caughtUp = this.#upkeep.step(late);
    // Put in order now, a few at a time, what a sorted search would have to.
    this.#upkeep.index.assets.byName.values();
    this.#upkeep.index.assets.newest.values();
    return caughtUp;
  }

  #renew(late: () => boolean): boolean {
    if (this.#next === null) {
      if (!this.#upkeep.worn) return true;
      this.#next = new Upkeep(this.#reader, null, this.#written);
    }
    if (!this.#next.step(late)) return false;
    this.#upkeep = this.#next;
    this.#next = null;
    this.#preparing = this.#upkeep.index.found.makeReady();
    return true;
  }
}

const within = (ms: number): (() => boolean) => {
  const end = performance.now() + ms;
  return () => performance.now() >= end;
};

async function turn(signal: AbortSignal): Promise<void> {
  await new Promise(setImmediate);
  signal.throwIfAborted();
}

const lives = new WeakMap<Db, Live>();

/** The index of this workspace: what the file keeps of it, or one that begins to be built. */
export function searchIndexOf(db: Db): Live {
  let live = lives.get(db);
  if (live === undefined) {
    live = new Live(db);
    lives.set(db, live);
  }
  return live;
}

/**
 * Load or build the index of a workspace that was opened, once it has answered.
 * @param tell called when searches that were answered in part would now be answered in full
 */
export function openSearchIndex(db: Db, tell: () => void): void {
  setImmediate(() => {
    if (!db.open) return;
    const live = searchIndexOf(db);
    live.tell = tell;
    live.prepare();
  });
}

/** Called by the mirror's writer: the index of a workspace that has one takes up what was written once it is committed. */
export function mirrorWrote(db: Db): void {
  lives.get(db)?.wake();
}

/** Called by the mirror's writer, in the transaction that writes the asset. */
export function assetWritten(db: Db, key: number, written: Written): void {
  lives.get(db)?.note(key, written);
}

/** Let go of an index that nobody searches for a while: whoever does has it loaded again. */
export function restSearchIndex(db: Db): void {
  lives.get(db)?.keep();
  lives.delete(db);
}

/** Keep the index of a workspace that is closed. */
export function keepSearchIndex(db: Db): void {
  lives.get(db)?.keep();
}
