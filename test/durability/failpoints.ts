import fs from 'node:fs';
import path from 'node:path';
import { type Armed, type Failpoint, FAILPOINTS } from '#core/db/failpoint.ts';
import { dump, unstaged } from '../mirror-dump.ts';
import { type Grounds, redo } from './grounds.ts';
import { oldFile } from './old-file.ts';
import { type Place, runChild } from './run-child.ts';
import { damages, editsIn, openAgain, settled } from './verify.ts';
import type { Workload } from './workloads.ts';

/** What a push passes changes the bank itself: cores die there in `test/core/changes-kill`, each with a bank of its own. */
type Pushed = 'changes.send' | 'changes.settle';
const isPushed = (point: Failpoint): point is Pushed => point === 'changes.send' || point === 'changes.settle';

/** The workload in which each place is passed. */
const WHERE: Record<Exclude<Failpoint, Pushed>, Workload> = {
  'workspace.create': 'create',
  'workspace.place': 'create',
  'migration.step': 'open',
  'backup.rename': 'open',
  'desk.write': 'edit',
  'job.start': 'pull',
  'job.resume': 'resume',
  'job.end': 'pull',
  'job.transaction': 'pull',
  'pull.open': 'pull',
  'pull.plan': 'pull',
  'pull.page': 'pull',
  'pull.sweep': 'pull',
  'pull.settle': 'pull',
  'pull.end': 'pull',
  'asOf.copy': 'asOf',
  'asOf.rename': 'asOf',
  'compact.runs': 'compact',
  'compact.versions': 'compact',
  'compact.vacuum': 'compact',
  'search.part': 'pull',
  'search.keep': 'pull',
  'changes.stage': 'stage',
  'import.begin': 'import',
  'import.batch': 'import',
  'import.complete': 'import',
};

/** Longest start after a death, in ms. */
const START = 2000;

export interface Case extends Armed {
  workload: Workload;
}

/** Every place, just before and just after. @param passing which passing of a place is the last */
export const everyFailpoint = (passing: (point: Failpoint) => number): Case[] =>
  FAILPOINTS.filter((name) => !isPushed(name)).flatMap((name) =>
    (['before', 'after'] as const).map((side) => ({
      point: `${name}.${side}` as const,
      passing: passing(name),
      workload: WHERE[name],
    })),
  );

export interface Outcome {
  case: Case;
  /** False where so many passings were never reached. */
  killed: boolean;
  wrong: string[];
  startMs: number;
}

/** Die at one place, start again, and look at everything that could be wrong. */
export async function dieAt(grounds: Grounds, one: Case): Promise<Outcome> {
  const place = groundOf(grounds, one);
  const { killed } = await runChild(one.workload, place, one);
  const there = fs.existsSync(place.file);
  const wrong = damages(place.file);
  const opened = await openAgain(place);
  try {
    if (there) {
      wrong.push(...(await settled(opened)));
      const { db } = opened.core.context.desk;
      wrong.push(...editsIn(db).wrong, ...mirrorFaults(grounds, one, killed, dump(db)));
    }
  } finally {
    await opened.core.close();
  }
  if (!(one.workload === 'create' && there)) await again(one.workload, place);
  if (opened.startMs > START) wrong.push(`the next start took ${Math.round(opened.startMs)} ms`);
  wrong.push(...damages(place.file), ...litter(place));
  fs.rmSync(place.home, { recursive: true, force: true });
  return { case: one, killed, wrong, startMs: opened.startMs };
}

function groundOf(grounds: Grounds, one: Case): Place {
  const { workload } = one;
  if (workload === 'create') return grounds.place(workload, null);
  if (workload === 'open') {
    const place = grounds.place(workload, null);
    oldFile(grounds.pulled, place.file, 1);
    return place;
  }
  return grounds.place(
    workload,
    workload === 'resume' ? grounds.broken : isFresh(one) ? grounds.fresh : grounds.pulled,
  );
}

/** Sweeps need something to remove; every other step of a pull is seen best where there was nothing. */
const isFresh = ({ workload, point }: Case): boolean =>
  workload === 'resume' || (workload === 'pull' && !/^pull\.(sweep|settle|end)/.test(point));

/** What was begun can be done to its end; the same bytes are not imported twice. */
async function again(workload: Workload, place: Place): Promise<void> {
  try {
    await redo(workload, place);
  } catch (error) {
    if (workload !== 'import' || !String(error).includes('E_IMPORT_SAME')) throw error;
  }
}

/** A mirror is the one before or the one after, and after where the pull was recorded. */
function mirrorFaults({ before, after }: Grounds, one: Case, killed: boolean, found: string[]): string[] {
  const { workload, point } = one;
  const told = (lines: string[]) => JSON.stringify(workload === 'stage' ? unstaged(lines) : lines);
  const same = (expected: string[]) => told(found) === told(expected);
  if (workload === 'create' || workload === 'open') return [];
  const pulls = workload === 'resume' || (workload === 'pull' && (point !== 'job.start.before' || !killed));
  return same(pulls ? after : isFresh(one) ? [] : before)
    ? []
    : [`the mirror is not the one ${pulls ? 'after' : 'before'} the pull`];
}

/** Files that nobody will ever want, in the workspace's folder and those below it. */
const litter = ({ home }: Place): string[] =>
  fs
    .readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.part$|creating|-journal$/.test(path.basename(name)))
    .map((name) => `left lying: ${name}`);
