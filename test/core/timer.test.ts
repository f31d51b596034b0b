import { expect, onTestFinished, test, vi } from 'vitest';
import { startTimer } from '#core/sync/timer.ts';
import { connected, emulated } from '../with-emulator.ts';

const MINUTE = 60_000;

/** A core whose clock and stopwatch are moved by hand; pulls that the schedule starts are counted. */
async function arranged() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let now = Date.parse('2026-03-29T00:30:00Z');
  let passed = 0;
  const emulator = await emulated();
  // A command line has no timer of its own: this one is the only one.
  const test = await connected(emulator, { host: 'cli', clock: () => new Date(now) });
  const stop = startTimer(test.core.context, () => passed);
  onTestFinished(stop);
  const pulls = async () => (await test.client.sync.runs({})).total;
  return {
    ...test,
    pulls,
    jump: (minutes: number) => {
      now += minutes * MINUTE;
    },
    /** Time passes as it does: clock and stopwatch together, looked at every half minute. */
    pass: async (minutes: number) => {
      for (let step = 0; step < minutes * 2; step += 1) {
        now += MINUTE / 2;
        passed += MINUTE / 2;
        vi.advanceTimersByTime(MINUTE / 2);
        await vi.waitFor(() => expect(test.core.context.jobs.running).toBe(0), { timeout: 20_000, interval: 5 });
      }
    },
  };
}

test('pulls begin by themselves when they are due, and not before or without being asked', async () => {
  const { client, pass, pulls } = await arranged();
  await pass(120);
  expect(await pulls()).toBe(0);
  await client.sync.setSchedule({ everyMinutes: 60, mode: 'auto' });
  await pass(1);
  expect(await pulls()).toBe(1);
  await pass(58);
  expect(await pulls()).toBe(1);
  await pass(3);
  expect(await pulls()).toBe(2);
  expect(await client.sync.schedule()).toMatchObject({ everyMinutes: 60 });
  await client.sync.setSchedule({ everyMinutes: null, mode: 'auto' });
  await pass(200);
  expect(await pulls()).toBe(2);
}, 60_000);

test.each([
  ['a year forward', 365 * 24 * 60],
  ['ten minutes back', -10],
  ['400 days back', -400 * 24 * 60],
])(
  'a clock that jumps %s neither fires twice nor stops the schedule',
  async (_, minutes) => {
    const { client, pass, jump, pulls } = await arranged();
    await client.sync.setSchedule({ everyMinutes: 60, mode: 'auto' });
    await pass(1);
    expect(await pulls()).toBe(1);
    await pass(20);
    jump(minutes);
    await pass(2);
    const atOnce = minutes > 0 ? 1 : 0;
    expect(await pulls(), 'right after the jump').toBeLessThanOrEqual(1 + atOnce);
    await pass(62);
    expect(await pulls(), 'an hour after it').toBeGreaterThanOrEqual(2);
    expect(await pulls()).toBeLessThanOrEqual(2 + atOnce);
  },
  60_000,
);
