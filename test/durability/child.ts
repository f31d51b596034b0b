import fs from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { type Armed, FAILPOINTS } from '#core/db/failpoint.ts';
import { startCore } from '#core/start.ts';
import { WORKLOADS, type Workload } from './workloads.ts';

/** A core of its own that does one workload and may die in it: by `MESHWARD_FAILPOINT=point:n`, or by its parent. */
const [workload, home = '', file = '', events = ''] = process.argv.slice(2);
const failpoint = armedBy(process.env['MESHWARD_FAILPOINT']);
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

function armedBy(spec: string | undefined): Armed | null {
  if (spec === undefined) return null;
  const [point = '', passing] = spec.split(':');
  const known = FAILPOINTS.flatMap((name) => [`${name}.before` as const, `${name}.after` as const]);
  const found = known.find((one) => one === point);
  if (found === undefined) throw new Error(`no failpoint is called ${point}`);
  return { point: found, passing: Number(passing) };
}
