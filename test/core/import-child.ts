import { createRouterClient } from '@orpc/server';
import { startCore } from '#core/start.ts';

/** A core of its own, for tests that kill it: opens the workspace, which takes up its import, or starts one. */
const [home = '', file = '', events = ''] = process.argv.slice(2);
const core = await startCore({ host: 'node', home, reach: null, startSample: null });
const client = createRouterClient(core.router, { context: core.context });
await client.workspace.open({ path: file });
const running = (await client.jobs.list({})).items.find((job) => job.endedAt === null);
const { jobId } = running === undefined ? await client.lineage.import({ path: events }) : { jobId: running.id };
for await (const job of await client.jobs.watch({ jobId })) {
  if (job.progress !== null) process.stdout.write(`${job.progress.phase} ${job.progress.done}\n`);
  if (job.endedAt !== null) process.stdout.write(`${job.state}\n`);
}
await core.close();
