import type Database from 'better-sqlite3';
import { type Failpoint, failpoint } from './failpoint.ts';

/** One transaction, whole or not at all. @param point its name among the places where tests kill the core */
export function commit<T>(db: Database.Database, point: Failpoint, work: () => T): T {
  const value = db
    .transaction(() => {
      const done = work();
      failpoint(`${point}.before`);
      return done;
    })
    .immediate();
  failpoint(`${point}.after`);
  return value;
}
