import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chance } from '../durability/chance.ts';
import { dieAt, everyFailpoint } from '../durability/failpoints.ts';
import { prepare } from '../durability/grounds.ts';
import { buildShim } from '../durability/io-shim.ts';
import { type Killed, killAgainAndAgain } from '../durability/kills.ts';
import { boundaries, breakDisk, breakOff, oldFiles, randomTimes } from '../durability/migrations.ts';
import { runIo, spread } from '../durability/run-io.ts';
import { sideBySide } from '../durability/side-by-side.ts';

/**
 * The long forms of the tests of durability: `kills [how many]`, `failpoints [seeds]`, `io [faults; all operations when
 * left out]`, `migrations [random kills and faults per format]`. One line of result each; ends with 1 where anything
 * was wrong, with the seed to have it again.
 */
const [kind = 'kills', amount] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'meshward-soak-'));
const began = performance.now();

interface Result {
  line: string;
  wrong: unknown[];
}

const KINDS: Record<string, (amount: number | null) => Promise<Result>> = { kills, failpoints, io, migrations };
const run = KINDS[kind];
if (run === undefined) throw new Error(`no such soak: ${kind}; there are ${Object.keys(KINDS).join(', ')}`);
const { line, wrong } = await run(amount === undefined ? null : Number(amount));
for (const one of wrong.slice(0, 20)) console.log(`WRONG: ${JSON.stringify(one)}`);
console.log(`${line}: ${wrong.length} wrong, ${Math.round((performance.now() - began) / 1000)} s`);
fs.rmSync(folder, { recursive: true, force: true });
process.exitCode = wrong.length === 0 ? 0 : 1;

async function kills(most: number | null): Promise<Result> {
  const wanted = most ?? 10_000;
  const workloads: readonly Killed[] = ['edits', 'pull', 'edits', 'asOf', 'edits', 'compact'];
  const grounds = await prepare(folder, 11);
  const found: unknown[] = [];
  const sum = { kills: 0, acked: 0, slowest: 0 };
  for (let seed = 1; sum.kills < wanted && found.length === 0; seed += 2) {
    const chains = await sideBySide([seed, seed + 1], 2, (own) =>
      killAgainAndAgain(grounds, workloads[own % workloads.length] ?? 'edits', Math.min(40, wanted), own),
    );
    for (const chain of chains) {
      sum.kills += chain.kills;
      sum.acked += chain.acked;
      sum.slowest = Math.max(sum.slowest, chain.slowestStartMs);
      if (chain.wrong.length > 0) found.push(chain);
    }
    if (seed % 10 === 1) console.log(`… ${sum.kills} kills, ${sum.acked} edits`);
  }
  await grounds.close();
  return {
    line: `kills at random times: ${sum.kills}, ${sum.acked} edits, slowest start ${Math.round(sum.slowest)} ms`,
    wrong: found,
  };
}

async function failpoints(seeds: number | null): Promise<Result> {
  const found: unknown[] = [];
  let died = 0;
  let tried = 0;
  for (let seed = 1; seed <= (seeds ?? 20); seed += 1) {
    const random = chance(seed);
    const grounds = await prepare(path.join(folder, String(seed)), seed);
    // The first seed is at the first passing of each, the others are anywhere among the first so many.
    const cases = everyFailpoint(
      (point) => 1 + Math.floor(random() * (seed === 1 ? 1 : point === 'pull.page' ? 20 : 6)),
    );
    const outcomes = await sideBySide(cases, 2, (one) => dieAt(grounds, one));
    await grounds.close();
    tried += cases.length;
    died += outcomes.filter(({ killed }) => killed).length;
    found.push(...outcomes.filter((outcome) => outcome.wrong.length > 0).map((outcome) => ({ seed, ...outcome })));
    console.log(`… seed ${seed}: ${died} deaths of ${tried} tried`);
  }
  return { line: `kills at failpoints: ${died} of ${tried} (the others were never passed so often)`, wrong: found };
}

async function io(most: number | null): Promise<Result> {
  const built = buildShim(folder);
  if ('skipped' in built) return { line: `SKIPPED: faults of the disk: ${built.skipped}`, wrong: [] };
  const [quiet] = await runIo(built.file, folder, []);
  const count = most ?? quiet?.operations ?? 0;
  const faults = spread(count);
  const halves = [0, 1].map((half) => faults.filter((_, at) => at % 2 === half));
  const ends = (await sideBySide(halves, 2, (half) => runIo(built.file, folder, half))).flat();
  return {
    line: `faults of the disk: ${count} over a session of ${quiet?.operations} operations`,
    wrong: ends.filter((end) => end.wrong.length > 0),
  };
}

async function migrations(each: number | null): Promise<Result> {
  const times = each ?? 200;
  const grounds = await prepare(folder, 5);
  const olds = oldFiles(grounds.pulled, folder);
  await grounds.close();
  const cases = olds.flatMap((old) =>
    [...boundaries(old), ...randomTimes(times, old.formats)].map((death) => ({ old, death })),
  );
  const ends = await sideBySide(cases, 2, ({ old, death }) => breakOff(old, folder, death));
  const built = buildShim(folder);
  const faults = 'skipped' in built ? [] : olds.map((old) => breakDisk(old, built.file, folder, times));
  const died = ends.filter(({ killed }) => killed).length;
  return {
    line: `changes of format broken off: ${died} deaths of ${cases.length} tried, ${
      'skipped' in built ? `SKIPPED faults of the disk (${built.skipped})` : `${times * olds.length} faults of the disk`
    }`,
    wrong: [...ends, ...faults].flatMap((end) => end.wrong),
  };
}
