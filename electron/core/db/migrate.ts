import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { Failure } from '../failure.ts';
import { commit } from './commit.ts';
import { failpoint } from './failpoint.ts';
import { migrations } from './migrations/index.ts';

export interface Migration {
  /** Multiples of ten, rising; becomes `user_version`. */
  version: number;
  name: string;
  sql: string;
}

/** The newest format this build knows. */
export const latest = (list: readonly Migration[] = migrations): number => list.at(-1)?.version ?? 0;

export const hashOf = (migration: Migration): string => createHash('sha256').update(migration.sql).digest('hex');

/**
 * Migrations the file still lacks. Throws `E_DB_HISTORY` when a migration the file went through is not the one this
 * build has under that number: edited history is refused, because nobody can say what such a file holds.
 */
export function pendingFrom(db: Database.Database, list: readonly Migration[] = migrations): Migration[] {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > 0) {
    const applied = db
      .prepare<[], { version: number; hash: string }>('SELECT version, hash FROM migration ORDER BY version')
      .all();
    for (const row of applied) {
      const known = list.find((migration) => migration.version === row.version);
      if (known === undefined || hashOf(known) !== row.hash)
        throw new Failure(
          'conflict',
          'E_DB_HISTORY',
          `The workspace went through a format change (${row.version}) this build does not know.`,
          'Open it with the build that made it, or open a backup. The file was not changed.',
        );
    }
  }
  return list.filter((migration) => migration.version > version);
}

/** Apply what is pending, each migration with its record in one transaction: after a crash the file is old or new. */
export function migrate(db: Database.Database, list: readonly Migration[] = migrations): number {
  let applied = 0;
  for (const migration of pendingFrom(db, list)) {
    commit(db, 'migration.step', () => {
      db.exec(migration.sql);
      db.prepare('INSERT INTO migration (version, name, hash) VALUES (?, ?, ?)').run(
        migration.version,
        migration.name,
        hashOf(migration),
      );
      db.pragma(`user_version = ${migration.version}`);
    });
    applied += 1;
  }
  return applied;
}

/** A complete copy beside the file, in `backups/`, before its format changes. Answers the copy's path. */
export function backupBefore(db: Database.Database, file: string): string {
  const folder = path.join(path.dirname(file), 'backups');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const from = Number(db.pragma('user_version', { simple: true }));
  const base = `${path.basename(file, '.meshward')}.before-${latest()}-from-${from}`;
  let target = path.join(folder, `${base}.meshward`);
  for (let n = 2; fs.existsSync(target); n += 1) target = path.join(folder, `${base}-${n}.meshward`);
  const draft = `${target}.part`;
  fs.rmSync(draft, { force: true });
  try {
    db.prepare('VACUUM INTO ?').run(draft);
    fs.chmodSync(draft, 0o600);
    failpoint('backup.rename.before');
    fs.renameSync(draft, target);
    failpoint('backup.rename.after');
  } finally {
    // A full disk leaves an empty file behind.
    fs.rmSync(draft, { force: true });
  }
  return target;
}
