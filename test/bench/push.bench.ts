import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { PushResult, StageLine } from '#shared/changes.ts';
import { rateOf } from '#core/aws/rates.ts';
import { startCore } from '#core/start.ts';
import { far } from './far.ts';
import { withFolder } from './folder.ts';
import { tell, timed, told } from './measure.ts';
import { recorded } from './recorder.ts';

const ASSETS = 300;

await withFolder((home) =>
  far({ assets: 1000, 'columns-per-asset': 20, seed: 1, rates: 'published' }, async (started) => {
    const core = await startCore({ host: 'node', home, reach: null, startSample: null });
    const client = createRouterClient(core.router, { context: core.context });
    await client.workspace.create({ path: path.join(home, 'bench.meshward'), name: 'Bench' });
    await client.sync.connect({ ...started, allowEndpoint: true });
    const { jobId } = await client.sync.pull({ revisions: 'none' });
    for await (const job of await client.jobs.watch({ jobId })) void job;
    const { items } = await client.catalog.search({ text: '', sort: 'name', limit: 200 });
    const more = await client.catalog.search({ text: '', sort: 'name', limit: 200, offset: 200 });
    const lines: StageLine[] = [...items, ...more.items]
      .slice(0, ASSETS)
      .map(({ id }) => ({ kind: 'asset', id, part: '', field: 'description', op: 'set', value: 'Described.' }));
    const { setId } = await client.changes.stage({ lines });
    if (setId === null) throw new Error('nothing was staged');
    await client.changes.propose({ setId });
    await client.changes.approve({ setId });
    let ms = 0;
    let result: PushResult | null = null;
    const calls = await recorded(async () => {
      ms = await timed(async () => {
        const push = await client.changes.push({ setId });
        for await (const job of await client.jobs.watch(push))
          if (job.endedAt !== null) result = job.result as PushResult | null;
      });
    });
    const counts = new Map<string, number>();
    for (const { service, command } of calls) {
      const operation = `${service}:${command.replace(/Command$/, '')}`;
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    }
    const [longest] = [...counts]
      .map(([operation, count]) => ({ operation, count, ms: (count / rateOf(operation)) * 1000 }))
      .toSorted((a, b) => b.ms - a.ms);
    if (longest === undefined || result === null) throw new Error('nothing was pushed');
    const { applied, conflicts, failed, left } = result as PushResult;
    tell(
      `push of ${ASSETS} assets at AWS’s rates: its lower bound over its time`,
      longest.ms / ms,
      `${calls.length} calls in ${(ms / 1000).toFixed(1)} s, of which ${longest.operation} ${longest.count} times at ${rateOf(longest.operation)} a second alone takes ${(longest.ms / 1000).toFixed(1)} s`,
      '≥ 0.95',
    );
    told(
      'lines written, in conflict, refused, left',
      `${applied}, ${conflicts}, ${failed}, ${left}`,
      'refused: a rule of the bank keeps some from being published',
      'none left',
    );
    await core.close();
  }),
);
