import { expect, test } from 'vitest';
import { at, rowsOf, sorted } from '../mirror-rows.ts';
import { connected, emulated } from '../with-emulator.ts';

test('lineage: every event, every node with its neighbours, every edge once from each end', async () => {
  const emulator = await emulated({ lineageEdges: 700 });
  const { client, finish, core } = await connected(emulator);
  const job = await finish(client.sync.pull({}));
  expect(job.result).toMatchObject({ run: { state: 'complete' }, incomplete: [] });
  const { lineage } = emulator.bank;
  const { db } = core.context.desk;
  const events = lineage.events({ descending: false }).map((reference) => lineage.event(reference));
  expect(rowsOf(db, 'lineage_event')).toEqual(
    sorted(
      events.map((event) => ({
        id: event.id,
        event_time: at(event.eventTime),
        created_at: at(event.createdAt),
        created_by: event.createdBy,
        status: event.status,
        event_type: event.eventType,
        run_id: event.runId,
        job_namespace: event.job.namespace,
        job_name: event.job.name,
        inputs: JSON.stringify(event.inputs),
        outputs: JSON.stringify(event.outputs),
      })),
      'id',
    ),
  );
  const counts = lineage.counts();
  const nodes = rowsOf(db, 'lineage_node');
  expect(nodes.length).toBe(counts.nodes);
  const ids = (neighbours: readonly { readonly id: string }[]) =>
    JSON.stringify(neighbours.map(({ id }) => id).toSorted());
  for (const node of nodes) {
    const truth = lineage.nodeById(node.id);
    expect(node).toMatchObject({
      name: truth?.name,
      source_identifier: truth?.sourceIdentifier,
      upstream: ids(lineage.up(node.id)),
      downstream: ids(lineage.down(node.id)),
    });
  }
  expect(
    nodes.some((node) => lineage.down(node.id).length > 100),
    'a node with more neighbours than its single reading tells',
  ).toBe(true);
  const edges = db
    .prepare(
      `SELECT DISTINCT s.node_id || ' ' || t.node_id FROM remote_lineage_edge e
       JOIN remote_lineage_vertex s ON s.key = e.source JOIN remote_lineage_vertex t ON t.key = e.target
       WHERE e.told_by <> 0`,
    )
    .pluck()
    .all() as string[];
  const truth = nodes.flatMap((node) => lineage.down(node.id).map(({ id }) => `${node.id} ${id}`));
  expect(edges.toSorted()).toEqual(truth.toSorted());
  const dangling = db
    .prepare(
      'SELECT count(*) FROM remote_lineage_edge e WHERE NOT EXISTS (SELECT 1 FROM remote_lineage_vertex v WHERE v.key = e.source) OR NOT EXISTS (SELECT 1 FROM remote_lineage_vertex v WHERE v.key = e.target)',
    )
    .pluck();
  expect(dangling.get()).toBe(0);
}, 60_000);

test('an event that comes between two pulls arrives by the feed, and with it the nodes it made', async () => {
  const emulator = await emulated();
  const { client, finish, core } = await connected(emulator);
  await finish(client.sync.pull({}));
  const { db } = core.context.desk;
  const before = rowsOf(db, 'lineage_node').length;
  const calls = emulator.requests.length;
  const now = new Date();
  emulator.bank.lineage.post(
    JSON.stringify({
      eventType: 'COMPLETE',
      eventTime: now.toISOString(),
      run: { runId: '4b5be46c-9c25-4a69-8269-c23494511251' },
      job: { namespace: 'glue', name: 'copy_for_a_campaign' },
      inputs: [{ namespace: 's3://landing', name: 'customers' }],
      outputs: [{ namespace: 's3://marketing', name: 'customers_copy' }],
    }),
    now.getTime(),
    'SYSTEM',
    'SUCCESS',
  );
  const job = await finish(client.sync.pull({}));
  expect(job.result).toMatchObject({ run: { state: 'complete', added: 4 } });
  expect(rowsOf(db, 'lineage_node').length).toBe(before + 3);
  const asked = emulator.requests.slice(calls).map((request) => request.operation);
  expect(asked.filter((operation) => operation === 'ListLineageEvents')).toHaveLength(1);
  expect(asked.filter((operation) => operation === 'GetLineageNode').length).toBeLessThan(5);
  const path = db
    .prepare(
      `WITH RECURSIVE walk (key) AS (SELECT key FROM remote_lineage_vertex WHERE source_identifier = 's3://landing/customers'
         UNION SELECT e.target FROM remote_lineage_edge e JOIN walk ON walk.key = e.source)
       SELECT source_identifier FROM remote_lineage_vertex JOIN walk USING (key)`,
    )
    .pluck()
    .all();
  expect(path).toEqual(['s3://landing/customers', 'glue.copy_for_a_campaign', 's3://marketing/customers_copy']);
}, 60_000);
