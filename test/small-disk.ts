import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp.ts';

/** Why no disk of a chosen size can be had here; null where it can. */
export const noSmallDisk: string | null =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'a disk of a chosen size needs Linux and root'
    : mountable();

function mountable(): string | null {
  const folder = fs.mkdtempSync('/tmp/meshward-mount-');
  const said = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { encoding: 'utf8' });
  if (said.status === 0) spawnSync('umount', [folder]);
  fs.rmdirSync(folder);
  return said.status === 0 ? null : `mount: ${said.stderr.trim()}`;
}

/** A disk of so many MiB for the running test. @returns its folder and how it is filled and emptied */
export function smallDisk(megabytes: number) {
  const folder = path.join(tempFolder(), 'disk');
  fs.mkdirSync(folder);
  const said = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { encoding: 'utf8' });
  if (said.status !== 0) throw new Error(said.stderr);
  // Lazily: a core that is still being closed may hold files of it.
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  const hog = path.join(folder, 'hog');
  return {
    folder,
    /** Use up all but so many bytes. */
    fill(left: number): void {
      const { bavail, bsize } = fs.statfsSync(folder);
      fs.appendFileSync(hog, Buffer.alloc(Math.max(0, bavail * bsize - left)));
    },
    empty: () => fs.rmSync(hog),
  };
}
