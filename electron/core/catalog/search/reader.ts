import type { ListingState } from '#shared/catalog.ts';
import { LIVE, liveOf } from '../../changes/line.ts';
import { termOf } from '../../changes/mirrored.ts';
import type { Db } from '../../db/open.ts';
import { staged } from './staged.ts';
import type { AssetTexts, ColumnTexts } from './search-index.ts';

export interface Debt {
  seq: number;
  asset: number | null;
  term: string | null;
  words: number;
}

/** What the index asks of the mirror. */
export interface Reader {
  asset(key: number): AssetTexts | undefined;
  /** `staged`: something is to be laid over what the mirror's writer told. */
  standing(key: number): { hash: string; listing: ListingState; staged: 0 | 1 } | undefined;
  /** The next keys after this one, rising. */
  keys(after: number, most: number): number[];
  termName(id: string): string | null;
  /** The next terms after this id, in the order of ids. */
  terms(after: string, most: number): { id: string; name: string }[];
  debt(after: number, most: number): Debt[];
  /** The number of the debt noted last. */
  lastSeq(): number;
}

type Row = Omit<AssetTexts, 'columns' | 'terms'> & { id: string };

export function readerOf(db: Db): Reader {
  const asset = db.prepare<[number], Row>(
    `SELECT a.id, a.key, a.name, a.description, f.readme, a.project_id AS project, a.type, a.listing_state AS listing,
       a.created_at AS createdAt
     FROM remote_asset a LEFT JOIN remote_asset_forms f ON f.asset = a.key WHERE a.key = ?`,
  );
  const columns = db
    .prepare<[number], ColumnTexts>(
      'SELECT name, business_name, description, comment FROM remote_column WHERE asset = ? ORDER BY position',
    )
    .raw();
  const terms = db
    .prepare<[number], [string, number]>(
      'SELECT term_id, on_asset FROM remote_asset_term WHERE asset = ? ORDER BY term_id',
    )
    .raw();
  const standing = db.prepare<[number], { hash: string; listing: ListingState; staged: 0 | 1 }>(
    `SELECT hash, listing_state AS listing,
       EXISTS (SELECT 1 FROM change c WHERE c.kind = 'asset' AND c.entity_id = remote_asset.id AND ${LIVE}) AS staged
     FROM remote_asset WHERE key = ?`,
  );
  const onColumns = db
    .prepare<[number], [string, string]>(
      'SELECT c.name, t.term_id FROM remote_column_term t JOIN remote_column c USING (asset, position) WHERE t.asset = ?',
    )
    .raw();
  const governed = db
    .prepare<[number], string>('SELECT term_id FROM remote_asset_term WHERE asset = ? AND governed = 1')
    .pluck();
  const keys = db
    .prepare<[number, number], number>('SELECT key FROM remote_asset WHERE key > ? ORDER BY key LIMIT ?')
    .pluck();
  const someTerms = db.prepare<[string, number], { id: string; name: string }>(
    'SELECT id, name FROM remote_glossary_term WHERE id > ? ORDER BY id LIMIT ?',
  );
  const debt = db.prepare<[number, number], Debt>(
    'SELECT seq, asset, term, words FROM search_debt WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  // The numbering's own count: the rows themselves go once they are paid.
  const last = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'search_debt'").pluck();
  return {
    asset(key) {
      const row = asset.get(key);
      if (row === undefined) return undefined;
      const { id, ...texts } = row;
      const whole = { ...texts, columns: columns.all(key), terms: terms.all(key) };
      return staged(
        liveOf(db, 'asset', id),
        whole,
        () => governed.all(key),
        () => onColumns.all(key),
      );
    },
    standing: (key) => standing.get(key),
    keys: (after, most) => keys.all(after, most),
    termName: (id) => termOf(db, id)?.name ?? null,
    terms: (after, most) => someTerms.all(after, most),
    debt: (after, most) => debt.all(after, most),
    lastSeq: () => last.get() ?? 0,
  };
}
