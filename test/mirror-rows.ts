import type { PlainKind, PlainRows } from '#core/catalog/mirror-tables.ts';
import { TABLES } from '#core/catalog/mirror-tables.ts';
import type { Db } from '#core/db/open.ts';

/** Everything the mirror holds of one kind, in the order of its keys. */
export function rowsOf<K extends PlainKind>(db: Db, kind: K): PlainRows[K][] {
  const { name, key, columns } = TABLES[kind];
  return db
    .prepare<[], PlainRows[K]>(`SELECT ${[...key, ...columns].join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`)
    .all();
}

/** RFC 3339 of a time as the bank keeps it: epoch milliseconds, which travel as seconds. */
export const at = (time: number | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString();

/** In the order of their keys, as SQLite sorts text. */
export const sorted = <T>(rows: readonly T[], ...keys: readonly (keyof T)[]): T[] =>
  rows.toSorted((a, b) => {
    for (const key of keys) {
      const order = Buffer.compare(Buffer.from(String(a[key])), Buffer.from(String(b[key])));
      if (order !== 0) return order;
    }
    return 0;
  });

/** Rows but for some columns, which are compared in another way. */
export const without = <Row, K extends keyof Row>(rows: readonly Row[], ...columns: readonly K[]): Omit<Row, K>[] =>
  rows.map((row) => {
    const rest: Partial<Row> = { ...row };
    for (const column of columns) delete rest[column];
    return rest as Omit<Row, K>;
  });
