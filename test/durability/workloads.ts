import type { ContractRouterClient } from '@orpc/contract';
import type { EmulatorOptions } from '#emulator/server.ts';
import type { Api } from '#shared/api.ts';
import type { JobId } from '#shared/define.ts';

export type Client = ContractRouterClient<Api>;

/** A bank of a few of everything: what is tested is how it is written, not how much. */
export const TINY: EmulatorOptions = {
  seed: 7,
  rates: 'off',
  assets: 5,
  units: 1,
  projects: 1,
  terms: 3,
  glossaries: 1,
  identityUsers: 5,
  lineageEdges: 10,
  columnsPerAsset: 3,
};

/** What a workload works on. */
export interface Ground {
  client: Client;
  file: string;
  /** A file of lineage events. */
  events: string;
  /** Tells the one who may kill us that this much was answered. */
  ack: (number: number) => void;
}

/** Follow a job to its end. Throws when it does not succeed. */
export async function toTheEnd(client: Client, jobId: JobId): Promise<void> {
  for await (const job of await client.jobs.watch({ jobId }))
    if (job.endedAt !== null && job.state !== 'succeeded')
      throw new Error(`${job.operation} ended ${job.state}: ${JSON.stringify(job.error)}`);
}

const edit = (client: Client, number: number) =>
  client.sync.setRetention({ allDays: 1 + (number % 3000), dailyDays: 3650, monthlyMonths: 0 });

/** Stage another description of the first asset there is; what it was called is kept in the trail. */
async function stage(client: Client, value: string): Promise<void> {
  const { items } = await client.catalog.search({ text: '', sort: 'name', limit: 1 });
  const id = items[0]?.id ?? '';
  await client.changes.stage({
    lines: [{ kind: 'asset', id, field: 'description', op: 'set', value }],
    label: value,
  });
}

/** What a core does while it is killed; each is also what is done again afterwards, to its end. */
export const WORKLOADS = {
  async create({ client, file }: Ground) {
    await client.workspace.create({ path: file, name: 'Bank' });
  },
  async open({ client, file }: Ground) {
    await client.workspace.open({ path: file });
  },
  async edit({ client, file }: Ground) {
    await client.workspace.open({ path: file });
    await edit(client, 1);
  },
  async edits({ client, file, ack }: Ground) {
    await client.workspace.open({ path: file });
    ack(0);
    for (let number = 1; number <= 20_000; number += 1) {
      await edit(client, number);
      ack(number);
    }
  },
  async stage({ client, file }: Ground) {
    await client.workspace.open({ path: file });
    await stage(client, 'Edit');
  },
  async stages({ client, file, ack }: Ground) {
    await client.workspace.open({ path: file });
    ack(0);
    for (let number = 1; number <= 20_000; number += 1) {
      // Never what another core has staged before.
      await stage(client, `Edit ${number} of ${process.pid}`);
      ack(number);
    }
  },
  async pull({ client, file, ack }: Ground) {
    await client.workspace.open({ path: file });
    ack(0);
    await toTheEnd(client, (await client.sync.pull({ mode: 'full' })).jobId);
  },
  /** Takes up what a core that died left behind. */
  async resume({ client, file }: Ground) {
    await client.workspace.open({ path: file });
    for (const job of (await client.jobs.list({})).items)
      if (job.endedAt === null && job.operation === 'sync.pull') await toTheEnd(client, job.id);
  },
  async asOf({ client, file, ack }: Ground) {
    await client.workspace.open({ path: file });
    ack(0);
    await toTheEnd(client, (await client.sync.asOf({ runId: 1 })).jobId);
    await client.sync.present();
  },
  async compact({ client, file, ack }: Ground) {
    await client.workspace.open({ path: file });
    ack(0);
    await toTheEnd(client, (await client.sync.compact({})).jobId);
  },
  async import({ client, file, events }: Ground) {
    await client.workspace.open({ path: file });
    await toTheEnd(client, (await client.lineage.import({ path: events })).jobId);
  },
} as const satisfies Record<string, (ground: Ground) => Promise<void>>;

export type Workload = keyof typeof WORKLOADS;
