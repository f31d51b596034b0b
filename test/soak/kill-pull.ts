import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { startCore } from '#core/start.ts';
import { startEmulator } from '#emulator/server.ts';
import { pullUnderKills } from '../kill-pull.ts';
import { dump } from '../mirror-dump.ts';
import { KEYS } from '../with-keys.ts';

/** Pulls that are killed at random moments, until the time is up; ends at the first mirror that differs. */
const until = Date.now() + Number(process.argv[2] ?? 10) * 60_000;
Object.assign(process.env, KEYS);
let kills = 0;
let pulls = 0;
for (let seed = 1; Date.now() < until; seed += 1) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'meshward-soak-'));
  const emulator = await startEmulator({ seed, rates: 'off', assets: 100 + ((seed * 37) % 200) });
  const make = async (name: string) => {
    const home = path.join(folder, name);
    const core = await startCore({ host: 'node', home, reach: null, startSample: null, rates: 'off' });
    const client = createRouterClient(core.router, { context: core.context });
    const file = path.join(home, 'bank.meshward');
    await client.workspace.create({ path: file, name });
    await client.sync.connect({
      region: emulator.region,
      domainId: emulator.domainId,
      identityStoreId: emulator.identityStoreId,
      endpoint: emulator.endpoint,
      allowEndpoint: true,
    });
    return { core, client, home, file };
  };
  const quiet = await make('quiet');
  const { jobId } = await quiet.client.sync.pull({});
  for await (const job of await quiet.client.jobs.watch({ jobId }))
    if (job.endedAt !== null && job.state !== 'succeeded') throw new Error(`the undisturbed pull ended ${job.state}`);
  const expected = dump(quiet.core.context.desk.db);
  await quiet.core.close();
  const shaken = await make('shaken');
  await shaken.core.close();
  const killed = await pullUnderKills(emulator, shaken.home, shaken.file, () => 1 + Math.floor(Math.random() * 25));
  const db = new Database(shaken.file);
  const same =
    JSON.stringify(dump(db)) === JSON.stringify(expected) && db.pragma('integrity_check', { simple: true }) === 'ok';
  db.close();
  await emulator.close();
  kills += killed.kills;
  pulls += 1;
  console.log(
    `seed ${seed}: ${killed.kills} kills, ended ${killed.end}, mirror ${same ? 'equal' : 'DIFFERS'} (${pulls} pulls, ${kills} kills so far)`,
  );
  if (!same || killed.end !== 'succeeded') {
    console.log(`kept for a look: ${folder}`);
    process.exit(1);
  }
  fs.rmSync(folder, { recursive: true, force: true });
}
console.log(`${pulls} pulls under ${kills} kills: every mirror equal to an undisturbed one`);
