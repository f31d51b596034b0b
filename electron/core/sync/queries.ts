import { ENTITY_KINDS, type EntityKind } from '#shared/entities.ts';
import type { Connection, KindCoverage, Run, ScopeCoverage } from '#shared/sync.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { type ScopeRow, isOpen, type KindRow, kindsOf, type Standing, standings } from './standing.ts';
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
  kind: Run['kind'];
  mode: Run['mode'];
  kept: number;
}

const RUN = `SELECT r.*, (SELECT count(*) FROM sync_scope s WHERE s.run = r.id) AS scopes,
  (SELECT count(*) FROM sync_scope s WHERE s.run = r.id AND s.state = 'complete') AS scopes_complete FROM sync_run r`;

/** A page of runs, newest first. */
export function runs(db: Db, input: { offset: number; limit: number }): { total: number; items: Run[] } {
  const rows = db
    .prepare<unknown[], RunRow>(`${RUN} ORDER BY r.id DESC LIMIT ? OFFSET ?`)
    .all(input.limit, input.offset);
  return { total: Number(db.prepare('SELECT count(*) FROM sync_run').pluck().get()), items: rows.map(runFrom) };
}

/** How far one pull came, and what it kept of earlier ones; the last pull's where none is named. */
export function coverage(
  db: Db,
  runId: number | null,
): { run: Run | null; kinds: KindCoverage[]; scopes: ScopeCoverage[] } {
  const row =
    runId === null
      ? db.prepare<[], RunRow>(`${RUN} WHERE r.kind = 'pull' ORDER BY r.id DESC LIMIT 1`).get()
      : db.prepare<[number], RunRow>(`${RUN} WHERE r.id = ?`).get(runId);
  if (row === undefined) {
    if (runId === null) return { run: null, kinds: [], scopes: [] };
    throw runUnknown(runId);
  }
  const standing = standings(db, row.id);
  const kinds = kindsOf(db, row.id).map((kind) => kindFrom(kind, standing.get(kind.kind)));
  const scopes = [...standing.values()].flatMap((one) => one.scopes.map(scopeFrom));
  return { run: runFrom(row), kinds: kinds.toSorted(byKind), scopes: scopes.toSorted(byKind) };
}

export const runUnknown = (runId: number): Failure =>
  new Failure(
    'not_found',
    'E_RUN_UNKNOWN',
    `There is no pull ${runId} in this workspace.`,
    'Look at the list of pulls.',
    {
      runId,
    },
  );

const byKind = (a: { kind: EntityKind }, b: { kind: EntityKind }): number =>
  ENTITY_KINDS.indexOf(a.kind) - ENTITY_KINDS.indexOf(b.kind);

function kindFrom({ kind, how, why }: KindRow, standing: Standing | undefined): KindCoverage {
  const scopes = standing?.scopes ?? [];
  const complete = scopes.filter((scope) => scope.state === 'complete').length;
  const troubles = new Map<string, number>();
  for (const scope of scopes)
    for (const { code, count } of troublesFrom(scope.troubles)) troubles.set(code, (troubles.get(code) ?? 0) + count);
  return {
    kind,
    how,
    why,
    scopes: scopes.length,
    scopesComplete: complete,
    pages: scopes.reduce((sum, scope) => sum + scope.pages, 0),
    items: scopes.reduce((sum, scope) => sum + scope.items, 0),
    troubles: [...troubles].map(([code, count]) => ({ code, count })),
    standing:
      standing === undefined
        ? 'never'
        : complete === scopes.length
          ? 'complete'
          : scopes.some((scope) => scope.items > 0 || !isOpen(scope))
            ? 'partial'
            : 'never',
    fullAt: standing?.fullAt ?? null,
    fullRunId: standing?.fullRun ?? null,
  };
}

const scopeFrom = (row: ScopeRow): ScopeCoverage => ({
  kind: row.kind,
  scope: row.scope,
  scopeName: row.scope_name,
  how: row.how,
  runId: row.run,
  readAt: row.read_at,
  state: row.state,
  pages: row.pages,
  items: row.items,
  expected: row.expected,
  troubles: troublesFrom(row.troubles),
  errorCode: row.error_code,
  errorMessage: row.error_message,
  next: row.next,
});

const troublesFrom = (json: string): { code: string; count: number }[] =>
  Object.entries(JSON.parse(json) as Record<string, number>).map(([code, count]) => ({ code, count }));

export function runFrom(row: RunRow): Run {
  return {
    id: row.id,
    jobId: row.job_id,
    kind: row.kind,
    mode: row.mode,
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
    kept: row.kept === 1,
  };
}

export { incomplete } from './incomplete.ts';
