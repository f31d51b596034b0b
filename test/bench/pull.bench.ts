import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { rateOf } from '#core/aws/rates.ts';
import { startCore } from '#core/start.ts';
import { far } from './far.ts';
import { withFolder } from './folder.ts';
import { median, RUNS, tell, timed, told } from './measure.ts';
import { type Call, recorded, replayed } from './recorder.ts';

const ASSETS = 3000;

interface Measured {
  ms: number;
  calls: Call[];
  throttled: number;
}

/** One full pull into a new workspace. */
async function pull(
  home: string,
  started: Parameters<Parameters<typeof far>[1]>[0],
  rates: 'published' | 'off',
): Promise<Measured> {
  const core = await startCore({ host: 'node', home, reach: null, startSample: null, rates });
  const client = createRouterClient(core.router, { context: core.context });
  await client.workspace.create({ path: path.join(home, 'bench.meshward'), name: 'Bench' });
  await client.sync.connect({ ...started, allowEndpoint: true });
  let ms = 0;
  const calls = await recorded(async () => {
    ms = await timed(async () => {
      const { jobId } = await client.sync.pull({ revisions: 'none' });
      for await (const job of await client.jobs.watch({ jobId }))
        if (job.endedAt !== null && job.state !== 'succeeded')
          throw new Error(`the pull ended ${job.state}: ${job.error?.message}`);
    });
  });
  const { kinds } = await client.sync.coverage({});
  const throttled = kinds.flatMap(({ troubles }) => troubles).filter(({ code }) => code === 'E_AWS_THROTTLED');
  await core.close();
  return { ms, calls, throttled: throttled.reduce((sum, { count }) => sum + count, 0) };
}

/** The schedule's own lower bound: the operation that takes longest at the rate AWS allows it, in ms. */
function bound(calls: readonly Call[]): { ms: number; operation: string } {
  const counts = new Map<string, number>();
  for (const { service, command } of calls) {
    const operation = `${service}:${command.replace(/Command$/, '')}`;
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  const longest = [...counts].map(([operation, count]) => ({ operation, ms: (count / rateOf(operation)) * 1000 }));
  return longest.toSorted((a, b) => b.ms - a.ms)[0] ?? { ms: 0, operation: 'none' };
}

const flags = { assets: ASSETS, 'columns-per-asset': 20, seed: 1 };

await withFolder((folder) =>
  far({ ...flags, rates: 'published' }, async (started) => {
    const { ms, calls, throttled } = await pull(path.join(folder, 'paced'), started, 'published');
    const least = bound(calls);
    tell(
      `pull of ${ASSETS} assets at AWS’s rates: its lower bound over its time`,
      least.ms / ms,
      `${calls.length} calls in ${(ms / 1000).toFixed(1)} s, of which ${least.operation} alone takes ${(least.ms / 1000).toFixed(1)} s`,
      '≥ 0.91 (time ≤ 1.1 × bound)',
    );
    told('throttles that reached the job', String(throttled), 'counted in its coverage', '0');
  }),
);

await withFolder((folder) =>
  far({ ...flags, rates: 'off' }, async (started) => {
    const ratios: number[] = [];
    let last = '';
    for (let run = 0; run < RUNS; run += 1) {
      const { ms, calls } = await pull(path.join(folder, String(run)), started, 'off');
      const floor = await timed(() => replayed(calls, started));
      ratios.push(floor / ms);
      last = `the same ${calls.length} calls by bare SDK clients ${(floor / 1000).toFixed(1)} s, ours ${(ms / 1000).toFixed(1)} s`;
    }
    tell(
      `pull of ${ASSETS} assets × 20 columns, no rate limits`,
      median(ratios),
      `${last}; median of ${RUNS}`,
      '≥ 0.9',
    );
  }),
);
