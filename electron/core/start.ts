import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import type { Topic } from '#shared/topics.ts';
import { registerCatalogJobs } from './catalog/jobs.ts';
import { registerChangeJobs } from './changes/jobs.ts';
import type { Context, CoreOptions, SampleEndpoint } from './context.ts';
import { armFailpoint } from './db/failpoint.ts';
import { Failure } from './failure.ts';
import { fingerprint } from './fingerprint.ts';
import { registerGlossaryJobs } from './glossary/jobs.ts';
import { JobRunner } from './jobs/runner.ts';
import { registerLineageJobs } from './lineage/jobs.ts';
import { type Router, router } from './router.ts';
import { registerSyncJobs } from './sync/jobs.ts';
import { startTimer } from './sync/timer.ts';
import { Desk } from './workspace/desk.ts';

export interface Core {
  router: Router;
  /** The initial context of every call. */
  context: Context;
  /** Stop jobs (they are taken up at the next start), close the workspace and release its lock. */
  close(): Promise<void>;
}

/** Start a core with no workspace open. */
export function startCore(options: CoreOptions): Promise<Core> {
  if (options.failpoint !== undefined) armFailpoint(options.failpoint);
  fs.mkdirSync(options.home, { recursive: true, mode: 0o700 });
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  const clock = options.clock ?? (() => new Date());
  const actor = os.userInfo().username;
  const jobs = new JobRunner();
  let sample: Promise<SampleEndpoint> | null = null;
  const context: Context = {
    options,
    clock,
    newId: options.newId ?? randomUUID,
    actor,
    log: options.log ?? (() => {}),
    env: options.env ?? process.env,
    desk: new Desk(actor, clock),
    jobs,
    sample: () => {
      sample ??= startSample(options);
      return sample;
    },
    can: () => true,
    announce: (topics) => {
      for (const listener of listeners) listener(topics);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fingerprint,
    instance: randomUUID(),
  };
  jobs.attach(context);
  registerSyncJobs(jobs);
  registerCatalogJobs(jobs);
  registerChangeJobs(jobs);
  registerLineageJobs(jobs);
  registerGlossaryJobs(jobs);
  // A command line ends with its one operation.
  const stopTimer = options.host === 'cli' ? () => {} : startTimer(context);
  return Promise.resolve({
    router,
    context,
    async close() {
      stopTimer();
      await jobs.suspend();
      context.desk.current?.close();
      context.desk.put(null);
      await (await sample)?.close();
    },
  });
}

async function startSample(options: CoreOptions): Promise<SampleEndpoint> {
  if (options.startSample === null)
    throw new Failure(
      'invalid',
      'E_NO_SAMPLE',
      'This way of starting Meshward has no sample bank.',
      'Start the console with npm start.',
    );
  return await options.startSample();
}
