import fs from 'node:fs';

/** Runs of each side; an odd number, so that the median is a run that happened. */
export const RUNS = 5;

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** Milliseconds of one run. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Ours and the floor in turn, so that a machine that speeds up or slows down does so for both; answers the median of
 * the ratios pair by pair, of which a value above 1 means ours is faster.
 */
export async function pairs(
  ours: () => Promise<number>,
  floor: () => Promise<number>,
  runs = RUNS,
): Promise<{ ours: number; floor: number; ratio: number }> {
  const measured: { ours: number; floor: number }[] = [];
  for (let run = -1; run < runs; run += 1) {
    const pair = { floor: await floor(), ours: await ours() };
    // The first pair warms both up.
    if (run >= 0) measured.push(pair);
  }
  return {
    ours: median(measured.map((pair) => pair.ours)),
    floor: median(measured.map((pair) => pair.floor)),
    ratio: median(measured.map((pair) => pair.floor / pair.ours)),
  };
}

/** One line a figure: what, ratio, what it is a ratio of, the goal. `npm run bench` gathers them into docs/benchmarks.md. */
export function tell(what: string, ratio: number, basis: string, goal: string): void {
  told(what, ratio.toFixed(2), basis, goal);
}

/** A figure that is no ratio: a size, or a time with its floor in `basis`. */
export function told(what: string, figure: string, basis: string, goal: string): void {
  console.log(`${what}: ${figure} (${basis}) · goal ${goal}`);
  const out = process.env.MESHWARD_BENCH_OUT;
  if (out !== undefined) fs.appendFileSync(out, `${JSON.stringify({ what, figure, basis, goal })}\n`);
}
