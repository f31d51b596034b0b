import { AssetId, type SearchHit } from '#shared/catalog.ts';
import { LIVE, liveOf } from '../../changes/line.ts';
import { termOf } from '../../changes/mirrored.ts';
import { overOne } from '../../changes/overlay.ts';
import type { Db } from '../../db/open.ts';
import type { Places } from './places.ts';
import { readerOf } from './reader.ts';
import type { AssetTexts } from './search-index.ts';

interface Row {
  id: string;
  name: string;
  description: string | null;
  type: string;
  project: string | null;
  listing: SearchHit['listing'];
  columns: number;
  pending: number;
}

/** How many of its terms, and of the columns that made an asset match, are told. */
export const MOST_TERMS = 20;
export const MOST_MATCHED = 5;

const prepared = new WeakMap<Db, ReturnType<typeof prepare>>();

/** What the index knows of an asset and its row does not tell. */
export interface Known {
  terms: SearchHit['terms'];
  /** The positions of up to `MOST_MATCHED` columns that made it match. */
  matched: readonly number[];
}

/** The rows of one page, in the order of the keys; one that has gone in between is left out. */
export function hits(db: Db, keys: readonly number[], places: Places, known: (key: number) => Known): SearchHit[] {
  let sql = prepared.get(db);
  if (sql === undefined) {
    sql = prepare(db);
    prepared.set(db, sql);
  }
  const { row: rowOf, columns, asset } = sql;
  return keys.flatMap((key) => {
    const row = rowOf.get(key);
    if (row === undefined) return [];
    const { terms, matched } = known(key);
    // The index comes to what is staged behind: a page shows it at once.
    const staged = row.pending === 0 ? [] : liveOf(db, 'asset', row.id);
    const project = row.project === null ? undefined : places.projects.get(row.project);
    const unit = places.tree.units.get(project?.units.at(-1) ?? '');
    return {
      id: AssetId.parse(row.id),
      name: overOne(staged, '', 'name', row.name) ?? row.name,
      description: overOne(staged, '', 'description', row.description),
      type: row.type,
      project: row.project === null ? null : { id: row.project, name: project?.name ?? row.project },
      domainUnit: unit === undefined ? null : { id: unit.id, name: unit.name },
      listing: row.listing,
      columns: row.columns,
      terms: staged.length === 0 ? terms : termsNow(db, asset(key)),
      matchedColumns: columnsAt(matched, (positions) => columns.all(key, ...positions)),
      pending: row.pending,
    };
  });
}

/** Terms on the asset before those on its columns alone, each by name. */
const termsNow = (db: Db, texts: AssetTexts | undefined): SearchHit['terms'] =>
  (texts?.terms ?? [])
    .map(([id, on]) => ({ id, name: termOf(db, id)?.name ?? id, on }))
    .toSorted((a, b) => b.on - a.on || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_TERMS)
    .map(({ id, name }) => ({ id, name }));

/** The statement takes five positions. */
function columnsAt(positions: readonly number[], read: (five: readonly number[]) => string[]): string[] {
  if (positions.length === 0) return [];
  return read(Array.from({ length: MOST_MATCHED }, (_, at) => positions[at] ?? -1));
}

function prepare(db: Db) {
  const reader = readerOf(db);
  return {
    asset: (key: number) => reader.asset(key),
    row: db.prepare<[number], Row>(
      `SELECT id, name, description, type, project_id AS project, listing_state AS listing, columns,
         (SELECT count(*) FROM change c WHERE c.kind = 'asset' AND c.entity_id = remote_asset.id AND ${LIVE}) AS pending
       FROM remote_asset WHERE key = ?`,
    ),
    columns: db
      .prepare<number[], string>(
        'SELECT name FROM remote_column WHERE asset = ? AND position IN (?, ?, ?, ?, ?) ORDER BY position',
      )
      .pluck(),
  };
}
