import fs from 'node:fs';
import { expect, test } from 'vitest';
import type { Emulator } from '#emulator/server.ts';
import { dump } from '../mirror-dump.ts';
import { refusal } from '../start-core.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

/** What other people do between two pulls, chosen by a seed: names, tags, columns, listings, things that come and go. */
function meddle(emulator: Emulator, seed: number): void {
  const { edit, terms, projects, glossaries } = emulator.bank;
  const pick = <T>(items: readonly T[], step: number): T => items[(seed * 31 + step * 17) % items.length] as T;
  const living = () => assetsOf(emulator);
  edit.renameAsset(pick(living(), 1).id, `Renamed ${seed}`);
  edit.describeAsset(pick(living(), 2).id, `Described in round ${seed}`);
  edit.tagAsset(pick(living(), 3).id, [pick(terms.list(), seed).id]);
  edit.changeTerm(pick(terms.list(), 4).id, { name: `Term of round ${seed}` });
  edit.removeAsset(pick(living(), 5).id);
  edit.addAsset({
    projectId: pick(projects.list(), 6).id,
    name: `New ${seed}`,
    columns: [{ name: `c${seed}`, type: 'string' }],
  });
  edit.moveAsset(pick(living(), 7).id, pick(projects.list(), 8).id);
  edit.changeProject(pick(projects.list(), 9).id, { description: `Project of round ${seed}` });
  edit.addTerm(pick(glossaries.list(), 10).id, `Added ${seed}`);
  const listed = living().find((asset) => asset.listing?.status === 'ACTIVE');
  if (listed !== undefined && seed % 2 === 0) edit.unpublishAsset(listed.id);
  const unlisted = living().find((asset) => asset.listing === undefined);
  if (unlisted !== undefined) edit.publishAsset(unlisted.id);
}

test('the workspace opened as of any past pull is the mirror that pull left, to the last row', async () => {
  let now = Date.now();
  const emulator = await emulated({ clock: () => now });
  const { client, finish, core } = await connected(emulator, { clock: () => new Date(now) });
  const left: string[][] = [];
  for (let round = 1; round <= 5; round += 1) {
    // Full and incremental pulls by turns, hours and days apart.
    now += round * 7 * 3_600_000;
    const job = await finish(client.sync.pull({ mode: round % 2 === 1 ? 'full' : 'auto' }));
    expect(job).toMatchObject({ state: 'succeeded' });
    left.push(dump(core.context.desk.db));
    meddle(emulator, round);
  }
  for (const round of [3, 1, 5, 2, 4]) {
    const opened = await finish(client.sync.asOf({ runId: round }));
    expect(opened).toMatchObject({ state: 'succeeded', result: { runId: round } });
    expect(dump(core.context.desk.view), `as of ${round}`).toEqual(left[round - 1]);
  }
  expect(await client.sync.present()).toEqual({ left: 4 });
  expect(dump(core.context.desk.view)).toEqual(left[4]);
}, 60_000);

test('a past moment answers the same questions, takes no changes, and says so', async () => {
  const emulator = await emulated();
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({}));
  const [asset] = assetsOf(emulator);
  if (asset === undefined) throw new Error('the bank is empty');
  const before = await client.catalog.asset({ assetId: asset.id });
  emulator.bank.edit.renameAsset(asset.id, 'Zebra crossings');
  await finish(client.sync.pull({}));
  expect((await client.catalog.search({ text: 'zebra' })).total).toBe(1);

  await finish(client.sync.asOf({ runId: 1 }));
  expect((await client.workspace.current())?.asOf).toMatchObject({ runId: 1 });
  expect((await client.catalog.search({ text: 'zebra' })).total).toBe(0);
  expect(await client.catalog.asset({ assetId: asset.id })).toMatchObject({ name: before.name, forms: before.forms });
  expect(await client.catalog.counts()).toMatchObject({ incomplete: [] });
  for (const call of [
    client.sync.pull({}),
    client.sync.refreshAsset({ assetId: asset.id }),
    client.sync.setSchedule({ everyMinutes: 60, mode: 'auto' }),
  ])
    expect(await refusal(call)).toMatchObject({ kind: 'conflict', code: 'E_AS_OF' });
  // The list of pulls stays the present one: it is the way out.
  expect((await client.sync.runs({})).total).toBe(2);

  await client.sync.present();
  expect((await client.workspace.current())?.asOf).toBeNull();
  expect((await client.catalog.search({ text: 'zebra' })).total).toBe(1);
});

test('a moment that cannot be opened is refused in words', async () => {
  const emulator = await emulated();
  const { client, finish, home } = await connected(emulator);
  expect((await finish(client.sync.asOf({ runId: 1 }))).error).toMatchObject({ problem: { code: 'E_RUN_UNKNOWN' } });
  await finish(client.sync.pull({}));
  emulator.setFaults({ rules: [{ match: { operation: 'Search' }, action: { kind: 'stall' } }] });
  const { jobId } = await client.sync.pull({ mode: 'full' });
  while ((await client.sync.runs({})).total < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  expect((await finish(client.sync.asOf({ runId: 2 }))).error).toMatchObject({ problem: { code: 'E_RUN_OPEN' } });
  await client.jobs.cancel({ jobId });
  // Nothing half-made is left behind by what failed.
  expect(fs.existsSync(`${home}/as-of`) ? fs.readdirSync(`${home}/as-of`) : []).toEqual([]);
});
