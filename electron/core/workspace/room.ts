import { freeBallast, freeBytes, makeBallast, roomForBallast } from '../db/ballast.ts';
import { diskFull, isDiskFull, isIoError } from '../failure.ts';

/** Below so many bytes even SQLite's small files find no room, and it speaks of a broken disk. */
const TIGHT = 256 * 1024;
/** How long a workspace has been open when its ballast is made, in ms: opening does not wait for it. */
const MAKE_AFTER = 2000;

export interface RoomOptions {
  /** Bytes of the ballast; 0 for none. */
  ballast: number;
  /** How often a full disk is looked at, in ms. */
  lookEvery: number;
  /** The workspace became read-only, or can be written again. */
  changed: () => void;
  log: (entry: Record<string, unknown>) => void;
}

/**
 *   disk full ──> ballast freed, writes refused ──> room for ballast and as much again ──> ballast made, writes again
 *
 * Whether there is room to write an open workspace.
 */
export class Room {
  readonly #file: string;
  readonly #options: RoomOptions;
  readonly #closed = new AbortController();
  #full: { code: string; message: string } | null = null;
  #looking = false;
  readonly #timer: NodeJS.Timeout;
  readonly #making: NodeJS.Timeout;

  constructor(file: string, options: RoomOptions) {
    this.#file = file;
    this.#options = options;
    this.#timer = setInterval(() => void this.#look(), options.lookEvery);
    this.#timer.unref();
    this.#making = setTimeout(() => void this.#make(), MAKE_AFTER);
    this.#making.unref();
  }

  /** Why nothing can be written now; null while it can. */
  get full(): { code: string; message: string } | null {
    return this.#full;
  }

  /** Throws `E_DISK_FULL` while there is no room. */
  refuse(): void {
    if (this.#full !== null) throw diskFull();
  }

  /** Was this thrown because the disk is full? Then the ballast is freed and writes are refused until there is room. */
  met(error: unknown): boolean {
    if (!isDiskFull(error) && !(isIoError(error) && freeBytes(this.#file) < TIGHT)) return false;
    freeBallast(this.#file);
    if (this.#full === null) {
      const { message, problem } = diskFull();
      this.#full = { code: problem.code, message };
      this.#options.log({ level: 'warn', event: 'disk full', file: this.#file, free: freeBytes(this.#file) });
      this.#options.changed();
    }
    return true;
  }

  close(): void {
    this.#closed.abort();
    clearInterval(this.#timer);
    clearTimeout(this.#making);
  }

  /** A quota is not told by the disk: what counts is that the ballast can be written again. */
  async #look(): Promise<void> {
    if (this.#full === null || this.#looking) return;
    this.#looking = true;
    try {
      if (freeBytes(this.#file) < 2 * this.#options.ballast || !(await this.#fill())) return;
      if (this.#closed.signal.aborted) return;
      this.#full = null;
      this.#options.log({ level: 'info', event: 'room again', file: this.#file });
      this.#options.changed();
    } catch (error) {
      // The disk may have gone away; it is looked at again.
      this.#options.log({ level: 'warn', event: 'ballast', error: String(error) });
    } finally {
      this.#looking = false;
    }
  }

  async #make(): Promise<void> {
    try {
      if (this.#full === null && roomForBallast(this.#file, this.#options.ballast)) await this.#fill();
    } catch (error) {
      this.#options.log({ level: 'warn', event: 'ballast', error: String(error) });
    }
  }

  async #fill(): Promise<boolean> {
    const { ballast } = this.#options;
    return ballast === 0 || (await makeBallast(this.#file, ballast, this.#closed.signal));
  }
}
