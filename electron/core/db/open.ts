import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../failure.ts';
import { failpoint } from './failpoint.ts';
import { backupBefore, latest, migrate, pendingFrom } from './migrate.ts';
import { APPLICATION_ID, applyPragmas, assertEngine } from './pragmas.ts';

export type Db = Database.Database;

const NETWORK_FILE_SYSTEMS = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x517b, 'SMB'],
]);

export interface Opened {
  db: Db;
  warnings: { code: string; message: string }[];
}

/**
 * Create a workspace file that is complete or not there at all: it is built under another name in the same folder,
 * then linked into place. Never replaces an existing file (`E_DB_EXISTS`).
 */
export function createDatabase(file: string, first: (db: Db) => void): void {
  const folder = path.dirname(file);
  if (!fs.existsSync(folder))
    throw new Failure(
      'not_found',
      'E_DB_FOLDER',
      `The folder “${folder}” does not exist.`,
      'Choose a folder that exists.',
    );
  if (fs.existsSync(file)) throw exists(file);
  const draft = `${file}.creating-${process.pid}`;
  removeDrafts(file);
  try {
    fs.rmSync(draft, { force: true });
    fs.closeSync(fs.openSync(draft, 'wx', 0o600));
    const db = new Database(draft);
    try {
      assertEngine(db);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      applyPragmas(db);
      migrate(db);
      first(db);
      db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
    failpoint('workspace.place.before');
    place(draft, file);
    failpoint('workspace.place.after');
    syncFolder(folder);
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw exists(file);
    if (isErrno(error, 'EACCES') || isErrno(error, 'EROFS') || isErrno(error, 'EPERM')) throw readOnly(file);
    throw error;
  } finally {
    for (const suffix of ['', '-wal', '-shm']) fs.rmSync(draft + suffix, { force: true });
  }
}

/** Drafts of processes that died over them: nobody will go on with those, and one may be a second name of the file. */
function removeDrafts(file: string): void {
  const folder = path.dirname(file);
  const base = path.basename(file);
  for (const name of fs.readdirSync(folder)) {
    if (!name.startsWith(base)) continue;
    const draft = /^\.(?:creating-|holder\.)(\d+)(?:-wal|-shm)?$/.exec(name.slice(base.length));
    if (draft !== null && !isAlive(Number(draft[1]))) fs.rmSync(path.join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
}

/** Give the finished draft its name without ever replacing a file; not every disk (FAT, some shares) knows links. */
function place(draft: string, file: string): void {
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].some((code) => isErrno(error, code))) throw error;
    if (fs.existsSync(file)) throw exists(file);
    fs.renameSync(draft, file);
  }
}

/** Open an existing workspace file; every refusal leaves it untouched. The caller holds its lock. */
export function openDatabase(file: string): Opened {
  inspectFile(file);
  const db = new Database(file, { fileMustExist: true });
  try {
    assertEngine(db);
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw notOurs(file);
    refuseFuture(file, Number(db.pragma('user_version', { simple: true })));
    applyPragmas(db);
    const pending = pendingFrom(db);
    if (pending.length > 0) {
      backupBefore(db, file);
      migrate(db);
    }
    removeDrafts(file);
    return { db, warnings: warningsFor(file) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Refuse what cannot be a workspace before SQLite touches it (it would create -wal files beside a stranger's data). */
export function inspectFile(file: string): void {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new Failure(
      'not_found',
      'E_DB_MISSING',
      `There is no file “${file}”.`,
      'Check the path, or create a new workspace.',
    );
  if (stat.isSymbolicLink())
    throw new Failure('invalid', 'E_DB_LINK', `“${file}” is a link.`, 'Open the file it points to, by its own path.');
  if (!stat.isFile())
    throw new Failure('invalid', 'E_DB_NOT_OURS', `“${file}” is not a file.`, 'Choose a .meshward file.');
  if (stat.size === 0)
    throw new Failure(
      'invalid',
      'E_DB_EMPTY',
      `“${file}” is empty.`,
      'Open a backup, or create a new workspace under another name.',
    );
  const header = Buffer.alloc(100);
  let length = 0;
  try {
    const handle = fs.openSync(file, 'r');
    length = fs.readSync(handle, header, 0, 100, 0);
    fs.closeSync(handle);
  } catch (error) {
    if (isErrno(error, 'EACCES'))
      throw new Failure(
        'denied',
        'E_DB_DENIED',
        `You may not read “${file}”.`,
        'Ask for the right to read and write it.',
      );
    throw error;
  }
  if (length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw notOurs(file);
  if (header.readUInt32BE(68) !== APPLICATION_ID) throw notOurs(file);
  refuseFuture(file, header.readUInt32BE(60));
  // Mode bits as well as access(): an administrator may write to a file that was made read-only on purpose.
  if ((stat.mode & 0o222) === 0 || !may(file, fs.constants.W_OK) || !may(path.dirname(file), fs.constants.W_OK))
    throw readOnly(file);
}

function refuseFuture(file: string, version: number): void {
  if (version > latest())
    throw new Failure(
      'conflict',
      'E_DB_NEWER',
      `“${file}” was written by a newer Meshward (format ${version}, this one knows ${latest()}).`,
      'Update Meshward, then open it. The file was not changed.',
      { fileVersion: version, knownVersion: latest() },
    );
}

function warningsFor(file: string): Opened['warnings'] {
  const kind = NETWORK_FILE_SYSTEMS.get(fs.statfsSync(file).type >>> 0);
  if (kind === undefined) return [];
  return [
    {
      code: 'W_NETWORK_FS',
      message: `This file is on a network drive (${kind}); SQLite cannot promise its safety there. Keep it on a local disk.`,
    },
  ];
}

function may(target: string, mode: number): boolean {
  try {
    fs.accessSync(target, mode);
    return true;
  } catch {
    return false;
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}

const exists = (file: string) =>
  new Failure('conflict', 'E_DB_EXISTS', `There is already a file “${file}”.`, 'Open it, or choose another name.');
const notOurs = (file: string) =>
  new Failure('invalid', 'E_DB_NOT_OURS', `“${file}” is not a Meshward workspace.`, 'Choose a .meshward file.');
const readOnly = (file: string) =>
  new Failure(
    'denied',
    'E_DB_READONLY',
    `“${file}” or its folder is read-only.`,
    'Copy it to a folder you may write to and open the copy.',
  );

/** True for a Node system error of that code. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
