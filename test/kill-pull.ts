import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Emulator } from '#emulator/server.ts';
import { KEYS } from './with-keys.ts';

const CHILD = path.join(import.meta.dirname, 'core/pull-child.ts');

export interface Killed {
  kills: number;
  /** What the last core said of the job's end. */
  end: string;
  /** How many of the cores took a job up again. */
  resumed: number;
}

/**
 * Pull into a workspace with a core that is killed (SIGKILL) each time it has sent `step()` more requests, and started
 * again, until one lives to the end.
 */
export async function pullUnderKills(
  emulator: Emulator,
  home: string,
  file: string,
  step: () => number,
): Promise<Killed> {
  let kills = 0;
  let resumed = 0;
  for (;;) {
    const child = spawn(process.execPath, [CHILD, home, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...KEYS },
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const exit = once(child, 'exit');
    const limit = emulator.requests.length + step();
    const watch = setInterval(() => {
      if (emulator.requests.length >= limit) child.kill('SIGKILL');
    }, 1);
    const [, signal] = (await exit) as [number | null, string | null];
    clearInterval(watch);
    if (said.includes('resumed')) resumed += 1;
    if (signal !== 'SIGKILL') return { kills, end: said.trim().split('\n').at(-1) ?? '', resumed };
    kills += 1;
  }
}
