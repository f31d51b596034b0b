import fs from 'node:fs';
import type { Retention } from '#shared/history.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';

const DAY = 86_400_000;

export const retentionOf = (db: Db): Retention => {
  const row = db
    .prepare<[], { all_days: number; daily_days: number; monthly_months: number }>(
      'SELECT all_days, daily_days, monthly_months FROM sync_setting',
    )
    .get();
  if (row === undefined) throw new Error('the workspace has no settings row');
  return { allDays: row.all_days, dailyDays: row.daily_days, monthlyMonths: row.monthly_months };
};

export interface Moment {
  id: number;
  /** RFC 3339, when the run ended. */
  at: string;
}

/**
 *   now ── every run ── allDays ── the last of each day ── dailyDays ── the last of each month ── monthlyMonths ── none
 *
 * Runs whose moments the rule lets go. The newest is always kept. @param runs ended ones, in the order of their ids
 */
export function lettingGo(runs: readonly Moment[], rule: Retention, now: Date): number[] {
  const kept = new Set<number>();
  const lastOf = new Map<string, number>();
  for (const run of runs) {
    const days = (now.getTime() - Date.parse(run.at)) / DAY;
    if (days <= rule.allDays) kept.add(run.id);
    // A later run of the same day or month takes the place of an earlier one.
    else if (days <= rule.dailyDays) lastOf.set(run.at.slice(0, 10), run.id);
    else if (rule.monthlyMonths === 0 || days <= rule.monthlyMonths * 30.44) lastOf.set(run.at.slice(0, 7), run.id);
  }
  for (const id of lastOf.values()) kept.add(id);
  const newest = runs.at(-1);
  if (newest !== undefined) kept.add(newest.id);
  return runs.filter((run) => !kept.has(run.id)).map((run) => run.id);
}

/** Ended runs that are still kept, oldest first. */
export const moments = (db: Db): Moment[] =>
  db
    .prepare<[], Moment>('SELECT id, ended_at AS at FROM sync_run WHERE ended_at IS NOT NULL AND kept = 1 ORDER BY id')
    .all();

/** How much history is kept, by what rule, and what it weighs. */
export function history(context: Context) {
  const { db } = context.desk;
  const one = (sql: string) => Number(db.prepare(sql).pluck().get());
  return {
    retention: retentionOf(db),
    runs: one('SELECT count(*) FROM sync_run'),
    runsKept: one('SELECT count(*) FROM sync_run WHERE kept = 1'),
    versions: one('SELECT count(*) FROM history'),
    bytes: one("SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE aggregate = 1 AND name GLOB 'history*'"),
    fileBytes: fs.statSync(context.desk.current?.path ?? '').size,
  };
}
