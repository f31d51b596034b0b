import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { blot } from '#core/secrets.ts';
import { privateFolder } from './home.ts';

type Entry = Record<string, unknown>;

const LARGEST = 5 * 1024 * 1024;
/**
 * Where the core's log goes: warnings and errors, one JSON object a line, in `<home>/logs/core.log`, with anything that
 * looks like a credential blotted out. Nothing is loaded or opened before there is something to write.
 */
export function journal(home: string): (entry: Entry) => void {
  let logger: Promise<Logger> | null = null;
  return (entry) => {
    if (entry['level'] === 'debug') return;
    logger ??= open(home);
    const { level, ...rest } = entry;
    void logger.then(
      (log) => (level === 'error' ? log.error(blotted(rest)) : log.warn(blotted(rest))),
      () => {
        // A log that cannot be written must not end the core.
      },
    );
  };
}

async function open(home: string): Promise<Logger> {
  const { pino } = await import('pino');
  const path = join(privateFolder(join(privateFolder(home), 'logs')), 'core.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(path, `${path}.1`);
  return pino(
    {
      base: { pid: process.pid },
      redact: ['*.secretAccessKey', '*.sessionToken', '*.accessKeyId', 'token', '*.token'],
    },
    pino.destination({ dest: path, mode: 0o600, sync: true }),
  );
}

/** The same entry without what looks like a secret, in any of its texts. */
export function blotted(entry: Entry): Entry {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, typeof value === 'string' ? blot(value) : value]),
  );
}
