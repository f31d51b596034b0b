import type { JobContext } from '../jobs/runner.ts';
import { rateOf } from '../aws/rates.ts';
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
  #unplanned = 0;
  #run = 0;
  #paced = true;
  #reckoned = 0;
  #left: number | null = null;
  readonly #operations = new Map<string, { reader: Reader; feed: boolean }>();

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
  begin(run: number, kinds: number, paced: boolean): void {
    this.#paced = paced;
    this.#run = run;
    this.#unplanned = kinds;
  }

  /** One more kind was planned: its scopes are known. @param again a kind that was planned before */
  planned(reader: Reader, scopes: readonly { id: string; feed: boolean }[], again = false): void {
    if (!again) this.#unplanned -= 1;
    for (const { id, feed } of scopes) this.#operations.set(`${reader.kind} ${id}`, { reader, feed });
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
      this.#total = this.#expected();
      this.#left = this.#secondsLeft();
    }
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

  /** Each operation goes at its own rate, all side by side: the slowest one's rest is the time left. */
  #secondsLeft(): number | null {
    if (this.#total === null || !this.#paced) return null;
    const left = new Map<string, number>();
    for (const scope of this.#job.db
      .prepare<[number], { kind: string; scope: string; pages: number; expected: number | null }>(
        "SELECT kind, scope, pages, expected FROM sync_scope WHERE run = ? AND state IN ('waiting', 'reading')",
      )
      .all(this.#run)) {
      const known = this.#operations.get(`${scope.kind} ${scope.scope}`);
      if (known === undefined) continue;
      const { reader, feed } = known;
      const operation = feed ? (reader.feed?.operation ?? reader.operation) : reader.operation;
      const calls = Math.max(1, Math.ceil((scope.expected ?? 0) / reader.perCall) - scope.pages);
      left.set(operation, (left.get(operation) ?? 0) + calls);
    }
    return Math.max(0, ...[...left].map(([operation, calls]) => calls / rateOf(operation)));
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
