import type { EntityKind } from '#shared/entities.ts';
import type { PullMode, Run } from '#shared/sync.ts';
import type { Db } from '../db/open.ts';
import type { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { Decision } from './decide.ts';
import { coverageMoved } from './incomplete.ts';
import type { Scope } from './readers/reader.ts';
import { isOpen, type KindRow, standings } from './standing.ts';

/** The run of a job that died between its end and the job's own; null where there is none. */
export function endedRun(job: JobContext): number | null {
  const ended = "SELECT id FROM sync_run WHERE job_id = ? AND state IN ('complete', 'partial')";
  const known = job.db.prepare(ended).pluck().get(job.jobId);
  return known === undefined ? null : Number(known);
}

/** The run of this job: the one it had when the core died, or a new one. @param mode null for what is no pull */
export function openRun(job: JobContext, kind: Run['kind'], mode: PullMode | null): number {
  const known = job.db.prepare('SELECT id FROM sync_run WHERE job_id = ?').pluck().get(job.jobId);
  if (known !== undefined) {
    // One that had failed, of a job that did not come to say so, is gone on with.
    job.transaction((db) => {
      db.prepare("UPDATE sync_run SET state = 'running', ended_at = NULL WHERE id = ? AND state <> 'running'").run(
        known,
      );
    });
    return Number(known);
  }
  return job.transaction(
    (db) =>
      Number(
        db
          .prepare("INSERT INTO sync_run (job_id, kind, mode, state, started_at) VALUES (?, ?, ?, 'running', ?)")
          .run(job.jobId, kind, mode, job.context.clock().toISOString()).lastInsertRowid,
      ),
    'pull.open',
  );
}

/**
 * The run to which what a push reads back belongs, in the transaction that writes it: versions are numbered by runs, so
 * it is the pull that is under way, or else the newest one there is, of this job's own.
 */
export function writingRun(job: JobContext, kind: Run['kind']): number {
  const newest = job.db
    .prepare<[], { id: number; kind: string; state: string; job_id: string }>(
      'SELECT id, kind, state, job_id FROM sync_run ORDER BY id DESC LIMIT 1',
    )
    .get();
  if (newest?.state === 'running' && (newest.kind === 'pull' || newest.job_id.startsWith(job.jobId))) return newest.id;
  endOwnRuns(job);
  const { own } = job.db.prepare('SELECT count(*) AS own FROM sync_run WHERE job_id GLOB ?').get(`${job.jobId}*`) as {
    own: number;
  };
  return Number(
    job.db
      .prepare("INSERT INTO sync_run (job_id, kind, state, started_at) VALUES (?, ?, 'running', ?)")
      .run(own === 0 ? job.jobId : `${job.jobId}#${own + 1}`, kind, job.context.clock().toISOString()).lastInsertRowid,
  );
}

/** Close the runs this job opened for what it wrote, in the caller's transaction. */
export function endOwnRuns(job: JobContext): void {
  const { db, jobId } = job;
  const open = db
    .prepare("SELECT id FROM sync_run WHERE state = 'running' AND job_id GLOB ?")
    .pluck()
    .all(`${jobId}*`) as number[];
  for (const id of open) {
    const { added, changed, removed } = moved(db, id);
    db.prepare(
      "UPDATE sync_run SET state = 'complete', ended_at = ?, items = ?, added = ?, changed = ?, removed = ? WHERE id = ?",
    ).run(job.context.clock().toISOString(), added + changed + removed, added, changed, removed, id);
  }
}

/** Note how this run meets a kind; what was decided before a crash stays. @param beganAt RFC 3339, by AWS's clock */
export function planKind(db: Db, run: number, kind: EntityKind, decision: Decision, beganAt: string): KindRow {
  db.prepare('INSERT INTO sync_kind (run, kind, how, why, began_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
    run,
    kind,
    decision.how,
    decision.why,
    beganAt,
  );
  return db
    .prepare<[number, string], KindRow>('SELECT kind, how, why FROM sync_kind WHERE run = ? AND kind = ?')
    .get(run, kind) as KindRow;
}

/** The feed told less than AWS counts: the kind is read in full in this very run. */
export function turnFull(db: Db, run: number, kind: EntityKind, why: string): void {
  db.prepare("UPDATE sync_kind SET how = 'full', why = ? WHERE run = ? AND kind = ?").run(why, run, kind);
}

/** Note that this scope is to be read; one that was begun before a crash keeps how far it came. */
export function planScope(
  db: Db,
  run: number,
  kind: EntityKind,
  scope: Scope,
  how: 'full' | 'changes',
  unavailable: Failure | null,
): void {
  db.prepare(
    `INSERT INTO sync_scope (run, kind, scope, scope_name, how, state, error_code, error_message, next)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  ).run(
    run,
    kind,
    scope.id,
    scope.name,
    how,
    unavailable === null ? 'waiting' : 'skipped',
    unavailable?.problem.code ?? null,
    unavailable?.message ?? null,
    unavailable?.problem.next ?? null,
  );
}

/** Close the run: complete where nothing the mirror rests on is missing, partial otherwise. Skipped scopes stay told. */
export function endRun(job: JobContext, run: number, stopped: 'failed' | 'cancelled' | null, calls: number): void {
  job.writeEnd(
    (state: Run['state']) => ({
      action: 'sync.pull.read',
      entity: String(run),
      details: { state, ...tally(job.db, run) },
    }),
    (db) => {
      const open = [...standings(db, run).values()].some((standing) => standing.scopes.some(isOpen));
      const state = stopped ?? (open ? 'partial' : 'complete');
      const { added, changed, removed } = moved(db, run);
      db.prepare(
        'UPDATE sync_run SET state = ?, ended_at = ?, calls = ?, added = ?, changed = ?, removed = ? WHERE id = ?',
      ).run(state, job.context.clock().toISOString(), calls, added, changed, removed, run);
      coverageMoved(db);
      return state;
    },
    'pull.end',
  );
}

/** What a run moved, by the versions it wrote; what it counted on the way did not know what came and went within it. */
function moved(db: Db, run: number): { added: number; changed: number; removed: number } {
  const count = (sql: string) => Number(db.prepare(sql).pluck().get(run));
  const changed = count(
    `SELECT count(*) FROM history p JOIN history h ON h.kind = p.kind AND h.id = p.id AND h.from_run = p.to_run WHERE p.to_run = ?`,
  );
  return {
    added: count('SELECT count(*) FROM history WHERE from_run = ?') - changed,
    changed,
    removed: count('SELECT count(*) FROM history WHERE to_run = ?') - changed,
  };
}

/** Calls this run had made when the core died. */
export const callsOf = (job: JobContext, run: number): number =>
  Number(job.db.prepare('SELECT calls FROM sync_run WHERE id = ?').pluck().get(run));

const tally = (db: Db, run: number) =>
  db.prepare('SELECT calls, items, added, changed, removed FROM sync_run WHERE id = ?').get(run) as Record<
    string,
    number
  >;
