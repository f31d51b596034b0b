import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { startCore } from '#core/start.ts';
import { barePull } from './bare-pull.ts';
import { withFolder } from './folder.ts';
import { pairs, tell, timed } from './measure.ts';

const CLI = path.resolve(import.meta.dirname, '../../bin/meshward.mjs');

interface Started {
  endpoint: string;
  domainId: string;
  region: string;
  identityStoreId: string;
}

Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIABENCHTESTBENCHTE', AWS_SECRET_ACCESS_KEY: 'bench' });

/** The emulator in a process of its own, as AWS is. */
async function far(rates: string, assets: number, work: (started: Started) => Promise<void>): Promise<void> {
  const child = spawn(
    process.execPath,
    [CLI, 'emulator', '--rates', rates, '--assets', String(assets), '--columns-per-asset', '20', '--seed', '1'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    await work(JSON.parse(line.toString()) as Started);
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}

async function compare(rates: 'published' | 'off', assets: number, runs: number, goal: string): Promise<void> {
  await withFolder(async (folder) => {
    await far(rates, assets, async (started) => {
      let workspace = 0;
      const ours = async () => {
        workspace += 1;
        const home = path.join(folder, String(workspace));
        const core = await startCore({ host: 'node', home, reach: null, startSample: null, rates });
        const client = createRouterClient(core.router, { context: core.context });
        await client.workspace.create({ path: path.join(home, 'bench.meshward'), name: 'Bench' });
        await client.sync.connect({ ...started, allowEndpoint: true });
        const ms = await timed(async () => {
          const { jobId } = await client.sync.pull({ revisions: 'none' });
          for await (const job of await client.jobs.watch({ jobId }))
            if (job.endedAt !== null && job.state !== 'succeeded')
              throw new Error(`the pull ended ${job.state}: ${job.error?.message}`);
        });
        await core.close();
        return ms;
      };
      const floor = async () => await timed(() => barePull(started, rates));
      const measured = await pairs(ours, floor, runs);
      tell(
        `pull of ${assets} assets × 20 columns, rates ${rates}`,
        measured.ratio,
        `bare SDK client reading the same pages ${(measured.floor / 1000).toFixed(1)} s, ours ${(measured.ours / 1000).toFixed(1)} s`,
        goal,
      );
    });
  });
}

await compare('published', 3000, 5, '≥ 0.9');
await compare('off', 3000, 5, 'none: without AWS’s own pace the writing shows');
