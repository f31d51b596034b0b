import type { WorkspaceInfo } from '#shared/workspace.ts';
import { record } from '../audit/record.ts';
import { commit } from '../db/commit.ts';
import type { Failpoint } from '../db/failpoint.ts';
import type { Db } from '../db/open.ts';
import { diskFull, Failure } from '../failure.ts';
import type { Room } from './room.ts';

export interface OpenWorkspace {
  path: string;
  db: Db;
  room: Room;
  warnings: { code: string; message: string }[];
  close(): void;
}

/** A past moment, opened beside the workspace. */
export interface Past {
  run: number;
  at: string;
  db: Db;
  close(): void;
}

/** What happened, for the audit entry of a write. */
export interface Effect {
  action: string;
  entity: string | null;
  details: Record<string, unknown>;
}

/** Holds the one open workspace of this core. */
export class Desk {
  #open: OpenWorkspace | null = null;
  #past: Past | null = null;
  readonly #actor: string;
  readonly #clock: () => Date;

  constructor(actor: string, clock: () => Date) {
    this.#actor = actor;
    this.#clock = clock;
  }

  get current(): OpenWorkspace | null {
    return this.#open;
  }

  put(workspace: OpenWorkspace | null): void {
    this.look(null);
    this.#open = workspace;
  }

  /** The moment the console shows; null for the present. */
  get past(): Past | null {
    return this.#past;
  }

  /** Show a past moment, or (null) the present again. */
  look(past: Past | null): void {
    this.#past?.close();
    this.#past = past;
  }

  /** What screens read the mirror from: the workspace itself, or the past moment that is open. */
  get view(): Db {
    return this.#past?.db ?? this.db;
  }

  /** The open workspace's database; `E_NO_WORKSPACE` where none is open. */
  get db(): Db {
    return this.#opened().db;
  }

  #opened(): OpenWorkspace {
    if (this.#open === null)
      throw new Failure(
        'not_found',
        'E_NO_WORKSPACE',
        'No workspace is open.',
        'Open a workspace, or the sample bank.',
      );
    return this.#open;
  }

  /**
   * Every write of a person goes through here: one transaction that also holds its audit entry. Throws `E_DISK_FULL`
   * while there is no room.
   */
  write<T>(effect: Effect | ((value: T) => Effect), work: (db: Db) => T, point: Failpoint = 'desk.write'): T {
    return this.transaction((db) => this.#audited(db, effect, work), point);
  }

  /** One transaction without an audit entry of its own. Throws `E_DISK_FULL` while there is no room. */
  transaction<T>(work: (db: Db) => T, point: Failpoint): T {
    const { db, room } = this.#opened();
    room.refuse();
    try {
      return commit(db, point, () => work(db));
    } catch (error) {
      throw room.met(error) ? diskFull(error) : error;
    }
  }

  /** The end of something under way, with its audit entry: a full disk still has the ballast's room for it. */
  writeEnd<T>(effect: Effect | ((value: T) => Effect), work: (db: Db) => T, point: Failpoint): T {
    const { db, room } = this.#opened();
    const write = () => commit(db, point, () => this.#audited(db, effect, work));
    try {
      return write();
    } catch (error) {
      if (!room.met(error)) throw error;
      return write();
    }
  }

  #audited<T>(db: Db, effect: Effect | ((value: T) => Effect), work: (db: Db) => T): T {
    const value = work(db);
    const told = typeof effect === 'function' ? effect(value) : effect;
    record(db, { ...told, at: this.#clock().toISOString(), actor: this.#actor, awsArn: arnOf(db) });
    return value;
  }
}

const arnOf = (db: Db): string | null =>
  (db.prepare('SELECT arn FROM connection WHERE one = 1').pluck().get() as string | null | undefined) ?? null;

/** What the page shows of the open workspace. */
export function infoOf(workspace: OpenWorkspace, past: Past | null): WorkspaceInfo {
  const row = workspace.db
    .prepare<[], { id: string; name: string; sample: number; created_at: string }>('SELECT * FROM workspace')
    .get();
  if (row === undefined)
    throw new Failure('invalid', 'E_DB_NOT_OURS', `“${workspace.path}” holds no workspace.`, 'Choose another file.');
  return {
    path: workspace.path,
    name: row.name,
    id: row.id,
    createdAt: row.created_at,
    schemaVersion: Number(workspace.db.pragma('user_version', { simple: true })),
    sample: row.sample === 1,
    readOnly: workspace.room.full,
    asOf: past === null ? null : { runId: past.run, at: past.at },
    warnings: workspace.warnings,
  };
}
