import fs from 'node:fs';
import path from 'node:path';
import { failpoint } from '../db/failpoint.ts';
import { restSearchIndex, searchIndexOf } from '../catalog/search/live.ts';
import { copyOf, openCopy, openPast } from '../db/past.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import { runUnknown } from './queries.ts';
import { rewind } from './rewind.ts';

/** Past moments whose files are kept for the next time. */
const KEPT = 3;
const DAY = 86_400_000;

/**
 *   workspace ── copied ──> as-of/<workspace>-<run>.part ── rewound ──> renamed, opened read-only, shown
 *
 * Show the workspace as it was at the end of a run. The same queries run on the copy; the ledger stays the present one.
 */
export async function asOf(job: JobContext, runId: number) {
  const { context, db, signal } = job;
  const began = context.clock().getTime();
  const run = endOf(db, runId);
  const folder = path.join(context.options.home, 'as-of');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const workspace = String(db.prepare('SELECT id FROM workspace').pluck().get());
  const file = path.join(folder, `${workspace}-${runId}.meshward-past`);
  let patched = 0;
  if (!stands(file, db, runId)) {
    const part = `${file}.part`;
    fs.rmSync(part, { force: true });
    try {
      failpoint('asOf.copy.before');
      await copyOf(db, part, signal, (done, total) => job.report({ phase: 'Copying the workspace', done, total }));
      // Nobody searches or reads the present while a past is made and shown: that one needs the room.
      restSearchIndex(db);
      db.pragma('shrink_memory');
      failpoint('asOf.copy.after');
      patched = await rewound(part, runId, run.at, signal, (done, total, item) =>
        job.report({ phase: 'Going back in time', done, total, item }),
      );
      failpoint('asOf.rename.before');
      fs.renameSync(part, file);
      failpoint('asOf.rename.after');
    } finally {
      fs.rmSync(part, { force: true });
    }
  }
  fs.utimesSync(file, context.clock(), context.clock());
  const past = openPast(file);
  try {
    await searchIndexOf(past).settle(signal);
  } catch (error) {
    past.close();
    throw error;
  }
  context.desk.look({ run: runId, at: run.at, db: past, close: () => past.close() });
  forgetOld(folder, file, began);
  const entities = Number(past.prepare('SELECT count(*) FROM history WHERE to_run IS NULL').pluck().get());
  return { runId, at: run.at, entities, patched, seconds: (context.clock().getTime() - began) / 1000 };
}

async function rewound(
  file: string,
  run: number,
  at: string,
  signal: AbortSignal,
  told: (done: number, total: number, item: string) => void,
): Promise<number> {
  const copy = openCopy(file);
  try {
    const moved = await rewind(copy, run, at, signal, told);
    // What was turned back is taken up once, here: the copy is opened read-only, where an index could not be kept.
    await searchIndexOf(copy).settle(signal);
    restSearchIndex(copy);
    return moved;
  } finally {
    copy.close();
  }
}

function endOf(db: Db, runId: number): { at: string } {
  const run = db
    .prepare<[number], { ended_at: string | null; kept: number }>('SELECT ended_at, kept FROM sync_run WHERE id = ?')
    .get(runId);
  if (run === undefined) throw runUnknown(runId);
  if (run.ended_at === null)
    throw new Failure(
      'conflict',
      'E_RUN_OPEN',
      `Pull ${runId} has not ended yet.`,
      'Wait for its end, or open an earlier one.',
    );
  if (run.kept === 0)
    throw new Failure(
      'not_found',
      'E_RUN_LET_GO',
      `The moment of pull ${runId} is no longer kept.`,
      'Open one that is; the rule is in Settings, under history.',
    );
  return { at: run.ended_at };
}

/** Is there already a file of this moment? What a run left behind never changes, but compaction may make history new. */
function stands(file: string, db: Db, runId: number): boolean {
  if (!fs.existsSync(file)) return false;
  try {
    const past = openPast(file);
    try {
      const count = 'SELECT count(*) FROM history WHERE from_run <= ? AND (to_run IS NULL OR to_run > ?)';
      return (
        past.pragma('user_version', { simple: true }) === db.pragma('user_version', { simple: true }) &&
        past.prepare(count).pluck().get(runId, runId) === db.prepare(count).pluck().get(runId, runId)
      );
    } finally {
      past.close();
    }
  } catch {
    // Not a file of ours any more: it is made anew.
    return false;
  }
}

/** Moments that were not looked at of late, and drafts a core left behind when it died. @param now ms */
function forgetOld(folder: string, current: string, now: number): void {
  const files = fs
    .readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((file) => file !== current)
    .map((file) => ({ file, at: fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now }))
    .toSorted((a, b) => b.at - a.at);
  const past = files.filter(({ file }) => file.endsWith('.meshward-past'));
  // Another core may be at work on a young one.
  const drafts = files.filter(({ file, at }) => file.endsWith('.meshward-past.part') && now - at > DAY);
  for (const { file } of [...past.slice(KEPT - 1), ...drafts]) fs.rmSync(file, { force: true });
}
