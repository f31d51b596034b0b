import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { cleanEnvironment, freshHome, stage } from './stage.ts';

export interface Console {
  url: string;
  origin: string;
  port: number;
  token: string;
  home: string;
  meshward: string;
  process: ChildProcess;
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const SERVE = `
const { startWebHost } = await import(process.argv[1] + '/dist/hosts/web.mjs');
const host = await startWebHost({ home: process.argv[2], page: process.argv[1] + '/dist/page' });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => host.close().then(() => process.exit(0)));
console.log(host.url);
`;

/** Serves the console on loopback from a process of the unprivileged user's. */
export async function serveConsole(options: { home?: string; env?: Record<string, string> } = {}): Promise<Console> {
  const home = options.home ?? freshHome();
  const env = cleanEnvironment(home, options.env);
  const meshward = env['MESHWARD_HOME'] ?? home;
  const child = spawn(stage.nodeAsUser, ['--input-type=module', '-e', SERVE, stage.app, meshward], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the web host ended with ${code}: ${output}`)));
    child.stderr.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      const line = /^http:\S+$/m.exec(output);
      if (line) resolve(line[0]);
    });
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { origin, port, hash } = new URL(url);
  return {
    url,
    origin,
    port: Number(port),
    token: hash.slice('#t='.length),
    home,
    meshward,
    process: child,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}

/** A real Chromium with a profile of its own. */
export async function openBrowser(args: string[] = []): Promise<BrowserContext> {
  return await chromium.launchPersistentContext(mkdtempSync(join(dirname(stage.app), 'chromium-')), {
    executablePath: stage.chromium,
    headless: true,
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
}
