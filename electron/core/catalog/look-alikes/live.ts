import { KeepUp, type Kept } from '../columns/keep-up.ts';
import { OfAssets } from '../columns/of-assets.ts';
import type { Db } from '../../db/open.ts';
import { LookAlikes } from './look-alikes.ts';

interface Row {
  name: string;
  dataType: string;
  businessName: string | null;
  description: string | null;
  terms: string | null;
}

const now = () => performance.now();

/** The look-alikes of one workspace as AWS tells its columns, and which signature each column has. */
export class LiveLookAlikes implements Kept {
  readonly index = new LookAlikes();
  readonly of = new OfAssets();
  readonly #rows: (key: number) => Row[];

  constructor(db: Db) {
    const rows = db.prepare<[number], Row>(
      `SELECT c.name, c.data_type AS dataType, c.business_name AS businessName, c.description,
         (SELECT json_group_array(t.term_id) FROM remote_column_term t WHERE t.asset = c.asset AND t.position = c.position) AS terms
       FROM remote_column c WHERE c.asset = ? ORDER BY c.position`,
    );
    this.#rows = (key) => rows.all(key);
  }

  take(key: number): void {
    const before = Array.from(this.of.of(key));
    const rows = this.#rows(key);
    // In before out: what an asset keeps is not let go in between.
    const numbers = rows.map((row) =>
      this.index.put({ ...row, terms: row.terms === null ? [] : (JSON.parse(row.terms) as string[]) }, 1),
    );
    for (const number of before) this.index.drop(number, 1);
    this.of.put(key, numbers);
    // What found no room is not counted either, so that what is dropped was put.
    for (const number of numbers.slice(this.of.of(key).length)) this.index.drop(number, 1);
  }

  *settle(): Generator<void> {
    yield* this.index.settle(now);
  }
}

const all = new WeakMap<Db, KeepUp<LiveLookAlikes>>();

/** The look-alikes of this workspace, made when they are first asked for. */
export function lookAlikesOf(db: Db): KeepUp<LiveLookAlikes> {
  let live = all.get(db);
  if (live === undefined) {
    live = new KeepUp(db, (made) => new LiveLookAlikes(made));
    all.set(db, live);
  }
  return live;
}
