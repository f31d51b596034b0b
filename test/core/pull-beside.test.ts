import { expect, test } from 'vitest';
import { dump } from '../mirror-dump.ts';
import { connected, emulated } from '../with-emulator.ts';

/** Grants are asked for while the tree of units is read: what comes of it when that reading is broken off. */
const STALLED = { match: { operation: 'GetDomainUnit', from: 4 }, action: { kind: 'stall' } } as const;

async function brokenOff() {
  const emulator = await emulated({ units: 40 });
  const bank = await connected(emulator);
  emulator.setFaults({ rules: [STALLED] });
  const { jobId } = await bank.client.sync.pull({ mode: 'full' });
  await expect.poll(async () => (await grants(bank.client)).kind?.items ?? 0, { timeout: 20_000 }).toBeGreaterThan(0);
  await bank.client.jobs.cancel({ jobId });
  for await (const job of await bank.client.jobs.watch({ jobId })) if (job.endedAt !== null) break;
  emulator.setFaults({ rules: [] });
  return { emulator, ...bank };
}

const grants = async (client: Awaited<ReturnType<typeof connected>>['client']) => {
  const { kinds, scopes } = await client.sync.coverage({});
  return {
    kind: kinds.find(({ kind }) => kind === 'policy_grant'),
    toCome: scopes.filter(({ kind, scope }) => kind === 'policy_grant' && scope === 'to-come'),
  };
};

test('grants of units that were found are read before the tree is whole; broken off there, the kind is not complete', async () => {
  const { client } = await brokenOff();
  const { kind, toCome } = await grants(client);
  expect(kind?.standing).toBe('partial');
  expect(toCome).toMatchObject([{ state: 'waiting' }]);
});

test.each(['auto', 'changes', 'full'] as const)(
  'the next pull (%s) reads every unit the one before did not come to, and stands like an undisturbed one',
  async (mode) => {
    const { emulator, client, core, finish } = await brokenOff();
    const job = await finish(client.sync.pull({ mode }));
    expect(job).toMatchObject({ state: 'succeeded' });
    const { kind } = await grants(client);
    expect(kind).toMatchObject({ standing: 'complete' });
    const other = await connected(emulator);
    await other.finish(other.client.sync.pull({ mode: 'full' }));
    expect(dump(core.context.desk.db)).toEqual(dump(other.core.context.desk.db));
  },
);
