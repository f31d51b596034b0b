import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf } from '#test/emulator/clients.ts';
import { type LineageReader, lineageReader, runEvent, tableArn } from '#test/emulator/lineage-reader.ts';

const region = 'ap-southeast-2';
let now = Date.UTC(2026, 6, 1);
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
  now = Date.UTC(2026, 6, 1);
  await begin();
});
afterEach(end);

describe('nodes', () => {
  test('by id, by source, by a run of the job: the same node', async () => {
    for (const { eventSummary } of (await reader.eventsOf({ processingStatus: 'SUCCESS' })).slice(0, 60)) {
      const { job, runId } = eventSummary.openLineageRunEventSummary;
      const source = `${job.namespace}.${job.name}`;
      const node = await reader.ask('GetLineageNode', { identifier: source });
      expect(node['sourceIdentifier']).toBe(source);
      expect((await reader.ask('GetLineageNode', { identifier: node['id'] }))['id']).toBe(node['id']);
      expect((await reader.ask('GetLineageNode', { identifier: `${source}/${runId}` }))['id']).toBe(node['id']);
    }
  });

  test('its history has an entry per event, and a node as of a time has only what was there', async () => {
    const identifier = tableArn('888899990000', 'campaigns_consumption', 'campaign_audience');
    const times = async (input: object = {}): Promise<number[]> =>
      (await reader.every('ListLineageNodeHistory', 'nodes', { identifier, ...input })).map(({ eventTimestamp }) =>
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
      ...runEvent('late', [], [], now),
      inputs: [
        { namespace: `arn:aws:glue:${region}:888899990000`, name: 'table/campaigns_consumption/campaign_audience' },
      ],
    });
    const at = (eventTimestamp?: Date) => reader.ask('GetLineageNode', { identifier, eventTimestamp });
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
      const failure = await failureOf(reader.ask(operation, { identifier }));
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
    edit.postLineageEvent(runEvent('first', ['a', 'b'], ['c'], now));
    edit.postLineageEvent(runEvent('first', ['a'], ['c', 'd'], now + 1000));
    expect(await reader.eventsOf({ timestampAfter: since })).toHaveLength(2);
    expect(emulator.bank.counts()).toMatchObject({
      lineageEvents: before.lineageEvents + 2,
      lineageNodes: before.lineageNodes + 5,
      lineageEdges: before.lineageEdges + 4,
    });
    expect((await reader.graph('test/a', 'OUT', 2)).map(({ sourceIdentifier }) => sourceIdentifier)).toEqual([
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
      ...runEvent('linked', [], ['out'], now),
      inputs: [{ namespace: 's3://somewhere', name: 'path', facets: { symlinks } }],
    });
    const found = await reader.graph('test.linked', 'IN', 1);
    expect(found.map(({ name }) => name)).toEqual(['customer_accounts']);
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['no run', JSON.stringify({ eventTime: new Date().toISOString(), job: { namespace: 'a', name: 'b' } })],
    ['more than AWS takes', JSON.stringify({ ...runEvent('big', [], [], 0), filler: 'x'.repeat(300_000) })],
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
