import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright-core';
import { type JoinedCore, joinCore } from '#hosts/join.ts';
import { cleanEnvironment, freshHome, stage } from './stage.ts';

export interface Desktop {
  app: ElectronApplication;
  page: Page;
  /** The person's home folder. */
  home: string;
  /** What belongs to Meshward in it. */
  meshward: string;
  /** What main and the core wrote to standard error. */
  errors(): string;
  /** A second way into the same core, through its local door. */
  join(): Promise<JoinedCore>;
  close(): Promise<void>;
}

export interface DesktopOptions {
  home?: string;
  /** Folder of the product; the built one when left out. */
  app?: string;
  env?: Record<string, string>;
  args?: string[];
  /** The utility process of Electron itself instead of a Node beside it. */
  ownNode?: boolean;
}

/** Opens the console in a real Electron, as an unprivileged user, with its sandbox on. */
export async function openDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const home = options.home ?? freshHome();
  const node = stage.standIn && !options.ownNode ? { MESHWARD_NODE: stage.node } : {};
  const env = cleanEnvironment(home, { ...node, ...options.env });
  const app = await launch([options.app ?? stage.app, ...(options.args ?? [])], env);
  let told = '';
  app.process().stderr?.on('data', (data: Buffer) => {
    told += data.toString();
  });
  const meshward = env['MESHWARD_HOME'] ?? home;
  const page = await app.firstWindow();
  return {
    app,
    page,
    home,
    meshward,
    errors: () => told,
    join: () => joinDoor(meshward),
    close: () => app.close(),
  };
}

/** Once in several hundred times Electron hangs before it has loaded a line of ours: that one is given up and told. */
async function launch(args: string[], env: Record<string, string>): Promise<ElectronApplication> {
  const once = () =>
    _electron.launch({
      executablePath: stage.electron,
      // Without a graphics card its process now and then fails to start, and a window then paints nothing for ever.
      args: ['--disable-gpu', ...args],
      chromiumSandbox: true,
      env,
      timeout: 30_000,
    });
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    process.stderr.write('Electron did not start within 30 s; it is started once more.\n');
    return await once();
  }
}

/** Joins the one core whose door stands under `meshward`, as soon as it opens. */
export async function joinDoor(meshward: string): Promise<JoinedCore> {
  for (let tries = 0; ; tries++) {
    for (const name of doors(meshward)) {
      const core = await joinCore(join(meshward, 'run', name)).catch(() => null);
      if (core) return core;
    }
    if (tries > 100) throw new Error(`no core answers under ${meshward}`);
    await wait(100);
  }
}

export function doors(meshward: string): string[] {
  try {
    return readdirSync(join(meshward, 'run')).filter((name) => name.endsWith('.sock'));
  } catch {
    return [];
  }
}
