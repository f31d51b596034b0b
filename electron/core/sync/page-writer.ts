import type { Mirror } from '../catalog/mirror.ts';
import type { Db } from '../db/open.ts';
import type { JobContext } from '../jobs/runner.ts';

/** Pages are waited for so long, in ms, unless there are so many: what came until then is one transaction. */
const WINDOW = 25;
const ENOUGH = 8;
/** Where no more scopes than these are read, a page would wait for company in vain. */
const FEW = 4;

interface Waiting {
  work: (db: Db) => void;
  done: () => void;
  failed: (error: unknown) => void;
}

/**
 * Writes the pages of all scopes that are read side by side, several in one transaction. Each page still stands with
 * its cursor: both are there after a crash, or neither. One that fails takes no other with it.
 */
export class PageWriter {
  readonly #job: JobContext;
  readonly #mirror: Mirror;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #soon: NodeJS.Immediate | null = null;
  /** Scopes that are being read. */
  #reading = 0;

  constructor(job: JobContext, mirror: Mirror) {
    this.#job = job;
    this.#mirror = mirror;
  }

  /** One more scope is read from now on. @returns to be called when it is not any more */
  joined(): () => void {
    this.#reading += 1;
    return () => {
      this.#reading -= 1;
    };
  }

  /** Resolves when what `work` wrote is committed. */
  write(work: (db: Db) => void): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ work, done, failed });
      // Not at once: while the last transaction was written, more came in.
      if (this.#waiting.length >= ENOUGH || this.#reading <= FEW) this.#soon ??= setImmediate(() => this.#flush());
      else this.#timer ??= setTimeout(() => this.#flush(), WINDOW);
    });
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#soon !== null) clearImmediate(this.#soon);
    this.#timer = null;
    this.#soon = null;
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      this.#commit(batch);
      for (const { done } of batch) done();
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1) only?.failed(error);
      else for (const one of batch) this.#alone(one);
    }
  }

  #alone(one: Waiting): void {
    try {
      this.#commit([one]);
      one.done();
    } catch (error) {
      one.failed(error);
    }
  }

  #commit(batch: readonly Waiting[]): void {
    const { db } = this.#job;
    // A page that a power cut takes is read again from its cursor: no reason to wait for the disk.
    db.pragma('synchronous = NORMAL');
    try {
      this.#job.transaction(() => {
        for (const { work } of batch) work(db);
        this.#mirror.flush();
      }, 'pull.page');
    } catch (error) {
      this.#mirror.discard();
      throw error;
    } finally {
      db.pragma('synchronous = FULL');
    }
  }
}
