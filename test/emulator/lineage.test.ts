import { assert as holds, integer, property } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLadder } from '#emulator/bank/lineage/ladder.ts';
import { datasetSource } from '#emulator/bank/lineage/open-lineage.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

const region = 'ap-southeast-2';
let now = Date.UTC(2026, 6, 1);
let emulator: Emulator;
let clients: Clients;

const restart = async (options: EmulatorOptions): Promise<void> => {
  clients.destroy();
  await emulator.close();
  emulator = await startEmulator({ rates: 'off', clock: () => now, ...options });
  clients = clientsOf(emulator);
};

beforeEach(async () => {
  now = Date.UTC(2026, 6, 1);
  emulator = await startEmulator({ rates: 'off', clock: () => now });
  clients = clientsOf(emulator);
});
afterEach(async () => {
  clients.destroy();
  await emulator.close();
});

type Answer = Record<string, unknown>;
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

interface Named {
  readonly namespace: string;
  readonly name: string;
}
interface Summary {
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
const eventsOf = async (input: object = {}): Promise<Summary[]> =>
  (await every('ListLineageEvents', 'items', input)) as unknown as Summary[];

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
interface RunEvent {
  readonly eventTime: string;
  readonly schemaURL: string;
  readonly job: Named;
  readonly inputs: readonly Dataset[];
  readonly outputs: readonly Dataset[];
}
const bodyOf = async (identifier: string): Promise<RunEvent> => {
  const { event } = await ask('GetLineageEvent', { identifier });
  return JSON.parse(Buffer.from(event as Uint8Array).toString('utf8')) as RunEvent;
};
const tableArn = (account: string, database: string, table: string): string =>
  `arn:aws:glue:${region}:${account}:table/${database}/${table}`;

const graph = async (identifier: string, relationDirection: 'IN' | 'OUT', maxPathLength: number): Promise<Answer[]> =>
  (
    await every('QueryGraph', 'items', {
      match: [
        { entityPattern: { entityType: 'LINEAGE_NODE', identifier } },
        { relationPattern: { relationType: 'LINEAGE', relationDirection, maxPathLength } },
      ],
    })
  ).map((item) => item['lineageNode'] as Answer);

describe('the ladder', () => {
  test('any size: exactly as many edges as asked, no edge twice, every edge seen from both of its ends', () => {
    holds(
      property(
        integer({ min: 2, max: 400 }),
        integer({ min: 1, max: 110 }),
        integer({ min: 0, max: 2000 }),
        (datasets, turn, edges) => {
          const ladder = createLadder(datasets, turn, edges);
          const pairs = new Set<string>();
          let count = 0;
          for (let job = 0; job < ladder.jobs; job += 1) {
            const output = ladder.outputOf(job);
            const inputs = ladder.inputsOf(job);
            count += 1 + inputs.length;
            pairs.add(`${job}>${output}`);
            for (const input of inputs) pairs.add(`${input}<${job}`);
            expect(ladder.writersOf(output)).toContain(job);
            for (const input of inputs) {
              expect(ladder.readersOf(input)).toContain(job);
              expect(input).toBeLessThan(output);
            }
          }
          expect([count, pairs.size]).toEqual([edges, edges]);
          let ends = 0;
          const touched = new Set<number>();
          for (let dataset = 0; dataset < datasets; dataset += 1) {
            const jobs = [...ladder.writersOf(dataset), ...ladder.readersOf(dataset)];
            ends += jobs.length;
            if (jobs.length > 0) touched.add(dataset);
          }
          expect(ends).toBe(edges);
          expect(touched.size).toBe(ladder.touched());
        },
      ),
      { numRuns: 60 },
    );
  });

  test('without assets there is nothing to grow on', async () => {
    await expect(startEmulator({ assets: 0, lineageEdges: 5000 })).rejects.toThrow(RangeError);
    const bare = await startEmulator({ assets: 0, lineageEdges: 0 });
    expect(bare.bank.counts()).toMatchObject({ lineageEvents: 0, lineageNodes: 0, lineageEdges: 0 });
    await bare.close();
  });
});

describe('events', () => {
  test('as many as the bank counts, in the order of their time, either way', async () => {
    const down = await eventsOf();
    const up = await eventsOf({ sortOrder: 'ASCENDING' });
    expect(down).toHaveLength(emulator.bank.counts().lineageEvents);
    expect(up).toEqual(down.toReversed());
    const times = up.map(({ eventTime }) => eventTime.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(up.map(({ id }) => id)).size).toBe(up.length);
  });

  test('a feed by time misses nothing and repeats nothing', async () => {
    const all = await eventsOf({ sortOrder: 'ASCENDING' });
    for (const at of [0, 1, Math.floor(all.length / 3), all.length - 2]) {
      const timestampAfter = all[at]?.eventTime;
      const wanted = all.filter(({ eventTime }) => eventTime > (timestampAfter ?? 0));
      expect((await eventsOf({ sortOrder: 'ASCENDING', timestampAfter })).map(({ id }) => id)).toEqual(
        wanted.map(({ id }) => id),
      );
    }
  });

  test('the body of an event says what its summary says, keeps to spec 2-0-2, and its columns are there', async () => {
    let traced = 0;
    for (const { id, eventTime, eventSummary } of await eventsOf()) {
      const said = eventSummary.openLineageRunEventSummary;
      const body = await bodyOf(id);
      const plain = ({ namespace, name }: Named): Named => ({ namespace, name });
      expect([plain(body.job), body.inputs.map(plain), body.outputs.map(plain)]).toEqual([
        said.job,
        said.inputs,
        said.outputs,
      ]);
      expect(new Date(body.eventTime)).toEqual(eventTime);
      expect(body.schemaURL).toContain('/2-0-2/');
      for (const output of body.outputs) {
        const columns = new Set(output.facets.schema?.fields.map(({ name }) => name));
        for (const [column, { inputFields }] of Object.entries(output.facets.columnLineage?.fields ?? {})) {
          traced += 1;
          expect(columns).toContain(column);
          for (const source of inputFields) {
            const input = body.inputs.find(
              ({ namespace, name }) => namespace === source.namespace && name === source.name,
            );
            expect(input?.facets.schema?.fields.map(({ name }) => name)).toContain(source.field);
          }
        }
      }
    }
    expect(traced).toBeGreaterThan(200);
  });

  test('what failed in processing is in the feed and in no graph', async () => {
    const failed = await eventsOf({ processingStatus: 'FAILED' });
    expect(failed.length).toBeGreaterThan(0);
    const before = emulator.bank.counts();
    const event = emulator.bank.edit.postLineageEvent(runEvent('broken', ['a'], ['b']), 'FAILED');
    expect(emulator.bank.counts()).toMatchObject({
      lineageEvents: before.lineageEvents + 1,
      lineageNodes: before.lineageNodes,
      lineageEdges: before.lineageEdges,
    });
    expect(await eventsOf({ processingStatus: 'FAILED' })).toContainEqual(expect.objectContaining({ id: event.id }));
  });
});

const runEvent = (job: string, inputs: readonly string[], outputs: readonly string[], at = now): object => ({
  eventTime: new Date(at).toISOString(),
  eventType: 'COMPLETE',
  producer: 'https://anybank.example/test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: '00000000-0000-4000-8000-000000000001' },
  job: { namespace: 'test', name: job },
  inputs: inputs.map((name) => ({ namespace: 'test', name })),
  outputs: outputs.map((name) => ({ namespace: 'test', name })),
});

describe('the graph', () => {
  test('it is exactly what the processed events say', async () => {
    const edges = new Set<string>();
    const nodes = new Set<string>();
    for (const { id, processingStatus } of await eventsOf()) {
      if (processingStatus !== 'SUCCESS') continue;
      const { job, inputs, outputs } = await bodyOf(id);
      const name = `${job.namespace}.${job.name}`;
      nodes.add(name);
      for (const each of inputs) edges.add(`${datasetSource(each)} > ${name}`);
      for (const each of outputs) edges.add(`${name} > ${datasetSource(each)}`);
      for (const each of [...inputs, ...outputs]) nodes.add(datasetSource(each));
    }
    expect(emulator.bank.counts()).toMatchObject({ lineageEdges: edges.size, lineageNodes: nodes.size });
    const served = new Set<string>();
    const { lineage } = emulator.bank;
    for (const source of nodes) {
      const node = lineage.node(source);
      expect(node?.sourceIdentifier).toBe(source);
      for (const { id } of lineage.down(node?.id ?? ''))
        served.add(`${source} > ${lineage.nodeById(id)?.sourceIdentifier}`);
    }
    expect(served).toEqual(edges);
  });

  test.each([0, 1, 7, 60, 300, 999, 2500])('%i edges asked for are as many edges', async (lineageEdges) => {
    await restart({ lineageEdges, assets: 600 });
    expect(emulator.bank.counts().lineageEdges).toBe(lineageEdges);
  });

  test('walking with QueryGraph and walking node by node meet the same', async () => {
    const start = tableArn('222233334444', 'retail_onboarding_cleansed', 'customer_identifier');
    for (const [direction, side] of [
      ['OUT', 'downstreamNodes'],
      ['IN', 'upstreamNodes'],
    ] as const) {
      for (const depth of [1, 2, 5]) {
        const met = new Set<string>();
        let edge = [start];
        for (let step = 0; step < depth; step += 1) {
          const next: string[] = [];
          for (const identifier of edge) {
            const node = await ask('GetLineageNode', { identifier });
            for (const { id } of node[side] as { id: string }[]) if (!met.has(id)) next.push(id);
            for (const id of next) met.add(id);
          }
          edge = next;
        }
        const found = (await graph(start, direction, depth)).map(({ id }) => id as string);
        expect(new Set(found)).toEqual(met);
        expect(found).toHaveLength(met.size);
      }
    }
  });

  test('the numbers of the onboarding form reach a marketing table in two jobs', async () => {
    const source = tableArn('222233334444', 'retail_onboarding_cleansed', 'customer_identifier');
    const target = tableArn('888899990000', 'campaigns_consumption', 'campaign_audience');
    const found = await graph(source, 'OUT', 4);
    expect(found.map(({ sourceIdentifier }) => sourceIdentifier)).toContain(target);
    const bodies = await Promise.all(
      (await eventsOf())
        .filter(({ eventSummary }) =>
          /applicant_export|campaign_audience/.test(eventSummary.openLineageRunEventSummary.job.name),
        )
        .map(({ id }) => bodyOf(id)),
    );
    let column = 'customer_identifier';
    for (const job of ['applicant_export_for_marketing', 'campaigns.consumption.campaign_audience']) {
      const output = bodies.find((body) => body.job.name === job && body.outputs.length > 0)?.outputs[0];
      const [next] = Object.entries(output?.facets.columnLineage?.fields ?? {}).filter(([, { inputFields }]) =>
        inputFields.some(({ field }) => field === column),
      );
      column = next?.[0] ?? '';
    }
    expect(column).toBe('ext_ref');
  });

  test('one table has more readers than a node shows; the graph shows them all', async () => {
    const hub = tableArn('222233334444', 'retail_deposits_consumption', 'customer_accounts');
    const node = await ask('GetLineageNode', { identifier: hub });
    expect(node['downstreamNodes']).toHaveLength(100);
    const readers = await graph(hub, 'OUT', 1);
    expect(readers.length).toBeGreaterThan(100);
    const above = await graph(readers[0]?.['id'] as string, 'IN', 1);
    expect(above.find(({ sourceIdentifier }) => sourceIdentifier === hub)?.['downstreamLineageNodeIds']).toHaveLength(
      readers.length,
    );
  });

  test('a circle is walked round once', async () => {
    const start = tableArn('999900001111', 'churn_cleansed', 'churn_training_set');
    const around = await graph(start, 'OUT', 5);
    expect(new Set(around.map(({ id }) => id)).size).toBe(around.length);
    const feedback = around.find(({ name }) => name === 'churn.feedback');
    const next = await graph(feedback?.['id'] as string, 'OUT', 1);
    expect(next.map(({ sourceIdentifier }) => sourceIdentifier)).toEqual([start]);
  });

  test('tables in the graph are those of assets, and some places are of none', async () => {
    const known = new Set<string>();
    for (const ordinal of emulator.bank.assets.ordinals()) {
      const form = emulator.bank.assets.at(ordinal).forms.find(({ formName }) => formName === 'AssetCommonDetailsForm');
      known.add((JSON.parse(form?.content ?? '{}') as { sourceIdentifier?: string }).sourceIdentifier ?? '');
    }
    const sources = new Set<string>();
    for (const { id } of await eventsOf()) {
      const { inputs, outputs } = await bodyOf(id);
      for (const each of [...inputs, ...outputs]) sources.add(datasetSource(each));
    }
    const tables = [...sources].filter((source) => source.startsWith('arn:'));
    expect(tables.length).toBeGreaterThan(60);
    expect(tables.filter((source) => !known.has(source))).toEqual([]);
    expect(sources.size).toBeGreaterThan(tables.length + 100);
  });

  test.each([
    [
      'two entities',
      [
        { entityPattern: { entityType: 'LINEAGE_NODE', identifier: 'a' } },
        { entityPattern: { entityType: 'LINEAGE_NODE', identifier: 'b' } },
      ],
    ],
    ['one clause', [{ entityPattern: { entityType: 'LINEAGE_NODE', identifier: 'a' } }]],
    [
      'six steps',
      [
        { entityPattern: { entityType: 'LINEAGE_NODE', identifier: 'a' } },
        { relationPattern: { relationType: 'LINEAGE', relationDirection: 'IN', maxPathLength: 6 } },
      ],
    ],
  ])('%s are refused', async (_what, match) => {
    expect((await failureOf(ask('QueryGraph', { match }))).name).toBe('ValidationException');
  });

  test('a start nobody knows leads nowhere; forms come only when they are named; filters thin out', async () => {
    expect(await graph('arn:aws:glue:nowhere:000000000000:table/a/b', 'OUT', 5)).toEqual([]);
    const hub = tableArn('222233334444', 'retail_deposits_consumption', 'customer_accounts');
    const query = (filters?: object, formNames?: string[]) =>
      ask('QueryGraph', {
        match: [
          { entityPattern: { entityType: 'LINEAGE_NODE', identifier: hub, filters } },
          { relationPattern: { relationType: 'LINEAGE', relationDirection: 'IN', maxPathLength: 2 } },
        ],
        additionalAttributes: formNames && { formNames },
      });
    const nodes = async (answer: Promise<Answer>): Promise<Answer[]> =>
      ((await answer)['items'] as { lineageNode: Answer }[]).map(({ lineageNode }) => lineageNode);
    expect((await nodes(query())).every((node) => node['formsOutput'] === undefined)).toBe(true);
    const withForms = await nodes(query(undefined, ['OpenLineageJobForm']));
    expect(withForms.filter((node) => node['formsOutput'] !== undefined)).toHaveLength(1);
    const filter = { attribute: 'typeName', value: 'amazon.datazone.JobLineageNodeType' };
    expect(await nodes(query({ filter }))).toHaveLength(1);
  });
});

describe('nodes', () => {
  test('by id, by source, by a run of the job: the same node', async () => {
    for (const { eventSummary } of (await eventsOf({ processingStatus: 'SUCCESS' })).slice(0, 60)) {
      const { job, runId } = eventSummary.openLineageRunEventSummary;
      const source = `${job.namespace}.${job.name}`;
      const node = await ask('GetLineageNode', { identifier: source });
      expect(node['sourceIdentifier']).toBe(source);
      expect((await ask('GetLineageNode', { identifier: node['id'] }))['id']).toBe(node['id']);
      expect((await ask('GetLineageNode', { identifier: `${source}/${runId}` }))['id']).toBe(node['id']);
    }
  });

  test('its history has an entry per event, and a node as of a time has only what was there', async () => {
    const identifier = tableArn('888899990000', 'campaigns_consumption', 'campaign_audience');
    const times = async (input: object = {}): Promise<number[]> =>
      (await every('ListLineageNodeHistory', 'nodes', { identifier, ...input })).map(({ eventTimestamp }) =>
        (eventTimestamp as Date).getTime(),
      );
    const all = await times();
    expect(all.length).toBeGreaterThan(1);
    expect(all).toEqual(all.toSorted((a, b) => b - a));
    expect(await times({ direction: 'UPSTREAM', sortOrder: 'ASCENDING' })).toEqual(all.toReversed());
    expect(await times({ direction: 'DOWNSTREAM' })).toEqual([]);
    const [latest = 0] = all;
    expect(await times({ eventTimestampGTE: new Date(latest) })).toEqual([latest]);
    expect(await times({ eventTimestampLTE: new Date(latest - 1000) })).toEqual(all.slice(1));
    now = latest + 86_400_000;
    emulator.bank.edit.postLineageEvent({
      ...runEvent('late', [], []),
      inputs: [
        { namespace: `arn:aws:glue:${region}:888899990000`, name: 'table/campaigns_consumption/campaign_audience' },
      ],
    });
    const at = (eventTimestamp?: Date) => ask('GetLineageNode', { identifier, eventTimestamp });
    expect((await at())['downstreamNodes']).toHaveLength(1);
    expect((await at(new Date(latest)))['downstreamNodes']).toHaveLength(0);
    expect((await failureOf(at(new Date(0)))).name).toBe('ResourceNotFoundException');
  });

  test('what is not there is not found', async () => {
    for (const [operation, identifier] of [
      ['GetLineageNode', 'nosuchnode0000'],
      ['ListLineageNodeHistory', 'arn:aws:glue:nowhere:000000000000:table/a/b'],
      ['GetLineageEvent', 'nosuchevent000'],
    ] as const) {
      const failure = await failureOf(ask(operation, { identifier }));
      expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual(['ResourceNotFoundException', 404]);
    }
  });
});

describe('what is posted', () => {
  test('comes in the feed after its time and grows the graph by what is new', async () => {
    const { edit } = emulator.bank;
    const before = emulator.bank.counts();
    const since = new Date(now);
    now += 60_000;
    edit.postLineageEvent(runEvent('first', ['a', 'b'], ['c']));
    edit.postLineageEvent(runEvent('first', ['a'], ['c', 'd'], now + 1000));
    expect(await eventsOf({ timestampAfter: since })).toHaveLength(2);
    expect(emulator.bank.counts()).toMatchObject({
      lineageEvents: before.lineageEvents + 2,
      lineageNodes: before.lineageNodes + 5,
      lineageEdges: before.lineageEdges + 4,
    });
    expect((await graph('test/a', 'OUT', 2)).map(({ sourceIdentifier }) => sourceIdentifier)).toEqual([
      'test.first',
      'test/c',
      'test/d',
    ]);
  });

  test('an event about tables and jobs that are known adds only what they did not have', async () => {
    const { lineage, edit } = emulator.bank;
    const [reference = 0] = lineage
      .events({ descending: false })
      .filter((each) => each >= 0 && lineage.event(each).inputs.length > 0);
    const grown = lineage.event(reference);
    const before = emulator.bank.counts();
    edit.postLineageEvent(grown.body());
    expect(emulator.bank.counts()).toMatchObject({
      lineageNodes: before.lineageNodes,
      lineageEdges: before.lineageEdges,
    });
    const body = JSON.parse(grown.body()) as { outputs: object[] };
    edit.postLineageEvent({ ...body, outputs: [...body.outputs, { namespace: 'test', name: 'side' }] });
    expect(emulator.bank.counts()).toMatchObject({
      lineageNodes: before.lineageNodes + 1,
      lineageEdges: before.lineageEdges + 1,
    });
    const job = lineage.node(`${grown.job.namespace}.${grown.job.name}`);
    expect(lineage.down(job?.id ?? '').map(({ id }) => lineage.nodeById(id)?.sourceIdentifier)).toContain('test/side');
  });

  test('a symbolic link joins a path to its table', async () => {
    const symlinks = {
      identifiers: [
        {
          namespace: `arn:aws:glue:${region}:222233334444`,
          name: 'table/retail_deposits_consumption/customer_accounts',
          type: 'TABLE',
        },
      ],
    };
    emulator.bank.edit.postLineageEvent({
      ...runEvent('linked', [], ['out']),
      inputs: [{ namespace: 's3://somewhere', name: 'path', facets: { symlinks } }],
    });
    const found = await graph('test.linked', 'IN', 1);
    expect(found.map(({ name }) => name)).toEqual(['customer_accounts']);
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['no run', JSON.stringify({ eventTime: new Date().toISOString(), job: { namespace: 'a', name: 'b' } })],
    ['more than AWS takes', JSON.stringify({ ...runEvent('big', [], []), filler: 'x'.repeat(300_000) })],
  ])('%s is refused', (_what, event) => {
    expect(() => emulator.bank.edit.postLineageEvent(event)).toThrow(RangeError);
  });

  test('an event too long for its columns goes without them', async () => {
    await restart({ assets: 120, columnsPerAsset: 2000 });
    const { lineage } = emulator.bank;
    const lengths = lineage
      .events({ descending: false })
      .slice(0, 60)
      .map((each) => Buffer.byteLength(lineage.event(each).body()));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(300_000);
    expect(Math.max(...lengths)).toBeGreaterThan(50_000);
  });
});
