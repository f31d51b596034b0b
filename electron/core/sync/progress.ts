import type { JobContext } from '../jobs/runner.ts';
import type { Reader, Scope } from './readers.ts';

/** How often the pages of the console are told that there is more to see, in ms. */
const ANNOUNCE_EVERY = 700;
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
  #unplanned = 0;
  #run = 0;

  constructor(job: JobContext) {
    this.#job = job;
  }

  phase(phase: string, total: number | null): void {
    this.#phase = phase;
    this.#done = 0;
    this.#total = total;
    this.#item = null;
    this.#report();
  }

  /** The pages begin: so many kinds are to be planned before a total can be known. */
  begin(run: number, kinds: number): void {
    this.#run = run;
    this.#unplanned = kinds;
  }

  /** One more kind was planned: its scopes are known. */
  planned(): void {
    this.#unplanned -= 1;
  }

  item(reader: Reader, scope: Scope): void {
    this.#phase = reader.title;
    this.#item = scope.id === 'domain' ? null : scope.name;
    this.#report();
  }

  page(reader: Reader, scope: Scope, items: number): void {
    const now = this.#job.context.clock().getTime();
    this.#done += items;
    this.#lately.push({ at: now, items });
    this.#lately = this.#lately.filter((entry) => now - entry.at < RATE_OVER);
    this.#total = this.#expected();
    this.item(reader, scope);
    if (now - this.#announced > ANNOUNCE_EVERY) {
      this.#announced = now;
      this.#job.announce(['catalog', 'glossary', 'sync']);
    }
  }

  note(note: string | null): void {
    this.#note = note;
    this.#report();
  }

  /** The sum of what AWS says there is, once every kind is planned and every scope was told or read to its end. */
  #expected(): number | null {
    const row = this.#job.db
      .prepare(
        `SELECT sum(max(coalesce(expected, 0), items)) AS total, sum(items) AS done,
           sum(expected IS NULL AND state IN ('waiting', 'reading')) AS unknown
         FROM sync_scope WHERE run = ?`,
      )
      .get(this.#run) as { total: number | null; unknown: number | null; done: number | null };
    this.#done = row.done ?? this.#done;
    return this.#unplanned === 0 && row.unknown === 0 ? row.total : null;
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
      ask: null,
    });
  }
}
