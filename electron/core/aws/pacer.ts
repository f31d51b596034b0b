import { setTimeout as sleep } from 'node:timers/promises';

/** Calls per second. */
const SLOWEST = 0.5;

/**
 * Spaces the calls of one operation class evenly at its published rate. A throttle slows it down by a third, each
 * success speeds it up again by a twentieth of the published rate: the steady rate without a burst and without 429s.
 */
export class Pacer {
  readonly #published: number;
  readonly #clock: () => number;
  #rate: number;
  #next = 0;

  /** @param rate calls per second; Infinity paces nothing. @param clock milliseconds, monotonic. */
  constructor(rate: number, clock: () => number = () => performance.now()) {
    this.#published = rate;
    this.#rate = rate;
    this.#clock = clock;
  }

  get rate(): number {
    return this.#rate;
  }

  /** Wait for this call's slot; rejects with the signal's reason when it is aborted before. */
  async slot(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#rate === Number.POSITIVE_INFINITY) return;
    const now = this.#clock();
    const at = Math.max(now, this.#next);
    this.#next = at + 1000 / this.#rate;
    if (at > now) await sleep(at - now, undefined, { signal });
  }

  throttled(): void {
    if (this.#rate === Number.POSITIVE_INFINITY) this.#rate = 50;
    this.#rate = Math.max(SLOWEST, this.#rate * 0.67);
  }

  succeeded(): void {
    if (this.#rate < this.#published)
      this.#rate = Math.min(this.#published, this.#rate + Math.min(this.#published, 50) / 20);
  }
}
