import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const CLI = path.resolve(import.meta.dirname, '../../bin/meshward.mjs');

export interface Far {
  endpoint: string;
  domainId: string;
  region: string;
  identityStoreId: string;
  counts: Record<string, number>;
}

/** The emulator in a process of its own, as AWS is. @param flags as of `meshward emulator` */
export async function far(
  flags: Record<string, string | number>,
  work: (started: Far) => Promise<void>,
): Promise<void> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIABENCHTESTBENCHTE', AWS_SECRET_ACCESS_KEY: 'bench' });
  const argv = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [CLI, 'emulator', ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    await work(JSON.parse(line.toString()) as Far);
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}
