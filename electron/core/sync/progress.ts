import type { JobContext } from '../jobs/runner.ts';
import type { Forecast } from './forecast.ts';
import type { Reader, Scope } from './readers/reader.ts';
import type { ScopeReader } from './scope.ts';

/** How often the pages of the console are told that there is more to see, in ms. */
const ANNOUNCE_EVERY = 700;
/** How often the total and the time left are reckoned anew, in ms. */
const RECKON_EVERY = 400;
/** The rate is that of the last seconds, in ms. */
const RATE_OVER = 4000;

/** Turns what the workers do into one line: phase, n of m, rate, the thing in hand, a remark. */
export class PullProgress {
  readonly #job: JobContext;
  #phase = '';
  #done = 0;
  #total: number | null = null;
  #item: string | null = null;
  #note: string | null = null;
  #lately: { at: number; items: number }[] = [];
  #announced = 0;
  #forecast: Forecast | null = null;
  #paced = true;
  #reckoned = 0;
  #left: number | null = null;

  constructor(job: JobContext) {
    this.#job = job;
  }

  phase(phase: string, total: number | null): void {
    this.#phase = phase;
    this.#done = 0;
    this.#total = total;
    this.#left = null;
    this.#item = null;
    this.#report();
  }

  /** The pages begin. @param paced whether calls go at AWS's rates, so that the time left can be told */
  begin(forecast: Forecast, paced: boolean): void {
    this.#paced = paced;
    this.#forecast = forecast;
    this.#reckon();
  }

  /** Scopes of a kind were planned. @param whole whether no more of it will be */
  planned(reader: Reader, scopes: readonly { id: string; feed: boolean }[], whole: boolean): void {
    this.#forecast?.planned(reader, scopes, whole);
  }

  item(reader: ScopeReader, scope: Scope): void {
    this.#phase = reader.title;
    this.#item = scope.id === 'domain' ? null : scope.name;
    this.#report();
  }

  page(reader: ScopeReader, scope: Scope, items: number): void {
    const now = this.#job.context.clock().getTime();
    this.#done += items;
    this.#lately.push({ at: now, items });
    this.#lately = this.#lately.filter((entry) => now - entry.at < RATE_OVER);
    // Both walk over every scope: not at each of ten thousand pages.
    if (now - this.#reckoned > RECKON_EVERY) {
      this.#reckoned = now;
      this.#reckon();
    }
    this.item(reader, scope);
    if (now - this.#announced > ANNOUNCE_EVERY) {
      this.#announced = now;
      this.#job.announce(['catalog', 'glossary', 'sync']);
    }
  }

  #reckon(): void {
    if (this.#forecast === null) return;
    const { done, total, secondsLeft } = this.#forecast.reckon();
    this.#done = done;
    this.#total = total;
    this.#left = this.#paced ? secondsLeft : null;
  }

  note(note: string | null): void {
    this.#note = note;
    this.#report();
  }

  #report(): void {
    const now = this.#job.context.clock().getTime();
    const oldest = this.#lately[0];
    const seconds = oldest === undefined ? 0 : (now - oldest.at) / 1000;
    const items = this.#lately.reduce((sum, entry) => sum + entry.items, 0);
    this.#job.report({
      phase: this.#phase,
      done: this.#done,
      total: this.#total,
      item: this.#item,
      rate: seconds >= 0.5 ? Math.round((items / seconds) * 10) / 10 : null,
      note: this.#note,
      secondsLeft: this.#left,
    });
  }
}
