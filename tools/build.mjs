// Bundles the page, main, preload and the core's hosts into dist/. `--if-stale` returns at once when nothing changed.
import './node-version.mjs';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const lock = join(root, '.cache', 'build.lock');
const SOURCES = ['shared', 'electron', 'renderer', 'vite.config.ts', 'tools/build.mjs', 'package-lock.json'];

/** Builds everything; with `ifStale`, only when a source is newer than the last build. Answers whether it built. */
export async function build({ ifStale = false, say = () => {} } = {}) {
  if (ifStale && fresh()) return false;
  if (!existsSync(join(root, 'node_modules', 'vite'))) {
    throw new Error('There is nothing built and no bundler to build it with. Run `npm ci` first. (E_BUILD_TOOLS)');
  }
  const release = await takeLock();
  try {
    if (ifStale && fresh()) return false;
    say('Building (a few seconds, once after each change) …');
    const begun = Date.now();
    rmSync(stamp, { force: true });
    const { build: bundle } = await import('vite');
    const config = await import(pathToFileURL(join(root, 'vite.config.ts')).href);
    await bundle(config.desktop('preload'));
    await bundle(config.desktop('main'));
    await bundle(config.hosts);
    copyFileSync(join(root, 'electron/hosts/utility-launch.cjs'), join(dist, 'hosts/utility.cjs'));
    await bundle(config.page);
    writeFileSync(stamp, String(begun));
    return true;
  } finally {
    release();
  }
}

function fresh() {
  try {
    const built = Number(readFileSync(stamp, 'utf8'));
    // Where only the product lies, there is nothing it could be older than.
    if (!existsSync(join(root, 'renderer'))) return true;
    return SOURCES.every((source) => newest(join(root, source)) < built);
  } catch {
    return false;
  }
}

/** When the newest file below a path was written; a folder counts too, because a deleted file leaves only that trace. */
function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), found.mtimeMs);
}

/** One build at a time: two would write into the same folder. A lock whose owner is gone is taken over. */
async function takeLock() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  for (let waited = 0; waited < 600; waited++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!alive(lock)) rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`Another build has held ${lock} for five minutes; end it, then try again. (E_BUILD_LOCK)`);
}

function alive(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] && import.meta.filename === resolve(process.argv[1])) {
  try {
    const built = await build({ ifStale: process.argv.includes('--if-stale'), say: (text) => console.log(text) });
    console.log(built ? 'Built into dist/.' : 'dist/ is up to date.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
