import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { RecentWorkspace } from '#shared/workspace.ts';

const MOST = 12;
const Stored = z.array(RecentWorkspace.omit({ exists: true }));
type Stored = z.infer<typeof Stored>;

const fileIn = (home: string): string => path.join(home, 'recent.json');

/** Workspaces opened lately, newest first; an unreadable list is an empty one. */
export function recent(home: string): z.infer<typeof RecentWorkspace>[] {
  return read(home).map((entry) => ({ ...entry, exists: fs.existsSync(entry.path) }));
}

export function remember(home: string, entry: Stored[number]): void {
  write(home, [entry, ...read(home).filter((other) => other.path !== entry.path)].slice(0, MOST));
}

export function forget(home: string, file: string): void {
  write(
    home,
    read(home).filter((entry) => entry.path !== file),
  );
}

function read(home: string): Stored {
  try {
    return Stored.parse(JSON.parse(fs.readFileSync(fileIn(home), 'utf8')));
  } catch {
    return [];
  }
}

function write(home: string, entries: Stored): void {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  const draft = `${fileIn(home)}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(entries, null, 2), { mode: 0o600 });
  fs.renameSync(draft, fileIn(home));
}
