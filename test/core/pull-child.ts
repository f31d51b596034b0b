import { createRouterClient } from '@orpc/server';
import { startCore } from '#core/start.ts';

/** A core of its own, for tests that kill it: opens the workspace, which takes up its job, or starts a pull. */
const [home = '', file = ''] = process.argv.slice(2);
const core = await startCore({ host: 'node', home, reach: null, startSample: null, rates: 'off' });
const client = createRouterClient(core.router, { context: core.context });
await client.workspace.open({ path: file });
const running = (await client.jobs.list({})).items.find((job) => job.endedAt === null);
const { jobId } = running === undefined ? await client.sync.pull({}) : { jobId: running.id };
process.stdout.write(`${running === undefined ? 'started' : 'resumed'}\n`);
for await (const job of await client.jobs.watch({ jobId }))
  if (job.endedAt !== null) process.stdout.write(`${job.state}\n`);
await core.close();
