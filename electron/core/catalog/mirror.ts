import { hash } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { EntityKind } from '#shared/entities.ts';
import type { Db } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { labelOf } from './labels.ts';
import { type HistoryDoor, History } from './history.ts';
import { AssetWriter } from './mirror-assets.ts';
import { LineageWriter } from './mirror-lineage.ts';
import { type Parent, type PlainKind, type PlainRows, type Table, TABLES } from './mirror-tables.ts';
import type { AssetRecord } from './rows.ts';
import { mirrorWrote } from './search/live.ts';

export type Wrote = 'added' | 'changed' | 'same';

/**
 * The only writer of `remote_*`, and of `history` beside it. Every call belongs into the caller's transaction (a page of a pull and its cursor).
 * @param run the pull that met the rows; a scope read to its end sweeps what it did not meet.
 */
export class Mirror {
  readonly #db: Db;
  readonly #run: number;
  readonly #plain = new Map<PlainKind, ReturnType<typeof prepare>>();
  readonly #others = new Map<PlainKind, Statement>();
  readonly #removals = new Map<string, Statement<unknown[], (string | number)[]>>();
  readonly #assets: AssetWriter;
  readonly #history: HistoryDoor;
  readonly #lineage: LineageWriter;

  /** @param history where versions are written; left out for the present workspace's own */
  constructor(db: Db, run: number, history: HistoryDoor = new History(db, run)) {
    this.#db = db;
    this.#run = run;
    this.#history = history;
    this.#assets = new AssetWriter(db, run, this.#history);
    this.#lineage = new LineageWriter(db);
  }

