import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connected, emulated } from '../with-emulator.ts';
import { KEYS } from '../with-keys.ts';
import { tempFolder } from '../temp.ts';

const CLI = path.resolve(import.meta.dirname, '../../bin/meshward.mjs');

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function start(args: string[], home: string) {
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...KEYS, MESHWARD_HOME: home, MESHWARD_RATES: 'off' },
  });
  const ended: Ended = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ended.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ended.err += chunk.toString();
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const end = once(child, 'close').then(([code]) => ({ ...ended, code: code as number | null }));
  return { child, end, ended };
}

const meshward = async (args: string[], home: string): Promise<Ended> => await start(args, home).end;

test('an emulator in one shell, a workspace in another: what is told agrees with what the bank holds', async () => {
  const home = tempFolder();
  const far = start(
    ['emulator', '--assets', '300', '--columns-per-asset', '11', '--terms', '77', '--rates', 'off'],
    home,
  );
  await once(far.child.stdout, 'data');
  const told = JSON.parse(far.ended.out) as {
    endpoint: string;
    domainId: string;
    region: string;
    identityStoreId: string;
    counts: Record<string, number>;
  };
  const file = path.join(home, 'bank.meshward');
  const created = await meshward(['workspace', 'create', '--workspace', file, '--json'], home);
  expect(JSON.parse(created.out)).toMatchObject({ path: file, name: 'bank' });
  const connection = {
    region: told.region,
    domainId: told.domainId,
    identityStoreId: told.identityStoreId,
    endpoint: told.endpoint,
    allowEndpoint: true,
  };
  fs.writeFileSync(path.join(home, 'connection.json'), JSON.stringify(connection));
  expect(
    (await meshward(['sync', 'connect', '-w', file, '--input', `@${path.join(home, 'connection.json')}`], home)).code,
  ).toBe(0);
  const pulled = await meshward(['sync', 'pull', '-w', file, '--json', '-i', '{"revisions":"all"}'], home);
  expect(pulled.code, pulled.err).toBe(0);
  expect(JSON.parse(pulled.out)).toMatchObject({ run: { state: 'complete' }, incomplete: [] });
  expect(pulled.err, 'progress goes to standard error').toMatch(/^Reading /m);
  const { counts } = JSON.parse((await meshward(['catalog', 'counts', '-w', file, '--json'], home)).out) as {
    counts: Record<string, number>;
  };
  expect(counts).toMatchObject({
    assets: 300,
    columns: 3300,
    terms: 77,
    projects: told.counts.projects,
    listings: told.counts.listings,
  });
  const found = JSON.parse(
    (await meshward(['catalog', 'search', '-w', file, '--json', '-i', '{"limit":1}'], home)).out,
  ) as { total: number };
  expect(found.total).toBe(300);

  // A month goes by at the bank; the command line tells what it did, and what was before.
  const answer = await fetch(`${told.endpoint}/_bank/month?since=${Date.now()}`, { method: 'POST' });
  const { changes } = (await answer.json()) as { changes: { kind: string; change: string }[] };
  const run = async (...args: string[]) => {
    const ended = await meshward([...args, '-w', file, '--json'], home);
    expect(ended.code, ended.err).toBe(0);
    return JSON.parse(ended.out) as Record<string, unknown>;
  };
  await run('sync', 'pull', '--mode', 'full', '--revisions', 'all');
  const diff = await run(
    'sync',
    'diff',
    '--from',
    '1',
    '--to',
    '2',
    '--kind',
    'asset',
    '--kind',
    'rule',
    '--limit',
    '1',
  );
  expect(diff.total).toBe(changes.filter(({ kind }) => kind === 'asset' || kind === 'rule').length);
  expect(await run('sync', 'coverage')).toMatchObject({ run: { id: 2, mode: 'full', state: 'complete' } });
  expect(await run('sync', 'as-of', '--run-id', '1')).toMatchObject({ runId: 1 });
  const now = (await run('catalog', 'counts')) as { counts: Record<string, number> };
  const then = (await run('catalog', 'counts', '--as-of', '1')) as { counts: Record<string, number> };
  expect(then.counts).toEqual(counts);
  expect(now.counts.policyGrants).not.toBe(counts.policyGrants);
  far.child.kill('SIGTERM');
  expect((await far.end).code).toBe(0);
}, 120_000);

