import { LIVE } from '../changes/line.ts';
import type { Db } from '../db/open.ts';

/** An asset (`part` '') or a column of one that carries losers. */
export interface Carrier {
  id: string;
  part: string;
  field: 'terms' | 'governed_terms';
  losers: string[];
  hasKeep: boolean;
}

interface Carried {
  id: string;
  part: string;
  field: Carrier['field'];
  term: string;
}

/** Where terms of a list stand: on assets and on columns at AWS, and staged to be added. A column goes by its name. */
const CARRIED = `
  WITH wanted (id) AS (SELECT value FROM json_each(?))
  SELECT a.id, '' AS part, 'terms' AS field, t.term_id AS term
    FROM remote_asset_term t JOIN remote_asset a ON a.key = t.asset WHERE t.on_asset = 1 AND t.term_id IN wanted
  UNION SELECT a.id, '', 'governed_terms', t.term_id
    FROM remote_asset_term t JOIN remote_asset a ON a.key = t.asset WHERE t.governed = 1 AND t.term_id IN wanted
  UNION SELECT a.id, c.name, 'terms', t.term_id
    FROM remote_column_term t JOIN remote_column c USING (asset, position) JOIN remote_asset a ON a.key = t.asset
    WHERE t.term_id IN wanted
  UNION SELECT entity_id, part, field, item FROM change
    WHERE kind = 'asset' AND op = 'add' AND field IN ('terms', 'governed_terms') AND item IN wanted AND ${LIVE}
  EXCEPT SELECT entity_id, part, field, item FROM change
    WHERE kind = 'asset' AND op = 'remove' AND field IN ('terms', 'governed_terms') AND item IN wanted AND ${LIVE}`;

/** Every place that carries one of `losers`, with what is staged laid over, and whether it carries `keep` too. */
export function carriersOf(db: Db, keep: string, losers: ReadonlySet<string>): Carrier[] {
  const rows = db
    .prepare<[string], Carried>(`SELECT * FROM (${CARRIED}) ORDER BY id, part, field, term`)
    .all(JSON.stringify([keep, ...losers]));
  const places = Map.groupBy(rows, ({ id, part, field }) => JSON.stringify([id, part, field]));
  return [...places.values()].flatMap((carried) => {
    const [first] = carried;
    const gone = carried.map(({ term }) => term).filter((term) => term !== keep);
    if (first === undefined || gone.length === 0) return [];
    const { id, part, field } = first;
    return [{ id, part, field, losers: gone, hasKeep: gone.length < carried.length }];
  });
}
