import { expect, test } from 'vitest';
import { startEmulator } from '#emulator/server.ts';
import { clientsOf, sendByName } from '#test/emulator/clients.ts';

test('100,000 assets of 20 columns: quick to start, small to hold, exact to the last column', async () => {
  const before = performance.now();
  const emulator = await startEmulator({ rates: 'off', assets: 100_000, columnsPerAsset: 20, terms: 10_000 });
  expect(performance.now() - before).toBeLessThan(5000);
  const clients = clientsOf(emulator);
  const input = {
    domainIdentifier: emulator.domainId,
    searchScope: 'ASSET',
    maxResults: 50,
    additionalAttributes: ['FORMS'],
  };
  let nextToken: unknown;
  const pages = performance.now();
  for (let page = 0; page < 20; page += 1) {
    const answer = await sendByName(clients, 'DataZone', 'Search', { ...input, nextToken });
    expect(answer['totalMatchCount']).toBe(100_000);
    nextToken = answer['nextToken'];
  }
  // A page has to be cheap beside what a client does with it.
  expect((performance.now() - pages) / 20).toBeLessThan(200);
  expect(emulator.bank.counts()).toMatchObject({ assets: 100_000, columns: 2_000_000, terms: 10_000 });
  expect(process.memoryUsage().rss).toBeLessThan(2e9);
  clients.destroy();
  await emulator.close();
});

test('100,000 assets, 500 units, 400 projects: up in two seconds, governance counted in as many', async () => {
  const before = performance.now();
  const emulator = await startEmulator({
    rates: 'off',
    assets: 100_000,
    columnsPerAsset: 20,
    terms: 10_000,
    units: 500,
    projects: 400,
  });
  expect(performance.now() - before).toBeLessThan(2000);
  const counting = performance.now();
  const counts = emulator.bank.counts();
  expect(performance.now() - counting).toBeLessThan(5000);
  expect(counts.domainUnits).toBe(500);
  expect(counts.policyGrants).toBeGreaterThan(2000);
  expect(counts.subscriptions).toBeGreaterThan(1000);
  expect(counts.assetFilters).toBeGreaterThan(900);
  await emulator.close();
});
