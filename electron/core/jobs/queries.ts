import type { JobId } from '#shared/define.ts';
import { Job, type Progress } from '#shared/jobs.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';

export interface JobRow {
  id: string;
  operation: string;
  input: string;
  state: Job['state'];
  started_at: string;
  ended_at: string | null;
  resumed: number;
  progress: string | null;
  result: string | null;
  error: string | null;
}

export function jobRow(db: Db, id: string): JobRow {
  const row = db.prepare<[string], JobRow>('SELECT * FROM job WHERE id = ?').get(id);
  if (row === undefined)
    throw new Failure(
      'not_found',
      'E_JOB_UNKNOWN',
      'There is no such job in this workspace.',
      'Look in Activity for the jobs there are.',
    );
  return row;
}

/** Jobs that had not ended when they were last written. */
export const unfinished = (db: Db): JobRow[] =>
  db.prepare<[], JobRow>("SELECT * FROM job WHERE state IN ('running', 'cancelling') ORDER BY number").all();

/** A page of jobs, newest first. */
export function listJobs(db: Db, input: { offset: number; limit: number }): { total: number; items: Job[] } {
  const rows = db
    .prepare<unknown[], JobRow>('SELECT * FROM job ORDER BY number DESC LIMIT ? OFFSET ?')
    .all(input.limit, input.offset);
  return { total: Number(db.prepare('SELECT count(*) FROM job').pluck().get()), items: rows.map(jobFrom) };
}

export function jobFrom(row: JobRow): Job {
  return {
    id: row.id as JobId,
    operation: row.operation,
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    resumed: row.resumed,
    progress: row.progress === null ? null : (JSON.parse(row.progress) as Progress),
    result: row.result === null ? null : JSON.parse(row.result),
    error: row.error === null ? null : Job.shape.error.parse(JSON.parse(row.error)),
  };
}
