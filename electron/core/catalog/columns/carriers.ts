import { LIVE } from '../../changes/line.ts';
import type { Db } from '../../db/open.ts';

/** Positions by the key of the asset. */
export type Carriers = ReadonlyMap<number, ReadonlySet<number>>;

type Row = [asset: number, position: number, term: string];

/** The columns that carry any of these terms, with what is staged laid over: asked of the terms, never of every column. */
export function carriersOf(db: Db, termIds: readonly string[]): Carriers {
  const ids = JSON.stringify(termIds);
  const held = new Map<number, Map<number, Set<string>>>();
  const at = (asset: number, position: number): Set<string> => {
    let positions = held.get(asset);
    if (positions === undefined) held.set(asset, (positions = new Map<number, Set<string>>()));
    let terms = positions.get(position);
    if (terms === undefined) positions.set(position, (terms = new Set()));
    return terms;
  };
  const rows = db
    .prepare<[string], Row>(
      'SELECT asset, position, term_id FROM remote_column_term WHERE term_id IN (SELECT value FROM json_each(?))',
    )
    .raw();
  for (const [asset, position, term] of rows.iterate(ids)) at(asset, position).add(term);
  for (const [asset, position, term, op] of stagedOn(db, ids))
    if (op === 'add') at(asset, position).add(term);
    else at(asset, position).delete(term);
  const carriers = new Map<number, Set<number>>();
  for (const [asset, positions] of held) {
    const carrying = new Set<number>();
    for (const [position, terms] of positions) if (terms.size > 0) carrying.add(position);
    if (carrying.size > 0) carriers.set(asset, carrying);
  }
  return carriers;
}

const stagedOn = (db: Db, ids: string) =>
  db
    .prepare<[string], [...Row, op: string]>(
      `SELECT a.key, c.position, l.item, l.op
       FROM change l JOIN remote_asset a ON a.id = l.entity_id JOIN remote_column c ON c.asset = a.key AND c.name = l.part
       WHERE l.kind = 'asset' AND l.part <> '' AND l.field = 'terms' AND l.item IN (SELECT value FROM json_each(?))
       AND l.${LIVE}`,
    )
    .raw()
    .all(ids);
