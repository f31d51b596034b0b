import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import type { EntityKind } from '#shared/entities.ts';
import type { Db } from '../db/open.ts';

/** Below this many characters a frame of Zstandard saves nothing. */
const SHORT = 400;

/** Where the mirror tells what came and what went. */
export type HistoryDoor = Pick<History, 'put' | 'gone'>;

/** For a mirror that is itself made from history. */
export const NO_HISTORY: HistoryDoor = { put: () => {}, gone: () => {} };

/**
 *   run          1     2     3     4
 *   what came    A     A     B     –
 *   rows         A [1, 3)    B [3, 4)
 *
 * Writes the versions of entities for one run, beside the mirror and in its transactions. What one run meets twice it
 * keeps as it met it last.
 */
export class History {
  readonly #run: number;
  readonly #close: Statement;
  readonly #put: Statement;
  readonly #body: Statement;
  readonly #undo: Statement;

  constructor(db: Db, run: number) {
    this.#run = run;
    this.#close = db.prepare(
      'UPDATE history SET to_run = ? WHERE kind = ? AND id = ? AND to_run IS NULL AND from_run < ?',
    );
    this.#put = db.prepare(
      `INSERT INTO history (kind, id, from_run, name, hash) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (kind, id, from_run) DO UPDATE SET to_run = NULL, name = excluded.name, hash = excluded.hash RETURNING key`,
    );
    this.#body = db.prepare(
      'INSERT INTO history_body (version, body) VALUES (?, ?) ON CONFLICT (version) DO UPDATE SET body = excluded.body',
    );
    this.#undo = db.prepare('DELETE FROM history WHERE kind = ? AND id = ? AND from_run = ?');
  }

  /** From this run on the entity is told like this. @param told the whole record as JSON */
  put(kind: EntityKind, id: string, name: string, hash: string, told: string): void {
    this.#close.run(this.#run, kind, id, this.#run);
    const version = this.#put.pluck().get(kind, id, this.#run, name, hash);
    this.#body.run(version, told.length < SHORT ? told : zstdCompressSync(told));
  }

  /** From this run on the entity is not there. */
  gone(kind: EntityKind, id: string): void {
    this.#undo.run(kind, id, this.#run);
    this.#close.run(this.#run, kind, id, this.#run);
  }
}

/** The record of a version, as it was put. */
export const toldBy = (body: string | Buffer): string =>
  typeof body === 'string' ? body : zstdDecompressSync(body).toString();

/** What AWS says of an entity in this database, as JSON; undefined where it says nothing. */
export function latest(db: Db, kind: EntityKind, id: string): string | undefined {
  const body = db
    .prepare(
      'SELECT b.body FROM history h JOIN history_body b ON b.version = h.key WHERE h.kind = ? AND h.id = ? AND h.to_run IS NULL',
    )
    .pluck()
    .get(kind, id) as string | Buffer | undefined;
  return body === undefined ? undefined : toldBy(body);
}
