import { hash } from 'node:crypto';
import type { ConflictKind } from '#shared/changes.ts';
import type { AssetMerge, Verdict } from './asset-revision.ts';
import type { Aws } from '../aws/aws.ts';
import { Mirror } from '../catalog/mirror.ts';
import type { Db } from '../db/open.ts';
import type { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import { writingRun } from '../sync/run.ts';
import type { Line } from './line.ts';

/** What every step of a push is given. */
export interface Pushing {
  job: JobContext;
  aws: Aws;
  domainId: string;
  setId: string;
  /** Whether what was published is published again. */
  publish: boolean;
  retired: (termId: string) => Promise<boolean>;
}

/** The entity a call is about. */
export interface Target {
  kind: Line['kind'];
  id: string;
}

/** One call that changes something, as the file has it. */
export interface Call {
  id: number;
  operation: string;
  token: string;
}

/**
 *   planned: its token is in the file ──> sent ──> applied | same | conflict | failed
 *                                          └─ died, or no answer: unknown, settled by reading back
 *
 * Note a call before it is sent. Its token follows from what it says: said again it is the same call to AWS.
 * @param before the revision it is based on. @param content all that is sent
 */
export function sending(
  pushing: Pushing,
  of: Target,
  operation: string,
  before: string | null,
  content: unknown = null,
): Call {
  const { job, setId } = pushing;
  const token = hash('sha256', JSON.stringify([setId, of, operation, before, content]), 'hex');
  return job.write(
    (call: Call) => ({ action: 'changes.push.send', entity: of.id, details: { operation, token: call.token, before } }),
    (db) => {
      const open = db
        .prepare<unknown[], Call>(
          `SELECT id, operation, token FROM push_call WHERE set_id = ? AND kind = ? AND entity_id = ? AND token = ?
           AND state IN ('sending', 'unknown') ORDER BY id DESC LIMIT 1`,
        )
        .get(setId, of.kind, of.id, token);
      const at = job.context.clock().toISOString();
      if (open !== undefined) {
        db.prepare("UPDATE push_call SET state = 'sending', job_id = ?, at = ? WHERE id = ?").run(
          job.jobId,
          at,
          open.id,
        );
        return open;
      }
      const { lastInsertRowid } = db
        .prepare(
          `INSERT INTO push_call (job_id, set_id, kind, entity_id, operation, token, before, state, at)
           VALUES (?, ?, ?, ?, ?, ?, ?, 'sending', ?)`,
        )
        .run(job.jobId, setId, of.kind, of.id, operation, token, before, at);
      return { id: Number(lastInsertRowid), operation, token };
    },
    'changes.send',
  );
}

/** What came of an entity: in one transaction with what AWS says of it now, its lines and its calls. */
export interface Outcome {
  verdicts: AssetMerge['verdicts'];
  /** The calls that were made, and the revision they made. */
  calls: readonly Call[];
  after: string | null;
  mirror?: (mirror: Mirror, db: Db) => void;
}

export function settled(pushing: Pushing, of: Target, outcome: Outcome): void {
  const { job, setId } = pushing;
  job.write(
    { action: 'changes.push.settle', entity: of.id, details: { set: setId, after: outcome.after, ...tally(outcome) } },
    (db) => {
      if (outcome.mirror !== undefined) {
        const mirror = new Mirror(db, writingRun(job, 'push'));
        outcome.mirror(mirror, db);
        mirror.flush();
      }
      const at = job.context.clock().toISOString();
      for (const [id, verdict] of outcome.verdicts) note(db, id, verdict, at);
      endCalls(db, setId, of, outcome.calls.length > 0 ? 'applied' : 'same', outcome.after, null, at);
    },
    'changes.settle',
  );
}

/** AWS said no to the whole of it, or nobody knows whether it arrived. */
export function refused(
  pushing: Pushing,
  of: Target,
  lines: readonly Line[],
  state: 'failed' | 'conflict' | 'unknown',
  conflict: ConflictKind | null,
  failure: Failure,
): void {
  const { job, setId } = pushing;
  const problem = JSON.stringify({ ...failure.problem, next: NEXT[state], message: failure.message });
  job.write(
    {
      action: `changes.push.${state}`,
      entity: of.id,
      details: { set: setId, lines: lines.length, code: failure.problem.code },
    },
    (db) => {
      const at = job.context.clock().toISOString();
      const mark = db.prepare('UPDATE change SET state = ?, conflict = ?, problem = ? WHERE id = ?');
      for (const { id } of lines) mark.run(state, conflict, problem, id);
      endCalls(db, setId, of, state, null, problem, at);
    },
    'changes.settle',
  );
}

/** What a person does about it here: what AWS refused of a pull is another matter. */
const NEXT: Record<'failed' | 'conflict' | 'unknown', string> = {
  failed: 'Mend what AWS names, then push again, or take the line back.',
  conflict: 'Ask for the right and push again, or take the line back.',
  unknown: 'Push again: what arrived is found out by reading back.',
};

function note(db: Db, id: number, verdict: Verdict, at: string): void {
  if (verdict.outcome === 'conflict')
    db.prepare("UPDATE change SET state = 'conflict', conflict = ?, theirs = ?, problem = NULL WHERE id = ?").run(
      verdict.conflict,
      verdict.theirs,
      id,
    );
  else
    db.prepare(
      "UPDATE change SET state = 'applied', conflict = NULL, theirs = NULL, problem = NULL, ended_at = ? WHERE id = ?",
    ).run(at, id);
}

function endCalls(
  db: Db,
  setId: string,
  of: Target,
  state: string,
  after: string | null,
  problem: string | null,
  at: string,
): void {
  db.prepare(
    `UPDATE push_call SET state = ?, after = ?, problem = ?, ended_at = ? WHERE set_id = ? AND kind = ? AND entity_id = ?
     AND state IN ('sending', 'unknown')`,
  ).run(state, after, problem, at, setId, of.kind, of.id);
}

function tally({ verdicts }: Outcome): Record<string, number> {
  const all = [...verdicts.values()];
  const count = (outcome: Verdict['outcome']) => all.filter((one) => one.outcome === outcome).length;
  return { written: count('write'), same: count('same'), conflicts: count('conflict') };
}

/** Nobody knows whether AWS did it: no answer came, or none that can be read. */
export const isUnsure = (failure: Failure): boolean =>
  failure.problem.code === 'E_AWS_UNAVAILABLE' || failure.problem.code === 'E_AWS_RESPONSE';
