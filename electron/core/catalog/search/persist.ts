import os from 'node:os';
import { crc32 } from 'node:zlib';
import { failpoint } from '../../db/failpoint.ts';
import type { Db } from '../../db/open.ts';
import { rebuild, take } from './layout.ts';
import type { SearchIndex } from './search-index.ts';
import { Kept, type Section } from './sections.ts';

/** Rises with every change of how texts are cut into words or of what is kept: another one is built anew. */
const FORMAT = `1-${os.endianness()}`;

interface Layout {
  format: string;
  pools: Record<string, number>;
  parts: Record<string, number>;
}

/** An index and the debt it has paid. */
export interface Stand {
  index: SearchIndex;
  seq: number;
}

/** The index the file keeps; null where there is none, or none that is whole and of this build's format. */
export function load(db: Db): Stand | null {
  const row = db
    .prepare<[], { version: number; seq: number; layout: string }>('SELECT version, seq, layout FROM search_index')
    .get();
  if (row === undefined) return null;
  const layout = JSON.parse(row.layout) as Layout;
  if (layout.format !== FORMAT) return null;
  const select = db.prepare<[number, string], { crc: number; bytes: Uint8Array }>(
    'SELECT crc, bytes FROM search_index_part WHERE version = ? AND section = ? ORDER BY part',
  );
  let whole = true;
  const read = (section: string) => {
    const parts = select.all(row.version, section);
    whole &&= parts.length === layout.parts[section] && parts.every((part) => crc32(part.bytes) === part.crc);
    return whole ? parts.map((part) => part.bytes) : [];
  };
  const index = rebuild(new Kept(read, layout.pools));
  return whole ? { index, seq: row.seq } : null;
}

/**
 * Keep the index in the file: its parts under a new version, last the row that makes them count. A crash in between
 * leaves the old ones, which with the debt since then stand for the same.
 * @returns a step at a time, each a transaction of its own; between two of them the index may go on
 */
export function* save(db: Db, { index, seq }: Stand, paid: number): Generator<void> {
  const { sections, pools } = take(index);
  const version = Number(db.prepare('SELECT coalesce(max(version), 0) + 1 FROM search_index_part').pluck().get());
  const insert = db.prepare(
    'INSERT INTO search_index_part (version, section, part, crc, bytes) VALUES (?, ?, ?, ?, ?)',
  );
  for (const section of sections)
    for (const [at, part] of section.parts.entries()) {
      const bytes = part();
      failpoint('search.part.before');
      insert.run(version, section.name, at, crc32(bytes), bytes);
      failpoint('search.part.after');
      yield;
    }
  const layout: Layout = { format: FORMAT, pools, parts: partsOf(sections) };
  failpoint('search.keep.before');
  db.prepare(
    `INSERT INTO search_index (one, version, seq, layout) VALUES (1, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET version = excluded.version, seq = excluded.seq, layout = excluded.layout`,
  ).run(version, seq, JSON.stringify(layout));
  failpoint('search.keep.after');
  yield;
  const old = db.prepare(
    'DELETE FROM search_index_part WHERE rowid IN (SELECT rowid FROM search_index_part WHERE version <> ? LIMIT 1)',
  );
  while (old.run(version).changes > 0) yield;
  const debt = db.prepare(
    'DELETE FROM search_debt WHERE seq IN (SELECT seq FROM search_debt WHERE seq <= ? ORDER BY seq LIMIT 2000)',
  );
  while (debt.run(paid).changes > 0) yield;
}

const partsOf = (sections: readonly Section[]): Layout['parts'] =>
  Object.fromEntries(sections.map(({ name, parts }) => [name, parts.length]));
