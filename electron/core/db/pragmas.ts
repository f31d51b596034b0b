import Database from 'better-sqlite3';
import { Failure } from '../failure.ts';

/** "MSHW": how a workspace file is told from any other SQLite file. */
export const APPLICATION_ID = 0x4d534857;

/**
 * Set and read back on every connection. better-sqlite3 is built to re-open WAL files with synchronous=NORMAL, which
 * loses acknowledged edits when the power fails; so FULL is said aloud each time.
 */
const PRAGMAS: readonly (readonly [name: string, set: string, read: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['recursive_triggers', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  ['cell_size_check', 'ON', 1],
  ['temp_store', 'MEMORY', 2],
  ['mmap_size', '0', 0],
  // Four times as much made a pull of 40,000 assets no faster: the system has its own copy of the pages.
  ['cache_size', '-16384', -16384],
];

/** Throws `E_DB_PRAGMA` when SQLite does not take one of the settings durability rests on. */
export function applyPragmas(db: Database.Database): void {
  for (const [name, set, read] of PRAGMAS) {
    db.pragma(`${name} = ${set}`);
    const answer = db.pragma(name, { simple: true });
    // A build without mmap support answers nothing at all, which is as good as 0.
    if (answer !== read && !(name === 'mmap_size' && answer === undefined))
      throw new Failure(
        'internal',
        'E_DB_PRAGMA',
        `SQLite did not accept ${name}=${set}.`,
        'Reinstall Meshward; the file was not changed.',
        { pragma: name, answer: String(answer) },
      );
  }
}

/** Older engines have a race between checkpoint and commit that can corrupt a WAL file (fixed in 3.51.3). */
export function assertEngine(db: Database.Database): string {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major * 1e6 + minor * 1e3 + patch < 3_051_003)
    throw new Failure(
      'internal',
      'E_DB_ENGINE',
      `SQLite ${version} is too old to keep the workspace safe.`,
      'Reinstall Meshward.',
    );
  return version;
}

/** Of the engine this process runs. */
export function sqliteVersion(): string {
  const db = new Database(':memory:');
  try {
    return assertEngine(db);
  } finally {
    db.close();
  }
}
