import fs from 'node:fs';
import { dump, unstaged } from '../mirror-dump.ts';
import { chance } from './chance.ts';
import { type Grounds, redo } from './grounds.ts';
import { type Place, runChild } from './run-child.ts';
import type { Workload } from './workloads.ts';
import { damages, editsIn, openAgain, settled, stagesIn } from './verify.ts';

/** How long after they began these are killed at the latest, in ms. */
export const KILLED_WITHIN = { edits: 120, stages: 120, compact: 120, asOf: 120, pull: 700 } as const;
export type Killed = keyof typeof KILLED_WITHIN;

/** Longest start after a death, in ms. */
const START = 2000;

/** What goes on until it is killed is done once at the end. */
const ONCE: Partial<Record<Killed, Workload>> = { edits: 'edit', stages: 'stage' };

export interface Chain {
  workload: Killed;
  seed: number;
  kills: number;
  acked: number;
  slowestStartMs: number;
  wrong: string[];
}

/** Kill one workspace's cores one after another, at times that follow from the seed, and look after each death. */
export async function killAgainAndAgain(
  grounds: Grounds,
  workload: Killed,
  times: number,
  seed: number,
): Promise<Chain> {
  const place = grounds.place(`kill-${workload}`, grounds.pulled);
  const random = chance(seed);
  const chain: Chain = { workload, seed, kills: 0, acked: 0, slowestStartMs: 0, wrong: [] };
  for (let time = 0; time < times && chain.wrong.length === 0; time += 1) {
    // A page that is lost shows where nothing was pulled before.
    if (workload === 'pull') fs.copyFileSync(grounds.fresh, place.file);
    await once(grounds, chain, place, random() * KILLED_WITHIN[workload]);
  }
  await redo(ONCE[workload] ?? workload, place);
  chain.wrong.push(...damages(place.file));
  fs.rmSync(place.home, { recursive: true, force: true });
  return chain;
}

async function once(grounds: Grounds, chain: Chain, place: Place, afterMs: number): Promise<void> {
  const { workload } = chain;
  const { killed, acked } = await runChild(workload, place, { afterMs });
  if (killed) chain.kills += 1;
  chain.wrong.push(...damages(place.file));
  const opened = await openAgain(place);
  try {
    chain.slowestStartMs = Math.max(chain.slowestStartMs, opened.startMs);
    if (opened.startMs > START) chain.wrong.push(`a start took ${Math.round(opened.startMs)} ms`);
    chain.wrong.push(...(await settled(opened)));
    const { db } = opened.core.context.desk;
    const edits = workload === 'stages' ? stagesIn(db) : editsIn(db);
    chain.wrong.push(...edits.wrong);
    if (workload === 'edits' || workload === 'stages') {
      chain.acked += acked ?? 0;
      if (edits.last < chain.acked) chain.wrong.push(`${chain.acked} edits were answered, ${edits.last} are there`);
      // One that was written and not answered any more counts from here on.
      chain.acked = edits.last;
    }
    const told = (lines: string[]) => JSON.stringify(workload === 'stages' ? unstaged(lines) : lines);
    const mirror = told(dump(db));
    const allowed = workload === 'pull' ? [[], grounds.after] : [grounds.before];
    if (!allowed.some((one) => told(one) === mirror)) chain.wrong.push('the mirror is a half one');
  } finally {
    await opened.core.close();
  }
}
