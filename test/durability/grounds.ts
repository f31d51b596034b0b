import fs from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { startCore } from '#core/start.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { dump } from '../mirror-dump.ts';
import { writeRuns } from '../openlineage-file.ts';
import { KEYS } from '../with-keys.ts';
import { damages, openAgain } from './verify.ts';
import { type Place, runChild } from './run-child.ts';
import { type Client, TINY, toTheEnd, WORKLOADS } from './workloads.ts';

/** Files every case begins with a copy of, and the mirrors that are right before and after a pull. */
export interface Grounds {
  emulator: Emulator;
  /** Connected, nothing pulled: a page that is lost is a row that is missing. */
  fresh: string;
  /** Connected, pulled twice, with room to give back. */
  pulled: string;
  /** The fresh one with a pull whose core died in it. */
  broken: string;
  events: string;
  /** What the pulled one holds, what both hold after a pull. */
  before: string[];
  after: string[];
  /** A place of its own for one case. */
  place(name: string, from: string | null): Place;
  close(): Promise<void>;
}

/** Make the ground in a folder: a tiny bank is pulled, changes over a month, and answers on. */
export async function prepare(folder: string, seed: number): Promise<Grounds> {
  Object.assign(process.env, KEYS);
  fs.mkdirSync(folder, { recursive: true });
  const emulator = await startEmulator({ ...TINY, seed });
  const events = path.join(folder, 'events.ndjson');
  await writeRuns(events, { jobs: 20, columns: 3, inputs: 2, seed }, 400_000);
  const home = path.join(folder, 'ground');
  const pulled = path.join(home, 'bank.meshward');
  const core = await startCore({ host: 'node', home, reach: null, startSample: null, rates: 'off', ballast: 0 });
  const client: Client = createRouterClient(core.router, { context: core.context });
  await client.workspace.create({ path: pulled, name: 'Bank' });
  await client.sync.connect({
    region: emulator.region,
    domainId: emulator.domainId,
    identityStoreId: null,
    endpoint: emulator.endpoint,
    allowEndpoint: true,
  });
  const fresh = `${home}-fresh.meshward`;
  await client.workspace.close();
  fs.copyFileSync(pulled, fresh);
  await client.workspace.open({ path: pulled });
  for (const _ of [1, 2]) await toTheEnd(client, (await client.sync.pull({ mode: 'full' })).jobId);
  const before = dump(core.context.desk.db);
  await core.close();
  leaveWork(pulled);
  emulator.applyMonth();
  let cases = 0;
  const place = (name: string, from: string | null): Place => {
    cases += 1;
    const own = path.join(folder, `${cases}-${name}`);
    fs.mkdirSync(own);
    const file = path.join(own, 'bank.meshward');
    if (from !== null) fs.copyFileSync(from, file);
    return { home: own, file, events };
  };
  const quiet = await openAgain(place('quiet', pulled));
  await toTheEnd(quiet.client, (await quiet.client.sync.pull({ mode: 'full' })).jobId);
  const after = dump(quiet.core.context.desk.db);
  await quiet.core.close();
  const dying = place('broken', fresh);
  await runChild('pull', dying, { point: 'pull.page.after', passing: 5 });
  // Opened and closed by SQLite alone, so that one file holds it all.
  if (damages(dying.file).length > 0) throw new Error('the ground itself is damaged');
  return { emulator, fresh, pulled, broken: dying.file, events, before, after, place, close: () => emulator.close() };
}

/** Free pages for compaction to give back, and an index of words to be kept. */
function leaveWork(file: string): void {
  const db = new Database(file);
  db.exec('CREATE TABLE junk (bytes BLOB)');
  db.prepare('INSERT INTO junk VALUES (?)').run(Buffer.alloc(3_000_000));
  db.exec('DROP TABLE junk');
  // The words are to be kept anew, which is rare where little was written.
  db.exec('DELETE FROM search_index; DELETE FROM search_index_part');
  db.close();
}

/** Do a workload here, undisturbed. */
export async function redo(workload: keyof typeof WORKLOADS, place: Place): Promise<void> {
  const { core, client } = await openAgain(place);
  try {
    await WORKLOADS[workload]({ client, ...place, ack: () => {} });
  } finally {
    await core.close();
  }
}
