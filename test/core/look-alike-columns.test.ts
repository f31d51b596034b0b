import { expect, test } from 'vitest';
import { LookAlikes } from '#core/catalog/look-alikes/look-alikes.ts';
import { lookAlikesOf } from '#core/catalog/look-alikes/live.ts';
import type { Bank } from '#emulator/bank/bank.ts';
import type { LookAlike } from '#shared/columns.ts';
import { columnsByHand } from '../columns-by-hand.ts';
import { refusal, type TestCore } from '../start-core.ts';
import { connected, emulated } from '../with-emulator.ts';

const HOUR = 60 * 60_000;

async function pulled() {
  const emulator = await emulated();
  let now = new Date('2026-11-01T08:00:00.000Z').getTime();
  const test = await connected(emulator, { clock: () => new Date(now) });
  const pull = () => test.finish(test.client.sync.pull({ revisions: 'none' }));
  await pull();
  const later = (ms: number) => {
    now += ms;
    return new Date(now);
  };
  return { ...test, emulator, pull, later };
}

/** Asked until the clusters are made, as a page that hears the announcement does. */
async function clusters(client: TestCore['client'], input: { text?: string; minimum?: number } = {}) {
  for (let asked = 0; asked < 5000; asked += 1) {
    const page = await client.catalog.lookAlikes({ ...input, limit: 200 });
    if (page.incomplete.length === 0) return page;
    expect(page).toEqual({ total: 0, items: [], incomplete: [expect.objectContaining({ code: 'W_LOOK_ALIKES' })] });
    await new Promise(setImmediate);
  }
  throw new Error('the clusters were never made');
}

/** The pure index, filled with the bank's columns. */
function byHand(bank: Bank): LookAlikes {
  const index = new LookAlikes();
  for (const column of columnsByHand(bank)) index.put(column, 1);
  return index;
}

const ALL = { text: '', minimum: 2, page: { offset: 0, limit: 200 } };

test('clusters are those of all columns of the bank, and are told once they are made', async () => {
  const { client, core, emulator } = await pulled();
  const announced = new Promise<void>((resolve) => {
    core.context.onChange((topics) => {
      if (topics.includes('catalog')) resolve();
    });
  });
  const first = await client.catalog.lookAlikes({});
  expect(first.incomplete.map(({ code }) => code)).toEqual(['W_LOOK_ALIKES']);
  await announced;
  const { total, items } = await clusters(client);
  const expected = byHand(emulator.bank).clusters(ALL);
  expect(total).toBeGreaterThan(10);
  expect({ total, items }).toEqual({ total: expected.total, items: expected.clusters });
  const email = await clusters(client, { text: 'email' });
  expect(email.total).toBeGreaterThan(0);
  expect(email.total).toBeLessThan(total);
  expect((await clusters(client, { minimum: 1_000_000 })).total).toBe(0);
});

test('a cluster tells its members, and its columns are found by it', async () => {
  const { client, emulator } = await pulled();
  const { items } = await clusters(client);
  const index = byHand(emulator.bank);
  const columns = columnsByHand(emulator.bank);
  for (const cluster of items.slice(0, 8)) {
    const told = await client.catalog.lookAlike({ id: cluster.id, limit: 200 });
    expect(told.cluster).toEqual(cluster);
    expect(told.total).toBe(cluster.signatures);
    if (told.total <= 200) expect(told.members.reduce((sum, member) => sum + member.columns, 0)).toBe(cluster.columns);
    for (const { score, reason } of told.members) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(reason).not.toBe('');
    }
    const found = await client.catalog.findColumns({ lookAlike: cluster.id, limit: 200 });
    const inIt = columns.filter((column) => index.clusterOf(column) === cluster.id);
    expect(found.total).toBe(cluster.columns);
    expect(found.total).toBe(inIt.length);
    if (found.total <= 200)
      expect(found.items.map(({ assetId, name }) => `${assetId} ${name}`).toSorted()).toEqual(
        inIt.map(({ asset, name }) => `${asset.id} ${name}`).toSorted(),
      );
  }
  expect((await refusal(client.catalog.lookAlike({ id: 'no such' }))).code).toBe('E_LOOK_ALIKE_UNKNOWN');
  expect((await refusal(client.catalog.findColumns({ lookAlike: 'no such' }))).code).toBe('E_LOOK_ALIKE_UNKNOWN');
});

test('clusters follow what is pulled, added to and taken from, and after they were let go are the same again', async () => {
  const { client, core, emulator, pull, later } = await pulled();
  const sizes = (items: readonly LookAlike[]) => items.map(({ id, columns }) => `${id} ${columns}`);
  const before = sizes((await clusters(client)).items);
  const assets = [...new Set(columnsByHand(emulator.bank).map(({ asset }) => asset.id))];
  for (const id of assets.slice(0, 3)) emulator.bank.edit.removeAsset(id);
  later(HOUR);
  await pull();
  const after = await clusters(client);
  expect(sizes(after.items)).not.toEqual(before);
  expect(after.items).toEqual(byHand(emulator.bank).clusters(ALL).clusters);
  const live = lookAlikesOf(core.context.desk.db);
  expect(live.held).toBe(true);
  expect(live.rest(later(9 * 60_000))).toBe(false);
  expect(live.rest(later(2 * 60_000))).toBe(true);
  expect(live.held).toBe(false);
  expect((await clusters(client)).items).toEqual(after.items);
});
