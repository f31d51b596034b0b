import type { EntityKind, Run } from '#shared/sync.ts';
import type { Db } from '../db/open.ts';
import type { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { Scope } from './readers.ts';

/** The run of this job: the one it had when the core died, or a new one. */
export function openRun(job: JobContext): number {
  const known = job.db.prepare("SELECT id FROM sync_run WHERE job_id = ? AND state = 'running'").pluck().get(job.jobId);
  if (known !== undefined) return Number(known);
  return job.transaction((db) =>
    Number(
      db
        .prepare("INSERT INTO sync_run (job_id, state, started_at) VALUES (?, 'running', ?)")
        .run(job.jobId, job.context.clock().toISOString()).lastInsertRowid,
    ),
  );
}

/** Note that this scope is to be read; one that was begun before a crash keeps how far it came. */
export function planScope(db: Db, run: number, kind: EntityKind, scope: Scope, unavailable: Failure | null): void {
  db.prepare(
    `INSERT INTO sync_scope (run, kind, scope, scope_name, state, error_code, error_message, next)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  ).run(
    run,
    kind,
    scope.id,
    scope.name,
    unavailable === null ? 'waiting' : 'skipped',
    unavailable?.problem.code ?? null,
    unavailable?.message ?? null,
    unavailable?.problem.next ?? null,
  );
}

/** Close the run: complete where every scope was that was to be read, partial otherwise. Skipped ones stay told. */
export function endRun(job: JobContext, run: number, stopped: 'failed' | 'cancelled' | null, calls: number): void {
  job.write(
    (state: Run['state']) => ({
      action: 'sync.pull.read',
      entity: String(run),
      details: { state, ...tally(job.db, run) },
    }),
    (db) => {
      const open = Number(
        db
          .prepare("SELECT count(*) FROM sync_scope WHERE run = ? AND state NOT IN ('complete', 'skipped')")
          .pluck()
          .get(run),
      );
      const state = stopped ?? (open === 0 ? 'complete' : 'partial');
      db.prepare('UPDATE sync_run SET state = ?, ended_at = ?, calls = calls + ? WHERE id = ?').run(
        state,
        job.context.clock().toISOString(),
        calls,
        run,
      );
      return state;
    },
  );
}

const tally = (db: Db, run: number) =>
  db.prepare('SELECT calls, items, added, changed, removed FROM sync_run WHERE id = ?').get(run) as Record<
    string,
    number
  >;
