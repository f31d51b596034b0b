import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { prepare } from '../durability/grounds.ts';
import { buildShim } from '../durability/io-shim.ts';
import { boundaries, breakDisk, breakOff, type Old, oldFiles, randomTimes } from '../durability/migrations.ts';
import { rowsIn } from '../durability/old-file.ts';
import { sideBySide } from '../durability/side-by-side.ts';

const SEED = 5;
const folder = fs.mkdtempSync('/tmp/meshward-test-');
let olds: Old[] = [];

beforeAll(async () => {
  const grounds = await prepare(folder, SEED);
  olds = oldFiles(grounds.pulled, folder);
  await grounds.close();
  return () => fs.rmSync(folder, { recursive: true, force: true });
}, 120_000);

test('files of every format hold rows of a real workspace', () => {
  expect(olds.length).toBeGreaterThan(4);
  for (const { file, formats } of olds) {
    const filled = Object.values(rowsIn(file)).filter((rows) => rows.length > 0);
    expect(filled.length, path.basename(file)).toBeGreaterThan(formats === 1 ? 3 : 12);
  }
});

test('killed at each step from every format: old or new, all its rows, the copy from before kept', async () => {
  const cases = olds.flatMap((old) => [
    ...boundaries(old).map((death) => ({ old, death })),
    ...randomTimes(3, SEED + old.formats).map((death) => ({ old, death })),
  ]);
  const ends = await sideBySide(cases, 2, ({ old, death }) => breakOff(old, folder, death));
  expect(ends.flatMap(({ wrong }) => wrong)).toEqual([]);
  const places = cases.filter(({ death }) => 'point' in death).length;
  expect(ends.filter(({ killed }, at) => killed && 'point' in (cases[at]?.death ?? {}))).toHaveLength(places);
}, 300_000);

test('a disk that is full or fails while any format is brought up to date: old or new, and said so', (context) => {
  const built = buildShim(folder);
  if ('skipped' in built) {
    process.stdout.write(`SKIPPED: faults of the disk during a change of format: ${built.skipped}\n`);
    context.skip();
    return;
  }
  const ends = olds.map((old) => breakDisk(old, built.file, folder, 20));
  expect(ends.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(new Set(ends.flatMap(({ codes }) => codes))).toEqual(new Set(['E_DISK_FULL', 'E_DB_READONLY']));
}, 300_000);
