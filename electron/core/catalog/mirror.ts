import { hash } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { Db } from '../db/open.ts';
import { moved } from './generation.ts';
import { AssetWriter } from './mirror-assets.ts';
import { type PlainKind, type PlainRows, TABLES } from './mirror-tables.ts';
import type { AssetRecord } from './rows.ts';

export type Wrote = 'added' | 'changed' | 'same';

/**
 * The only writer of `remote_*`. Every call belongs into the caller's transaction (a page of a pull and its cursor).
 * @param run the pull that met the rows; a scope read to its end sweeps what it did not meet.
 */
export class Mirror {
  readonly #db: Db;
  readonly #run: number;
  readonly #plain = new Map<PlainKind, { known: Statement; seen: Statement; put: Statement }>();
  readonly #assets: AssetWriter;

  constructor(db: Db, run: number) {
    this.#db = db;
    this.#run = run;
    this.#assets = new AssetWriter(db, run);
  }

  put<K extends PlainKind>(kind: K, row: PlainRows[K]): Wrote {
    const table = TABLES[kind];
    const statements = this.#statements(kind);
    const values = row as unknown as Record<string, string | number | null>;
    const key = table.key.map((column) => values[column] ?? null);
    const content = table.columns.map((column) => values[column] ?? null);
    const digest = hash('sha256', JSON.stringify(content), 'base64');
    const known = statements.known.get(...key) as { hash: string; name: string | null } | undefined;
    if (known?.hash === digest) {
      statements.seen.run(this.#run, ...key);
      return 'same';
    }
    statements.put.run(...key, ...content, digest, this.#run);
    if (kind === 'glossary_term') this.#assets.termIs(String(values.id), String(values.name), known?.name ?? null);
    return known === undefined ? 'added' : 'changed';
  }

  putAsset(record: AssetRecord, now: string): Wrote {
    const wrote = this.#assets.put(record, now);
    if (wrote !== 'same') moved(this.#db);
    return wrote;
  }

  /** The revision an asset has, once somebody told it; states of listings follow at the end of the pull. */
  putRevision(assetId: string, revision: string): void {
    this.#db.prepare('UPDATE remote_asset SET revision = ? WHERE id = ?').run(revision, assetId);
  }

  /**
   * Remove what a scope that was read to its end did not meet. Never called for a scope that was not: a partial
   * enumeration adds and updates, it never deletes. @returns how many went
   */
  sweep(kind: PlainKind, scope: { column: string; value: string | number } | null): number {
    const table = TABLES[kind];
    const conditions = [
      'seen_run <> ?',
      ...(table.name === 'remote_type' ? ['kind = ?'] : []),
      ...(scope === null ? [] : [`${scope.column} = ?`]),
    ];
    const values = [
      this.#run,
      ...(table.name === 'remote_type' ? [kind] : []),
      ...(scope === null ? [] : [scope.value]),
    ];
    const removed = this.#db
      .prepare(`DELETE FROM ${table.name} WHERE ${conditions.join(' AND ')}`)
      .run(...values).changes;
    if (kind === 'glossary_term' && removed > 0) this.#assets.termsWent();
    return removed;
  }

  /** Remove these assets, or (null) every one this run did not meet. @returns how many went */
  sweepAssets(ids: readonly string[] | null): number {
    const removed = this.#assets.sweep(ids);
    if (removed > 0) moved(this.#db);
    return removed;
  }

  /** Tables go with their database. @returns how many went */
  sweepOrphanTables(): number {
    return this.#db
      .prepare(
        'DELETE FROM remote_glue_table WHERE NOT EXISTS (SELECT 1 FROM remote_glue_database d WHERE d.catalog_id = remote_glue_table.catalog_id AND d.name = remote_glue_table.database)',
      )
      .run().changes;
  }

  /** Write again the words of at most `most` assets that carry a renamed term. @returns how many are still owed */
  payWordDebt(most: number): number {
    return this.#assets.payWordDebt(most);
  }

  /**
   * Where each asset stands towards consumers, from its revision and its listing.
   * @param listingsComplete without it a missing listing means nothing
   */
  settleListings(listingsComplete: boolean): number {
    const state = `CASE
      WHEN l.id IS NULL THEN ${listingsComplete ? "'unpublished'" : "'unknown'"}
      WHEN l.status = 'INACTIVE' THEN 'inactive'
      WHEN a.revision IS NULL OR l.entity_revision IS NULL THEN 'unknown'
      WHEN a.revision = l.entity_revision THEN 'published'
      ELSE 'stale' END`;
    moved(this.#db);
    return this.#db
      .prepare(
        `UPDATE remote_asset SET listing_state = settled.state
         FROM (SELECT a.key AS key, ${state} AS state FROM remote_asset a
               LEFT JOIN remote_listing l ON l.entity_id = a.id AND l.entity_type = 'ASSET') AS settled
         WHERE settled.key = remote_asset.key AND settled.state <> remote_asset.listing_state`,
      )
      .run().changes;
  }

  #statements(kind: PlainKind) {
    let statements = this.#plain.get(kind);
    if (statements === undefined) {
      const table = TABLES[kind];
      const where = table.key.map((column) => `${column} = ?`).join(' AND ');
      const all = [...table.key, ...table.columns, 'hash', 'seen_run'];
      const update = [...table.columns, 'hash', 'seen_run']
        .map((column) => `${column} = excluded.${column}`)
        .join(', ');
      const named = table.columns.includes('name') ? 'name' : 'NULL AS name';
      statements = {
        known: this.#db.prepare(`SELECT hash, ${named} FROM ${table.name} WHERE ${where}`),
        seen: this.#db.prepare(`UPDATE ${table.name} SET seen_run = ? WHERE ${where}`),
        put: this.#db.prepare(
          `INSERT INTO ${table.name} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})
           ON CONFLICT (${table.key.join(', ')}) DO UPDATE SET ${update}`,
        ),
      };
      this.#plain.set(kind, statements);
    }
    return statements;
  }
}
