import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backupBefore, hashOf, latest, type Migration, migrate, pendingFrom } from '#core/db/migrate.ts';
import { migrations } from '#core/db/migrations/index.ts';
import { refusal, startTestCore } from '../start-core.ts';
import { tempFolder } from '../temp.ts';

const grown: Migration = { version: latest() + 10, name: 'grown', sql: 'CREATE TABLE grown (a INTEGER) STRICT;' };

test('migrations are numbered in multiples of ten, rising, each with a name of its own', () => {
  const versions = migrations.map((migration) => migration.version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  expect(versions.every((version) => version % 10 === 0)).toBe(true);
  expect(new Set(migrations.map((migration) => migration.name)).size).toBe(migrations.length);
});

test('a migration that fails half way leaves the file as it was', () => {
  const db = new Database(path.join(tempFolder(), 'a.meshward'));
  migrate(db);
  const before = db.prepare('SELECT sql FROM sqlite_schema').pluck().all();
  const broken: Migration = {
    ...grown,
    sql: 'CREATE TABLE grown (a INTEGER) STRICT; INSERT INTO grown VALUES (1); SELECT * FROM nowhere;',
  };
  expect(() => migrate(db, [...migrations, broken])).toThrow(/nowhere/);
  expect(db.prepare('SELECT sql FROM sqlite_schema').pluck().all()).toEqual(before);
  expect(db.pragma('user_version', { simple: true })).toBe(latest());
  expect(migrate(db, [...migrations, grown])).toBe(1);
  expect(db.prepare('SELECT hash FROM migration WHERE version = ?').pluck().get(grown.version)).toBe(hashOf(grown));
  db.close();
});

test('edited history is refused', () => {
  const db = new Database(path.join(tempFolder(), 'a.meshward'));
  migrate(db, [...migrations, grown]);
  const edited: Migration = { ...grown, sql: `${grown.sql} -- and a little more` };
  expect(() => pendingFrom(db, [...migrations, edited])).toThrow(/does not know/);
  db.close();
});

test('an older file is copied whole before its format changes', async () => {
  const { client, home } = await startTestCore();
  const file = path.join(home, 'old.meshward');
  await client.workspace.create({ path: file, name: 'Old' });
  await client.workspace.close();
  const db = new Database(file);
  db.exec('CREATE TABLE kept (a TEXT) STRICT');
  db.prepare('INSERT INTO kept VALUES (?)').run('a value from before');
  const copy = backupBefore(db, file);
  const again = backupBefore(db, file);
  db.close();
  expect(again).not.toBe(copy);
  const backup = new Database(copy, { readonly: true });
  expect(backup.prepare('SELECT a FROM kept').pluck().get()).toBe('a value from before');
  expect(backup.pragma('integrity_check', { simple: true })).toBe('ok');
  backup.close();
  expect(fs.statSync(copy).mode & 0o777).toBe(0o600);
});

test('opening an older file backs it up and brings it up to date', async () => {
  const { client, home } = await startTestCore();
  const file = path.join(home, 'old.meshward');
  // The file as the format before the last one made it.
  const db = new Database(file);
  db.pragma('application_id = 0x4d534857');
  migrate(db, migrations.slice(0, -1));
  db.exec(
    "INSERT INTO workspace (one, id, name, sample, created_at) VALUES (1, 'old', 'Old', 0, '2025-01-01T00:00:00.000Z')",
  );
  db.exec("INSERT INTO connection (one, kind) VALUES (1, 'none')");
  db.close();
  expect(await client.workspace.open({ path: file })).toMatchObject({ name: 'Old', schemaVersion: latest() });
  expect(fs.readdirSync(path.join(home, 'backups'))).toHaveLength(1);
});

test('a file of a stranger who knew our mark is refused when its history is not ours', async () => {
  const { client, home } = await startTestCore();
  const file = path.join(home, 'forged.meshward');
  const db = new Database(file);
  db.pragma('application_id = 0x4d534857');
  db.exec('CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL) STRICT');
  db.prepare("INSERT INTO migration VALUES (10, 'ledger', 'forged')").run();
  db.pragma('user_version = 10');
  db.close();
  expect(await refusal(client.workspace.open({ path: file }))).toMatchObject({
    kind: 'conflict',
    code: 'E_DB_HISTORY',
  });
});
