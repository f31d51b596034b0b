import type { Db } from './open.ts';

/** Pages of log after which SQLite carries them into the file: its own default, and what long writing may reach (131 MB). */
const USUAL = 1000;
const WRITING = 32_000;

/**
 * For work that writes much: the log is carried over less often, because a page that is written again and again in
 * between is then carried once. What is committed is safe either way. @returns ends it
 */
export function writingMuch(db: Db): () => void {
  db.pragma(`wal_autocheckpoint = ${WRITING}`);
  return () => {
    if (!db.open) return;
    db.pragma(`wal_autocheckpoint = ${USUAL}`);
    db.pragma('wal_checkpoint(PASSIVE)');
  };
}
