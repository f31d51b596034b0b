import module from 'node:module';
import threads from 'node:worker_threads';
import * as datazone from '@aws-sdk/client-datazone';
import * as glue from '@aws-sdk/client-glue';
import * as identitystore from '@aws-sdk/client-identitystore';
import * as lakeformation from '@aws-sdk/client-lakeformation';
import * as organizations from '@aws-sdk/client-organizations';
import * as sts from '@aws-sdk/client-sts';

const SERVICES = {
  datazone: [datazone, datazone.DataZoneClient],
  glue: [glue, glue.GlueClient],
  identitystore: [identitystore, identitystore.IdentitystoreClient],
  lakeformation: [lakeformation, lakeformation.LakeFormationClient],
  organizations: [organizations, organizations.OrganizationsClient],
  sts: [sts, sts.STSClient],
} as const;
type Service = keyof typeof SERVICES;
const NAMES = Object.keys(SERVICES) as Service[];

type Send = (command: object, ...rest: unknown[]) => Promise<unknown>;

/** One call a pull made: of which client, which command, and what it was given. */
export interface Call {
  service: Service;
  command: string;
  input: unknown;
}

/** The channel on which a thread tells its calls. */
export const CALLS = 'meshward-bench-calls';

/** Tells each call made through the SDK in this thread. @returns ends it */
export function record(note: (call: Call) => void): () => void {
  for (const service of NAMES) {
    const { prototype } = SERVICES[service][1];
    const send = Reflect.get(prototype, 'send') as Send;
    Object.assign(prototype, {
      send(this: unknown, command: { input?: unknown }, ...rest: unknown[]) {
        note({ service, command: command.constructor.name, input: command.input });
        return Reflect.apply(send, this, [command, ...rest]);
      },
    });
  }
  return () => {
    for (const service of NAMES) Reflect.deleteProperty(SERVICES[service][1].prototype, 'send');
  };
}

/** Calls made through the SDK while `work` runs, in this thread and in those it starts, in the order they were sent. */
export async function recorded(work: () => Promise<void>): Promise<Call[]> {
  const calls: Call[] = [];
  const channel = new threads.BroadcastChannel(CALLS);
  channel.addEventListener('message', (event) => void calls.push((event as MessageEvent<Call>).data));
  const ended = [record((call) => calls.push(call)), preloaded(new URL('recorder-worker.ts', import.meta.url))];
  try {
    await work();
    // What the thread told last is still on its way.
    await new Promise((resolve) => setTimeout(resolve, 100));
  } finally {
    for (const end of ended) end();
    channel.close();
  }
  return calls;
}

/** Threads that are started from now on load this first. @returns ends it */
function preloaded(file: URL): () => void {
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(entry: string | URL, options: threads.WorkerOptions = {}) {
      super(entry, { ...options, execArgv: ['--import', file.href] });
    }
  };
  module.syncBuiltinESMExports();
  return () => {
    threads.Worker = Worker;
    module.syncBuiltinESMExports();
  };
}

/** Calls of one operation that are under way at once: as many as a pull reads scopes side by side. */
const WORKERS = 6;

/** The floor: the very calls a pull made, by bare SDK clients as they come, read and thrown away. */
export async function replayed(calls: readonly Call[], config: { region: string; endpoint: string }): Promise<void> {
  const clients = new Map(NAMES.map((service) => [service, new SERVICES[service][1](config)]));
  const queues = new Map<string, Call[]>();
  for (const call of calls) queues.set(call.command, [...(queues.get(call.command) ?? []), call]);
  await Promise.all(
    [...queues.values()].flatMap((queue) => {
      const rest = queue.values();
      return Array.from({ length: WORKERS }, async () => {
        for (const { service, command, input } of rest) {
          const client = clients.get(service);
          const Command = Reflect.get(SERVICES[service][0], command) as new (input: unknown) => object;
          // A call that was refused then is refused now: that is its answer.
          await (client?.send as Send | undefined)?.call(client, new Command(input)).catch(() => {});
        }
      });
    }),
  );
  for (const client of clients.values()) client.destroy();
}
