import { expect, test } from 'vitest';
import { refusal, startTestCore, startWithWorkspace } from '../start-core.ts';
import { connected, emulated } from '../with-emulator.ts';

test('a second pull is refused while one runs, and so is closing the workspace', async () => {
  const emulator = await emulated({ faults: { rules: [{ action: { kind: 'delay', ms: 20 } }] } });
  const { client, finish } = await connected(emulator);
  const first = client.sync.pull({});
  await first;
  expect(await refusal(client.sync.pull({}))).toMatchObject({ kind: 'conflict', code: 'E_JOB_RUNNING' });
  expect(await refusal(client.workspace.close())).toMatchObject({ kind: 'conflict', code: 'E_JOB_RUNNING' });
  expect((await finish(first)).state).toBe('succeeded');
  expect((await client.workspace.close()).closed).toBe(true);
});

test('a watcher sees the job at once, its progress, and its end last', async () => {
  const emulator = await emulated();
  const { client } = await connected(emulator);
  const { jobId } = await client.sync.pull({});
  const states: string[] = [];
  const phases = new Set<string>();
  for await (const job of await client.jobs.watch({ jobId })) {
    states.push(job.state);
    if (job.progress !== null) phases.add(job.progress.phase);
  }
  expect(states[0]).toBe('running');
  expect(states.at(-1)).toBe('succeeded');
  expect(states.filter((state) => state === 'succeeded')).toHaveLength(1);
  expect(phases.size).toBeGreaterThan(1);
  const late: string[] = [];
  for await (const job of await client.jobs.watch({ jobId })) late.push(job.state);
  expect(late).toEqual(['succeeded']);
});

test('a core that closes in the middle leaves the job to the next one, which takes it up', async () => {
  const emulator = await emulated({ faults: { rules: [{ action: { kind: 'delay', ms: 15 } }] } });
  const first = await connected(emulator);
  const { jobId } = await first.client.sync.pull({});
  for await (const job of await first.client.jobs.watch({ jobId })) if ((job.progress?.done ?? 0) > 10) break;
  await first.core.close();
  const second = await startTestCore({ home: first.home, rates: 'off', env: first.core.context.env });
  await second.client.workspace.open({ path: first.file });
  let end = null;
  for await (const job of await second.client.jobs.watch({ jobId })) end = job;
  expect(end).toMatchObject({ state: 'succeeded', resumed: 1, result: { run: { state: 'complete' } } });
  expect((await second.client.sync.runs({})).total).toBe(1);
});

test('a job nobody knows is refused', async () => {
  const { client } = await startWithWorkspace();
  const jobId = 'nobody' as never;
  for (const call of [client.jobs.get, client.jobs.cancel, client.jobs.watch])
    expect(await refusal(call({ jobId }))).toMatchObject({ kind: 'not_found', code: 'E_JOB_UNKNOWN' });
});

test('topics are announced after a command and when a job ends, and joined while nobody listens', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  const stop = new AbortController();
  const changes = await client.system.changes(undefined, { signal: stop.signal });
  const seen = new Set<string>();
  const reading = (async () => {
    for await (const { topics } of changes) {
      for (const topic of topics) seen.add(topic);
      if (seen.has('catalog') && seen.has('audit')) return;
    }
  })();
  await finish(client.sync.pull({}));
  await reading;
  stop.abort();
  expect([...seen]).toEqual(expect.arrayContaining(['catalog', 'sync', 'jobs', 'audit', 'connection']));
});
