import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { SessionEnd } from './io-session.ts';
import type { IoFault } from './io-shim.ts';

const CHILD = path.join(import.meta.dirname, 'io-child.ts');

/** A fault by its place in the session: 0 is its first operation of the disk, 1 its last. */
export type PlacedFault = Omit<IoFault, 'nth'> & { at: number };
export type ToldEnd = Omit<SessionEnd, 'mirror'> & { mirror: number };

/** Six ways to fail, in turn, spread over the session. */
export const spread = (count: number, from = 0): PlacedFault[] =>
  Array.from({ length: count }, (_, at) => ({
    at: from + ((1 - from) * (at + 0.5)) / count,
    what: (['ENOSPC', 'EIO', 'short'] as const)[at % 3] ?? 'EIO',
    sticky: at % 6 >= 3,
  }));

/** Run these faults in one process. Throws when it died of one. @returns an end each, the undisturbed one first */
export async function runIo(shim: string, folder: string, faults: readonly PlacedFault[]): Promise<ToldEnd[]> {
  const child = spawn(process.execPath, [CHILD, folder, JSON.stringify(faults)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LD_PRELOAD: shim },
  });
  let told = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  const ends = told
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ToldEnd);
  const died = faults[ends.length - 1] ?? 'making a workspace';
  if (code !== 0) throw new Error(`it died (${code ?? signal}) of ${JSON.stringify(died)}: ${said}`);
  return ends;
}
