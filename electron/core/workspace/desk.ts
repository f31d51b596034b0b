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

/** What happened, for the audit entry of a write. */
export interface Effect {
  action: string;
  entity: string | null;
  details: Record<string, unknown>;
}

/** Holds the one open workspace of this core. */
export class Desk {
  #open: OpenWorkspace | null = null;
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
    this.#open = workspace;
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
export function infoOf(workspace: OpenWorkspace): WorkspaceInfo {
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
    readOnly: false,
    warnings: workspace.warnings,
  };
}
