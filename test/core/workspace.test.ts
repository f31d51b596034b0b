import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { refusal, startTestCore, startWithWorkspace } from '../start-core.ts';

test('a new workspace is a private file with our mark, and is on the recent list', async () => {
  const { client, file } = await startWithWorkspace();
  const current = await client.workspace.current();
  expect(current).toMatchObject({ path: file, name: 'Bank', sample: false });
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(fs.readFileSync(file).readUInt32BE(68)).toBe(0x4d534857);
  expect(await client.workspace.recent()).toMatchObject([{ path: file, name: 'Bank', exists: true }]);
  fs.renameSync(file, `${file}.moved`);
  expect(await client.workspace.recent()).toMatchObject([{ exists: false }]);
  expect(await client.workspace.forget({ path: file })).toEqual([]);
});

test('the pragmas durability rests on hold on a workspace that was opened again', async () => {
  const { core, client, file } = await startWithWorkspace();
  await client.workspace.close();
  await client.workspace.open({ path: file });
  const { db } = core.context.desk;
  const pragma = (name: string) => db.pragma(name, { simple: true });
  expect(
    [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'trusted_schema',
      'recursive_triggers',
      'busy_timeout',
      'cell_size_check',
      'temp_store',
      'application_id',
    ].map(pragma),
  ).toEqual(['wal', 2, 1, 0, 1, 5000, 1, 2, 0x4d534857]);
  const tables = db
    .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  expect(tables, 'tables that are not STRICT').toEqual([]);
});

test('what cannot be a workspace is refused with its reason and stays as it was', async () => {
  const { client, home } = await startTestCore();
  const file = (name: string) => path.join(home, name);
  const make = (name: string, content: Buffer | string) => fs.writeFileSync(file(name), content);
  make('empty.meshward', '');
  make('text.meshward', 'not a database at all, only some text that is long enough to have a header'.repeat(3));
  make('random.meshward', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 37) % 251)));
  const other = new Database(file('other.meshward'));
  other.exec('CREATE TABLE mail (id INTEGER)');
  other.close();
  fs.mkdirSync(file('folder.meshward'));
  await client.workspace.create({ path: file('good.meshward'), name: 'Good' });
  await client.workspace.close();
  fs.symlinkSync(file('good.meshward'), file('link.meshward'));
  fs.copyFileSync(file('good.meshward'), file('readonly.meshward'));
  fs.chmodSync(file('readonly.meshward'), 0o400);
  const expected: Record<string, [kind: string, code: string]> = {
    'missing.meshward': ['not_found', 'E_DB_MISSING'],
    'empty.meshward': ['invalid', 'E_DB_EMPTY'],
    'text.meshward': ['invalid', 'E_DB_NOT_OURS'],
    'random.meshward': ['invalid', 'E_DB_NOT_OURS'],
    'other.meshward': ['invalid', 'E_DB_NOT_OURS'],
    'folder.meshward': ['invalid', 'E_DB_NOT_OURS'],
    'link.meshward': ['invalid', 'E_DB_LINK'],
    'readonly.meshward': ['denied', 'E_DB_READONLY'],
  };
  for (const [name, [kind, code]] of Object.entries(expected)) {
    const stat = fs.statSync(file(name), { throwIfNoEntry: false });
    const before = stat?.isFile() === true ? fs.readFileSync(file(name)) : null;
    const said = await refusal(client.workspace.open({ path: file(name) }));
    expect([name, said.kind, said.code]).toEqual([name, kind, code]);
    expect(said.message.length * said.next.length, 'a sentence and a next step').toBeGreaterThan(0);
    if (before !== null) expect(fs.readFileSync(file(name)).equals(before), `${name} was changed`).toBe(true);
    const beside = fs.readdirSync(home).filter((entry) => entry.startsWith(`${name}-`) || entry.startsWith(`${name}.`));
    expect(beside, `left beside ${name}`).toEqual([]);
  }
  expect(await client.workspace.current()).toBeNull();
});

test('a file of a newer Meshward opens never, whether its header or its log says so', async () => {
  const { client, home } = await startTestCore();
  const file = path.join(home, 'future.meshward');
  await client.workspace.create({ path: file, name: 'Future' });
  await client.workspace.close();
  const db = new Database(file);
  db.pragma('user_version = 9990');
  db.close();
  const before = fs.readFileSync(file);
  expect(await refusal(client.workspace.open({ path: file }))).toMatchObject({ kind: 'conflict', code: 'E_DB_NEWER' });
  expect(fs.readFileSync(file).equals(before)).toBe(true);
});

test('create never replaces a file, and leaves nothing behind where it cannot be done', async () => {
  const { client, home } = await startTestCore();
  const taken = path.join(home, 'taken.meshward');
  fs.writeFileSync(taken, 'mine');
  expect(await refusal(client.workspace.create({ path: taken, name: 'X' }))).toMatchObject({ code: 'E_DB_EXISTS' });
  expect(fs.readFileSync(taken, 'utf8')).toBe('mine');
  expect(
    await refusal(client.workspace.create({ path: path.join(home, 'nowhere', 'a.meshward'), name: 'X' })),
  ).toMatchObject({ code: 'E_DB_FOLDER' });
  expect(await refusal(client.workspace.create({ path: path.join(home, 'bank.txt'), name: 'X' }))).toMatchObject({
    code: 'E_DB_NAME',
  });
  expect(await refusal(client.workspace.create({ path: path.join(home, 'a\0b.meshward'), name: 'X' }))).toMatchObject({
    code: 'E_PATH',
  });
  expect(fs.readdirSync(home).toSorted()).toEqual(['taken.meshward']);
});

test('the open workspace stays open when another one cannot be', async () => {
  const { client, file, home } = await startWithWorkspace();
  expect(await refusal(client.workspace.open({ path: path.join(home, 'none.meshward') }))).toMatchObject({
    code: 'E_DB_MISSING',
  });
  expect(await client.workspace.current()).toMatchObject({ path: file });
});

test('a second process is told who holds the file and how to reach it; a killed holder holds nothing', async () => {
  const { client, home, file } = await startWithWorkspace();
  await client.workspace.close();
  const script = `
    const { takeLock } = await import('#core/db/lock.ts');
    takeLock(${JSON.stringify(file)}, '/run/door.sock', new Date());
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const said = await refusal(client.workspace.open({ path: file }));
  expect(said).toMatchObject({
    kind: 'conflict',
    code: 'E_DB_LOCKED',
    details: { pid: holder.pid, reach: '/run/door.sock' },
  });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(await client.workspace.open({ path: file })).toMatchObject({ path: file });
  const second = await startTestCore({ home });
  expect(await refusal(second.client.workspace.open({ path: file }))).toMatchObject({
    code: 'E_DB_LOCKED',
    details: { pid: process.pid },
  });
});

test('an operation that needs a workspace says so where none is open', async () => {
  const { client } = await startTestCore();
  expect(await refusal(client.catalog.counts())).toMatchObject({ kind: 'not_found', code: 'E_NO_WORKSPACE' });
});

test('a misshapen input is refused with everything that is wrong with it', async () => {
  const { client } = await startWithWorkspace();
  const said = await refusal(client.sync.connect({ region: 'nowhere', endpoint: 'ftp://x', profile: '' }));
  expect(said).toMatchObject({ kind: 'invalid', code: 'E_INPUT', details: { issues: 3 } });
});
