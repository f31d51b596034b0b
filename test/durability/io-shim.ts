import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** One operation of the disk that goes wrong: the n-th, with what, and whether all later ones do too. */
export interface IoFault {
  nth: number;
  what: 'ENOSPC' | 'EIO' | 'short';
  sticky: boolean;
}

const ERRNO = { ENOSPC: 28, EIO: 5, short: 0 };

/** Build the shim into a folder. @returns its file, or why there can be none here */
export function buildShim(folder: string): { file: string } | { skipped: string } {
  if (process.platform !== 'linux') return { skipped: 'faults of the disk are made with LD_PRELOAD, which is Linux' };
  const source = path.resolve(import.meta.dirname, '../fixtures/io-shim.c');
  const file = path.join(folder, 'io-shim.so');
  const built = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', file, source, '-ldl'], {
    encoding: 'utf8',
  });
  if (built.error !== undefined) return { skipped: `gcc: ${built.error.message}` };
  if (built.status !== 0) throw new Error(built.stderr);
  return { file };
}

/** In a process that was started with the shim: from now on count, and fail as told, what happens under a folder. */
export function arm(folder: string, fault: IoFault | null): void {
  const { nth, what, sticky } = fault ?? { nth: 0, what: 'EIO', sticky: false };
  const order = [nth, ERRNO[what], Number(sticky), Number(what === 'short')].join('/');
  if (tell(`/io-shim/${order}${folder}`) !== 'ENOENT') throw new Error('the shim is not there');
}

/** How many operations there were since it was armed. */
export function counted(): number {
  try {
    fs.openSync('/io-shim/count', 'r');
  } catch (error) {
    if (error instanceof Error && 'errno' in error) return -Number(error.errno) - 1000;
  }
  throw new Error('the shim is not there');
}

function tell(order: string): string | null {
  try {
    fs.closeSync(fs.openSync(order, 'r'));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
  }
  return null;
}
