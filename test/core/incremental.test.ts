import { expect, test } from 'vitest';
import { dump } from '../mirror-dump.ts';
import { assetsOf, connected, emulated } from '../with-emulator.ts';

type Pulled = {
  run: { state: string; added: number; changed: number; removed: number; calls: number };
  incomplete: unknown[];
};

const HOUR = 3_600_000;

/** A bank and a workspace that share one clock, moved by hand. */
async function arranged(options: Parameters<typeof emulated>[0] = {}) {
  let now = Date.now();
  const clock = () => now;
  const emulator = await emulated({ clock, ...options });
  const test = await connected(emulator, { clock: () => new Date(now) });
  return {
    ...test,
    emulator,
    wait: (hours: number) => {
      now += hours * HOUR;
    },
    pull: async (mode: 'auto' | 'full' | 'changes' = 'auto') => {
      const job = await test.finish(test.client.sync.pull({ mode }));
      if (job.state !== 'succeeded') throw new Error(JSON.stringify(job.error));
      return job.result as Pulled;
    },
    /** What a workspace that never saw this bank before holds after a full pull. */
    fresh: async () => {
      const other = await connected(emulator, { clock: () => new Date(now) });
      await other.finish(other.client.sync.pull({ mode: 'full' }));
      return dump(other.core.context.desk.db);
    },
  };
}

for (const timeFilterUnit of ['seconds', 'milliseconds'] as const)
  for (const assetSearchNeedsProject of [false, true])
    test(`what changed comes by the feeds (times in ${timeFilterUnit}, assets ${assetSearchNeedsProject ? 'by project' : 'over the domain'})`, async () => {
      const { emulator, pull, wait, core, fresh } = await arranged({ timeFilterUnit, assetSearchNeedsProject });
      await pull();
      wait(2);
      const { edit, terms, glossaries } = emulator.bank;
      const [one, two, three] = assetsOf(emulator).slice(10);
      const [term] = terms.list();
      const [glossary] = glossaries.list();
      if (!one || !two || !three || !term || !glossary) throw new Error('the bank is too small');
      edit.renameAsset(one.id, 'Renamed between two pulls');
      edit.tagAsset(two.id, [term.id]);
      edit.publishAsset(three.id);
      edit.changeTerm(term.id, { name: 'A term of another name' });
      edit.addTerm(glossary.id, 'A new term');
      edit.addAsset({ projectId: one.projectId, name: 'A new asset', columns: [{ name: 'id', type: 'bigint' }] });
      wait(1);
      const before = emulator.requests.length;
      const { run } = await pull('changes');
      expect(run.state).toBe('complete');
      const asked = new Set(emulator.requests.slice(before).map((request) => request.operation));
      for (const quiet of ['GetTables', 'GetDatabases', 'ListUsers', 'SearchTypes', 'ListDomainUnitsForParent'])
        expect(asked, 'calls of an incremental pull').not.toContain(quiet);
      expect(dump(core.context.desk.db)).toEqual(await fresh());
    });

test('an unchanged domain costs its feeds, and changes nothing', async () => {
  const { emulator, pull, wait, core } = await arranged();
  const first = await pull();
  const before = dump(core.context.desk.db);
  wait(1);
  const sent = emulator.requests.length;
  const { run } = await pull();
  expect(run).toMatchObject({ state: 'complete', added: 0, changed: 0, removed: 0 });
  expect(dump(core.context.desk.db)).toEqual(before);
  expect(run.calls).toBe(emulator.requests.length - sent);
  expect(run.calls).toBeLessThan(first.run.calls / 5);
});

test('a feed tells no deletions, so where the counts differ the kind is read in full', async () => {
  const { client, emulator, pull, wait, core, fresh } = await arranged();
  await pull();
  wait(1);
  const [gone] = assetsOf(emulator);
  const term = emulator.bank.terms.list().at(-1);
  if (!gone || !term) throw new Error('the bank is too small');
  emulator.bank.edit.removeAsset(gone.id);
  emulator.bank.edit.removeTerm(term.id);
  const only = await pull('changes');
  expect(only.run).toMatchObject({ state: 'partial', removed: 0 });
  const { scopes } = await client.sync.coverage({});
  expect(scopes.filter((scope) => scope.state !== 'complete').map(({ kind, errorCode }) => [kind, errorCode])).toEqual(
    expect.arrayContaining([
      ['asset', 'W_DELETED_UNKNOWN'],
      ['glossary_term', 'W_DELETED_UNKNOWN'],
    ]),
  );
  const { run } = await pull('auto');
  expect(run.state).toBe('complete');
  expect(run.removed).toBeGreaterThanOrEqual(2);
  expect(dump(core.context.desk.db)).toEqual(await fresh());
});

test('what was denied is asked for again by the next pull, whatever it is due', async () => {
  const { client, emulator, pull, wait, core, fresh } = await arranged();
  emulator.setFaults({
    rules: [{ match: { operation: 'GetTables', nth: [3, 6, 9] }, action: { kind: 'accessDenied' } }],
  });
  const first = await pull();
  expect(first.run.state).toBe('partial');
  const held = (await client.catalog.counts()).incomplete;
  expect(held.map(({ kind }) => kind)).toEqual(['glue_table']);
  emulator.setFaults({ rules: [] });
  wait(1);
  expect((await pull()).run.state).toBe('complete');
  expect((await client.catalog.counts()).incomplete).toEqual([]);
  expect(dump(core.context.desk.db)).toEqual(await fresh());
});

test('the plan tells what the pull then does', async () => {
  const { client, emulator, pull, wait } = await arranged();
  expect(await client.sync.plan({})).toMatchObject({ basis: 'nothing yet', seconds: null });
  await pull('full');
  wait(1);
  const plan = await client.sync.plan({ mode: 'full' });
  expect(plan).toMatchObject({ basis: 'last pull' });
  expect(plan.seconds).toBeGreaterThan(0);
  const sent = emulator.requests.length;
  await pull('full');
  const calls = emulator.requests.length - sent;
  // Counting calls and the one that asks who we are are not of any kind.
  expect(plan.calls).toBeGreaterThan(calls * 0.8);
  expect(plan.calls).toBeLessThan(calls * 1.2);
  const next = await client.sync.plan({ mode: 'changes' });
  expect(next.lines.find((line) => line.kind === 'asset')).toMatchObject({ how: 'changes' });
  expect(next.lines.find((line) => line.kind === 'glue_table')).toMatchObject({ how: 'kept', calls: 0 });
});
