import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { doors, joinDoor } from './desktop.ts';
import { cleanEnvironment, freshHome, stage } from './stage.ts';

interface Started {
  process: ChildProcess;
  stdout(): string;
  stderr(): string;
  code: Promise<number | null>;
  line(): Promise<string>;
}

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** `npm start` as a person without rights runs it, or as root, in the laid out product. */
function start(args: string[], env: Record<string, string>, { asRoot = false, node = [] as string[] } = {}): Started {
  const child = spawn(asRoot ? stage.node : stage.nodeAsUser, [...node, join(stage.app, 'bin/start.mjs'), ...args], {
    env,
  });
  running.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    code,
    async line() {
      await expect.poll(() => stdout, { timeout: 10_000 }).toContain('\n');
      return stdout;
    },
  };
}

const withoutDisplay = (home = freshHome()): Record<string, string> => {
  const { DISPLAY: _display, ...environment } = cleanEnvironment(home);
  return environment;
};

describe('npm start', () => {
  it.each([
    [['--nope']],
    [['--port']],
    [['--port', '0']],
    [['--port', '65536']],
    [['--port=abc']],
    [['--home']],
    [['--web=yes']],
    [['folder']],
  ])('names a wrong flag in a sentence: %j', async (args) => {
    const started = start(args, withoutDisplay());
    expect(await started.code).toBe(2);
    expect(started.stderr()).toMatch(/^[^\n]+\(E_CLI_FLAG\)\n$/);
    expect(started.stdout()).toBe('');
  });

  it('names an old Node in a sentence, before anything is loaded', async () => {
    const old =
      "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.11.1'}})";
    const started = start([], withoutDisplay(), { node: ['--import', old] });
    expect(await started.code).toBe(78);
    expect(started.stderr()).toMatch(/^Meshward needs Node 22\.15 or newer and this is 20\.11\.1\.[^\n]+\(E_NODE\)\n$/);
  });

  it('says that there is no display, and serves on loopback with one line for the link', async () => {
    const started = start([], withoutDisplay());
    expect(await started.line()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]{43}\n$/);
    expect(started.stderr()).toBe(
      'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); serving the console on loopback instead.\n',
    );
    started.process.kill('SIGINT');
    expect(await started.code).toBe(0);
  });

  it.runIf(stage.uid !== null)('says that Electron would not sandbox for root', async () => {
    const started = start([], cleanEnvironment(freshHome()), { asRoot: true });
    expect(await started.line()).toContain('http://127.0.0.1:');
    expect(started.stderr()).toContain('root');
    started.process.kill('SIGTERM');
    expect(await started.code).toBe(0);
  });

  it('says that there is no Electron', async () => {
    const started = start([], cleanEnvironment(freshHome()));
    expect(await started.line()).toContain('http://127.0.0.1:');
    expect(started.stderr()).toMatch(/^The electron package is not installed[^\n]+loopback instead\.\n$/);
    started.process.kill('SIGTERM');
    expect(await started.code).toBe(0);
  });

  it('leads to the console that already runs, with a fresh link', async () => {
    const env = withoutDisplay();
    const first = start(['--web'], env);
    const link = await first.line();
    const second = start(['--web'], env);
    expect(await second.code).toBe(0);
    expect(second.stdout()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]{43}\n$/);
    expect(new URL(second.stdout()).port).toBe(new URL(link).port);
    first.process.kill('SIGKILL');
    await first.code;
    const third = start(['--web'], env);
    expect(new URL(await third.line()).port).not.toBe(new URL(link).port);
    third.process.kill('SIGTERM');
    expect(await third.code).toBe(0);
    expect(doors(env['MESHWARD_HOME'] ?? '')).toEqual([]);
  });

  it('says when the port is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
    });
    const started = start(['--web', '--port', String(port)], withoutDisplay());
    expect(await started.code).toBe(1);
    expect(started.stderr()).toBe(`Port ${port} cannot be had on this machine; choose another one. (E_WEB_PORT)\n`);
    taken.close();
  });

  it('opens the window where there is a display and an Electron', async () => {
    const electron = join(stage.app, 'node_modules/electron');
    mkdirSync(join(electron, 'dist'), { recursive: true });
    writeFileSync(join(electron, 'package.json'), '{"version":"0.0.0"}');
    writeFileSync(join(electron, 'path.txt'), 'electron');
    writeFileSync(join(electron, 'dist/version'), '0.0.0');
    symlinkSync(stage.electronProgram, join(electron, 'dist/electron'));
    const home = freshHome();
    const node = stage.standIn ? { MESHWARD_NODE: stage.node } : {};
    const env = cleanEnvironment(home, node);
    delete env['MESHWARD_HOME'];
    const own = join(home, 'elsewhere');
    mkdirSync(own);
    if (stage.uid !== null) chownSync(own, stage.uid, stage.uid);
    const started = start(['--home', own], env);
    const core = await joinDoor(own);
    expect((await core.client.system.hello()).host).toBe(stage.standIn ? 'node' : 'utility');
    started.process.kill('SIGINT');
    expect(await started.code).toBe(0);
    await core.closed;
    expect(started.stdout()).toBe('');
    rmSync(electron, { recursive: true });
  });
});
