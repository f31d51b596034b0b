// Finds the Electron this project is built for, and fetches it once where it can be had.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const electron = join(root, 'node_modules', 'electron');
const memory = join(root, '.cache', 'electron-fetch.json');
const DAY = 86_400_000;
const PATIENCE = 180_000;

/** Path of the runtime's program, or null where it is not there. */
export function findElectron() {
  try {
    const version = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')).version;
    const program = join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8'));
    const there = readFileSync(join(electron, 'dist', 'version'), 'utf8')
      .replace(/^v/, '')
      .trim();
    return there === version && existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * Lets the electron package fetch its runtime, unless that failed less than a day ago.
 * Answers `{ program }`, or `{ why }`: a clause that says what is missing.
 */
export function fetchElectron(say) {
  const found = findElectron();
  if (found) return { program: found };
  if (!existsSync(join(electron, 'install.js'))) return { why: 'the electron package is not installed (run `npm ci`)' };
  const failed = lastFailure();
  if (failed) return { why: `the Electron runtime could not be fetched (${failed}); it is tried again after a day` };
  say('Fetching the Electron runtime (once, about 120 MB, at most three minutes) …');
  const run = spawnSync(process.execPath, [join(electron, 'install.js')], {
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const program = findElectron();
  if (program) {
    rmSync(memory, { force: true });
    return { program };
  }
  const why = run.error ? 'it took longer than three minutes' : firstLine(run.stderr);
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(memory, JSON.stringify({ at: Date.now(), why }));
  return { why: `the Electron runtime could not be fetched (${why})` };
}

function lastFailure() {
  try {
    const { at, why } = JSON.parse(readFileSync(memory, 'utf8'));
    return Date.now() - at < DAY && at <= Date.now() ? why : null;
  } catch {
    return null;
  }
}

function firstLine(text) {
  return (
    text
      .split('\n')
      .find((line) => line.trim())
      ?.trim() ?? 'the download ended without a word'
  );
}