  put<K extends PlainKind>(kind: K, row: PlainRows[K]): Wrote {
    const table = TABLES[kind];
    const statements = this.#statements(kind);
    const values = row as unknown as Record<string, string | number | null>;
    const key = table.key.map((column) => values[column] ?? null);
    const content = table.columns.map((column) => values[column] ?? null);
    const told = JSON.stringify(values);
    const digest = hash('sha256', told, 'base64');
    const known = statements.known.get(...key);
    if (known?.hash === digest) {
      statements.seen.run(this.#run, known.rowid);
      return 'same';
    }
    if (known === undefined) statements.insert.run(...key, ...content, digest, this.#run);
    else statements.update.run(...content, digest, this.#run, known.rowid);
    const id = entityId(kind, key);
    this.#history.put(kind, id, labelOf(kind, values, id), digest, told, known !== undefined);
    if (kind === 'glossary_term') mirrorWrote(this.#db);
    this.#lineage.wrote(kind, values);
    return known === undefined ? 'added' : 'changed';
  }

  putAsset(record: AssetRecord, now: string): Wrote {
    const wrote = this.#assets.put(record, now);
    if (wrote !== 'same') mirrorWrote(this.#db);
    return wrote;
  }

  /** The revision an asset has, once somebody told it; states of listings follow at the end of the pull. */
  putRevision(assetId: string, revision: string): void {
    this.#assets.putRevision(assetId, revision);
  }

  /** The revision an asset had at a past moment; null where nobody had told it. */
  setRevision(assetId: string, revision: string | null): void {
    this.#db
      .prepare(
        "UPDATE remote_asset SET revision = coalesce(?, CASE WHEN created_at = first_created_at THEN '1' END) WHERE id = ?",
      )
      .run(revision, assetId);
  }

  /**
   * Remove what a scope that was read to its end did not meet. Never called for a scope that was not: a partial
   * enumeration adds and updates, it never deletes.
   * @param scope which rows belong to it, in SQL an index serves: there are hundreds of scopes. @returns how many went
   */
  sweep(kind: PlainKind, scope: { where: string; value: string | number } | null): number {
    const table = TABLES[kind];
    const conditions = [
      'seen_run <> ?',
      ...(table.name === 'remote_type' ? ['kind = ?'] : []),
      ...(scope === null ? [] : [scope.where]),
    ];
    const values = [
      this.#run,
      ...(table.name === 'remote_type' ? [kind] : []),
      ...(scope === null ? [] : [scope.value]),
    ];
    return this.#remove(kind, conditions.join(' AND '), values);
  }

  /** Ends each transaction in which something was put or went: history has its block, the lineage graph is whole. */
  flush(): void {
    this.#lineage.settle();
    this.#history.flush();
  }

  /** The transaction was rolled back. */
  discard(): void {
    this.#lineage.discard();
    this.#history.discard();
  }

  /** Remove one row. @param row its record, which holds its key */
  remove<K extends PlainKind>(kind: K, row: PlainRows[K]): void {
    const { key } = TABLES[kind];
    const values = row as unknown as Record<string, string | number>;
    this.#remove(
      kind,
      key.map((column) => `${column} = ?`).join(' AND '),
      key.map((column) => values[column] ?? ''),
    );
  }

  /** Remove these assets, or (null) every one this run did not meet. @returns how many went */
  sweepAssets(ids: readonly string[] | null): number {
    const removed = this.#assets.sweep(ids);
    if (removed > 0) mirrorWrote(this.#db);
    return removed;
  }

  /** Met again, and known to be the same without being read again. @returns false where the mirror holds no such row */
  keep(kind: PlainKind, key: readonly (string | number)[]): boolean {
    const { known, seen } = this.#statements(kind);
    const row = known.get(...key);
    if (row !== undefined) seen.run(this.#run, row.rowid);
    return row !== undefined;
  }

  /** Note that this entity was asked for on its own in this run, where a pull has no time for all of a kind. */
  asked(kind: EntityKind, id: string): void {
    this.#db
      .prepare(
        'INSERT INTO sync_asked (kind, id, run) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET run = excluded.run',
      )
      .run(kind, id, this.#run);
  }

  /** All rows of a kind that belong to one thing: what else there was of it goes. @returns one word per row given */
  replace<K extends PlainKind>(kind: K, of: { column: string; value: string }, rows: readonly PlainRows[K][]): Wrote[] {
    const wrote = rows.map((row) => this.put(kind, row));
    const others = `${of.column} = ? AND seen_run <> ?`;
    let any = this.#others.get(kind);
    if (any === undefined) {
      any = this.#db.prepare(`SELECT 1 FROM ${TABLES[kind].name} WHERE ${others} LIMIT 1`);
      this.#others.set(kind, any);
    }
    if (any.get(of.value, this.#run) !== undefined) this.#remove(kind, others, [of.value, this.#run]);
    return wrote;
  }

  /** Remove what belonged to something of this kind that is no more. @returns how many went */
  sweepOrphans(parent: Parent['kind']): number {
    const from = parent === 'asset' ? 'remote_asset' : TABLES[parent].name;
    let removed = 0;
    for (const [kind, { name, parents = [] }] of Object.entries(TABLES) as [PlainKind, Table][])
      for (const { kind: of, on, where } of parents) {
        if (of !== parent) continue;
        const same = Object.entries(on).map(([column, its]) => `p.${its} = ${name}.${column}`);
        if (from === 'remote_type') same.push(`p.kind = '${parent}'`);
        const gone = `NOT EXISTS (SELECT 1 FROM ${from} p WHERE ${same.join(' AND ')})`;
        removed += this.#remove(kind, where === undefined ? gone : `${where} AND ${gone}`, []);
      }
    return removed;
  }

  /**
   * Where each asset stands towards consumers, from its revision and its listing.
   * @param listingsComplete without it a missing listing means nothing
   */
  settleListings(listingsComplete: boolean): number {
    mirrorWrote(this.#db);
    return this.#db.prepare(settling(listingsComplete, '')).run().changes;
  }

  /** The same of one asset. @param unlisted it is known to have no listing */
  settleListing(assetId: string, unlisted: boolean): void {
    prepared(this.#db, settling(unlisted, 'WHERE a.id = ?')).run(assetId);
    mirrorWrote(this.#db);
  }

  #remove(kind: PlainKind, where: string, values: readonly (string | number)[]): number {
    const table = TABLES[kind];
    const sql = `DELETE FROM ${table.name} WHERE ${where} RETURNING ${table.key.join(', ')}`;
    let remove = this.#removals.get(sql);
    if (remove === undefined) {
      remove = this.#db.prepare<unknown[], (string | number)[]>(sql).raw();
      this.#removals.set(sql, remove);
    }
    const gone = remove.all(...values);
    for (const key of gone) this.#history.gone(kind, entityId(kind, key));
    if (kind === 'glossary_term' && gone.length > 0) mirrorWrote(this.#db);
    if (gone.length > 0) this.#lineage.went(kind, gone);
    return gone.length;
  }

  #statements(kind: PlainKind) {
    let statements = this.#plain.get(kind);
    if (statements === undefined) {
      statements = prepare(this.#db, TABLES[kind]);
      this.#plain.set(kind, statements);
    }
    return statements;
  }
}

function prepare(db: Db, { name, key, columns }: Table) {
  const where = key.map((column) => `${column} = ?`).join(' AND ');
  const all = [...key, ...columns, 'hash', 'seen_run'];
  const content = [...columns, 'hash', 'seen_run'].map((column) => `${column} = ?`).join(', ');
  return {
    known: db.prepare<unknown[], { rowid: number; hash: string }>(`SELECT rowid, hash FROM ${name} WHERE ${where}`),
    seen: db.prepare(`UPDATE ${name} SET seen_run = ? WHERE rowid = ?`),
    insert: db.prepare(`INSERT INTO ${name} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`),
    update: db.prepare(`UPDATE ${name} SET ${content} WHERE rowid = ?`),
  };
}

/** The id AWS tells: the parts of the key, joined by slashes. The three kinds of types share a table and tell a kind first. */
export const entityId = (kind: EntityKind, key: readonly (string | number | null)[]): string =>
  (key[0] === kind ? key.slice(1) : key).join('/');

/** Where each asset stands towards consumers, in SQL. @param where which assets `a`; all where it is empty */
function settling(listingsComplete: boolean, where: string): string {
  const state = `CASE
    WHEN l.id IS NULL THEN ${listingsComplete ? "'unpublished'" : "'unknown'"}
    WHEN l.status = 'INACTIVE' THEN 'inactive'
    WHEN a.revision IS NULL OR l.entity_revision IS NULL THEN 'unknown'
    WHEN a.revision = l.entity_revision THEN 'published'
    ELSE 'stale' END`;
  return `UPDATE remote_asset SET listing_state = settled.state
    FROM (SELECT a.key AS key, ${state} AS state FROM remote_asset a
          LEFT JOIN remote_listing l ON l.entity_id = a.id AND l.entity_type = 'ASSET' ${where}) AS settled
    WHERE settled.key = remote_asset.key AND settled.state <> remote_asset.listing_state`;
}
