import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dieAt, everyFailpoint } from '../durability/failpoints.ts';
import { prepare } from '../durability/grounds.ts';
import { sideBySide } from '../durability/side-by-side.ts';
import { tempFolder } from '../temp.ts';

test('a core killed just before or after any commit loses nothing, leaves nothing half done, and starts at once', async () => {
  const grounds = await prepare(tempFolder(), 7);
  try {
    const cases = [
      ...everyFailpoint(() => 1),
      // In the middle too.
      ...[4, 8, 12].flatMap((passing) =>
        everyFailpoint(() => passing).filter(({ point }) => point.startsWith('pull.page')),
      ),
      ...everyFailpoint(() => 4).filter(({ point }) => /^(migration\.step|pull\.plan)/.test(point)),
    ];
    const outcomes = await sideBySide(cases, 2, (one) => dieAt(grounds, one));
    expect(outcomes.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    expect(
      outcomes.filter(({ killed }) => !killed).map((outcome) => outcome.case),
      'places that were never passed',
    ).toEqual([]);
    expect(outcomes).toHaveLength(cases.length);
  } finally {
    await grounds.close();
  }
}, 600_000);

test('no host can switch a failpoint on', () => {
  const root = path.resolve(import.meta.dirname, '../../electron');
  const files = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('core/'));
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((name) => fs.readFileSync(path.join(root, name), 'utf8').includes('ailpoint'))).toEqual([]);
  const core = fs.readdirSync(path.join(root, 'core'), { recursive: true, encoding: 'utf8' });
  const arming = core.filter(
    (name) => name.endsWith('.ts') && fs.readFileSync(path.join(root, 'core', name), 'utf8').includes('armFailpoint('),
  );
  expect(arming.toSorted()).toEqual([path.join('db', 'failpoint.ts'), 'start.ts']);
});
