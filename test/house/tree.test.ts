import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ENTITY_KINDS } from '#shared/entities.ts';
import { CORE_FLAGS } from '../../electron/main/core-flags.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
const sources = files.filter((file) => /^(shared|electron|renderer|bin|tools|test)\/.*\.(ts|tsx|mjs|cjs)$/.test(file));

test('no source file is longer than a stranger reads in one go', () => {
  const long = sources.map((file) => [file, read(file).split('\n').length] as const).filter(([, lines]) => lines > 401);
  expect(long).toEqual([]);
});

test('names say what is in a file', () => {
  const vague = sources.filter((file) => /(^|\/)(utils?|helpers?|common|manager|misc|lib)([/.-]|$)/i.test(file));
  expect(vague).toEqual([]);
  const cased = sources.filter((file) => !file.endsWith('.tsx') && /[A-Z]/.test(path.basename(file)));
  expect(cased, 'kebab-case, but for components').toEqual([]);
});

test('no check is switched off where it stands without a reason beside it', () => {
  const pattern = /(oxlint|eslint)-disable(?!.*--)|@ts-(ignore|nocheck)|biome-ignore/;
  expect(sources.filter((file) => file !== 'test/house/tree.test.ts' && pattern.test(read(file)))).toEqual([]);
});

test('no test is skipped, put off or alone', () => {
  const tests = sources.filter((file) => /\.test\.tsx?$/.test(file) && file !== 'test/house/tree.test.ts');
  expect(tests.filter((file) => /\b(test|it|describe)\.(skip|only|todo)\b/.test(read(file)))).toEqual([]);
});

test('no registry, no secret and no address of a stranger stands in the tree', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    lockfileVersion: number;
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean; hasInstallScript?: boolean }>;
  };
  expect(lock.lockfileVersion).toBe(3);
  for (const [name, entry] of Object.entries(lock.packages)) {
    if (name === '' || name.startsWith('tools/') || entry.link === true) continue;
    expect(entry.integrity, `${name} has integrity`).toMatch(/^sha512-/);
    expect(entry.resolved, `${name} names no host`).toBeUndefined();
  }
  expect(read('.npmrc')).toContain('ignore-scripts=true');
  const secrets = sources.filter(
    (file) => /\b(AKIA|ASIA)[A-Z0-9]{16}\b/.test(read(file)) && !/MESHWARDSAMPLE|TEST|CANARY|EXAMPLE/.test(read(file)),
  );
  expect(secrets).toEqual([]);
});

test('every run-time dependency is listed with its reason', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const page = read('docs/dependencies.md');
  for (const [name, version] of Object.entries(dependencies)) {
    expect(version, `${name} is pinned`).toMatch(/^\d+\.\d+\.\d+$/);
    expect(page, `${name} in docs/dependencies.md`).toContain(`\`${name}\``);
  }
  const listed = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);
  expect(new Set(listed)).toEqual(new Set(Object.keys(dependencies)));
});

test('whatever runs the core gives its Node the same flags', () => {
  const { scripts } = JSON.parse(read('package.json')) as {
    scripts: Record<string, string>;
  };
  for (const name of ['start', 'meshward']) expect(scripts[name]).toContain(`node ${CORE_FLAGS.join(' ')} bin/`);
});

const policyOf = (name: string) =>
  JSON.parse(read(`docs/iam/${name}.json`)) as { Statement: { Effect: string; Action: string[] }[] };

const allowedBy = (policy: ReturnType<typeof policyOf>): string[] =>
  policy.Statement.filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action)
    .toSorted();

/** Operations the clients call, each once. The rates name some that are not. */
const called = (how: RegExp): string[] =>
  [
    ...new Set(
      sources
        .filter((file) => file.startsWith('electron/core/aws/') && !file.endsWith('rates.ts'))
        .flatMap((file) => [...read(file).matchAll(how)].map((match) => match[1] ?? '')),
    ),
  ].toSorted();

test('nothing but changes writes to AWS', () => {
  const writing = sources.filter(
    (file) => file.startsWith('electron/core/') && /\.writes\.|datazone-writes/.test(read(file)),
  );
  const strangers = writing.filter((file) => !file.startsWith('electron/core/changes/'));
  expect(writing.length).toBeGreaterThan(3);
  // The table of what can be asked of AWS names the module.
  expect(strangers).toEqual(['electron/core/aws/aws.ts']);
});

test('the IAM policy for pushing allows what changes something, and nothing else', () => {
  const written = called(/\.write\(\s*'(\w+:\w+)'/g);
  expect(written.length).toBeGreaterThan(5);
  expect(allowedBy(policyOf('writer'))).toEqual(written);
});

test('the IAM policy for reading allows what the clients call, denies data, and nothing else', () => {
  const policy = policyOf('reader');
  const written = called(/\.write\(\s*'(\w+:\w+)'/g);
  const reads = called(/'((?:datazone|glue|identitystore|lakeformation|organizations|sts):[A-Z]\w+)'/g).filter(
    (name) => !written.includes(name),
  );
  expect(reads.length, 'calls found in electron/core/aws').toBeGreaterThan(10);
  expect(allowedBy(policy)).toEqual(reads);
  const denied = policy.Statement.filter((statement) => statement.Effect === 'Deny').flatMap(
    (statement) => statement.Action,
  );
  for (const action of [
    'lakeformation:GetDataAccess',
    's3:GetObject',
    'datazone:GetEnvironmentCredentials',
    'glue:GetConnection*',
    'athena:StartQueryExecution',
    'iam:*',
  ])
    expect(denied).toContain(action);
});

test('the words page knows every entity kind that is pulled', () => {
  const words = read('docs/words.md');
  for (const kind of ENTITY_KINDS) expect(words, kind).toContain(`\`${kind}\``);
});

test('every link between the docs leads somewhere', () => {
  for (const file of files.filter((name) => name.endsWith('.md'))) {
    for (const match of read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)/g)) {
      const target = path.join(path.dirname(path.join(root, file)), decodeURI(match[1] ?? ''));
      expect(fs.existsSync(target), `${file} -> ${match[1]}`).toBe(true);
    }
  }
});
