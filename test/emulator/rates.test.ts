import { afterEach, describe, expect, test } from 'vitest';
import { createRates, publishedRates } from '#emulator/rates.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

let emulator: Emulator | undefined;
let clients: Clients | undefined;

afterEach(async () => {
  clients?.destroy();
  await emulator?.close();
});

const start = async (
  clock: () => number,
  rates: 'published' | 'off' = 'published',
): Promise<{ running: Emulator; sdk: Clients }> => {
  emulator = await startEmulator({ rates, clock });
  clients = clientsOf(emulator);
  return { running: emulator, sdk: clients };
};

describe('over the wire', () => {
  test.each([
    ['Search', 20],
    ['SearchListings', 16],
    ['ListProjects', 8],
    ['GetAssetType', 10],
  ])('%s: %i a second pass, the next is throttled, and time heals', async (operation, rate) => {
    let now = 1_000_000;
    const { running, sdk } = await start(() => now);
    const input = {
      domainIdentifier: running.domainId,
      searchScope: 'GLOSSARY',
      identifier: 'amazon.datazone.GlueTableAssetType',
    };
    const send = () => sendByName(sdk, 'DataZone', operation, input);
    for (let turn = 0; turn < rate; turn += 1) await send();
    const failure = await failureOf(send());
    expect([failure.name, failure.$metadata?.httpStatusCode, failure.message]).toEqual([
      'ThrottlingException',
      429,
      'Rate exceeded',
    ]);
    now += Math.ceil(1000 / rate);
    await send();
    expect((await failureOf(send())).name).toBe('ThrottlingException');
  });

  test('each operation has a bucket of its own', async () => {
    const { running, sdk } = await start(() => 5_000_000);
    for (let turn = 0; turn < 8; turn += 1)
      await sendByName(sdk, 'DataZone', 'ListProjects', { domainIdentifier: running.domainId });
    await failureOf(sendByName(sdk, 'DataZone', 'ListProjects', { domainIdentifier: running.domainId }));
    await sendByName(sdk, 'DataZone', 'Search', { domainIdentifier: running.domainId, searchScope: 'GLOSSARY' });
  });

  test('Glue and Identity Store throttle with 400; Identity Store says for how long', async () => {
    const { running, sdk } = await start(() => 9_000_000);
    for (let turn = 0; turn < 25; turn += 1) await sendByName(sdk, 'Glue', 'GetDatabases', {});
    const glue = await failureOf(sendByName(sdk, 'Glue', 'GetDatabases', {}));
    expect([glue.name, glue.$metadata?.httpStatusCode]).toEqual(['ThrottlingException', 400]);
    const input = { IdentityStoreId: running.identityStoreId };
    for (let turn = 0; turn < 20; turn += 1) await sendByName(sdk, 'IdentityStore', 'ListGroups', input);
    const store = await failureOf(sendByName(sdk, 'IdentityStore', 'ListGroups', input));
    expect(store).toMatchObject({ name: 'ThrottlingException', RetryAfterSeconds: 1 });
  });

  test('Lake Formation and Organizations throttle under names of their own', async () => {
    const { sdk } = await start(() => 11_000_000);
    for (let turn = 0; turn < 20; turn += 1) await sendByName(sdk, 'LakeFormation', 'ListLFTags', {});
    const lake = await failureOf(sendByName(sdk, 'LakeFormation', 'ListLFTags', {}));
    expect([lake.name, lake.$metadata?.httpStatusCode]).toEqual(['ThrottledException', 429]);
    for (let turn = 0; turn < 10; turn += 1) await sendByName(sdk, 'Organizations', 'ListAccounts', {});
    const accounts = await failureOf(sendByName(sdk, 'Organizations', 'ListAccounts', {}));
    expect([accounts.name, accounts.$metadata?.httpStatusCode]).toEqual(['TooManyRequestsException', 400]);
  });

  test('off means off', async () => {
    const { running, sdk } = await start(() => 1, 'off');
    for (let turn = 0; turn < 60; turn += 1)
      await sendByName(sdk, 'DataZone', 'ListProjects', { domainIdentifier: running.domainId });
  });
});

describe('the buckets themselves', () => {
  test('a client that keeps to the rate is never throttled, at any phase', () => {
    for (const rate of [3, 8, 16, 20]) {
      const operation =
        Object.entries(publishedRates.DataZone.operations).find(([, each]) => each === rate)?.[0] ?? 'ListProjects';
      const actual = publishedRates.DataZone.operations[operation] ?? 8;
      let now = 12_345.678;
      const rates = createRates('published', () => now);
      for (let turn = 0; turn < 5000; turn += 1) {
        expect(rates.take('DataZone', operation)).toBe(0);
        now += 1000 / actual;
      }
    }
  });

  test('over any stretch no more than the rate and one burst pass', () => {
    let now = 0;
    let passed = 0;
    const rates = createRates('published', () => now);
    for (let turn = 0; turn < 10_000; turn += 1) {
      if (rates.take('DataZone', 'Search') === 0) passed += 1;
      now += 1;
    }
    expect(passed).toBeGreaterThanOrEqual(200);
    expect(passed).toBeLessThanOrEqual(220);
  });

  test('a clock that jumps back gives nothing away', () => {
    let now = 10_000;
    const rates = createRates('published', () => now);
    for (let turn = 0; turn < 20; turn += 1) rates.take('DataZone', 'Search');
    now = 0;
    expect(rates.take('DataZone', 'Search')).toBeGreaterThan(0);
  });
});
