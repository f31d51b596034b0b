import { createRouterClient } from '@orpc/server';
import { startCore } from '#core/start.ts';
import { failpointOf } from '../durability/failpoint-of.ts';

/** A core of its own, for tests that kill it: opens the workspace, which takes up its push, or starts one. */
const [home = '', file = '', setId = ''] = process.argv.slice(2);
const failpoint = failpointOf(process.env['MESHWARD_FAILPOINT']);
const core = await startCore({
  host: 'node',
  home,
  reach: null,
  startSample: null,
  rates: 'off',
  ballast: 0,
  ...(failpoint === null ? {} : { failpoint }),
});
const client = createRouterClient(core.router, { context: core.context });
await client.workspace.open({ path: file });
const running = (await client.jobs.list({})).items.find((job) => job.endedAt === null);
const { jobId } = running === undefined ? await client.changes.push({ setId }) : { jobId: running.id };
for await (const job of await client.jobs.watch({ jobId }))
  if (job.endedAt !== null) process.stdout.write(`${job.state}\n`);
await core.close();
