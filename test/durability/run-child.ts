import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Armed } from '#core/db/failpoint.ts';
import { KEYS } from '../with-keys.ts';
import type { Workload } from './workloads.ts';

const CHILD = path.join(import.meta.dirname, 'child.ts');
const OPENING = path.join(import.meta.dirname, 'open-child.ts');

export interface Died {
  /** True when it was killed, false when it came to its end. */
  killed: boolean;
  /** The last number it acknowledged; null where it came to none. */
  acked: number | null;
}

/** When it dies. */
export type Death = Armed | { afterMs: number };

/** Where a child works. */
export interface Place {
  home: string;
  file: string;
  events: string;
}

/**
 * Let a core do a workload until it dies: at a failpoint, or so many ms after it said that it began. Rejects when it
 * ended in any other way than by being killed or by being done.
 */
export const runChild = (workload: Workload, place: Place, death: Death): Promise<Died> =>
  runUntil([CHILD, workload, place.home, place.file, place.events], death);

/** The same for the mere opening of a file. */
export const runOpening = (file: string, death: Death): Promise<Died> => runUntil([OPENING, file], death);

async function runUntil(args: readonly string[], death: Death): Promise<Died> {
  const byTime = 'afterMs' in death;
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...KEYS, ...(byTime ? {} : { MESHWARD_FAILPOINT: `${death.point}:${death.passing}` }) },
  });
  let acks = '';
  let said = '';
  let timer: NodeJS.Timeout | null = null;
  child.stdout.on('data', (chunk: Buffer) => {
    acks += chunk.toString();
    if (byTime) timer ??= setTimeout(() => child.kill('SIGKILL'), death.afterMs);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (timer !== null) clearTimeout(timer);
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`${args.join(' ')} ended with ${code ?? signal}: ${said}`);
  // What stands after the last line end was not acknowledged whole.
  const last = acks
    .slice(0, acks.lastIndexOf('\n') + 1)
    .trim()
    .split('\n')
    .at(-1);
  return { killed: signal === 'SIGKILL', acked: last === undefined || last === '' ? null : Number(last) };
}
