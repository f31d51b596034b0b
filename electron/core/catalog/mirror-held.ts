import type { Db } from '../db/open.ts';
import { type PlainKind, type PlainRows, TABLES } from './mirror-tables.ts';

/** What the mirror holds of the entity that this row is about; undefined where it holds nothing. @param row its key */
export function held<K extends PlainKind>(db: Db, kind: K, row: PlainRows[K]): PlainRows[K] | undefined {
  const { name, key, columns } = TABLES[kind];
  const values = row as unknown as Record<string, string | number>;
  const where = key.map((column) => `${column} = ?`).join(' AND ');
  return db
    .prepare<unknown[], PlainRows[K]>(`SELECT ${[...key, ...columns].join(', ')} FROM ${name} WHERE ${where}`)
    .get(...key.map((column) => values[column] ?? ''));
}