test('each refusal has its exit code, a sentence and a next step, and leaves standard output alone', async () => {
  const home = tempFolder();
  const file = path.join(home, 'a.meshward');
  fs.writeFileSync(path.join(home, 'text.meshward'), 'x'.repeat(200));
  const cases: [args: string[], code: number, told: string][] = [
    [['nonsense'], 2, 'E_CLI_DOMAIN'],
    [['catalog', 'nonsense'], 2, 'E_CLI_OPERATION'],
    [['catalog', 'search', 'more'], 2, 'E_CLI_WORDS'],
    [['--nonsense'], 2, 'E_CLI_FLAG'],
    [['catalog', 'search', '-w', file, '-i', '{'], 2, 'E_CLI_INPUT'],
    [['catalog', 'search', '-w', file, '-i', '[]'], 2, 'E_CLI_INPUT'],
    [['catalog', 'search', '-w', file, '-i', '@/nowhere'], 2, 'E_CLI_INPUT'],
    [['catalog', 'search'], 2, 'E_CLI_WORKSPACE'],
    [['catalog', 'search', '-w', file], 3, 'E_DB_MISSING'],
    [['catalog', 'counts', '-w', path.join(home, 'text.meshward')], 2, 'E_DB_NOT_OURS'],
    [['emulator', '--assets', 'many'], 2, 'E_CLI_FLAG'],
  ];
  for (const [args, code, told] of cases) {
    const ended = await meshward(args, home);
    expect([args.join(' '), ended.code]).toEqual([args.join(' '), code]);
    expect(ended.err, args.join(' ')).toContain(told);
    expect(ended.err.trim().split(/[.:] |\n/).length, 'a sentence and a next step').toBeGreaterThan(2);
    expect(ended.out, args.join(' ')).toBe('');
  }
  const json = await meshward(['catalog', 'counts', '-w', file, '--json'], home);
  expect(JSON.parse(json.err)).toMatchObject({
    error: { kind: 'not_found', code: 'E_DB_MISSING', next: expect.any(String) },
  });
}, 60_000);

test('a core that has the workspace open is joined; the lock is never in the way', async () => {
  const emulator = await emulated();
  const { openDoor } = await import('#hosts/door.ts');
  const { serveWires } = await import('#hosts/wire.ts');
  const home = tempFolder();
  const door = await openDoor(home);
  onTestFinished(() => door.close());
  const held = await connected(emulator, { home, reach: door.address });
  door.serve(serveWires(held.core));
  await held.finish(held.client.sync.pull({}));
  const counted = await meshward(['catalog', 'counts', '-w', held.file, '--json'], home);
  expect(counted.code, counted.err).toBe(0);
  expect(JSON.parse(counted.out)).toEqual(await held.client.catalog.counts());
  const before = (await held.client.jobs.list({})).total;
  const pulled = await meshward(['sync', 'pull', '-w', held.file, '--json'], home);
  expect(pulled.code, pulled.err).toBe(0);
  expect((await held.client.jobs.list({})).total, 'the job ran in the joined core').toBe(before + 1);
  expect(await held.client.workspace.current(), 'still open').toMatchObject({ path: held.file });
});

test('an interrupt cancels the job and says so', async () => {
  const emulator = await emulated({ faults: { rules: [{ action: { kind: 'delay', ms: 40 } }] } });
  const held = await connected(emulator);
  await held.client.workspace.close();
  const pull = start(['sync', 'pull', '-w', held.file], held.home);
  await once(pull.child.stderr, 'data');
  pull.child.kill('SIGINT');
  const ended = await pull.end;
  expect(ended.code).toBe(130);
  await held.client.workspace.open({ path: held.file });
  expect((await held.client.jobs.list({})).items[0]?.state).toBe('cancelled');
});

test('output that a terminal would obey is escaped and stays JSON', async () => {
  const { harmless } = await import('#hosts/cli/print.ts');
  const hostile = { name: '\u202Egnp.exe \u001b[2J \u009b31m \u2066x\u2069 \u200b \u00ad' };
  const printed = harmless(JSON.stringify(hostile));
  expect(printed).toMatch(/^[\u0020-\u007e]*$/);
  expect(JSON.parse(printed)).toEqual(hostile);
});

test('a reader that has seen enough ends the command without a complaint', async () => {
  const home = tempFolder();
  const child = spawn('sh', ['-c', `"${process.execPath}" "${CLI}" help | head -1`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  await once(child, 'close');
  expect(err).toBe('');
  expect(fs.readdirSync(home)).toEqual([]);
});

test.each([
  'bin/meshward.mjs',
  'bin/start.mjs',
  'tools/check.mjs',
  'tools/e2e.mjs',
  'tools/bench.mjs',
  'tools/build.mjs',
  'tools/print.mjs',
  'tools/soak.mjs',
])('%s names a Node that is too old in one sentence', async (entry) => {
  const old =
    "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.11.0'}})";
  const child = spawn(process.execPath, ['--import', old, path.resolve(import.meta.dirname, '../..', entry)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(78);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toMatch(/Node 22\.15 or newer.*20\.11\.0/);
});
