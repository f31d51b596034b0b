import fs from 'node:fs';
import { expect, test } from 'vitest';
import { lettingGo } from '#core/sync/retention.ts';
import { dump } from '../mirror-dump.ts';
import { refusal } from '../start-core.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

const DAY = 86_400_000;
const RULE = { allDays: 7, dailyDays: 30, monthlyMonths: 12 };

test('the rule keeps every run, then one a day, then one a month, then none, and always the newest', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const at = (days: number, hours = 0) => new Date(now.getTime() - days * DAY - hours * 3_600_000).toISOString();
  const runs = [at(800), at(200), at(195), at(100, 3), at(20, 5), at(20, 2), at(3, 4), at(3)].map((moment, index) => ({
    id: index + 1,
    at: moment,
  }));
  // 2 and 3 share a month, 5 and 6 a day; 1 is older than a year.
  expect(lettingGo(runs, RULE, now)).toEqual([1, 2, 5]);
  expect(lettingGo(runs, { ...RULE, monthlyMonths: 0 }, now)).toEqual([2, 5]);
  expect(lettingGo([{ id: 1, at: at(9000) }], RULE, now)).toEqual([]);
});

test('compaction lets go of old moments and of nothing else', async () => {
  let now = Date.parse('2026-01-01T08:00:00Z');
  const emulator = await emulated({ clock: () => now });
  const { client, finish, core } = await connected(emulator, { clock: () => new Date(now) });
  const left: string[][] = [];
  for (let run = 1; run <= 6; run += 1) {
    await finish(client.sync.pull({ mode: 'full' }));
    left.push(dump(core.context.desk.db));
    const [one, two] = assetsOf(emulator).slice(run * 3);
    emulator.bank.edit.renameAsset(one?.id ?? '', `Renamed ${run}`);
    emulator.bank.edit.removeAsset(two?.id ?? '');
    // Two runs a day, for three days.
    now += run % 2 === 1 ? 4 * 3_600_000 : DAY - 4 * 3_600_000;
  }
  now += 10 * DAY;
  await client.sync.setRetention({ allDays: 1, dailyDays: 400, monthlyMonths: 12 });
  const before = await client.sync.history();
  const compacted = await finish(client.sync.compact({}));
  expect(compacted).toMatchObject({ state: 'succeeded', result: { runsLetGo: 3 } });
  const after = await client.sync.history();
  expect(after.runsKept).toBe(3);
  expect(after.versions).toBeLessThan(before.versions);
  expect((await client.sync.runs({})).items.map(({ id, kept }) => [id, kept])).toEqual([
    [6, true],
    [5, false],
    [4, true],
    [3, false],
    [2, true],
    [1, false],
  ]);
  expect(await refusal(client.sync.diff({ from: 1, to: 2 }))).toMatchObject({ code: 'E_RUN_LET_GO' });
  for (const run of [2, 4, 6]) {
    expect(await finish(client.sync.asOf({ runId: run }))).toMatchObject({ state: 'succeeded' });
    expect(dump(core.context.desk.view), `as of ${run}`).toEqual(left[run - 1]);
  }
  await client.sync.present();
  expect(dump(core.context.desk.db)).toEqual(left[5]);
  expect(fs.existsSync(`${core.context.options.home}/as-of`)).toBe(true);
}, 60_000);
