import type * as z from 'zod';
import type { Incomplete } from '#shared/catalog.ts';
import type { Connection, Run, ScopeCoverage } from '#shared/sync.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { connectionRow, endpointsOf, isAllowed } from './connection.ts';

/** Where this workspace pulls from, and as whom. */
export async function connectionOf(context: Context): Promise<Connection> {
  const db = context.desk.db;
  const row = connectionRow(db);
  const bare = {
    of: { datazone: row.endpoint },
    source: row.endpoint === null ? null : ('workspace' as const),
    foreign: [] as string[],
  };
  // A profile that has gone must not hide the connection that names it; the pull will say so.
  const endpoints = row.kind === 'none' ? bare : await endpointsOf(context, row).catch(() => bare);
  const name = db.prepare('SELECT id, name FROM remote_domain').get() as { id: string; name: string } | undefined;
  const sample = row.kind === 'sample' ? await context.sample() : null;
  return {
    kind: row.kind,
    profile: row.profile,
    region: sample?.region ?? row.region,
    domainId: row.domain_id ?? sample?.domainId ?? name?.id ?? null,
    domainName: name?.name ?? null,
    identityStoreId: sample?.identityStoreId ?? row.identity_store_id,
    endpoint: endpoints.foreign[0] ?? endpoints.of.datazone,
    endpointSource: endpoints.source,
    endpointAllowed: endpoints.foreign.every((endpoint) => isAllowed(db, endpoint)),
    identity: row.arn === null ? null : { accountId: row.account_id ?? '', arn: row.arn, userId: row.user_id ?? '' },
    identityAt: row.identity_at,
  };
}

interface RunRow {
  id: number;
  job_id: string;
  state: Run['state'];
  started_at: string;
  ended_at: string | null;
  calls: number;
  items: number;
  added: number;
  changed: number;
  removed: number;
  scopes: number;
  scopes_complete: number;
}

const RUN = `SELECT r.*, (SELECT count(*) FROM sync_scope s WHERE s.run = r.id) AS scopes,
  (SELECT count(*) FROM sync_scope s WHERE s.run = r.id AND s.state = 'complete') AS scopes_complete FROM sync_run r`;

/** A page of pulls, newest first. */
export function runs(db: Db, input: { offset: number; limit: number }): { total: number; items: Run[] } {
  const rows = db
    .prepare<unknown[], RunRow>(`${RUN} ORDER BY r.id DESC LIMIT ? OFFSET ?`)
    .all(input.limit, input.offset);
  return { total: Number(db.prepare('SELECT count(*) FROM sync_run').pluck().get()), items: rows.map(runFrom) };
}

/** How far one pull came, per entity kind and scope; the last one's where none is named. */
export function coverage(db: Db, runId: number | null): { run: Run | null; scopes: ScopeCoverage[] } {
  const row =
    runId === null
      ? db.prepare<[], RunRow>(`${RUN} ORDER BY r.id DESC LIMIT 1`).get()
      : db.prepare<[number], RunRow>(`${RUN} WHERE r.id = ?`).get(runId);
  if (row === undefined) {
    if (runId === null) return { run: null, scopes: [] };
    throw new Failure(
      'not_found',
      'E_RUN_UNKNOWN',
      `There is no pull ${runId} in this workspace.`,
      'Look at the list of pulls.',
    );
  }
  return { run: runFrom(row), scopes: scopesOf(db, row.id) };
}

interface ScopeRow {
  kind: ScopeCoverage['kind'];
  scope: string;
  scope_name: string;
  state: ScopeCoverage['state'];
  pages: number;
  items: number;
  expected: number | null;
  error_code: string | null;
  error_message: string | null;
  next: string | null;
}

export function scopesOf(db: Db, run: number): ScopeCoverage[] {
  const rows = db
    .prepare<[number], ScopeRow>('SELECT * FROM sync_scope WHERE run = ? ORDER BY kind, scope_name, scope')
    .all(run);
  return rows.map((row) => ({
    kind: row.kind,
    scope: row.scope,
    scopeName: row.scope_name,
    state: row.state,
    pages: row.pages,
    items: row.items,
    expected: row.expected,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    next: row.next,
  }));
}

export function runFrom(row: RunRow): z.infer<typeof Run> {
  return {
    id: row.id,
    jobId: row.job_id,
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    calls: row.calls,
    items: row.items,
    added: row.added,
    changed: row.changed,
    removed: row.removed,
    scopes: row.scopes,
    scopesComplete: row.scopes_complete,
  };
}

/** Entity kinds the last pull did not read to their end, and why; every number that rests on one of them says so. */
export function incomplete(db: Db): Incomplete[] {
  const run = db.prepare('SELECT id, state FROM sync_run ORDER BY id DESC LIMIT 1').get() as
    | { id: number; state: string }
    | undefined;
  if (run === undefined)
    return [{ kind: 'everything', scopes: 1, code: 'W_NEVER_PULLED', message: 'Nothing was pulled yet.' }];
  const rows = db
    .prepare<[number], Incomplete>(
      `SELECT kind, count(*) AS scopes, min(error_code) AS code,
         coalesce(min(error_message), 'It was not read yet.') AS message
       FROM sync_scope WHERE run = ? AND state <> 'complete' GROUP BY kind ORDER BY kind`,
    )
    .all(run.id);
  if (run.state === 'running')
    return [{ kind: 'everything', scopes: 1, code: 'W_PULLING', message: 'A pull is still running.' }, ...rows];
  if (run.state === 'cancelled')
    return [
      { kind: 'everything', scopes: 1, code: 'W_CANCELLED', message: 'The last pull was cancelled before its end.' },
      ...rows,
    ];
  if (run.state === 'failed')
    return [
      { kind: 'everything', scopes: 1, code: 'W_FAILED', message: 'The last pull failed before its end.' },
      ...rows,
    ];
  return rows;
}
