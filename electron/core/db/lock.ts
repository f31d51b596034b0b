import fs from 'node:fs';
import os from 'node:os';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { Failure, isDiskFull } from '../failure.ts';

/** Who holds a workspace, and where their core can be reached (`reach`: address of its local door). */
const Holder = z.object({ pid: z.int(), host: z.string(), since: z.string(), reach: z.string().nullable() });
export type Holder = z.infer<typeof Holder>;

export interface Lock {
  release(): void;
}

const lockFile = (file: string): string => `${file}.lock`;
const holderFile = (file: string): string => `${file}.holder`;

/** Locks of this very process: the kernel does not refuse a process its own lock a second time. */
const mine = new Set<string>();

/**
 * Take the workspace for this process, or throw `E_DB_LOCKED` (conflict) with the holder's pid and reach in its
 * details. The lock is the operating system's, held through a small SQLite file beside the workspace: it goes away
 * with the process that held it, however that ended, so there are no stale locks to break.
 */
export function takeLock(file: string, reach: string | null, now: Date): Lock {
  const real = fs.existsSync(file) ? fs.realpathSync(file) : file;
  if (mine.has(real)) throw locked(file, readHolder(file));
  let db: Database.Database | null = null;
  try {
    db = new Database(lockFile(file), { timeout: 0 });
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))
      throw locked(file, readHolder(file));
    if (isDiskFull(error)) throw error;
    throw new Failure(
      'denied',
      'E_DB_LOCK',
      `The lock beside “${file}” could not be taken.`,
      'Check that you may write to the folder.',
      undefined,
      error,
    );
  }
  const held = db;
  const holder: Holder = { pid: process.pid, host: os.hostname(), since: now.toISOString(), reach };
  const draft = `${holderFile(file)}.${process.pid}`;
  try {
    fs.writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
    fs.renameSync(draft, holderFile(file));
    fs.chmodSync(lockFile(file), 0o600);
  } catch (error) {
    // A full disk: nothing may stay held by a workspace that was not opened.
    held.close();
    fs.rmSync(draft, { force: true });
    throw error;
  }
  mine.add(real);
  return {
    release() {
      if (!mine.delete(real)) return;
      fs.rmSync(holderFile(file), { force: true });
      held.close();
    },
  };
}

/** Who says to hold the workspace; null where nobody does or the note cannot be read. */
export function readHolder(file: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(fs.readFileSync(holderFile(file), 'utf8')));
  } catch {
    return null;
  }
}

function locked(file: string, holder: Holder | null): Failure {
  return new Failure(
    'conflict',
    'E_DB_LOCKED',
    holder === null
      ? `“${file}” is open in another process.`
      : `“${file}” is open in another process (pid ${holder.pid} on ${holder.host}).`,
    'Use the window that has it open, or close it there first.',
    { pid: holder?.pid ?? null, host: holder?.host ?? null, reach: holder?.reach ?? null, path: file },
  );
}
