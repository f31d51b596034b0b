import type { Progress } from '#shared/jobs.ts';

/** The rate is that of the last seconds, in ms. */
const RATE_OVER = 5_000;

/** How far a file is read, in bytes: n of m, rate, time left. */
export class ByteProgress {
  readonly #size: number;
  readonly #now: () => number;
  #phase = '';
  #lately: { at: number; read: number }[] = [];

  constructor(size: number, now: () => number) {
    this.#size = size;
    this.#now = now;
  }

  /** What a job reports when `read` bytes are behind it; `note` tells what they held. */
  at(phase: string, read: number, note: string | null): Progress {
    const now = this.#now();
    if (phase !== this.#phase) this.#lately = [];
    this.#phase = phase;
    this.#lately = [...this.#lately.filter((entry) => now - entry.at < RATE_OVER), { at: now, read }];
    const oldest = this.#lately[0];
    const seconds = oldest === undefined ? 0 : (now - oldest.at) / 1000;
    const rate = seconds < 0.5 || oldest === undefined ? null : (read - oldest.read) / seconds;
    return {
      phase,
      done: Math.min(read, this.#size),
      total: this.#size,
      item: null,
      rate: rate === null ? null : Math.round(rate),
      note,
      secondsLeft: rate === null || rate <= 0 ? null : Math.round(Math.max(0, this.#size - read) / rate),
      paused: null,
      ask: null,
    };
  }
}
