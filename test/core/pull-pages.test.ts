import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { dump } from '../mirror-dump.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

/** Listings whose pages go astray: one of each way of paging. */
const LISTINGS = [
  'Search',
  'SearchListings',
  'SearchTypes',
  'ListProjects',
  'ListProjectMemberships',
  'ListPolicyGrants',
  'GetTables',
  'ListUsers',
  'ListPermissions',
  'ListAccounts',
  'ListLineageEvents',
] as const;

/** Where AWS counts, items that are missing from a page are noticed; elsewhere such a page is one that is right. */
const COUNTED = ['Search', 'SearchListings', 'SearchTypes'] as const;

const action = fc.oneof(
  fc.record({ kind: fc.constantFrom('repeatToken' as const, 'emptyPage' as const) }),
  fc.record({
    kind: fc.constant('truncate' as const),
    keep: fc.double({ min: 0, max: 0.9, noNaN: true }),
    cut: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('drop' as const), when: fc.constantFrom('before' as const, 'after' as const) }),
  fc.record({ kind: fc.constant('html' as const), status: fc.constantFrom(200, 502) }),
  fc.record({ kind: fc.constantFrom('throttle' as const, 'serverError' as const, 'accessDenied' as const) }),
);

const hidden = fc.record({
  match: fc.record({ operation: fc.constantFrom(...COUNTED), from: fc.integer({ min: 1, max: 5 }) }),
  action: fc.record({ kind: fc.constant('hideItems' as const), count: fc.integer({ min: 1, max: 4 }) }),
});

const plan = fc.array(
  fc.oneof(
    { arbitrary: hidden, weight: 1 },
    {
      arbitrary: fc.record({
        match: fc.oneof(
          fc.record({
            operation: fc.constantFrom(...LISTINGS),
            nth: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
          }),
          fc.record({ operation: fc.constantFrom(...LISTINGS), from: fc.integer({ min: 1, max: 5 }) }),
        ),
        action,
      }),
      weight: 4,
    },
  ),
  { minLength: 1, maxLength: 4 },
);

/** What AWS said: not the listing state that follows from it, nor the index of words. */
const rowsOf = (lines: readonly string[]): string[] =>
  lines.filter((line) => !line.startsWith('words ')).map((line) => line.replace(/\["listing_state","\w+"\]/, ''));

const RUNS = Number(process.env.MESHWARD_PROPERTY_RUNS ?? 8);

test(
  'whatever becomes of its pages, a pull ends in the same mirror or says what it lacks, and deletes nothing',
  async () => {
    const emulator = await emulated();
    const { client, finish, core } = await connected(emulator);
    const pull = async () => await finish(client.sync.pull({ mode: 'full' }));
    await pull();
    const whole = dump(core.context.desk.db);
    await fc.assert(
      fc.asyncProperty(plan, async (rules) => {
        emulator.setFaults({ seed: 5, rules });
        const job = await pull();
        emulator.setFaults({ rules: [] });
        const after = dump(core.context.desk.db);
        const { run } = (job.result ?? { run: { state: job.state } }) as { run: { state: string; removed?: number } };
        if (run.state === 'complete') expect(after).toEqual(whole);
        else {
          expect(['partial', 'failed']).toContain(run.state);
          expect((await client.catalog.counts()).incomplete.length, 'what is lacking is told').toBeGreaterThan(0);
        }
        const held = new Set(rowsOf(after));
        const lost = rowsOf(whole).filter((line) => !held.has(line));
        expect(lost, 'nothing at the bank was removed, so nothing here').toEqual([]);
      }),
      { numRuns: RUNS, seed: 20_261_122, endOnFailure: true },
    );
    expect((await pull()).result).toMatchObject({ run: { state: 'complete' } });
    expect(dump(core.context.desk.db)).toEqual(whole);
  },
  120_000 + RUNS * 20_000,
);

test('pages that shift while they are read lose nothing that was there all along', async () => {
  const emulator = await emulated({ assets: 400 });
  const { client, finish } = await connected(emulator);
  await finish(client.sync.pull({}));
  const before = assetsOf(emulator);
  const { jobId } = await client.sync.pull({ mode: 'full' });
  // Each few answers an early asset goes: everything behind it moves up, over the edge of the page that comes next.
  const gone: string[] = [];
  let seen = emulator.requests.length;
  let last = await client.jobs.get({ jobId });
  for await (const job of await client.jobs.watch({ jobId })) {
    last = job;
    if (gone.length < 12 && emulator.requests.length > seen + 10) {
      seen = emulator.requests.length;
      const victim = before[gone.length * 3];
      if (victim !== undefined) {
        emulator.bank.edit.removeAsset(victim.id);
        gone.push(victim.id);
      }
    }
  }
  expect(last.state).toBe('succeeded');
  expect(gone.length, 'assets that went while they were read').toBeGreaterThan(2);
  const page = async (offset: number) =>
    (await client.catalog.search({ offset, limit: 200 })).items.map(({ id }) => id as string);
  const held = new Set([...(await page(0)), ...(await page(200)), ...(await page(400))]);
  const missing = before.filter(({ id }) => !gone.includes(id) && !held.has(id as never));
  expect(missing.map(({ name }) => name)).toEqual([]);
  expect((await finish(client.sync.pull({ mode: 'full' }))).state).toBe('succeeded');
  expect((await client.catalog.counts()).counts.assets).toBe(emulator.bank.counts().assets);
}, 120_000);
