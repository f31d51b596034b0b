import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/prepared.ts';
import { Failure } from '../../failure.ts';
import { searchIndexOf } from '../search/live.ts';

/** What is made of the mirror, an asset at a time. */
export interface Kept {
  /** Take up an asset as its rows tell it now, or let it go where there are none. */
  take(key: number): void;
  /** What is left to be done once every asset was taken up, in slices. */
  settle?(): Generator<void>;
}

/** Let others in. @throws E_WORKSPACE_CLOSED when the workspace was closed meanwhile; what `signal` says when nobody waits any more */
export async function turn(db: Db, signal?: AbortSignal): Promise<void> {
  await new Promise(setImmediate);
  signal?.throwIfAborted();
  if (!db.open)
    throw new Failure(
      'conflict',
      'E_WORKSPACE_CLOSED',
      'The workspace was closed before this was answered.',
      'Open it and ask again.',
    );
}

/** One slice of work (ms): less than half a frame. */
const SLICE = 6;
/** So long nobody has to have asked before it is let go (ms). */
const IDLE = 10 * 60_000;
const LOOK_EVERY = 60_000;
const KEYS_AT_ONCE = 64;
const BETWEEN_LOOKS = 8;

/**
 *   all keys, rising ──────────────┐
 *   search index pays a debt ──────┴──> take(key) ──> settle ──> whole
 *
 * Keeps something made of every asset's columns to the mirror of one open workspace: made in slices when it is first
 * asked for, brought up behind the search index's debt, and let go when nobody has asked for ten minutes.
 */
export class KeepUp<K extends Kept> {
  readonly #db: Db;
  readonly #make: (db: Db) => K;
  readonly #met = new Set<number>();
  #kept: K | null = null;
  /** The last key of the first reading; null once that is over. */
  #after: number | null = 0;
  #settling: Generator<void> | null = null;
  #followed: ReturnType<typeof searchIndexOf> | null = null;
  #unfollow = () => {};
  #asked = 0;
  #timer: NodeJS.Timeout | null = null;
  #scheduled = false;
  #told: (() => void)[] = [];

  constructor(db: Db, make: (db: Db) => K) {
    this.#db = db;
    this.#make = make;
  }

  /** Whether anything is held in memory. */
  get held(): boolean {
    return this.#kept !== null;
  }

  /** As the mirror is now; made first where it was not, which takes a while. @throws what `signal` says when nobody waits any more */
  async whole(clock: () => Date, signal?: AbortSignal): Promise<K> {
    for (;;) {
      const kept = this.now(clock);
      if (kept !== null) return kept;
      await turn(this.#db, signal);
    }
  }

  /** The same if a slice of work is enough for it; null where it is not: then `wake` goes on behind. */
  now(clock: () => Date): K | null {
    this.#asked = clock().getTime();
    this.#hold(clock);
    return this.#step() ? this.#kept : null;
  }

  /** What there is once every asset was read, even if some have changed since; null before that. */
  get nearly(): K | null {
    return this.#after === null ? this.#kept : null;
  }

  /** Go on behind. @param tell called once it is whole */
  wake(tell: () => void): void {
    this.#told.push(tell);
    this.#schedule();
  }

  /** Let go of what nobody has asked for of late. @returns whether nothing is held any more */
  rest(now: Date): boolean {
    if (this.#kept !== null && now.getTime() - this.#asked < IDLE && this.#db.open) return false;
    this.#letGo();
    return true;
  }

  #letGo(): void {
    this.#unfollow();
    this.#unfollow = () => {};
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#kept = null;
    this.#settling = null;
    this.#met.clear();
  }

  #hold(clock: () => Date): void {
    const live = searchIndexOf(this.#db);
    // An index that was loaded anew has paid what the one before never told.
    if (this.#kept !== null && this.#followed === live) return;
    this.#letGo();
    // Follow first: what is written while the mirror is read is met afterwards.
    this.#followed = live;
    this.#unfollow = live.follow((key) => {
      this.#met.add(key);
    });
    this.#kept = this.#make(this.#db);
    this.#after = 0;
    this.#timer = setInterval(() => this.rest(clock()), LOOK_EVERY);
    this.#timer.unref();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#db.open || this.#kept === null) this.#told = [];
      else if (!this.#step()) this.#schedule();
      else for (const tell of this.#told.splice(0)) tell();
    });
  }

  /** @returns whether it stands for the mirror as it is */
  #step(): boolean {
    const kept = this.#kept;
    if (kept === null) return false;
    const end = performance.now() + SLICE;
    const late = () => performance.now() >= end;
    const { caughtUp, index } = searchIndexOf(this.#db).current();
    if (!this.#readAll(kept, late) || !this.#payMet(kept, late)) return false;
    while (this.#settling !== null) {
      if (this.#settling.next().done === true) this.#settling = null;
      else if (late()) return false;
    }
    return caughtUp && index !== null;
  }

  #readAll(kept: K, late: () => boolean): boolean {
    while (this.#after !== null) {
      const some = prepared<[number, number], { key: number }>(
        this.#db,
        'SELECT key FROM remote_asset WHERE key > ? ORDER BY key LIMIT ?',
      ).all(this.#after, KEYS_AT_ONCE);
      for (const [at, { key }] of some.entries()) {
        kept.take(key);
        this.#after = key;
        if (at % BETWEEN_LOOKS === BETWEEN_LOOKS - 1 && late()) return false;
      }
      if (some.length > 0) continue;
      this.#after = null;
      this.#settling = kept.settle?.() ?? null;
    }
    return true;
  }

  #payMet(kept: K, late: () => boolean): boolean {
    let paid = 0;
    for (const key of this.#met) {
      this.#met.delete(key);
      kept.take(key);
      this.#settling ??= kept.settle?.() ?? null;
      paid += 1;
      if (paid % BETWEEN_LOOKS === 0 && late()) return false;
    }
    return true;
  }
}
