import type { Emulator } from '#emulator/server.ts';
import { type Clients, sendByName } from '#test/emulator/clients.ts';

export type Answer = Record<string, unknown>;

export interface Named {
  readonly namespace: string;
  readonly name: string;
}

export interface Summary {
  readonly id: string;
  readonly eventTime: Date;
  readonly processingStatus: string;
  readonly eventSummary: {
    readonly openLineageRunEventSummary: {
      readonly eventType: string;
      readonly runId: string;
      readonly job: Named;
      readonly inputs: readonly Named[];
      readonly outputs: readonly Named[];
    };
  };
}

interface Dataset extends Named {
  readonly facets: {
    readonly schema?: { readonly fields: readonly { readonly name: string }[] };
    readonly columnLineage?: {
      readonly fields: Readonly<
        Record<string, { readonly inputFields: readonly (Named & { readonly field: string })[] }>
      >;
    };
  };
}

export interface RunEvent {
  readonly eventTime: string;
  readonly schemaURL: string;
  readonly job: Named;
  readonly inputs: readonly Dataset[];
  readonly outputs: readonly Dataset[];
}

export const tableArn = (account: string, database: string, table: string): string =>
  `arn:aws:glue:ap-southeast-2:${account}:table/${database}/${table}`;

/** A small RunEvent. Data sets are of the namespace `test`. */
export const runEvent = (job: string, inputs: readonly string[], outputs: readonly string[], at: number): object => ({
  eventTime: new Date(at).toISOString(),
  eventType: 'COMPLETE',
  producer: 'https://anybank.example/test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: '00000000-0000-4000-8000-000000000001' },
  job: { namespace: 'test', name: job },
  inputs: inputs.map((name) => ({ namespace: 'test', name })),
  outputs: outputs.map((name) => ({ namespace: 'test', name })),
});

/** Reads the lineage of a running bank through the real client. */
export const lineageReader = (emulator: Emulator, clients: Clients) => {
  const ask = (operation: string, input: object): Promise<Answer> =>
    sendByName(clients, 'DataZone', operation, { domainIdentifier: emulator.domainId, ...input });

  const every = async (operation: string, list: string, input: object): Promise<Answer[]> => {
    const all: Answer[] = [];
    let nextToken: unknown;
    do {
      const answer = await ask(operation, { ...input, nextToken });
      all.push(...(answer[list] as Answer[]));
      nextToken = answer['nextToken'];
    } while (nextToken !== undefined);
    return all;
  };

  const eventsOf = async (input: object = {}): Promise<Summary[]> =>
    (await every('ListLineageEvents', 'items', input)) as unknown as Summary[];

  const bodyOf = async (identifier: string): Promise<RunEvent> => {
    const { event } = await ask('GetLineageEvent', { identifier });
    return JSON.parse(Buffer.from(event as Uint8Array).toString('utf8')) as RunEvent;
  };

  const graph = async (identifier: string, relationDirection: 'IN' | 'OUT', maxPathLength: number): Promise<Answer[]> =>
    (
      await every('QueryGraph', 'items', {
        match: [
          { entityPattern: { entityType: 'LINEAGE_NODE', identifier } },
          { relationPattern: { relationType: 'LINEAGE', relationDirection, maxPathLength } },
        ],
      })
    ).map((item) => item['lineageNode'] as Answer);

  return { ask, every, eventsOf, bodyOf, graph };
};

export type LineageReader = ReturnType<typeof lineageReader>;
