import { randomFillSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isDiskFull } from '../failure.ts';

/** Bytes kept beside a workspace, to be given up when the disk is full. */
export const BALLAST = 32 * 1024 * 1024;
/** How many times over there must be room for it before it is made. */
const MANY = 8;
const CHUNK = 1024 * 1024;

const ballastOf = (file: string): string => `${file}.ballast`;

/** Bytes the disk of this workspace still has for us. */
export function freeBytes(file: string): number {
  const { bavail, bsize } = fs.statfsSync(path.dirname(file));
  return bavail * bsize;
}

/** Is there so much room that nobody misses a ballast of so many bytes? */
export const roomForBallast = (file: string, bytes: number): boolean => freeBytes(file) >= bytes * MANY;

/** Give the ballast's room back to the disk. @returns false where there was none */
export function freeBallast(file: string): boolean {
  const had = (fs.lstatSync(ballastOf(file), { throwIfNoEntry: false })?.size ?? 0) > 0;
  fs.rmSync(ballastOf(file), { force: true });
  return had;
}

/**
 * Fill the ballast (0600) up to so many bytes: chance, not zeros, which a compressing disk would store in nothing.
 * @returns false where the disk had no room for it; nothing is left of it then
 */
export async function makeBallast(file: string, bytes: number, signal: AbortSignal): Promise<boolean> {
  const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW } = fs.constants;
  try {
    const handle = await fs.promises.open(ballastOf(file), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600);
    try {
      const chunk = randomFillSync(Buffer.alloc(Math.min(CHUNK, bytes)));
      let { size } = await handle.stat();
      while (size < bytes && !signal.aborted) {
        const { bytesWritten } = await handle.write(chunk, 0, Math.min(chunk.length, bytes - size));
        size += bytesWritten;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    freeBallast(file);
    return false;
  }
}
