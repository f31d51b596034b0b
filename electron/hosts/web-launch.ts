import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from './home.ts';

export interface LaunchFile {
  write: (token: string) => void;
  url(): string;
  remove(): void;
}

/**
 * The file that holds a URL with a fresh token, for whoever starts the console again: readable by its owner only, so
 * that no token ever stands on a command line.
 */
export function launchFile(home: string, port: number): LaunchFile {
  const path = join(privateFolder(join(privateFolder(home), 'run')), 'web.json');
  let url = '';
  return {
    write(token) {
      url = `http://127.0.0.1:${port}/#t=${token}`;
      const next = `${path}.${process.pid}`;
      rmSync(next, { force: true });
      writeFileSync(next, `${JSON.stringify({ pid: process.pid, url })}\n`, { mode: 0o600, flag: 'wx' });
      renameSync(next, path);
    },
    url: () => url,
    remove() {
      if (readLaunch(home)?.pid === process.pid) rmSync(path, { force: true });
    },
  };
}

interface Launch {
  pid: number;
  url: string;
}

function readLaunch(home: string): Launch | null {
  try {
    return JSON.parse(readFileSync(join(home, 'run', 'web.json'), 'utf8')) as Launch;
  } catch {
    return null;
  }
}

/** The web host that serves this home already, with a fresh link to it; null where there is none. */
export async function runningHost(home: string): Promise<Launch | null> {
  const launch = readLaunch(home);
  if (!launch) return null;
  try {
    process.kill(launch.pid, 0);
    const answer = await fetch(new URL('/', launch.url), { method: 'HEAD', signal: AbortSignal.timeout(2_000) });
    return answer.headers.get('content-security-policy') ? launch : null;
  } catch {
    return null;
  }
}
