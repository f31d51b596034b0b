import type { EntityKind } from '#shared/entities.ts';
import type { PlanLine } from '#shared/sync.ts';
import { rateOf } from '../aws/rates.ts';
import type { Db } from '../db/open.ts';
import { WEIGHTY } from './plan.ts';
import type { Reader } from './readers/reader.ts';
import type { Standing } from './standing.ts';

/** A scope that is read in this run. */
interface Planned {
  operation: string;
  perCall: number;
  /** How much it held when it was read last. */
  last: number | null;
}

interface ScopeNow {
  kind: EntityKind;
  scope: string;
  state: string;
  items: number;
  pages: number;
  expected: number | null;
}

export interface Reckoned {
  done: number;
  /** Null while a kind of weight is altogether unknown. */
  total: number | null;
  /** Each operation goes at its own rate, all side by side: the slowest one's rest. Null with the total. */
  secondsLeft: number | null;
}

/**
 *   planned scopes ...... what AWS counts, else what was met last time, else a page more
 *   kinds still to plan . what the plan says
 *
 * What is still to come of a pull: an estimate that grows true as AWS tells its counts.
 */
export class Forecast {
  readonly #db: Db;
  readonly #run: number;
  readonly #before: ReadonlyMap<EntityKind, Standing>;
  readonly #unplanned: Map<EntityKind, PlanLine>;
  readonly #planned = new Map<string, Planned>();

  /** @param lines the plan, made before the run began */
  constructor(db: Db, run: number, before: ReadonlyMap<EntityKind, Standing>, lines: readonly PlanLine[]) {
    this.#db = db;
    this.#run = run;
    this.#before = before;
    this.#unplanned = new Map(lines.map((line) => [line.kind, line]));
  }

  /** @param whole whether no more scopes of this kind will come: until then the plan speaks for the rest */
  planned(reader: Reader, scopes: readonly { id: string; feed: boolean }[], whole: boolean): void {
    if (whole) this.#unplanned.delete(reader.kind);
    const last = new Map(this.#before.get(reader.kind)?.scopes.map((scope) => [scope.scope, scope.items]));
    for (const { id, feed } of scopes)
      this.#planned.set(`${reader.kind} ${id}`, {
        operation: feed ? (reader.feed?.operation ?? reader.operation) : reader.operation,
        perCall: reader.perCall,
        last: feed ? 0 : (last.get(id) ?? null),
      });
  }

  reckon(): Reckoned {
    const scopes = this.#db
      .prepare<[number], ScopeNow>('SELECT kind, scope, state, items, pages, expected FROM sync_scope WHERE run = ?')
      .all(this.#run);
    const calls = new Map<string, number>();
    const owe = (operation: string, count: number) => calls.set(operation, (calls.get(operation) ?? 0) + count);
    // Of kinds whose scopes are still coming: what the plan counted as well.
    const counted = new Map<EntityKind, { calls: number; items: number }>();
    const count = (kind: EntityKind, made: number, items: number) => {
      const known = counted.get(kind) ?? { calls: 0, items: 0 };
      counted.set(kind, { calls: known.calls + made, items: known.items + items });
    };
    let done = 0;
    let total = 0;
    for (const scope of scopes) {
      done += scope.items;
      const planned = this.#planned.get(`${scope.kind} ${scope.scope}`);
      if (planned === undefined || (scope.state !== 'waiting' && scope.state !== 'reading')) {
        total += scope.items;
        count(scope.kind, scope.pages, scope.items);
        continue;
      }
      const held = Math.max(scope.items, scope.expected ?? planned.last ?? scope.items + 1);
      total += held;
      const owed = Math.max(1, Math.ceil(held / planned.perCall) - scope.pages);
      owe(planned.operation, owed);
      count(scope.kind, scope.pages + owed, held);
    }
    let known = true;
    for (const [kind, line] of this.#unplanned) {
      if (line.calls === null) known &&= !WEIGHTY.includes(kind);
      else owe(line.operation, Math.max(0, line.calls - (counted.get(kind)?.calls ?? 0)));
      if (line.how !== 'full') continue;
      const last = this.#before.get(kind)?.scopes.reduce((sum, { items }) => sum + items, 0) ?? 0;
      total += Math.max(0, last - (counted.get(kind)?.items ?? 0));
    }
    const rest = [...calls].map(([operation, count]) => count / rateOf(operation));
    return { done, total: known ? total : null, secondsLeft: known ? Math.max(0, ...rest) : null };
  }
}
