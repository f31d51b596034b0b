import fs from 'node:fs';
import path from 'node:path';
import type { WorkspaceInfo } from '#shared/workspace.ts';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { keepSearchIndex, openSearchIndex } from '../catalog/search/live.ts';
import { BALLAST, freeBallast } from '../db/ballast.ts';
import { commit } from '../db/commit.ts';
import { takeLock } from '../db/lock.ts';
import { createDatabase, type Db, inspectFile, openDatabase } from '../db/open.ts';
import { diskFull, Failure, isDiskFull, isIoError } from '../failure.ts';
import { infoOf, type OpenWorkspace } from './desk.ts';
import { remember } from './recent.ts';
import { Room } from './room.ts';

const ENDING = '.meshward';

/** Create the file, whole or not at all, and open it. */
export function create(context: Context, input: { path: string; name: string }): WorkspaceInfo {
  const file = absolute(input.path);
  if (!file.endsWith(ENDING))
    throw new Failure(
      'invalid',
      'E_DB_NAME',
      `A workspace file ends in ${ENDING}.`,
      `Name it “${path.basename(file)}${ENDING}”.`,
    );
  createDatabase(file, (db) => first(context, db, input.name, false));
  return open(context, { path: file });
}

/** Open a file in place of the one that is open. The old one stays open when the new one cannot be. */
export function open(context: Context, input: { path: string }): WorkspaceInfo {
  const file = absolute(input.path);
  const before = context.desk.current;
  if (before?.path === file) return infoOf(before, context.desk.past);
  refuseWhileBusy(context);
  const inspected = openWithRoom(context, file);
  before?.close();
  context.desk.put(inspected);
  openSearchIndex(inspected.db, () => context.announce(['catalog']));
  const info = infoOf(inspected, null);
  rememberOpened(context, file, info.name);
  resumeJobs(context);
  return infoOf(inspected, null);
}

/** The sample bank's workspace, made on first use in the person's own folder. */
export function openSample(context: Context): WorkspaceInfo {
  if (context.options.startSample === null)
    throw new Failure(
      'invalid',
      'E_NO_SAMPLE',
      'This way of starting Meshward has no sample bank.',
      'Start the console with npm start.',
    );
  const folder = path.join(context.options.home, 'sample');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `AnyBank${ENDING}`);
  if (!fs.existsSync(file)) createDatabase(file, (db) => first(context, db, 'AnyBank (sample)', true));
  return open(context, { path: file });
}

export function close(context: Context): { closed: boolean } {
  const open = context.desk.current;
  if (open === null) return { closed: false };
  refuseWhileBusy(context);
  open.close();
  context.desk.put(null);
  return { closed: true };
}

function refuseWhileBusy(context: Context): void {
  if (context.jobs.running > 0)
    throw new Failure(
      'conflict',
      'E_JOB_RUNNING',
      'A job of this workspace is still running.',
      'Wait for it, or cancel it, then try again.',
    );
}

/** A list that cannot be written is no reason to refuse a workspace that is open. */
function rememberOpened(context: Context, file: string, name: string): void {
  try {
    remember(context.options.home, { path: file, name, openedAt: context.clock().toISOString() });
  } catch (error) {
    context.log({ level: 'warn', event: 'recent list', error: String(error) });
  }
}

/** A full disk is no reason not to read: jobs are taken up when there is room. */
function resumeJobs(context: Context): void {
  try {
    context.jobs.resume();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  }
}

/** On a full disk even opening needs a little room: the ballast's. */
function openWithRoom(context: Context, file: string): OpenWorkspace {
  try {
    return openLocked(context, file);
  } catch (error) {
    if (!(isDiskFull(error) || isIoError(error)) || !freeBallast(file)) throw error;
    const opened = openLocked(context, file);
    opened.room.met(diskFull(error));
    return opened;
  }
}

function openLocked(context: Context, file: string): OpenWorkspace {
  // The file is looked at before the lock, so that nothing is left lying beside a file that is not ours.
  inspectFile(file);
  const lock = takeLock(file, context.options.reach, context.clock());
  try {
    const { db, warnings } = openDatabase(file);
    const room = roomFor(context, file);
    return {
      path: file,
      db,
      room,
      warnings,
      close() {
        room.close();
        if (room.full === null) keepSearchIndex(db);
        db.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function roomFor(context: Context, file: string): Room {
  const room = new Room(file, {
    ballast: context.options.ballast ?? BALLAST,
    lookEvery: context.options.lookAtDiskEvery ?? 3000,
    log: context.log,
    changed: () => {
      context.announce(['workspace']);
      if (room.full !== null || context.desk.current?.room !== room) return;
      context.jobs.resume();
      context.jobs.wakeAll();
    },
  });
  return room;
}

function first(context: Context, db: Db, name: string, sample: boolean): void {
  const now = context.clock().toISOString();
  commit(db, 'workspace.create', () => {
    db.prepare('INSERT INTO workspace (one, id, name, sample, created_at) VALUES (1, ?, ?, ?, ?)').run(
      context.newId(),
      name,
      sample ? 1 : 0,
      now,
    );
    db.prepare('INSERT INTO connection (one, kind) VALUES (1, ?)').run(sample ? 'sample' : 'none');
    record(db, {
      at: now,
      actor: context.actor,
      awsArn: null,
      action: 'workspace.create',
      entity: null,
      details: { name, sample },
    });
  });
}

function absolute(file: string): string {
  if (file.includes('\0'))
    throw new Failure('invalid', 'E_PATH', 'The path contains a NUL character.', 'Type the path again.');
  return path.resolve(file);
}
