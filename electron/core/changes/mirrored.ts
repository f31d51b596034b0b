import type { ChangeKind } from '#shared/changes.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/open.ts';

/** What a change can be about, as the mirror knows it. */
export interface Known {
  name: string;
  /** By what one state of it is told from the next: AWS has no revision for most. */
  revision: string | null;
}

/** Where a value that can be changed lies: the table's column by the change's field. */
const ONE: Record<Exclude<ChangeKind, 'listing'>, { table: string; fields: Record<string, string> }> = {
  glossary: {
    table: 'remote_glossary',
    fields: { project: 'owning_project_id', name: 'name', description: 'description', status: 'status' },
  },
  glossary_term: {
    table: 'remote_glossary_term',
    fields: {
      glossary: 'glossary_id',
      name: 'name',
      short_description: 'short_description',
      long_description: 'long_description',
      status: 'status',
    },
  },
  asset: { table: 'remote_asset', fields: { name: 'name', description: 'description' } },
};
const COLUMN_ONE: Record<string, string> = { name: 'business_name', description: 'description' };
const RELATIONS: Record<string, string> = { is_a: 'is_a', classifies: 'classifies' };
const ON_ASSET: Record<string, string> = { terms: 'on_asset', governed_terms: 'governed' };

const MARK: Record<ChangeKind, string> = {
  glossary: 'SELECT name, updated_at AS revision FROM remote_glossary WHERE id = ?',
  glossary_term: 'SELECT name, updated_at AS revision FROM remote_glossary_term WHERE id = ?',
  asset: 'SELECT name, created_at AS revision FROM remote_asset WHERE id = ?',
  listing: 'SELECT name, listing_state AS revision FROM remote_asset WHERE id = ?',
};

/** The entity as AWS has it; undefined where the mirror holds none. */
export const known = (db: Db, kind: ChangeKind, id: string): Known | undefined =>
  prepared<[string], Known>(db, MARK[kind]).get(id);

/** Whether an asset has a column of this name. */
export const hasColumn = (db: Db, assetId: string, column: string): boolean =>
  prepared(
    db,
    'SELECT 1 FROM remote_column WHERE asset = (SELECT key FROM remote_asset WHERE id = ?) AND name = ?',
  ).get(assetId, column) !== undefined;

/** One value as AWS has it. @param part a column's name, or '' */
export function oneOf(db: Db, kind: ChangeKind, id: string, part: string, field: string): string | null {
  if (kind === 'listing') return listed(db, id);
  const { table, fields } = ONE[kind];
  const column = part === '' ? fields[field] : COLUMN_ONE[field];
  if (column === undefined) return null;
  const row =
    part === ''
      ? prepared<[string], { value: string | null }>(db, `SELECT ${column} AS value FROM ${table} WHERE id = ?`).get(id)
      : prepared<[string, string], { value: string | null }>(
          db,
          `SELECT ${column} AS value FROM remote_column
           WHERE asset = (SELECT key FROM remote_asset WHERE id = ?) AND name = ? ORDER BY position LIMIT 1`,
        ).get(id, part);
  return row?.value ?? null;
}

/** The ids of a set as AWS has them, in their order; null where there is no such column. */
export function setOf(db: Db, kind: ChangeKind, id: string, part: string, field: string): string[] | null {
  if (kind === 'glossary_term') {
    const column = RELATIONS[field];
    const row =
      column === undefined
        ? undefined
        : prepared<[string], { ids: string }>(db, `SELECT ${column} AS ids FROM remote_glossary_term WHERE id = ?`).get(
            id,
          );
    return row === undefined ? [] : (JSON.parse(row.ids) as string[]);
  }
  const ids = (rows: { id: string }[]) => rows.map((row) => row.id);
  if (part !== '') {
    const rows = prepared<[string, string], { id: string | null }>(
      db,
      `SELECT t.term_id AS id FROM remote_column c LEFT JOIN remote_column_term t USING (asset, position)
       WHERE c.asset = (SELECT key FROM remote_asset WHERE id = ?) AND c.name = ?`,
    ).all(id, part);
    return rows.length === 0 ? null : rows.flatMap((row) => (row.id === null ? [] : [row.id]));
  }
  const on = ON_ASSET[field];
  return on === undefined
    ? []
    : ids(
        prepared<[string], { id: string }>(
          db,
          `SELECT term_id AS id FROM remote_asset_term WHERE asset = (SELECT key FROM remote_asset WHERE id = ?) AND ${on} = 1`,
        ).all(id),
      );
}

/**
 * The terms of columns as AWS has them, null where there is no such column: as `setOf` tells them, but an asset of which
 * more than one column is asked is read whole. It stands for the mirror as it is now: not to be kept.
 */
export function columnTerms(db: Db): (assetId: string, column: string) => readonly string[] | null {
  const asked = new Map<string, ReadonlyMap<string, string[]> | null>();
  return (assetId, column) => {
    const known = asked.get(assetId);
    if (known === undefined) {
      asked.set(assetId, null);
      return setOf(db, 'asset', assetId, column, 'terms');
    }
    const whole = known ?? termsByColumn(db, assetId);
    asked.set(assetId, whole);
    return whole.get(column) ?? null;
  };
}

function termsByColumn(db: Db, assetId: string): ReadonlyMap<string, string[]> {
  const rows = prepared<[string], { name: string; id: string | null }>(
    db,
    `SELECT c.name, t.term_id AS id FROM remote_column c LEFT JOIN remote_column_term t USING (asset, position)
     WHERE c.asset = (SELECT key FROM remote_asset WHERE id = ?)`,
  ).all(assetId);
  const terms = new Map<string, string[]>();
  for (const { name, id } of rows) {
    const held = terms.get(name) ?? [];
    if (id !== null) held.push(id);
    terms.set(name, held);
  }
  return terms;
}

function listed(db: Db, assetId: string): string | null {
  const state = known(db, 'listing', assetId)?.revision;
  if (state === 'published' || state === 'stale') return state;
  return state === 'unpublished' || state === 'inactive' ? 'unpublished' : null;
}

export interface KnownTerm {
  name: string;
  status: string | null;
  /** Of a glossary whose terms only those may give who govern it. */
  restricted: boolean;
}

/** A term of the mirror, or one that is staged to be made; undefined where there is neither. */
export function termOf(db: Db, id: string): KnownTerm | undefined {
  const row = prepared<[string], { name: string; status: string | null; restrictions: string | null }>(
    db,
    `SELECT t.name, t.status, g.usage_restrictions AS restrictions FROM remote_glossary_term t
     LEFT JOIN remote_glossary g ON g.id = t.glossary_id WHERE t.id = ?`,
  ).get(id);
  if (row !== undefined) return { ...row, restricted: (row.restrictions ?? '').includes('ASSET_GOVERNED_TERMS') };
  const made = prepared<[string], { value: string | null }>(
    db,
    `SELECT n.value FROM change c
     LEFT JOIN change n ON n.kind = c.kind AND n.entity_id = c.entity_id AND n.part = '' AND n.field = 'name' AND n.item = ''
       AND n.state IN ('staged', 'conflict', 'failed', 'unknown')
     WHERE c.kind = 'glossary_term' AND c.entity_id = ? AND c.part = '' AND c.field = '' AND c.item = '' AND c.op = 'create'
       AND c.state IN ('staged', 'conflict', 'failed', 'unknown')`,
  ).get(id);
  return made === undefined ? undefined : { name: made.value ?? '', status: 'ENABLED', restricted: false };
}
