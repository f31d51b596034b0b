import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FuseState, FuseV1Options, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuses } from '../../tools/fuses.mjs';
import { cleanEnvironment, freshHome, stage } from './stage.ts';

/*
 * The fuses, flipped on a copy of the Electron under test. The lent one is older and has the first seven of nine; asked
 * for all, as packaging does, it must be refused.
 */

const APP = `console.log('the app ran'); require('electron').app.exit(0);`;
const folder = join(dirname(stage.app), 'fused');
const program = join(folder, basename(stage.electronProgram));
const unfused = join(folder, 'unfused');
const known = stage.standIn ? 7 : 9;

beforeAll(async () => {
  cpSync(dirname(stage.electronProgram), folder, { recursive: true });
  rmSync(join(folder, 'resources', 'app'), { recursive: true, force: true });
  rmSync(join(folder, 'resources', 'default_app.asar'), { force: true });
  cpSync(program, unfused);
  writeFileSync(
    join(folder, 'resources', 'app.asar'),
    asar({ 'package.json': '{"main":"index.js"}', 'index.js': APP }),
  );
  const wanted = Object.fromEntries(Object.entries(fuses('linux')).filter(([name]) => !(Number(name) >= known)));
  await flipFuses(program, { ...wanted, strictlyRequireAllFuses: !stage.standIn } as Parameters<typeof flipFuses>[1]);
  for (const path of [folder, program, unfused]) chmodSync(path, 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the fuses', () => {
  it('are all decided, and packaging an Electron that has others is refused', async () => {
    const all = Object.values(FuseV1Options).filter((value) => typeof value === 'number');
    for (const platform of ['linux', 'darwin', 'win32']) {
      const decided = fuses(platform) as Record<string, unknown>;
      expect(all.filter((fuse) => typeof decided[fuse] !== 'boolean')).toEqual([]);
      expect(decided['strictlyRequireAllFuses']).toBe(true);
    }
    if (stage.standIn) {
      await expect(flipFuses(unfused, fuses('linux'))).rejects.toThrow(/fuse/i);
    }
  });

  it('stand on the copy as decided', async () => {
    const wire = (await getCurrentFuseWire(program)) as unknown as Record<number, FuseState>;
    const wanted = fuses('linux') as unknown as Record<number, boolean>;
    for (let fuse = 0; fuse < known; fuse++) {
      expect([FuseV1Options[fuse], wire[fuse]]).toEqual([
        FuseV1Options[fuse],
        wanted[fuse] ? FuseState.ENABLE : FuseState.DISABLE,
      ]);
    }
  });

  it('keep the program from being a plain Node', async () => {
    const env = { ELECTRON_RUN_AS_NODE: '1' };
    expect(await run(unfused, ['-e', 'console.log("a plain Node")'], env)).toContain('a plain Node');
    const fused = await run(program, ['-e', 'console.log("a plain Node")'], env);
    expect(fused).not.toContain('a plain Node');
    expect(fused).toContain('the app ran');
  });

  it('keep the environment from feeding it code', async () => {
    const place = mkdtempSync(join(stage.user, 'evil-'));
    if (stage.uid !== null) chownSync(place, stage.uid, stage.uid);
    const evil = join(place, 'evil.cjs');
    const mark = join(place, 'mark');
    writeFileSync(evil, `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`, { mode: 0o644 });
    const env = { NODE_OPTIONS: `--require ${evil}` };
    const fused = await run(program, [], env);
    expect(fused).toContain('the app ran');
    expect(existsSync(mark)).toBe(false);
    await run(unfused, ['-e', ''], { ...env, ELECTRON_RUN_AS_NODE: '1' });
    expect(existsSync(mark)).toBe(true);
  });

  it.each(['--inspect=0', '--inspect-brk=0'])('keep a debugger out: %s', async (argument) => {
    expect(await run(program, [argument], {})).not.toContain('Debugger listening');
    if (argument === '--inspect=0') expect(await run(unfused, [argument], {})).toContain('Debugger listening');
  });

  it('let it load an archive and never a folder in its place', async () => {
    const app = join(folder, 'resources', 'app');
    mkdirSync(app);
    writeFileSync(join(app, 'package.json'), '{"main":"index.js"}');
    writeFileSync(join(app, 'index.js'), `console.log('a stranger ran'); require('electron').app.exit(0);`);
    renameSync(`${app}.asar`, `${app}.away`);
    expect(await run(unfused, [], {})).toContain('a stranger ran');
    expect(await run(program, [], {})).not.toContain('a stranger ran');
  });
});

describe('an installed Meshward', () => {
  const installed = join(folder, 'meshward');
  beforeAll(() => {
    renameSync(unfused, installed);
    rmSync(join(folder, 'resources', 'app'), { recursive: true, force: true });
    cpSync(stage.app, join(folder, 'resources', 'app'), { recursive: true });
  });

  it.each(['--remote-debugging-port=0', '--no-sandbox', '--ignore-certificate-errors', '--load-extension=/tmp'])(
    'does not start with %s, and says so',
    async (argument) => {
      const name = argument.split('=')[0];
      expect(await run(installed, [argument], {})).toContain(
        `${name} would undo a protection, so Meshward does not start with it. Leave it out. (E_SWITCH)`,
      );
    },
  );

  it('takes no folder and no program from the environment', async () => {
    const home = freshHome();
    const env = { MESHWARD_HOME: join(home, 'told'), MESHWARD_NODE: join(home, 'none') };
    const said = await run(installed, [], env, home, 2_000);
    expect(existsSync(join(home, 'told'))).toBe(false);
    expect(existsSync(join(home, 'config', 'meshward', 'window'))).toBe(true);
    expect(said).not.toContain('ENOENT');
  });
});

/** Runs it as the unprivileged user, for `most` milliseconds at most, and answers all that it said. */
async function run(
  path: string,
  args: string[],
  env: Record<string, string>,
  home = freshHome(),
  most = 5_000,
): Promise<string> {
  const asUser = ['--reuid=65534', '--regid=65534', '--clear-groups', path];
  const [command, ...rest] = stage.uid === null ? [path] : ['setpriv', ...asUser];
  const child = spawn(command ?? path, [...rest, ...args, ...(env['ELECTRON_RUN_AS_NODE'] ? [] : ['--disable-gpu'])], {
    env: cleanEnvironment(home, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said += data.toString();
    });
  }
  const patience = setTimeout(() => child.kill('SIGKILL'), most);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(patience);
  return said;
}

/** An archive as Electron reads it: a pickled header that says where each file begins, then the files. */
function asar(files: Record<string, string>): Buffer {
  let offset = 0;
  const entries: Record<string, { size: number; offset: string }> = {};
  for (const [name, text] of Object.entries(files)) {
    entries[name] = { size: Buffer.byteLength(text), offset: String(offset) };
    offset += Buffer.byteLength(text);
  }
  const json = Buffer.from(JSON.stringify({ files: entries }));
  const padded = Buffer.alloc(Math.ceil(json.length / 4) * 4);
  json.copy(padded);
  const numbers = Buffer.alloc(16);
  for (const [at, number] of [4, padded.length + 8, padded.length + 4, json.length].entries()) {
    numbers.writeUInt32LE(number, at * 4);
  }
  return Buffer.concat([numbers, padded, ...Object.values(files).map((text) => Buffer.from(text))]);
}
