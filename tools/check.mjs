// `npm run check` and `npm test`: every check in turn, each told with its outcome. A check that fails, fails the whole.
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const all = process.argv.includes('--all');
const told = mkdtempSync(join(tmpdir(), 'meshward-check-'));

const step = (name, program, ...args) => ({ name, program, args });
/** Tests, whose outcome is kept for the list of the failed ones at the end. */
const tests = (name, program, ...args) => {
  const report = join(told, `${name}.json`);
  return {
    name,
    program,
    args: [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    report,
  };
};
const steps = [
  step('types', 'tsc', '-b'),
  step('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  step('format', 'biome', 'format', '.'),
  step('dead code', 'knip'),
  step('printed docs', 'node', 'tools/print.mjs', '--check'),
  tests('house', 'vitest', 'run', '--project', 'house'),
  tests('core', 'vitest', 'run', '--project', 'core'),
  tests('emulator', 'vitest', 'run', '--project', 'emulator'),
  tests('renderer', 'vitest', 'run', '--project', 'renderer'),
  ...(all ? [tests('e2e', 'node', 'tools/e2e.mjs')] : []),
];

const outcomes = [];
for (const { name, program, args, report } of steps) {
  const started = performance.now();
  console.log(`\n── ${name}: ${program} ${args.join(' ')}`);
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  outcomes.push({ name, ok: status === 0, seconds, why: error?.message, report });
}
// The registry this project is built from answers no advisories, and a question nobody answers is not a pass.
console.log('\nSKIPPED: advisories (npm audit): the registry offers no advisory service.');
for (const { name, ok, seconds, why } of outcomes)
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${seconds.padStart(6)} s${why ? `  ${why}` : ''}`);
const failed = outcomes.filter((outcome) => !outcome.ok).length;
for (const outcome of outcomes) if (!outcome.ok && outcome.report) tellFailures(outcome.report);
rmSync(told, { recursive: true, force: true });
console.log(`\nchecks: ${outcomes.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The failed tests of a report with the first line of what each said, where a log cut short still shows them. */
function tellFailures(report) {
  let files;
  try {
    files = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    console.log('  the tests ended without a report');
    return;
  }
  for (const file of files.filter((each) => each.status === 'failed')) {
    const where = relative(root, file.name);
    const broken = file.assertionResults.filter((each) => each.status === 'failed');
    if (broken.length === 0) console.log(`  ${where}: ${firstLine(file.message)}`);
    for (const { fullName, failureMessages } of broken)
      console.log(`  ${where}: ${fullName}: ${firstLine(failureMessages[0])}`);
  }
}

function firstLine(message = '') {
  return message.split('\n', 1)[0].slice(0, 300);
}
