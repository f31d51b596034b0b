import { expect, test } from 'vitest';
import type { Job } from '#shared/jobs.ts';
import { dump } from '../mirror-dump.ts';
import type { TestCore } from '../start-core.ts';
import { connected, emulated } from '../with-emulator.ts';

/** Follow a pull to its end; each time it pauses, do what the person would. @returns how often it paused */
async function followed(
  { client }: TestCore,
  onPause: (job: Job) => Promise<unknown>,
): Promise<{ job: Job; pauses: number }> {
  const { jobId } = await client.sync.pull({ mode: 'full' });
  let last: Job | null = null;
  let pauses = 0;
  for await (const job of await client.jobs.watch({ jobId })) {
    const paused = job.progress?.paused ?? null;
    if (paused !== null && (last?.progress?.paused ?? null) === null && job.endedAt === null) {
      pauses += 1;
      expect(paused).toMatchObject({ code: 'E_AUTH_EXPIRED' });
      void onPause(job);
    }
    last = job;
  }
  if (last === null) throw new Error('the job told nothing');
  return { job: last, pauses };
}

/** Never by itself within a test. */
const HELD = 3_600_000;

test('a sign-in that expires again and again pauses the pull, which goes on at the very call it stopped at', async () => {
  const emulator = await emulated();
  const quiet = await connected(emulator);
  await quiet.finish(quiet.client.sync.pull({ mode: 'full' }));
  const calls = emulator.requests.length;
  const nth = Array.from({ length: Math.floor(calls / 7) }, (_, at) => 1 + at * 7);
  emulator.setFaults({ rules: [{ match: { nth }, action: { kind: 'expiredToken' } }] });
  const shaken = await connected(emulator, { lookEvery: HELD });
  const { job, pauses } = await followed(shaken, async ({ id }) => await shaken.client.jobs.goOn({ jobId: id }));
  expect(job).toMatchObject({
    state: 'succeeded',
    result: { run: { added: expect.any(Number) as number, changed: 0 } },
  });
  expect(pauses).toBeGreaterThan(5);
  expect(dump(shaken.core.context.desk.db)).toEqual(dump(quiet.core.context.desk.db));
  const trail = await shaken.client.audit.list({ limit: 200 });
  expect(trail.items.filter((entry) => entry.action === 'sync.pull.goOn').length).toBeGreaterThan(5);
}, 60_000);

test('a paused pull looks by itself whether somebody signed in, and can be cancelled', async () => {
  const emulator = await emulated();
  emulator.setFaults({ rules: [{ match: { nth: [3] }, action: { kind: 'expiredToken' } }] });
  const looking = await connected(emulator, { lookEvery: 30 });
  expect((await followed(looking, () => Promise.resolve())).job.state).toBe('succeeded');

  emulator.setFaults({ rules: [{ match: { from: 3 }, action: { kind: 'expiredToken' } }] });
  const waiting = await connected(emulator, { lookEvery: HELD });
  const { job, pauses } = await followed(waiting, async ({ id }) => await waiting.client.jobs.cancel({ jobId: id }));
  expect(job.state).toBe('cancelled');
  expect(pauses).toBe(1);
});

test('a core that closes while its pull is paused takes it up again', async () => {
  const emulator = await emulated();
  emulator.setFaults({ rules: [{ match: { from: 40, to: 60 }, action: { kind: 'expiredToken' } }] });
  const first = await connected(emulator, { lookEvery: HELD });
  const { jobId } = await first.client.sync.pull({ mode: 'full' });
  for await (const job of await first.client.jobs.watch({ jobId })) if ((job.progress?.paused ?? null) !== null) break;
  await first.core.close();
  emulator.setFaults({ rules: [] });
  const { startTestCore } = await import('../start-core.ts');
  const second = await startTestCore({ home: first.home, rates: 'off', env: process.env });
  await second.client.workspace.open({ path: first.file });
  const end = await second.finish(Promise.resolve({ jobId }));
  expect(end).toMatchObject({ state: 'succeeded', resumed: 1 });
});
