import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { pullUnderKills } from '../kill-pull.ts';
import { dump } from '../mirror-dump.ts';
import { connected, emulated } from '../with-emulator.ts';

test('a core killed again and again during a pull ends in the mirror of an undisturbed pull', async () => {
  const emulator = await emulated();
  const quiet = await connected(emulator);
  await quiet.finish(quiet.client.sync.pull({}));
  const expected = dump(quiet.core.context.desk.db);

  const shaken = await connected(emulator);
  await shaken.client.workspace.close();
  // Uneven steps: some kills fall between two pages, some into one. A pull begins with a wave of all kinds at once.
  let turn = 0;
  const steps = [70, 190, 110, 240, 90, 280, 130, 210, 160, 320];
  const killed = await pullUnderKills(emulator, shaken.home, path.join(shaken.home, 'bank.meshward'), () => {
    turn += 1;
    return steps[turn % steps.length] ?? 70;
  });
  expect(killed.end).toBe('succeeded');
  expect(killed.kills).toBeGreaterThan(5);
  expect(killed.resumed).toBeGreaterThan(3);

  const db = new Database(path.join(shaken.home, 'bank.meshward'));
  expect(dump(db)).toEqual(expected);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const audit = db.prepare('SELECT action FROM audit ORDER BY seq').pluck().all() as string[];
  expect(audit.filter((action) => action === 'sync.pull.start')).toHaveLength(1);
  expect(audit.filter((action) => action === 'sync.pull.resume')).toHaveLength(killed.resumed);
  expect(audit.at(-1)).toBe('sync.pull.succeeded');
  db.close();
}, 120_000);
