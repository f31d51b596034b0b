import { describe, expect, test } from 'vitest';
import { type Change, type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';
import { clientsOf, rawRequest } from '#test/emulator/clients.ts';
import { type Everything, differenceOf, readEverything } from '#test/emulator/everything.ts';

const NOW = Date.UTC(2026, 7, 15);
const clock = (): number => NOW;

const read = async (emulator: Emulator): Promise<Everything> => {
  const clients = clientsOf(emulator);
  const everything = await readEverything(emulator, clients);
  clients.destroy();
  return everything;
};

const sorted = (changes: readonly Omit<Change, 'name'>[]): object[] =>
  changes
    .map(({ kind, id, change, fields }) => ({ kind, id, change, ...(fields ? { fields: [...fields] } : {}) }))
    .toSorted((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));

const withMonth = async (
  options: EmulatorOptions,
): Promise<{ told: readonly Change[]; before: Everything; after: Everything }> => {
  const emulator = await startEmulator({ rates: 'off', clock, ...options });
  const before = await read(emulator);
  const told = emulator.applyMonth();
  const after = await read(emulator);
  await emulator.close();
  return { told, before, after };
};

const kindsRead = (everything: Everything): Set<string> =>
  new Set([...everything.keys()].map((key) => key.slice(0, key.indexOf(' '))));

describe('what the month tells is what two readings over the wire differ in, to the field', () => {
  test.each<EmulatorOptions>([
    {},
    { seed: 3, assets: 60, units: 40, projects: 30, terms: 300, identityUsers: 40, lineageEdges: 1200 },
    { seed: 4, assets: 8, projects: 3, terms: 20, glossaries: 2, units: 5, identityUsers: 4 },
  ])('%j', async (options) => {
    const { told, before, after } = await withMonth(options);
    const kinds = new Set([...kindsRead(before), ...kindsRead(after)]);
    expect(sorted(differenceOf(before, after))).toEqual(sorted(told.filter(({ kind }) => kinds.has(kind))));
  });
});

describe('the story’s month', () => {
  test('at least sixty changes, over every kind, of all three sorts', async () => {
    const emulator = await startEmulator({ rates: 'off', clock });
    const told = emulator.applyMonth();
    expect(told.length).toBeGreaterThanOrEqual(60);
    const sorts = (kind: string): Set<string> =>
      new Set(told.flatMap((each) => (each.kind === kind ? [each.change] : [])));
    for (const kind of ['domain_unit', 'project', 'policy_grant', 'glossary_term', 'asset', 'listing', 'data_product'])
      expect(sorts(kind).size, kind).toBeGreaterThan(1);
    for (const kind of ['rule', 'asset_filter', 'data_source', 'environment', 'project_membership', 'identity_group'])
      expect(sorts(kind), kind).toEqual(new Set(['added', 'removed', 'changed']));
    expect(new Set(told.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(told.length);
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'policy_grant', name: 'CREATE_GLOSSARY on Risk', change: 'removed' }),
    );
    await emulator.close();
  });

  test('the same seed, the same month; another seed, other ids', async () => {
    const once = async (seed: number): Promise<readonly Change[]> => {
      const emulator = await startEmulator({ rates: 'off', clock, seed });
      const told = emulator.applyMonth();
      await emulator.close();
      return told;
    };
    const first = await once(5);
    expect(await once(5)).toEqual(first);
    expect((await once(6)).map(({ id }) => id)).not.toEqual(first.map(({ id }) => id));
  });

  test('started in the later state, and told to go there: the same bank, to the byte', async () => {
    const started = await startEmulator({ rates: 'off', clock, month: true });
    const told = await startEmulator({ rates: 'off', clock });
    told.applyMonth();
    expect([...(await read(told))]).toEqual([...(await read(started))]);
    expect(told.bank.counts()).toEqual(started.bank.counts());
    await started.close();
    await told.close();
  });

  test('dated after the bank’s day, within the month asked for', async () => {
    const emulator = await startEmulator({ rates: 'off', clock });
    const since = NOW - 3_600_000;
    emulator.applyMonth(since);
    const unit = emulator.bank.units.list().find(({ name }) => name === 'Wealth');
    expect(unit?.createdAt).toBeGreaterThan(since);
    const latest = Math.max(
      ...emulator.bank.assets.ordinals().map((each) => emulator.bank.assets.head(each).createdAt),
    );
    expect(latest).toBeGreaterThan(since);
    expect(latest).toBeLessThanOrEqual(NOW);
    await emulator.close();
  });
});

describe('POST /_bank/month', () => {
  test('answers the expected difference once, then refuses', async () => {
    const emulator = await startEmulator({ rates: 'off', clock });
    const ask = (method: string, path = '/_bank/month', headers: Record<string, string> = {}) =>
      rawRequest(emulator, { method, path, unsigned: true, headers });
    expect((await ask('GET')).status).toBe(405);
    expect((await ask('POST', '/_bank/month', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask('POST', '/_bank/month?since=yesterday')).status).toBe(400);
    const before = emulator.bank.version();
    const first = await ask('POST');
    expect(first.status).toBe(200);
    const { changes } = JSON.parse(first.body) as { changes: Change[] };
    expect(changes.length).toBeGreaterThanOrEqual(60);
    expect(emulator.bank.version()).toBeGreaterThan(before);
    const second = await ask('POST');
    expect(second.status).toBe(409);
    expect(second.body).toContain('already happened');
    expect(() => emulator.applyMonth()).toThrow(RangeError);
    await emulator.close();
  });
});

test('a month of a large bank: one asset in a hundred, in seconds', async () => {
  const emulator = await startEmulator({ rates: 'off', clock, assets: 50_000, columnsPerAsset: 20, units: 500 });
  const before = performance.now();
  const told = emulator.applyMonth();
  expect(performance.now() - before).toBeLessThan(10_000);
  const assets = told.filter(({ kind }) => kind === 'asset').length;
  expect(assets).toBeGreaterThan(350);
  expect(assets).toBeLessThan(600);
  await emulator.close();
});
