import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import type { EntityKind } from '#shared/entities.ts';
import type { Db } from '../db/open.ts';

/** Where the mirror tells what came and what went. */
export type HistoryDoor = Pick<History, 'put' | 'gone' | 'flush' | 'discard'>;

/** For a mirror that is itself made from history. */
export const NO_HISTORY: HistoryDoor = { put: () => {}, gone: () => {}, flush: () => {}, discard: () => {} };

/**
 * A block is written when it holds this many characters, or when its transaction ends. Four times as many would take a
 * sixth less room, and four times the time and memory to read one record.
 */
const LARGEST_BLOCK = 128 * 1024;

/**
 *   run          1     2     3     4
 *   what came    A     A     B     –
 *   rows         A [1, 3)    B [3, 4)
 *
 * Writes the versions of entities for one run, beside the mirror and in its transactions. What one run meets twice it
 * keeps as it met it last. `flush` ends each transaction: without it the transaction cannot be committed.
 */
export class History {
  readonly #run: number;
  readonly #close: Statement;
  readonly #put: Statement;
  readonly #undo: Statement;
  readonly #block: Statement;
  #next: number;
  #told = '';

  constructor(db: Db, run: number) {
    this.#run = run;
    this.#close = db.prepare(
      'UPDATE history SET to_run = ? WHERE kind = ? AND id = ? AND to_run IS NULL AND from_run < ?',
    );
    this.#put = db.prepare(
      `INSERT INTO history (kind, id, from_run, name, hash, block, start, length) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, id, from_run) DO UPDATE SET to_run = NULL, name = excluded.name, hash = excluded.hash,
         block = excluded.block, start = excluded.start, length = excluded.length`,
    );
    this.#undo = db.prepare('DELETE FROM history WHERE kind = ? AND id = ? AND from_run = ?');
    this.#block = db.prepare('INSERT INTO history_block (id, content) VALUES (?, ?)');
    this.#next = Number(db.prepare('SELECT coalesce(max(id), 0) + 1 FROM history_block').pluck().get());
  }

  /**
   * From this run on the entity is told like this.
   * @param told the whole record as JSON. @param known whether the mirror held it: what it did not has no open version
   */
  put(kind: EntityKind, id: string, name: string, hash: string, told: string, known: boolean): void {
    if (known) this.#close.run(this.#run, kind, id, this.#run);
    this.#put.run(kind, id, this.#run, name, hash, this.#next, this.#told.length, told.length);
    this.#told += told;
    if (this.#told.length > LARGEST_BLOCK) this.flush();
  }

  /** From this run on the entity is not there. */
  gone(kind: EntityKind, id: string): void {
    this.#undo.run(kind, id, this.#run);
    this.#close.run(this.#run, kind, id, this.#run);
  }

  /** Write what was told since the last flush. */
  flush(): void {
    if (this.#told === '') return;
    this.#block.run(this.#next, zstdCompressSync(this.#told));
    this.discard();
  }

  /** The transaction was rolled back: what it told was not told. */
  discard(): void {
    this.#next += 1;
    this.#told = '';
  }
}

/** Blocks read lately, as text: versions that are looked at together were mostly written together. */
const lately = new WeakMap<Db, Map<number, string>>();
const MOST_BLOCKS = 24;

/** Blocks were removed: their numbers may come again. */
export const forgetBlocks = (db: Db): boolean => lately.delete(db);

/** The record of a version, as JSON. */
export function toldBy(db: Db, version: number): string {
  const at = db
    .prepare<[number], { block: number; start: number; length: number }>(
      'SELECT block, start, length FROM history WHERE key = ?',
    )
    .get(version);
  if (at === undefined) throw new Error(`there is no version ${version}`);
  return blockOf(db, at.block).slice(at.start, at.start + at.length);
}

function blockOf(db: Db, id: number): string {
  const blocks = lately.get(db) ?? new Map<number, string>();
  lately.set(db, blocks);
  const known = blocks.get(id);
  if (known !== undefined) return known;
  const content = db.prepare('SELECT content FROM history_block WHERE id = ?').pluck().get(id) as Buffer;
  const text = zstdDecompressSync(content).toString();
  const [oldest] = blocks.keys();
  if (blocks.size >= MOST_BLOCKS && oldest !== undefined) blocks.delete(oldest);
  blocks.set(id, text);
  return text;
}

/** What AWS says of an entity in this database, as JSON; undefined where it says nothing. */
export function latest(db: Db, kind: EntityKind, id: string): string | undefined {
  const version = db
    .prepare('SELECT key FROM history WHERE kind = ? AND id = ? AND to_run IS NULL')
    .pluck()
    .get(kind, id) as number | undefined;
  return version === undefined ? undefined : toldBy(db, version);
}
