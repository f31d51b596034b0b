import fs from 'node:fs';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { type Core, startCore } from '#core/start.ts';
import { KEYS } from '../with-keys.ts';
import type { Place } from './run-child.ts';
import type { Client } from './workloads.ts';

export interface Opened {
  core: Core;
  client: Client;
  /** How long the next start took, in ms. */
  startMs: number;
}

const faultsIn = (db: Database.Database): string[] => [
  ...(db.pragma('integrity_check', { simple: true }) === 'ok' ? [] : ['the file is damaged']),
  ...((db.pragma('foreign_key_check') as unknown[]).length === 0 ? [] : ['a reference leads nowhere']),
];

/** What is wrong with a file nobody has open, as SQLite alone sees it; the log of a core that died is read with it. */
export function damages(file: string): string[] {
  if (!fs.existsSync(file)) return [];
  const db = new Database(file);
  try {
    return faultsIn(db);
  } finally {
    db.close();
  }
}

/** The next start after a death. The caller closes it. */
export async function openAgain({ home, file }: Place): Promise<Opened> {
  Object.assign(process.env, KEYS);
  const core = await startCore({ host: 'node', home, reach: null, startSample: null, rates: 'off', ballast: 0 });
  const client: Client = createRouterClient(core.router, { context: core.context });
  const began = performance.now();
  try {
    if (fs.existsSync(file)) await client.workspace.open({ path: file });
  } catch (error) {
    await core.close();
    throw error;
  }
  return { core, client, startMs: performance.now() - began };
}

/** Follow everything that was taken up to its end; what is wrong with the jobs afterwards. */
export async function settled({ core, client }: Opened): Promise<string[]> {
  const { items } = await client.jobs.list({});
  for (const { id } of items) for await (const job of await client.jobs.watch({ jobId: id })) void job;
  const { db } = core.context.desk;
  const wrong = db
    .prepare<[], { operation: string; state: string; begun: number; ended: number }>(
      `SELECT j.operation, j.state,
         (SELECT count(*) FROM audit a WHERE a.entity = j.id AND a.action = j.operation || '.start') AS begun,
         (SELECT count(*) FROM audit a WHERE a.entity = j.id AND a.action IN
            (j.operation || '.succeeded', j.operation || '.failed', j.operation || '.cancelled', j.operation || '.interrupted')) AS ended
       FROM job j`,
    )
    .all()
    .filter(({ state, begun, ended }) => !['succeeded', 'interrupted'].includes(state) || begun !== 1 || ended !== 1);
  return [...wrong.map((job) => `half a job: ${JSON.stringify(job)}`), ...faultsIn(db)];
}

/** Edits that are written: the setting, and its trail, which must agree. @returns the last one's number */
export function editsIn(db: Database.Database): { last: number; wrong: string[] } {
  const trail = db
    .prepare("SELECT json_extract(details, '$.allDays') FROM audit WHERE action = 'sync.setRetention' ORDER BY seq")
    .pluck()
    .all() as number[];
  const set = Number(db.prepare('SELECT all_days FROM sync_setting').pluck().get());
  const told = trail.at(-1);
  return {
    last: trail.length,
    wrong: told === undefined || told === set ? [] : [`the trail says ${told}, the setting is ${set}`],
  };
}

/** The same of what was staged: the line there is, and what the trail says was staged last. */
export function stagesIn(db: Database.Database): { last: number; wrong: string[] } {
  const trail = db
    .prepare("SELECT json_extract(details, '$.label') FROM audit WHERE action = 'changes.stage' ORDER BY seq")
    .pluck()
    .all() as string[];
  const staged = db.prepare('SELECT value FROM change').pluck().all() as string[];
  const told = trail.slice(-1);
  return {
    last: trail.length,
    wrong:
      JSON.stringify(staged) === JSON.stringify(told)
        ? []
        : [`the trail says ${told.join()}, staged is ${staged.join()}`],
  };
}
