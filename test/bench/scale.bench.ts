import fs from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { startCore } from '#core/start.ts';
import type { JobId } from '#shared/define.ts';
import type { Job } from '#shared/jobs.ts';
import type { Run } from '#shared/sync.ts';
import { type Far, far } from './far.ts';
import { withFolder } from './folder.ts';
import { median, quantile, tell, timed, told } from './measure.ts';

const ASSETS = Number(process.env.BENCH_ASSETS ?? 100_000);
const part = ASSETS / 100_000;
const SIZE = {
  assets: ASSETS,
  'columns-per-asset': 20,
  terms: Math.ceil(10_000 * part),
  units: Math.max(30, Math.ceil(500 * part)),
  projects: Math.max(30, Math.ceil(300 * part)),
  'lineage-edges': Math.ceil(300_000 * part),
  seed: 1,
  rates: 'off',
};
/** Three: a run of this size takes minutes. */
const PAIRS = 3;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

await withFolder((folder) =>
  far(SIZE, async (started) => {
    const calls = await measure(folder, started);
    await besideTheFloor(folder, started, calls);
  }),
);

/** A core with a new workspace that is connected. */
async function bank(folder: string, name: string, started: Far) {
  const file = path.join(folder, `${name}.meshward`);
  const core = await startCore({ host: 'node', home: folder, reach: null, startSample: null, rates: 'off' });
  const client = createRouterClient(core.router, { context: core.context });
  await client.workspace.create({ path: file, name });
  await client.sync.connect({ ...started, allowEndpoint: true });
  const follow = async (begun: Promise<{ jobId: JobId }>): Promise<Job> => {
    const { jobId } = await begun;
    let last: Job | null = null;
    for await (const job of await client.jobs.watch({ jobId })) last = job;
    if (last?.state !== 'succeeded') throw new Error(`it ended ${last?.state}: ${JSON.stringify(last?.error)}`);
    return last;
  };
  const pull = async (mode: 'full' | 'auto') =>
    ((await follow(client.sync.pull({ mode, revisions: 'none' }))).result as { run: Run }).run;
  return { core, client, file, follow, pull };
}

/** The pull beside the same calls by bare clients, in turn. The pulls before have warmed up both sides. */
async function besideTheFloor(folder: string, started: Far, made: number): Promise<void> {
  // Only now: nobody who pulls has a second SDK in memory.
  const { recorded, replayed } = await import('./recorder.ts');
  const ratios: number[] = [];
  let last = '';
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const { core, file, pull } = await bank(folder, `pair-${pair}`, started);
    let ours = 0;
    const calls = await recorded(async () => {
      ours = await timed(() => pull('full'));
    });
    await core.close();
    fs.rmSync(file, { force: true });
    if (Math.abs(calls.length - made) > made / 100)
      throw new Error(`${calls.length} calls were recorded, ${made} were made before`);
    const bare = await timed(() => replayed(calls, started));
    ratios.push(bare / ours);
    last = `the same ${calls.length} calls by bare SDK clients ${seconds(bare)}, ours ${seconds(ours)}`;
  }
  tell(
    `full pull of ${ASSETS} assets, ${ASSETS * 20} columns, no rate limits`,
    median(ratios),
    `${last}; median of ${PAIRS}`,
    '≥ 0.9',
  );
}

/** @returns the calls of a full pull */
async function measure(folder: string, started: Far): Promise<number> {
  const { core, client, file, follow, pull } = await bank(folder, 'large', started);
  const peak = peakOf();

  let calls = 0;
  const full = await timed(async () => {
    ({ calls } = await pull('full'));
  });
  told('peak memory of the core, full pull', megabytes(peak()), `resident set; ${seconds(full)}`, '≤ 600 MB');
  const size = fs.statSync(file).size;
  told('file size', megabytes(size / part), 'per 100,000 assets, history and search index included', 'reported');

  const again = await pull('auto');
  tell('incremental pull of an unchanged domain, calls', again.calls / calls, `${again.calls} of ${calls}`, '≤ 0.02');

  const history = await client.sync.history();
  await fetch(`${started.endpoint}/_bank/month?since=${Date.now()}`, { method: 'POST' });
  const monthly = await timed(() => pull('auto'));
  const changed = await client.sync.history();
  tell(
    'what a month of change adds to history, versions',
    (changed.versions - history.versions) / history.versions,
    `${changed.versions - history.versions} of ${history.versions} versions, ${megabytes(changed.bytes - history.bytes)} of ${megabytes(history.bytes)}, pulled in ${seconds(monthly)}`,
    'near its share of change',
  );

  const diff = await timed(() => client.sync.diff({ from: 2, to: 3 }));
  const whole = await timed(() => client.sync.diff({ from: 0, to: 1 }));
  const page = await timed(() => client.sync.diff({ from: 0, to: 1, offset: 50_000, text: 'a' }));
  told(
    'what changed between two pulls',
    seconds(diff),
    `everything since before the first pull ${seconds(whole)}, its next page ${seconds(page)}`,
    'reported',
  );

  const copied = await timed(() => fs.copyFileSync(file, path.join(folder, 'copy')));
  const opened = await timed(() => follow(client.sync.asOf({ runId: 1 })));
  told('opening the first pull’s moment', seconds(opened), `a bare copy of the file ${seconds(copied)}`, '≤ 30 s');
  const searches: number[] = [];
  await client.catalog.search({ text: 'customer' });
  for (let n = 0; n < 60; n += 1)
    searches.push(
      await timed(() => client.catalog.search({ text: ['customer', 'c', 'order id', 'acc'][n % 4] ?? '' })),
    );
  told(
    'search in that moment, p99',
    `${quantile(searches, 0.99).toFixed(1)} ms`,
    `median ${quantile(searches, 0.5).toFixed(1)} ms over the whole call`,
    '≤ 16 ms',
  );
  told('peak memory of the core, all of this', megabytes(peak()), 'resident set', '≤ 600 MB');
  await core.close();
  return calls;
}

/** Watches this process; answers the largest resident set so far, in bytes. */
function peakOf(): () => number {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  setInterval(look, 50).unref();
  return () => {
    look();
    return most;
  };
}
