import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder of its own for one benchmark, removed when it ends. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'meshward-bench-'));
  try {
    await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
