import type { WorkspaceInfo } from '#shared/workspace.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';

export interface OpenWorkspace {
  path: string;
  db: Db;
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
    if (this.#open === null)
      throw new Failure(
        'not_found',
        'E_NO_WORKSPACE',
        'No workspace is open.',
        'Open a workspace, or the sample bank.',
      );
    return this.#open.db;
  }

  /** Every write goes through here: one transaction that also holds its audit entry. */
  write<T>(effect: Effect | ((value: T) => Effect), work: (db: Db) => T): T {
    const db = this.db;
    return db
      .transaction(() => {
        const value = work(db);
        const told = typeof effect === 'function' ? effect(value) : effect;
        record(db, { ...told, at: this.#clock().toISOString(), actor: this.#actor, awsArn: arnOf(db) });
        return value;
      })
      .immediate();
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
    readOnly: null,
    asOf: past === null ? null : { runId: past.run, at: past.at },
    warnings: workspace.warnings,
  };
}
