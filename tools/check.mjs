// `npm run check` and `npm test`: every check in turn, each told with its outcome. A check that fails, fails the whole.
import './node-version.mjs';
import { spawnSync } from 'node:child_process';

const all = process.argv.includes('--all');

const step = (name, program, ...args) => ({ name, program, args });
const steps = [
  step('types', 'tsc', '-b'),
  step('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  step('format', 'biome', 'format', '.'),
  step('dead code', 'knip'),
  step('printed docs', 'node', 'tools/print.mjs', '--check'),
  step('house', 'vitest', 'run', '--project', 'house'),
  step('core', 'vitest', 'run', '--project', 'core'),
  step('emulator', 'vitest', 'run', '--project', 'emulator'),
  step('renderer', 'vitest', 'run', '--project', 'renderer'),
  ...(all ? [step('e2e', 'node', 'tools/e2e.mjs')] : []),
];

const outcomes = [];
for (const { name, program, args } of steps) {
  const started = performance.now();
  console.log(`\n── ${name}: ${program} ${args.join(' ')}`);
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  outcomes.push({ name, ok: status === 0, seconds, why: error?.message });
}
// The registry this project is built from answers no advisories, and a question nobody answers is not a pass.
console.log('\nSKIPPED: advisories (npm audit): the registry offers no advisory service.');
for (const { name, ok, seconds, why } of outcomes)
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${seconds.padStart(6)} s${why ? `  ${why}` : ''}`);
const failed = outcomes.filter((outcome) => !outcome.ok).length;
console.log(`\nchecks: ${outcomes.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
