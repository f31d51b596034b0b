import fs from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { type Core, startCore } from '#core/start.ts';
import type { Emulator } from '#emulator/server.ts';
import type { JobId } from '#shared/define.ts';
import { dump } from '../mirror-dump.ts';
import { arm, counted, type IoFault } from './io-shim.ts';
import { damages, editsIn } from './verify.ts';
import { type Client, toTheEnd } from './workloads.ts';

export interface SessionEnd {
  fault: IoFault | null;
  /** Operations of the disk in the whole session. */
  operations: number;
  /** Codes of what was refused. */
  refused: string[];
  wrong: string[];
  mirror: string[];
}

/** What the session saw answered. */
interface Acked {
  created: boolean;
  pulled: boolean;
  edits: number;
  refused: string[];
  wrong: string[];
}

export const start = (home: string): Promise<Core> =>
  startCore({ host: 'node', home, reach: null, startSample: null, rates: 'off', ballast: 65_536, lookAtDiskEvery: 40 });
export const clientOf = (core: Core): Client => createRouterClient(core.router, { context: core.context });

/**
 * Create, connect, pull, edit, look back, close; with a disk that fails once or from then on. Afterwards, with a whole
 * disk again: nothing that was answered is lost, nothing is damaged, and the same can be done to its end.
 * @param expected the mirror of an undisturbed session; null for the one that tells it
 */
export async function ioSession(
  folder: string,
  emulator: Emulator,
  fault: IoFault | null,
  expected: string[] | null,
): Promise<SessionEnd> {
  const home = fs.mkdtempSync(path.join(folder, 'io-'));
  const file = path.join(home, 'bank.meshward');
  arm(home, fault);
  const acked: Acked = { created: false, pulled: false, edits: 0, refused: [], wrong: [] };
  const core = await start(home);
  await underFault(core, file, emulator, acked, () => arm(home, null));
  if (fault?.sticky === true) arm(home, null);
  try {
    await core.close();
  } catch (error) {
    note(acked, 'closing the core', error);
  }
  const operations = counted();
  arm(home, null);
  const { wrong, mirror } = await afterwards(home, file, emulator, acked, expected);
  fs.rmSync(home, { recursive: true, force: true });
  return { fault, operations, refused: acked.refused, wrong: [...acked.wrong, ...wrong], mirror };
}

async function underFault(core: Core, file: string, emulator: Emulator, acked: Acked, mend: () => void): Promise<void> {
  const client = clientOf(core);
  const step = async (name: string, work: () => Promise<unknown>): Promise<boolean> => {
    let done = true;
    try {
      await work();
    } catch (error) {
      done = false;
      note(acked, name, error);
    }
    if (core.context.desk.current !== null) await reads(client, acked, name);
    return done;
  };
  acked.created = await step('create', () => client.workspace.create({ path: file, name: 'Bank' }));
  if (core.context.desk.current === null) return;
  await step('connect', () => connect(client, emulator));
  await step('pull', async () => {
    acked.pulled = await pulled(client, (await client.sync.pull({})).jobId, acked, mend);
  });
  for (let number = 1; number <= 3; number += 1)
    if (await step('edit', () => client.sync.setRetention({ allDays: number, dailyDays: 3650, monthlyMonths: 0 })))
      acked.edits += 1;
  if (acked.pulled)
    await step('asOf', async () => await pulled(client, (await client.sync.asOf({ runId: 1 })).jobId, acked, mend));
  if (core.context.desk.past !== null) await step('present', () => client.sync.present());
  await step('close', () => client.workspace.close());
}

const connect = (client: Client, emulator: Emulator) =>
  client.sync.connect({
    region: emulator.region,
    domainId: emulator.domainId,
    identityStoreId: null,
    endpoint: emulator.endpoint,
    allowEndpoint: true,
  });

/** Follow a job; where it waits for room, the disk is mended, and it must go on. @returns whether it succeeded */
async function pulled(client: Client, jobId: JobId, acked: Acked, mend: () => void): Promise<boolean> {
  let waited = false;
  for await (const job of await client.jobs.watch({ jobId })) {
    if (job.progress?.paused?.code === 'E_DISK_FULL') {
      mend();
      waited = true;
    }
    if (job.endedAt === null) continue;
    if (job.state === 'succeeded') return true;
    const code = job.error?.problem.code ?? 'none';
    acked.refused.push(code);
    if (!code.startsWith('E_') || code === 'E_INTERNAL')
      acked.wrong.push(`${job.operation} ended with ${code}: ${job.error?.message}`);
    if (waited && job.operation === 'sync.pull')
      acked.wrong.push(`the pull waited for room and then ended ${job.state}, ${code}`);
  }
  return false;
}

async function reads(client: Client, acked: Acked, after: string): Promise<void> {
  try {
    await client.catalog.counts();
    await client.catalog.search({ text: 'a' });
    await client.workspace.current();
  } catch (error) {
    note(acked, `reading after ${after}`, error);
    acked.wrong.push(`nothing can be read after ${after}: ${String(error)}`);
  }
}

/** A refusal is one of the closed list, and says what happened. */
export function note(acked: Pick<Acked, 'refused' | 'wrong'>, step: string, error: unknown): void {
  const data = error instanceof Error && 'data' in error ? (error.data as { code?: string } | undefined) : undefined;
  const code = data?.code ?? 'none';
  acked.refused.push(code);
  if (!code.startsWith('E_') || code === 'E_INTERNAL')
    acked.wrong.push(
      `${step} ended with ${code}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
}

async function afterwards(
  home: string,
  file: string,
  emulator: Emulator,
  acked: Acked,
  expected: string[] | null,
): Promise<{ wrong: string[]; mirror: string[] }> {
  const wrong = damages(file);
  if (acked.created && !fs.existsSync(file)) return { wrong: ['a workspace that was made is not there'], mirror: [] };
  const core = await start(home);
  const client = clientOf(core);
  try {
    if (fs.existsSync(file)) await client.workspace.open({ path: file });
    else await client.workspace.create({ path: file, name: 'Bank' });
    const { db } = core.context.desk;
    const edits = editsIn(db);
    if (edits.last < acked.edits) wrong.push(`${acked.edits} edits were answered, ${edits.last} are there`);
    wrong.push(...edits.wrong);
    for (const { id } of (await client.jobs.list({})).items)
      for await (const job of await client.jobs.watch({ jobId: id })) void job;
    if (acked.pulled && expected !== null && !same(dump(db), expected)) wrong.push('a pull that was answered is lost');
    await connect(client, emulator);
    await toTheEnd(client, (await client.sync.pull({ mode: 'full' })).jobId);
    const mirror = dump(db);
    if (expected !== null && !same(mirror, expected)) wrong.push('the mirror differs after another pull');
    return { wrong: [...wrong, ...litterIn(home)], mirror };
  } catch (error) {
    return { wrong: [...wrong, `afterwards: ${error instanceof Error ? error.stack : String(error)}`], mirror: [] };
  } finally {
    await core.close();
  }
}

const same = (a: string[], b: string[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Half files that the next start did not clear away. */
const litterIn = (home: string): string[] =>
  fs
    .readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((name) => /creating/.test(name))
    .map((name) => `left lying: ${name}`);
