import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { expect, test } from 'vitest';
import { tempFolder } from '../temp.ts';

const root = path.resolve(import.meta.dirname, '../..');
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
  options: object;
};
const ROOMS = ['shared', 'electron', 'renderer', 'test'];

async function look(baseDir: string, rooms: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(rooms, {
    ...config.options,
    ruleSet: { forbidden: config.forbidden as never },
    validate: true,
    baseDir,
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered in text');
  return output;
}

test('every room imports only what it may', async () => {
  const { summary, modules } = await look(root, ROOMS);
  // On a parser that cannot read the sources every rule holds: over nothing.
  expect(summary.totalCruised, 'modules looked at').toBeGreaterThan(150);
  const crossing = modules.filter(
    (module) =>
      module.source.startsWith('electron/core/') &&
      module.dependencies.some((dependency) => dependency.resolved.startsWith('shared/')),
  );
  expect(crossing.length, 'imports by alias that were resolved').toBeGreaterThan(10);
  expect(summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`)).toEqual(
    [],
  );
  const unresolved = modules.flatMap((module) =>
    module.dependencies
      .filter((dependency) => dependency.couldNotResolve)
      .map((dependency) => `${module.source} -> ${dependency.module}`),
  );
  expect(unresolved).toEqual([]);
}, 120_000);

/** One offender per rule: file, what it imports, and the file that must be there for it. */
const OFFENDERS: Record<string, [file: string, imported: string]> = {
  'no-cycles': ['electron/core/a/one.ts', './two.ts'],
  'nothing-imports-tests': ['electron/core/x.ts', '../../test/y.ts'],
  'shared-stands-on-zod-and-the-contract-only': ['shared/x.ts', 'react'],
  'core-imports-shared-only': ['electron/core/x.ts', '#hosts/web.ts'],
  'core-does-not-know-its-host': ['electron/core/x.ts', 'electron'],
  'emulator-stands-alone': ['electron/emulator/x.ts', '#core/start.ts'],
  'hosts-import-core-shared-and-emulator': ['electron/hosts/x.ts', '../main/index.ts'],
  'main-imports-shared-only': ['electron/main/x.ts', '#core/start.ts'],
  'preload-imports-electron-only': ['electron/preload/x.ts', '#shared/api.ts'],
  'renderer-imports-shared-only': ['renderer/x.ts', '#core/start.ts'],
  'the-page-has-no-node': ['renderer/x.ts', 'node:fs'],
  'only-db-speaks-sqlite': ['electron/core/sync/x.ts', 'better-sqlite3'],
  'only-aws-speaks-the-sdk': ['electron/core/sync/x.ts', '@aws-sdk/client-datazone'],
  'a-domain-never-calls-anothers-commands': ['electron/core/catalog/x.ts', '../sync/commands.ts'],
  'only-sync-and-changes-write-the-mirror': ['electron/core/reports/x.ts', '../catalog/mirror.ts'],
  'queries-never-call-aws': ['electron/core/sync/queries.ts', '../aws/session.ts'],
  'a-feature-never-imports-a-feature': ['renderer/features/sync/x.ts', '../catalog/y.ts'],
};

test('each rule has an offender planted for it', () => {
  expect(Object.keys(OFFENDERS).toSorted()).toEqual(config.forbidden.map((rule) => rule.name).toSorted());
});

test.each(Object.entries(OFFENDERS))('%s catches its offender', async (name, [file, imported]) => {
  const base = fs.realpathSync(tempFolder());
  const write = (target: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(base, target)), { recursive: true });
    fs.writeFileSync(path.join(base, target), text);
  };
  fs.copyFileSync(path.join(root, 'package.json'), path.join(base, 'package.json'));
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(base, 'node_modules'));
  const { imports } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    imports: Record<string, string>;
  };
  if (imported.startsWith('#')) {
    const [alias = '', ...rest] = imported.split('/');
    write(`${imports[`${alias}/*`]?.replace('*', '') ?? ''}${rest.join('/')}`, 'export const there = 1;\n');
  } else if (imported.startsWith('.')) {
    const back = name === 'no-cycles' ? "import { there as one } from './one.ts';\nexport const two = one;\n" : '';
    write(path.join(path.dirname(file), imported), `${back}export const there = 1;\n`);
  }
  write(file, `import * as there from '${imported}';\nexport { there };\n`);
  const { summary } = await look(
    base,
    ROOMS.filter((room) => fs.existsSync(path.join(base, room))),
  );
  expect(summary.violations.map((violation) => violation.rule.name)).toContain(name);
});
