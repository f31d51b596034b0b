// Runs the e2e tests: prepares what they need, builds, lays out a stage that an unprivileged user can read, shows it on
// a display of its own, and cleans up. Arguments go to vitest.
import './node-version.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from './build.mjs';
import { prepare } from './prepare-e2e.mjs';

const root = resolve(import.meta.dirname, '..');
/** Nobody: as root Electron runs without its sandbox, and a test of it would prove nothing. */
const NOBODY = 65_534;
const asRoot = process.platform !== 'win32' && process.getuid() === 0;

/** Lays out a stage with a display, runs `work` with the path of the file that describes it, and takes all down again. */
export async function onStage(work, say = console.log) {
  const found = await prepare(say);
  await build({ ifStale: true, say });
  const stage = mkdtempSync(join(tmpdir(), 'meshward-e2e-'));
  let display = null;
  try {
    const laid = layOut(stage, found);
    display = process.platform === 'linux' ? await startDisplay(stage) : null;
    const file = join(stage, 'stage.json');
    writeFileSync(file, JSON.stringify({ ...laid, display: display?.name ?? null }));
    return await work(file);
  } finally {
    await display?.stop();
    rmSync(stage, { recursive: true, force: true, maxRetries: 3 });
  }
}

function layOut(stage, found) {
  const app = join(stage, 'app');
  const user = join(stage, 'user');
  mkdirSync(app);
  mkdirSync(user, { mode: 0o700 });
  cpSync(join(root, 'package.json'), join(app, 'package.json'));
  for (const part of ['dist', 'bin', 'tools/build.mjs', 'tools/electron-runtime.mjs', 'tools/node-version.mjs']) {
    cpSync(join(root, part), join(app, part), { recursive: true });
  }
  for (const part of ['lib', 'prebuilds', 'package.json']) {
    const from = join(root, 'node_modules/better-sqlite3', part);
    cpSync(from, join(app, 'node_modules/better-sqlite3', part), { recursive: true });
  }
  const node = reachable(process.execPath, join(stage, 'node', 'node'));
  const electron = reachable(found.electron, join(stage, 'electron', 'electron'), dirname(found.electron));
  if (asRoot) {
    spawnSync('chmod', ['-R', 'a+rX', app]);
    chownSync(user, NOBODY, NOBODY);
  }
  chmodSync(stage, 0o755);
  return {
    app,
    user,
    node,
    electron: asRoot ? unprivileged(join(stage, 'electron.sh'), electron) : electron,
    nodeAsUser: asRoot ? unprivileged(join(stage, 'node.sh'), node) : node,
    electronProgram: electron,
    chromium: found.chromium,
    standIn: found.standIn,
    uid: asRoot ? NOBODY : null,
  };
}

/** A program where the unprivileged user can run it: in its own place, or a copy of it. */
function reachable(program, copy, folder = null) {
  if (!asRoot || spawnSync('setpriv', [...asNobody(), 'test', '-x', program]).status === 0) return program;
  mkdirSync(dirname(copy), { recursive: true });
  if (folder) cpSync(folder, dirname(copy), { recursive: true });
  else cpSync(program, copy);
  spawnSync('chmod', ['-R', 'a+rX', dirname(copy)]);
  return copy;
}

function unprivileged(script, program) {
  writeFileSync(script, `#!/bin/sh\nexec setpriv ${asNobody().join(' ')} '${program}' "$@"\n`);
  chmodSync(script, 0o755);
  return script;
}

function asNobody() {
  return [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
}

/** An X server on a free display, reached with a cookie. */
async function startDisplay(stage) {
  const server = join(stage, 'x-server');
  const client = join(stage, 'user', 'x-client');
  const cookie = randomBytes(16).toString('hex');
  allow(server, ':0', cookie);
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-auth', server, '-noreset'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const number = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Xvfb did not start: ${said}`)));
    child.stdio[3].once('data', (data) => resolve(String(data).trim()));
  });
  allow(client, `:${number}`, cookie);
  if (asRoot) chownSync(client, NOBODY, NOBODY);
  return {
    name: { DISPLAY: `:${number}`, XAUTHORITY: client },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill();
      }),
  };
}

function allow(file, name, cookie) {
  writeFileSync(file, '', { mode: 0o600 });
  const run = spawnSync('xauth', ['-q', '-f', file, 'add', name, '.', cookie], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`xauth failed: ${run.stderr}`);
}

function run(args, env) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

if (process.argv[1] && import.meta.filename === resolve(process.argv[1])) {
  try {
    process.exitCode = await onStage((file) =>
      run(['--project', 'e2e', ...process.argv.slice(2)], { MESHWARD_E2E_STAGE: file }),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
