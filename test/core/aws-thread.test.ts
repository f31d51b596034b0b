import module from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import threads from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { awsInWorker } from '#core/aws/in-worker.ts';
import { everyService } from '#core/aws/endpoints.ts';
import { countingTroubles, type Troubles } from '#core/aws/troubles.ts';
import type { Emulator } from '#emulator/server.ts';
import { dump } from '../mirror-dump.ts';
import { connected, emulated } from '../with-emulator.ts';

const door = async (emulator: Emulator) => {
  const aws = await awsInWorker({
    profile: null,
    region: emulator.region,
    endpoints: { of: everyService(emulator.endpoint), source: null, foreign: [] },
    staticKeys: true,
    rates: 'off',
    clock: () => new Date(),
  });
  onTestFinished(() => aws.close());
  return aws;
};

/** The threads that are started from now on. */
function started(): threads.Worker[] {
  const { Worker } = threads;
  const met: threads.Worker[] = [];
  threads.Worker = class extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      met.push(this);
    }
  };
  module.syncBuiltinESMExports();
  onTestFinished(() => {
    threads.Worker = Worker;
    module.syncBuiltinESMExports();
  });
  return met;
}

test('a pull reads the same in a thread of its own and in the core’s', async () => {
  const emulator = await emulated();
  const workers = started();
  const seen = [];
  for (const awsInProcess of [false, true]) {
    const { client, core, finish } = await connected(emulator, { awsInProcess });
    const before = emulator.requests.length;
    const job = await finish(client.sync.pull({ mode: 'full' }));
    expect(job).toMatchObject({ state: 'succeeded', result: { run: { state: 'complete' }, incomplete: [] } });
    const { calls } = (job.result as { run: { calls: number } }).run;
    expect(calls).toBe(emulator.requests.length - before);
    seen.push({ workers: workers.length, mirror: dump(core.context.desk.db) });
  }
  expect(seen.map((one) => one.workers)).toEqual([1, 1]);
  expect(seen[1]?.mirror).toEqual(seen[0]?.mirror);
}, 60_000);

test('a thread that dies ends the pull, and says so; the next one reads it all', async () => {
  const emulator = await emulated();
  const workers = started();
  const { client, finish } = await connected(emulator);
  emulator.setFaults({
    seed: 1,
    rules: [{ match: { operation: 'Search', nth: [2] }, action: { kind: 'delay', ms: 60_000 } }],
  });
  const begun = client.sync.pull({ mode: 'full' });
  await expect
    .poll(() => emulator.requests.some(({ operation }) => operation === 'Search'), { timeout: 20_000 })
    .toBe(true);
  await workers[0]?.terminate();
  expect(await finish(begun)).toMatchObject({ state: 'failed', error: { problem: { code: 'E_AWS_THREAD' } } });
  emulator.setFaults({ seed: 1, rules: [] });
  expect(await finish(client.sync.pull({ mode: 'full' }))).toMatchObject({
    state: 'succeeded',
    result: { incomplete: [] },
  });
});

test('where no thread can be had, the core reads by itself', async () => {
  const emulator = await emulated();
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor() {
      super('throw new Error("no threads here")', { eval: true });
    }
  };
  module.syncBuiltinESMExports();
  onTestFinished(() => {
    threads.Worker = Worker;
    module.syncBuiltinESMExports();
  });
  const { client, finish } = await connected(emulator);
  expect(await finish(client.sync.pull({ mode: 'full' }))).toMatchObject({
    state: 'succeeded',
    result: { incomplete: [] },
  });
});

test('what is stopped ends within 200 ms with the signal’s reason', async () => {
  const emulator = await emulated();
  emulator.setFaults({ seed: 1, rules: [{ match: { operation: 'Search' }, action: { kind: 'delay', ms: 60_000 } }] });
  const aws = await door(emulator);
  await aws.datazone.domains(new AbortController().signal);
  const stop = new AbortController();
  const asked = aws.search.glossaries(emulator.domainId, null, stop.signal);
  asked.catch(() => {});
  // Sent, and not answered for a minute.
  await sleep(500);
  const before = performance.now();
  stop.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  expect(performance.now() - before).toBeLessThan(200);
  await expect(aws.search.glossaries(emulator.domainId, null, stop.signal)).rejects.toThrow('enough');
});

test('failures cross whole, and troubles count for whoever asked', async () => {
  const emulator = await emulated();
  emulator.setFaults({
    seed: 1,
    rules: [{ match: { operation: 'Search', nth: [1] }, action: { kind: 'throttle', retryAfterSeconds: 0 } }],
  });
  const aws = await door(emulator);
  const { signal } = new AbortController();
  const mine: Troubles = new Map();
  const others: Troubles = new Map();
  await Promise.all([
    countingTroubles(mine, () => aws.search.glossaries(emulator.domainId, null, signal)),
    countingTroubles(others, () => aws.sts.callerIdentity(signal)),
  ]);
  expect([...mine]).toEqual([['E_AWS_THROTTLED', 1]]);
  expect([...others]).toEqual([]);
  expect(aws.calls).toBe(3);
  await expect(aws.search.asset(emulator.domainId, 'nobody', signal)).rejects.toMatchObject({
    name: 'Failure',
    kind: 'not_found',
    problem: { code: 'E_AWS_NOT_FOUND' },
  });
});
