import type { JobContext } from '../jobs/runner.ts';

/** Over how long the pace is measured, in ms. */
const WINDOW = 10_000;

/** Tells how far a push is, how fast it goes and how long it will take. */
export class Pace {
  readonly #job: JobContext;
  #total: number;
  #done = 0;
  #phase = '';
  #lately: number[] = [];

  /** @param total entities to be pushed */
  constructor(job: JobContext, total: number) {
    this.#job = job;
    this.#total = total;
  }

  phase(title: string): void {
    this.#phase = title;
    this.#tell(null);
  }

  did(name: string): void {
    this.#done += 1;
    this.#total = Math.max(this.#total, this.#done);
    const now = this.#job.context.clock().getTime();
    this.#lately = [...this.#lately.filter((at) => now - at < WINDOW), now];
    this.#tell(name);
  }

  #tell(item: string | null): void {
    const [first] = this.#lately;
    const last = this.#lately.at(-1);
    const spent = first === undefined || last === undefined ? 0 : (last - first) / 1000;
    const rate = spent > 0 ? (this.#lately.length - 1) / spent : null;
    this.#job.report({
      phase: this.#phase,
      done: this.#done,
      total: this.#total,
      item,
      rate,
      secondsLeft: rate === null || rate === 0 ? null : (this.#total - this.#done) / rate,
    });
  }
}
