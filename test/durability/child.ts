import fs from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { startCore } from '#core/start.ts';
import { failpointOf } from './failpoint-of.ts';
import { WORKLOADS, type Workload } from './workloads.ts';

/** A core of its own that does one workload and may die in it: by `MESHWARD_FAILPOINT=point:n`, or by its parent. */
const [workload, home = '', file = '', events = ''] = process.argv.slice(2);
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
await WORKLOADS[workload as Workload]({
  client,
  file,
  events,
  // At once and whole, so that what the parent read before it killed us was answered.
  ack: (number) => fs.writeSync(1, `${number}\n`),
});
await core.close();
