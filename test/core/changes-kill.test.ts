import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Emulator } from '#emulator/server.ts';
import { startTestCore } from '../start-core.ts';
import { add, type StagedBank, stagedBank } from '../staged-bank.ts';
import { KEYS } from '../with-keys.ts';

const CHILD = path.join(import.meta.dirname, 'push-child.ts');
const WRITES = /^(Create|Update|Delete|Associate|Disassociate)/;

/** Push with a core that dies: at a failpoint, or when so many more requests that write came in. @returns its last word */
async function pushOnce(
  emulator: Emulator,
  { home, file }: { home: string; file: string },
  setId: string,
  death: { point: string } | { writes: number },
): Promise<{ killed: boolean; said: string }> {
  const child = spawn(process.execPath, [CHILD, home, file, setId], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...KEYS, ...('point' in death ? { MESHWARD_FAILPOINT: death.point } : {}) },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const exit = once(child, 'exit');
  const written = () => emulator.requests.filter(({ operation }) => WRITES.test(operation)).length;
  const limit = 'writes' in death ? written() + death.writes : Number.POSITIVE_INFINITY;
  const watch = setInterval(() => {
    if (written() >= limit) child.kill('SIGKILL');
  }, 1);
  const [, signal] = (await exit) as [number | null, string | null];
  clearInterval(watch);
  return { killed: signal === 'SIGKILL', said: said.trim().split('\n').at(-1) ?? '' };
}

/** A set of one term on each of so many assets, approved, with nobody holding the workspace. */
async function ready(
  count: number,
): Promise<StagedBank & { setId: string; ids: string[]; term: string; before: Map<string, number> }> {
  const bank = await stagedBank();
  const [term = ''] = bank.terms;
  const { items } = await bank.client.catalog.search({ text: '', limit: count });
  const ids = items.map(({ id }) => String(id));
  const setId = await bank.approved(ids.map((id) => add(id, term)));
  await bank.client.workspace.close();
  const before = new Map(ids.map((id) => [id, bank.emulator.bank.assets.byId(id)?.revision ?? 0]));
  return { ...bank, setId, ids, term, before };
}

function none({ emulator, file, ids, term, before }: Awaited<ReturnType<typeof ready>>): void {
  for (const id of ids) {
    const now = emulator.bank.assets.byId(id);
    expect(
      now?.glossaryTerms.filter((one) => one === term),
      'the term, once',
    ).toEqual([term]);
    expect(now?.revision, 'one revision each').toBe((before.get(id) ?? 0) + 1);
  }
  const db = new Database(file);
  const left = db.prepare("SELECT count(*) FROM change WHERE kind = 'asset' AND state <> 'applied'").pluck().get();
  expect(left).toBe(0);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
}

test('a push killed again and again while it writes: none twice, none missing', async () => {
  const bank = await ready(40);
  const steps = [1, 3, 2, 5, 1, 4, 2, 6, 3, 1];
  let kills = 0;
  for (let turn = 0; ; turn += 1) {
    const { killed, said } = await pushOnce(bank.emulator, bank, bank.setId, {
      writes: steps[turn % steps.length] ?? 1,
    });
    if (!killed) {
      expect(said).toBe('succeeded');
      break;
    }
    kills += 1;
  }
  expect(kills).toBeGreaterThan(8);
  none(bank);
}, 180_000);

test('a push killed just before and just after each commit of it', async () => {
  for (const point of ['changes.send', 'changes.settle'])
    for (const side of ['before', 'after'])
      for (const passing of [1, 4]) {
        const bank = await ready(6);
        const { killed } = await pushOnce(bank.emulator, bank, bank.setId, { point: `${point}.${side}:${passing}` });
        expect(killed, `${point}.${side} was passed`).toBe(true);
        const { killed: again, said } = await pushOnce(bank.emulator, bank, bank.setId, { writes: 10_000 });
        expect({ again, said }).toEqual({ again: false, said: 'succeeded' });
        none(bank);
      }
}, 180_000);

test('a push that was cancelled says what is left, and goes on when it is pushed again', async () => {
  const bank = await ready(30);
  const { client, finish } = await startTestCore({ home: bank.home, rates: 'off', env: KEYS });
  await client.workspace.open({ path: bank.file });
  bank.emulator.setFaults({
    rules: [{ match: { operation: 'CreateAssetRevision' }, action: { kind: 'delay', ms: 60 } }],
  });
  const { jobId } = await client.changes.push({ setId: bank.setId });
  while (!bank.emulator.requests.some(({ operation }) => operation === 'CreateAssetRevision'))
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  await client.jobs.cancel({ jobId });
  for await (const job of await client.jobs.watch({ jobId })) void job;
  expect((await client.changes.set({ setId: bank.setId })).state).toBe('approved');
  bank.emulator.setFaults({ rules: [] });
  const job = await finish(client.changes.push({ setId: bank.setId }));
  expect(job.state).toBe('succeeded');
  await client.workspace.close();
  none(bank);
}, 60_000);
