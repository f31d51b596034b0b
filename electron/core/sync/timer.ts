import type { Schedule } from '#shared/sync.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { lettingGo, moments, retentionOf } from './retention.ts';

/** How often the schedule is looked at, in ms. */
const LOOK_EVERY = 30_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

export const scheduleOf = (db: Db): Schedule => {
  const row = db
    .prepare<[], { every_minutes: number | null; mode: Schedule['mode'] }>(
      'SELECT every_minutes, mode FROM sync_setting',
    )
    .get();
  if (row === undefined) throw new Error('the workspace has no settings row');
  return { everyMinutes: row.every_minutes, mode: row.mode };
};

/** The schedule with when it fires next. */
export function schedule(context: Context) {
  const { db } = context.desk;
  const { everyMinutes, mode } = scheduleOf(db);
  const lastAt = lastPull(db);
  const now = context.clock().getTime();
  const next = everyMinutes === null ? null : dueAt(lastAt === null ? null : Date.parse(lastAt), everyMinutes, now);
  return { everyMinutes, mode, lastAt, nextAt: next === null ? null : new Date(next).toISOString() };
}

const lastPull = (db: Db): string | null =>
  (db.prepare("SELECT max(started_at) FROM sync_run WHERE kind = 'pull'").pluck().get() as string | null) ?? null;

/** A last pull in the future is one of a clock that was wrong: then the wait begins now. */
const dueAt = (last: number | null, everyMinutes: number, now: number): number =>
  last === null ? now : Math.min(last, now) + everyMinutes * MINUTE;

/**
 * Starts pulls by the schedule while the core runs. A clock that jumps forward fires once; one that jumps back is
 * waited out by the time that really passed. @returns stops it
 */
export function startTimer(context: Context, monotonic: () => number = () => performance.now()): () => void {
  const started = monotonic();
  let fired = Number.NEGATIVE_INFINITY;
  let compacted = Number.NEGATIVE_INFINITY;
  const look = () => {
    const { current } = context.desk;
    // On a full disk it stays due.
    if (current === null || current.room.full !== null || context.jobs.running > 0) return;
    const { db } = current;
    const { everyMinutes, mode } = scheduleOf(db);
    const now = context.clock().getTime();
    const every = (everyMinutes ?? 0) * MINUTE;
    const last = lastPull(db);
    const at = last === null ? Number.NEGATIVE_INFINITY : Date.parse(last);
    // A last pull in the future is one of a clock that was wrong: the time that really passed is waited out.
    const waited = at > now ? monotonic() - Math.max(started, fired) >= every : now - at >= every;
    const due = everyMinutes !== null && waited && monotonic() - fired >= every;
    if (due) {
      fired = monotonic();
      context.jobs.start('sync.pull', { revisions: 'some', mode });
    } else if (monotonic() - compacted > DAY) {
      compacted = monotonic();
      if (lettingGo(moments(db), retentionOf(db), context.clock()).length > 0) context.jobs.start('sync.compact', {});
    }
  };
  const timer = setInterval(() => {
    try {
      look();
    } catch (error) {
      // A pull that cannot start now (no connection, a full disk) is tried again at the next look.
      context.log({ level: 'warn', event: 'schedule', error: String(error) });
    }
  }, LOOK_EVERY);
  timer.unref();
  return () => clearInterval(timer);
}
