import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

const now = Date.UTC(2026, 6, 1);
let emulator: Emulator;
let clients: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ rates: 'off', clock: () => now });
  clients = clientsOf(emulator);
});
afterEach(async () => {
  clients.destroy();
  await emulator.close();
});

const formName = 'glue_nightly_ruleset';
const ask = (operation: string, input: object) =>
  sendByName(clients, 'DataZone', operation, { domainIdentifier: emulator.domainId, formName, ...input });
interface Point {
  readonly id: string;
  readonly timestamp: Date;
  readonly contentSummary: string;
}
const pointsOf = async (entityIdentifier: string, input: object = {}): Promise<Point[]> =>
  (await ask('ListTimeSeriesDataPoints', { entityType: 'ASSET', entityIdentifier, ...input }))['items'] as Point[];
const scored = () => {
  const { assets } = emulator.bank;
  const found = assets
    .ordinals()
    .map((at) => assets.at(at))
    .find(({ quality, listing }) => quality.length > 0 && listing);
  if (!found) throw new Error('No listed asset of the bank is checked.');
  return found;
};

test('the latest point is the one the asset shows, the others lie before it, each can be read whole', async () => {
  const asset = scored();
  const points = await pointsOf(asset.id);
  expect(points.length).toBeGreaterThan(2);
  expect(points[0]).toMatchObject({ id: asset.quality[0]?.id, timestamp: new Date(asset.quality[0]?.timestamp ?? 0) });
  const times = points.map(({ timestamp }) => timestamp.getTime());
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  for (const { id, contentSummary } of points) {
    const { form } = await ask('GetTimeSeriesDataPoint', {
      entityType: 'ASSET',
      entityIdentifier: asset.id,
      identifier: id,
    });
    expect(form).toMatchObject({ id, content: contentSummary });
  }
});

test('a listing has the points of its asset', async () => {
  const asset = scored();
  const listed = await pointsOf(asset.listing?.id ?? '', { entityType: 'LISTING' });
  expect(listed).toEqual(await pointsOf(asset.id));
});

test('a range has both its ends', async () => {
  const asset = scored();
  const [first, second, third] = await pointsOf(asset.id);
  expect(await pointsOf(asset.id, { startedAt: third?.timestamp, endedAt: second?.timestamp })).toEqual([
    second,
    third,
  ]);
  expect(await pointsOf(asset.id, { startedAt: new Date((first?.timestamp.getTime() ?? 0) + 1000) })).toEqual([]);
});

test('a point that is posted becomes the latest of its form, and makes no revision', async () => {
  const asset = scored();
  const before = await pointsOf(asset.id);
  const point = emulator.bank.edit.postQualityPoint(asset.id, formName, [
    { types: ['Completeness'], description: 'IsComplete', status: 'PASS' },
    { types: ['Uniqueness'], description: 'IsUnique', status: 'FAIL' },
  ]);
  const after = await pointsOf(asset.id);
  expect(after.slice(1)).toEqual(before);
  expect(after[0]).toMatchObject({ id: point.id, timestamp: new Date(now) });
  const shown = await ask('GetAsset', { identifier: asset.id });
  expect(shown['revision']).toBe(String(asset.revision));
  expect(shown['latestTimeSeriesDataPointFormsOutput']).toMatchObject([{ id: point.id }]);
  emulator.bank.edit.postQualityPoint(asset.id, 'other', []);
  expect(await pointsOf(asset.id, { formName: 'other' })).toHaveLength(1);
  expect(emulator.bank.assets.byId(asset.id)?.quality).toHaveLength(2);
});

test('what is not there is not found', async () => {
  const asset = scored();
  for (const input of [
    { entityType: 'ASSET', entityIdentifier: 'nosuchasset000' },
    { entityType: 'LISTING', entityIdentifier: asset.id },
    { entityType: 'ASSET', entityIdentifier: asset.listing?.id },
  ])
    expect((await failureOf(ask('ListTimeSeriesDataPoints', input))).name).toBe('ResourceNotFoundException');
  const identifier = asset.quality[0]?.id;
  const other = { entityType: 'ASSET', entityIdentifier: asset.id, identifier, formName: 'other' };
  expect((await failureOf(ask('GetTimeSeriesDataPoint', other))).name).toBe('ResourceNotFoundException');
  expect(() => emulator.bank.edit.postQualityPoint('none', formName, [])).toThrow(RangeError);
});
