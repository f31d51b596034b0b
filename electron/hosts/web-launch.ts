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

/** What the launch file says, when there is one and the process that wrote it lives. */
export function readLaunch(home: string): { pid: number; url: string } | null {
  try {
    const launch = JSON.parse(readFileSync(join(home, 'run', 'web.json'), 'utf8')) as { pid: number; url: string };
    process.kill(launch.pid, 0);
    return launch;
  } catch {
    return null;
  }
}
