import { assert as holds, integer, property } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLadder } from '#emulator/bank/lineage/ladder.ts';
import { datasetSource } from '#emulator/bank/lineage/open-lineage.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf } from '#test/emulator/clients.ts';
import {
  type Answer,
  type LineageReader,
  type Named,
  lineageReader,
  runEvent,
  tableArn,
} from '#test/emulator/lineage-reader.ts';

const now = Date.UTC(2026, 6, 1);
let emulator: Emulator;
let clients: Clients;
let reader: LineageReader;

const begin = async (options: EmulatorOptions = {}): Promise<void> => {
  emulator = await startEmulator({ rates: 'off', clock: () => now, ...options });
  clients = clientsOf(emulator);
  reader = lineageReader(emulator, clients);
};
const end = async (): Promise<void> => {
  clients.destroy();
  await emulator.close();
};
const restart = async (options: EmulatorOptions): Promise<void> => {
  await end();
  await begin(options);
};

beforeEach(async () => {
  await begin();
});
afterEach(end);

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
    const down = await reader.eventsOf();
    const up = await reader.eventsOf({ sortOrder: 'ASCENDING' });
    expect(down).toHaveLength(emulator.bank.counts().lineageEvents);
    expect(up).toEqual(down.toReversed());
    const times = up.map(({ eventTime }) => eventTime.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(up.map(({ id }) => id)).size).toBe(up.length);
  });

  test('a feed by time misses nothing and repeats nothing', async () => {
    const all = await reader.eventsOf({ sortOrder: 'ASCENDING' });
    for (const at of [0, 1, Math.floor(all.length / 3), all.length - 2]) {
      const timestampAfter = all[at]?.eventTime;
      const wanted = all.filter(({ eventTime }) => eventTime > (timestampAfter ?? 0));
      expect((await reader.eventsOf({ sortOrder: 'ASCENDING', timestampAfter })).map(({ id }) => id)).toEqual(
        wanted.map(({ id }) => id),
      );
    }
  });

  test('the body of an event says what its summary says, keeps to spec 2-0-2, and its columns are there', async () => {
    let traced = 0;
    for (const { id, eventTime, eventSummary } of await reader.eventsOf()) {
      const said = eventSummary.openLineageRunEventSummary;
      const body = await reader.bodyOf(id);
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
    const failed = await reader.eventsOf({ processingStatus: 'FAILED' });
    expect(failed.length).toBeGreaterThan(0);
    const before = emulator.bank.counts();
    const event = emulator.bank.edit.postLineageEvent(runEvent('broken', ['a'], ['b'], now), 'FAILED');
    expect(emulator.bank.counts()).toMatchObject({
      lineageEvents: before.lineageEvents + 1,
      lineageNodes: before.lineageNodes,
      lineageEdges: before.lineageEdges,
    });
    expect(await reader.eventsOf({ processingStatus: 'FAILED' })).toContainEqual(
      expect.objectContaining({ id: event.id }),
    );
  });
});

describe('the graph', () => {
  test('it is exactly what the processed events say', async () => {
    const edges = new Set<string>();
    const nodes = new Set<string>();
    for (const { id, processingStatus } of await reader.eventsOf()) {
      if (processingStatus !== 'SUCCESS') continue;
      const { job, inputs, outputs } = await reader.bodyOf(id);
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
            const node = await reader.ask('GetLineageNode', { identifier });
            for (const { id } of node[side] as { id: string }[]) if (!met.has(id)) next.push(id);
            for (const id of next) met.add(id);
          }
          edge = next;
        }
        const found = (await reader.graph(start, direction, depth)).map(({ id }) => id as string);
        expect(new Set(found)).toEqual(met);
        expect(found).toHaveLength(met.size);
      }
    }
  });

  test('the numbers of the onboarding form reach a marketing table in two jobs', async () => {
    const source = tableArn('222233334444', 'retail_onboarding_cleansed', 'customer_identifier');
    const target = tableArn('888899990000', 'campaigns_consumption', 'campaign_audience');
    const found = await reader.graph(source, 'OUT', 4);
    expect(found.map(({ sourceIdentifier }) => sourceIdentifier)).toContain(target);
    const bodies = await Promise.all(
      (await reader.eventsOf())
        .filter(({ eventSummary }) =>
          /applicant_export|campaign_audience/.test(eventSummary.openLineageRunEventSummary.job.name),
        )
        .map(({ id }) => reader.bodyOf(id)),
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
    const node = await reader.ask('GetLineageNode', { identifier: hub });
    expect(node['downstreamNodes']).toHaveLength(100);
    const readers = await reader.graph(hub, 'OUT', 1);
    expect(readers.length).toBeGreaterThan(100);
    const above = await reader.graph(readers[0]?.['id'] as string, 'IN', 1);
    expect(above.find(({ sourceIdentifier }) => sourceIdentifier === hub)?.['downstreamLineageNodeIds']).toHaveLength(
      readers.length,
    );
  });

  test('a circle is walked round once', async () => {
    const start = tableArn('999900001111', 'churn_cleansed', 'churn_training_set');
    const around = await reader.graph(start, 'OUT', 5);
    expect(new Set(around.map(({ id }) => id)).size).toBe(around.length);
    const feedback = around.find(({ name }) => name === 'churn.feedback');
    const next = await reader.graph(feedback?.['id'] as string, 'OUT', 1);
    expect(next.map(({ sourceIdentifier }) => sourceIdentifier)).toEqual([start]);
  });

  test('tables in the graph are those of assets, and some places are of none', async () => {
    const known = new Set<string>();
    for (const ordinal of emulator.bank.assets.ordinals()) {
      const form = emulator.bank.assets.at(ordinal).forms.find(({ formName }) => formName === 'AssetCommonDetailsForm');
      known.add((JSON.parse(form?.content ?? '{}') as { sourceIdentifier?: string }).sourceIdentifier ?? '');
    }
    const sources = new Set<string>();
    for (const { id } of await reader.eventsOf()) {
      const { inputs, outputs } = await reader.bodyOf(id);
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
    expect((await failureOf(reader.ask('QueryGraph', { match }))).name).toBe('ValidationException');
  });

  test('a start nobody knows leads nowhere; forms come only when they are named; filters thin out', async () => {
    expect(await reader.graph('arn:aws:glue:nowhere:000000000000:table/a/b', 'OUT', 5)).toEqual([]);
    const hub = tableArn('222233334444', 'retail_deposits_consumption', 'customer_accounts');
    const query = (filters?: object, formNames?: string[]) =>
      reader.ask('QueryGraph', {
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
