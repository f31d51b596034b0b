import { expect, test } from 'vitest';
import { buildShim } from '../durability/io-shim.ts';
import { runIo, spread } from '../durability/run-io.ts';
import { sideBySide } from '../durability/side-by-side.ts';
import { tempFolder } from '../temp.ts';

const FAULTS = 60;

test('a disk that fails at any operation: a typed refusal, a living core, reads, and nothing answered is lost', async (context) => {
  const folder = tempFolder();
  const built = buildShim(folder);
  if ('skipped' in built) {
    process.stdout.write(`SKIPPED: faults of the disk: ${built.skipped}\n`);
    context.skip();
    return;
  }
  const faults = spread(FAULTS);
  const halves = [0, 1].map((half) => faults.filter((_, at) => (at >> 1) % 2 === half));
  const ends = (await sideBySide(halves, 2, (half) => runIo(built.file, folder, half))).flat();
  expect(ends.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  // Beside the sessions: making a workspace, at each of its last operations.
  expect(ends.length).toBeGreaterThan(FAULTS + 2 + 40);
  const quiet = ends.filter(({ fault }) => fault === null);
  expect(quiet.every(({ operations, refused }) => operations > 500 && refused.length === 0)).toBe(true);
  const refused = new Set(ends.flatMap((end) => end.refused));
  expect([...refused]).toEqual(expect.arrayContaining(['E_DISK_FULL', 'E_DB_READONLY']));
}, 600_000);
