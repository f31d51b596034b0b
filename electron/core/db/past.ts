import fs from 'node:fs';
import Database from 'better-sqlite3';
import type { Db } from './open.ts';

/** Pages copied between two turns of the event loop. */
const STEP = 2000;

/** A copy of the open workspace as a private file (0600). @param told pages copied and pages in all */
export async function copyOf(
  db: Db,
  file: string,
  signal: AbortSignal,
  told: (done: number, total: number) => void,
): Promise<void> {
  fs.writeFileSync(file, '', { mode: 0o600 });
  await db.backup(file, {
    progress: ({ totalPages, remainingPages }) => {
      signal.throwIfAborted();
      told(totalPages - remainingPages, totalPages);
      return STEP;
    },
  });
}

/** Open a copy to change it. It is made anew after a crash, so nothing here waits for the disk. */
export function openCopy(file: string): Db {
  const db = new Database(file);
  for (const pragma of [
    'journal_mode = OFF',
    'synchronous = OFF',
    'foreign_keys = ON',
    'trusted_schema = OFF',
    'temp_store = MEMORY',
    'cache_size = -16384',
  ])
    db.pragma(pragma);
  return db;
}

/** Open a finished copy: nothing can be written to it. */
export function openPast(file: string): Db {
  const db = new Database(file, { readonly: true });
  for (const pragma of ['query_only = ON', 'trusted_schema = OFF', 'temp_store = MEMORY', 'cache_size = -16384'])
    db.pragma(pragma);
  return db;
}
