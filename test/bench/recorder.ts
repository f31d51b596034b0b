import { DataZoneClient } from '@aws-sdk/client-datazone';
import { GlueClient } from '@aws-sdk/client-glue';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';

const CLIENTS = [DataZoneClient, GlueClient, IdentitystoreClient, LakeFormationClient, OrganizationsClient, STSClient];

type Send = (command: object, ...rest: unknown[]) => Promise<unknown>;

/** One call a pull made: which client, and the command as it was sent. */
export interface Call {
  client: (typeof CLIENTS)[number];
  operation: string;
  command: object;
}

/** Calls made through the SDK while `work` runs, in the order they were sent. */
export async function recorded(work: () => Promise<void>): Promise<Call[]> {
  const calls: Call[] = [];
  for (const client of CLIENTS) {
    const send = Reflect.get(client.prototype, 'send') as Send;
    Object.assign(client.prototype, {
      send(this: unknown, command: object, ...rest: unknown[]) {
        calls.push({ client, operation: command.constructor.name.replace(/Command$/, ''), command });
        return Reflect.apply(send, this, [command, ...rest]);
      },
    });
  }
  try {
    await work();
  } finally {
    for (const client of CLIENTS) Reflect.deleteProperty(client.prototype, 'send');
  }
  return calls;
}

/** Calls of one operation that are under way at once: as many as a pull reads scopes side by side. */
const WORKERS = 6;

/** The floor: the very calls a pull made, by bare SDK clients as they come, read and thrown away. */
export async function replayed(calls: readonly Call[], config: { region: string; endpoint: string }): Promise<void> {
  const clients = new Map(CLIENTS.map((client) => [client, new client(config)]));
  const queues = new Map<string, Call[]>();
  for (const call of calls) queues.set(call.operation, [...(queues.get(call.operation) ?? []), call]);
  await Promise.all(
    [...queues.values()].flatMap((queue) => {
      const rest = queue.values();
      return Array.from({ length: WORKERS }, async () => {
        // A call that was refused then is refused now: that is its answer.
        for (const { client, command } of rest)
          await (clients.get(client)?.send as Send | undefined)?.call(clients.get(client), command).catch(() => {});
      });
    }),
  );
  for (const client of clients.values()) client.destroy();
}
