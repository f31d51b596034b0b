import type { Statement } from 'better-sqlite3';
import type { Db } from './open.ts';

const statements = new WeakMap<Db, Map<string, Statement>>();

/** A statement that is run again and again, prepared once a workspace. Only for `run` and `get` of whole rows. */
export function prepared<P extends unknown[] = unknown[], R = unknown>(db: Db, sql: string): Statement<P, R> {
  let known = statements.get(db);
  if (known === undefined) {
    known = new Map();
    statements.set(db, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql);
    known.set(sql, statement);
  }
  return statement as unknown as Statement<P, R>;
}
