import fs from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { JobId } from '#shared/define.ts';
import type { Job } from '#shared/jobs.ts';
import { TINY } from '../durability/workloads.ts';
import { dump } from '../mirror-dump.ts';
import { noSmallDisk, smallDisk } from '../small-disk.ts';
import { refusal, type TestCore } from '../start-core.ts';
import { connected, emulated } from '../with-emulator.ts';

const KEEP_ALL = { allDays: 3650, dailyDays: 3650, monthlyMonths: 0 };
const BALLAST = 2 * 1024 * 1024;

/** The job at the moment this holds of it. */
async function when({ client }: TestCore, jobId: JobId, holds: (job: Job) => boolean): Promise<Job> {
  for await (const job of await client.jobs.watch({ jobId })) if (holds(job)) return job;
  throw new Error('the job ended before that');
}

const waitsForRoom = (job: Job) => job.progress?.paused?.code === 'E_DISK_FULL';
const over = (job: Job) => job.endedAt !== null;

async function undisturbed(emulator: Awaited<ReturnType<typeof emulated>>): Promise<string[]> {
  const quiet = await connected(emulator);
  await quiet.finish(quiet.client.sync.pull({}));
  return dump(quiet.core.context.desk.db);
}

test('a file that may not grow: the pull waits, writes are refused, reads go on, and it all resumes by itself', async () => {
  const emulator = await emulated(TINY);
  const expected = await undisturbed(emulator);
  const bank = await connected(emulator, { lookAtDiskEvery: 1500 });
  const { client, core } = bank;
  const { db } = core.context.desk;
  const grow = (pages: number) =>
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + pages}`);
  grow(20);
  const told: number[] = [];
  core.context.onChange((topics) => topics.includes('workspace') && told.push(performance.now()));
  const { jobId } = await client.sync.pull({});
  await when(bank, jobId, waitsForRoom);
  expect(await client.workspace.current()).toMatchObject({ readOnly: { code: 'E_DISK_FULL' } });
  expect(told).toHaveLength(1);
  expect(await refusal(client.sync.setRetention(KEEP_ALL))).toMatchObject({ kind: 'conflict', code: 'E_DISK_FULL' });
  expect((await client.catalog.counts()).counts.domains).toBe(1);
  grow(1_000_000);
  expect(await when(bank, jobId, over)).toMatchObject({ state: 'succeeded', resumed: 0 });
  expect(await client.workspace.current()).toMatchObject({ readOnly: null });
  expect(told.length).toBeGreaterThan(1);
  expect(dump(db)).toEqual(expected);
  expect((await client.sync.runs({})).items).toMatchObject([{ state: 'complete' }]);
});

if (noSmallDisk !== null) process.stdout.write(`SKIPPED: a disk that is really full: ${noSmallDisk}\n`);
const really = test.skipIf(noSmallDisk !== null);

async function onSmallDisk() {
  const emulator = await emulated(TINY);
  const disk = smallDisk(24);
  const bank = await connected(emulator, { home: disk.folder, ballast: BALLAST, lookAtDiskEvery: 100 });
  const ballast = `${bank.file}.ballast`;
  await vi.waitFor(() => expect(fs.statSync(ballast).size).toBe(BALLAST), 10_000);
  expect(fs.statSync(ballast).mode & 0o777).toBe(0o600);
  const readOnly = async () => (await bank.client.workspace.current())?.readOnly ?? null;
  return { emulator, disk, bank, ballast, readOnly };
}

really('a disk that is really full: the ballast is freed, the pull waits and goes on at the same page', async () => {
  const { emulator, disk, bank, ballast, readOnly } = await onSmallDisk();
  const expected = await undisturbed(emulator);
  const { client, core } = bank;
  disk.fill(1024 * 1024);
  const asked = emulator.requests.length;
  const { jobId } = await client.sync.pull({});
  await when(bank, jobId, waitsForRoom);
  expect(await readOnly()).toMatchObject({ code: 'E_DISK_FULL' });
  expect(fs.existsSync(ballast)).toBe(false);
  expect(await refusal(client.sync.setRetention(KEEP_ALL))).toMatchObject({ code: 'E_DISK_FULL' });
  expect((await client.catalog.counts()).counts.domains).toBe(1);
  const atFull = emulator.requests.length - asked;
  disk.empty();
  await vi.waitFor(async () => expect(await readOnly()).toBeNull(), 5000);
  expect(fs.statSync(ballast).size).toBe(BALLAST);
  expect(await when(bank, jobId, over)).toMatchObject({ state: 'succeeded' });
  expect(dump(core.context.desk.db)).toEqual(expected);
  // It was full in the middle, and no more was asked again than what was on its way.
  expect(atFull).toBeGreaterThan(30);
  expect(emulator.requests.length - asked).toBeLessThan(asked + 80);
  expect(await client.sync.setRetention(KEEP_ALL)).toMatchObject({ retention: KEEP_ALL });
});

really('a pull that waits for room can be cancelled: its end is written in the room of the ballast', async () => {
  const { disk, bank } = await onSmallDisk();
  disk.fill(400 * 1024);
  const { jobId } = await bank.client.sync.pull({});
  await when(bank, jobId, waitsForRoom);
  await bank.client.jobs.cancel({ jobId });
  await when(bank, jobId, over);
  const { db } = bank.core.context.desk;
  expect(db.prepare('SELECT state FROM job WHERE id = ?').pluck().get(jobId)).toBe('cancelled');
  expect(db.prepare('SELECT state FROM sync_run').pluck().all()).toEqual(['cancelled']);
});

really('no half copy of a past moment is left on a full disk, and the workspace opens on one', async () => {
  const { disk, bank, readOnly } = await onSmallDisk();
  const { client, finish, file, home } = bank;
  await finish(client.sync.pull({}));
  disk.fill(300 * 1024);
  const past = await finish(client.sync.asOf({ runId: 1 }));
  expect(past).toMatchObject({ state: 'failed', error: { problem: { code: 'E_DISK_FULL' } } });
  expect(fs.readdirSync(path.join(home, 'as-of'))).toEqual([]);
  await vi.waitFor(async () => expect((await client.workspace.close()).closed).toBe(true), 5000);
  disk.fill(0);
  expect(await client.workspace.open({ path: file })).toMatchObject({ path: file });
  expect((await client.catalog.counts()).counts.domains).toBe(1);
  expect(await refusal(client.sync.setRetention(KEEP_ALL))).toMatchObject({ code: 'E_DISK_FULL' });
  disk.empty();
  await vi.waitFor(async () => expect(await readOnly()).toBeNull(), 5000);
  expect(await client.sync.setRetention(KEEP_ALL)).toMatchObject({ retention: KEEP_ALL });
});
