import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sweepImports } from '#core/imports/sweep.ts';
import { columnEdges, imported, importedBytes, runLine } from '../imported-lineage.ts';
import { refusal, startWithWorkspace } from '../start-core.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/openlineage');
const events = path.join(FIXTURES, 'events.ndjson');
const older = path.join(FIXTURES, 'older.json');

test('run, dataset and job events become datasets, jobs with their runs as one, and columns', async () => {
  const core = await startWithWorkspace();
  const told = await imported(core, events);
  expect(told).toMatchObject({ state: 'complete', file: 'events.ndjson', name: 'events.ndjson', skipped: [] });
  expect(told.toldAt).toBe('2025-03-02T10:01:00.000Z');
  expect(Object.fromEntries(told.seen.map(({ type, count }) => [type, count]))).toEqual({
    'RunEvent START': 2,
    'RunEvent COMPLETE': 1,
    'RunEvent FAIL': 1,
    DatasetEvent: 1,
    JobEvent: 1,
  });
  const jobs = await core.client.lineage.jobs({});
  expect(jobs.items.map((job) => job.name)).toEqual(['enrich', 'load_customers', 'model.report', 'nightly']);
  expect(jobs.items[1]).toMatchObject({
    integration: 'SPARK',
    processing: 'BATCH',
    description: 'Loads customers each night.',
    sql: 'insert into gold.customers select * from raw.customers',
    parent: 'nightly',
    runs: 2,
    lastRunId: '0195-b',
    lastAt: '2025-03-02T10:01:00.000Z',
    lastStartedAt: '2025-03-02T10:00:00.000Z',
    lastCompletedAt: '2025-03-01T10:05:00.000Z',
    lastFailedAt: '2025-03-02T10:01:00.000Z',
    inputs: 1,
    outputs: 1,
  });
  const datasets = await core.client.lineage.datasets({});
  const dataset = (name: string) => datasets.items.find((one) => one.name === name);
  expect(dataset('raw/customers')).toMatchObject({
    source: 's3://anybank-lake/raw/customers',
    columns: 5,
    readers: 1,
    writers: 0,
    aliases: [{ namespace: 'arn:aws:glue:eu-central-1:111122223333', name: 'table/raw/customers', type: 'TABLE' }],
  });
  expect(dataset('dwh.public.risk')).toMatchObject({
    description: 'Risk scores.',
    owners: [{ name: 'team:risk', type: 'OWNER' }],
    lifecycle: 'CREATE',
    origin: false,
  });
  expect(dataset('dwh.public.calendar')?.origin).toBe(true);
  const quality = core.core.context.desk.db
    .prepare('SELECT quality FROM lineage_dataset_told t JOIN lineage_dataset d ON d.key = t.dataset WHERE d.name = ?')
    .pluck();
  expect(JSON.parse(String(quality.get('raw/customers')))).toEqual({
    rowCount: 1200,
    bytes: 99000,
    fileCount: null,
    assertions: [
      { assertion: 'not_null', column: 'id', success: true },
      { assertion: 'unique', column: 'ssn', success: false },
    ],
  });
  expect(
    core.core.context.desk.db
      .prepare(
        'SELECT f.name FROM lineage_schema s JOIN lineage_field f ON f.key = s.field ORDER BY s.dataset, s.position',
      )
      .pluck()
      .all(),
  ).toEqual(['id', 'ssn', 'address', 'address.city', 'address.zip', 'id', 'ssn_hash']);
});

test('column lineage with transformations, for whole datasets, and without a job', async () => {
  const core = await startWithWorkspace();
  await imported(core, events);
  const plain = { description: null, masking: 0 };
  expect(columnEdges(core.core.context.desk.db)).toEqual([
    { from: '', to: '', dataset: 'dwh.public.report', job: 'model.report', type: '', subtype: '', ...plain },
    { from: '', to: '', dataset: 'dwh.public.risk', job: null, type: '', subtype: '', ...plain },
    {
      from: 'id',
      to: 'customer',
      dataset: 'dwh.public.risk',
      job: null,
      type: 'DIRECT',
      subtype: 'IDENTITY',
      ...plain,
    },
    {
      from: 'id',
      to: '',
      dataset: 'table/gold/customers',
      job: 'load_customers',
      type: 'INDIRECT',
      subtype: 'FILTER',
      description: 'id > 0',
      masking: 0,
    },
    {
      from: 'id',
      to: 'id',
      dataset: 'table/gold/customers',
      job: 'load_customers',
      type: 'DIRECT',
      subtype: 'IDENTITY',
      ...plain,
    },
    {
      from: 'ssn',
      to: 'ssn_hash',
      dataset: 'table/gold/customers',
      job: 'load_customers',
      type: 'DIRECT',
      subtype: 'TRANSFORMATION',
      description: 'sha2(ssn, 256)',
      masking: 1,
    },
  ]);
});

test('the older shapes of column lineage', async () => {
  const core = await startWithWorkspace();
  expect((await imported(core, older)).skipped).toEqual([]);
  const edge = { dataset: 'public.top_delivery_times', job: 'top_times' };
  expect(columnEdges(core.core.context.desk.db)).toEqual([
    { ...edge, from: 'placed', to: 'minutes', type: '', subtype: '', description: 'datediff', masking: 0 },
    {
      ...edge,
      from: 'order_id',
      to: 'order_id',
      type: 'DIRECT',
      subtype: 'IDENTITY',
      description: 'identical',
      masking: 0,
    },
    { ...edge, from: 'phone', to: 'phone', type: 'DIRECT', subtype: 'TRANSFORMATION', description: null, masking: 1 },
  ]);
});

test('a list, pretty-printed, gzipped, with a byte order mark, from a lineage server: the same as one a line', async () => {
  const told = async (bytes: string | Uint8Array, name: string) => {
    const core = await startWithWorkspace();
    const { seen, counts, skipped, toldAt } = await importedBytes(core, bytes, name);
    return { seen, counts, skipped, toldAt, edges: columnEdges(core.core.context.desk.db) };
  };
  const text = fs.readFileSync(events, 'utf8');
  const list = text
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one) as unknown);
  const expected = await told(text, 'events.ndjson');
  expect(expected.seen.length).toBeGreaterThan(0);
  for (const [name, bytes] of [
    ['list.json', JSON.stringify(list)],
    ['pretty.json', JSON.stringify(list, null, 2)],
    ['indented.json', list.map((one) => JSON.stringify(one, null, '\t')).join('\n')],
    ['joined.json', list.map((one) => JSON.stringify(one)).join('')],
    ['events.ndjson.gz', gzipSync(text)],
    ['members.json.gz', Buffer.concat([gzipSync(text.slice(0, 700)), gzipSync(text.slice(700))])],
    ['marked.ndjson', `\ufeff${text}`],
    ['server.json', JSON.stringify({ events: list, totalCount: list.length })],
  ] as const)
    expect(await told(bytes, name), name).toEqual(expected);
});

test('datasets are joined to assets and Glue tables: by identifier, name, symlink, and the nearest location above', async () => {
  const core = await startWithWorkspace();
  const { db } = core.core.context.desk;
  const table = db.prepare(
    `INSERT INTO remote_glue_table (catalog_id, database, name, location, parameters, columns, partition_keys, hash, seen_run)
     VALUES ('111122223333', ?, ?, ?, '{}', '[]', '[]', '', 1)`,
  );
  db.exec(
    "INSERT INTO remote_glue_database (catalog_id, name, parameters, hash, seen_run) VALUES ('111122223333', 'gold', '{}', '', 1)",
  );
  table.run('gold', 'customers', 's3://anybank-lake/gold/customers/');
  table.run('raw', 'customers', 's3://anybank-lake/elsewhere');
  table.run('lake', 'delivery', 's3://lake/delivery');
  table.run('lake', 'all', 's3://lake');
  const asset = db.prepare(
    `INSERT INTO remote_asset (id, name, type, external_id, columns, glue_catalog, glue_database, glue_table, hash, seen_run, pulled_at)
     VALUES (?, ?, 'T', ?, 0, ?, ?, ?, '', 1, '')`,
  );
  asset.run('a1', 'Customers', null, '111122223333', 'gold', 'customers');
  asset.run('a2', 'Risk', 'dwh.public.risk', null, null, null);
  await imported(core, events);
  await imported(core, older);
  const { items } = await core.client.lineage.datasets({ limit: 200 });
  const place = (name: string) => items.find((one) => one.name === name)?.place;
  expect(place('table/gold/customers')).toEqual({
    assetId: 'a1',
    assetName: 'Customers',
    glue: { catalogId: '111122223333', database: 'gold', table: 'customers' },
    by: 'glue',
  });
  expect(place('raw/customers')).toMatchObject({ assetId: null, glue: { database: 'raw' }, by: 'symlink' });
  expect(place('/delivery/7_days/')).toMatchObject({ glue: { database: 'lake', table: 'delivery' }, by: 'location' });
  expect(place('dwh.public.risk')).toMatchObject({ assetId: 'a2', by: 'external_id' });
  expect(place('dwh.public.report')).toBeNull();
});

test('the same bytes again are recognised and nothing is doubled; a newer file merges', async () => {
  const core = await startWithWorkspace();
  const first = await imported(core, events);
  const again = await core.finish(core.client.lineage.import({ path: events }));
  expect(again).toMatchObject({
    state: 'failed',
    error: { kind: 'conflict', problem: { code: 'E_IMPORT_SAME', details: { importId: first.id } } },
  });
  const newer = `${fs.readFileSync(events, 'utf8')}${runLine({
    eventTime: '2025-04-01T00:00:00Z',
    run: { runId: 'newer' },
    job: {
      namespace: 'glue.eu-central-1',
      name: 'load_customers',
      facets: { documentation: { description: 'Newer.' } },
    },
    outputs: [{ namespace: 'x', name: 'extra' }],
  })}`;
  const second = await importedBytes(core, newer);
  const { items } = await core.client.lineage.jobs({ text: 'load_customers' });
  expect(items).toHaveLength(1);
  // Runs that both files tell of count once.
  expect(items[0]).toMatchObject({
    runs: 3,
    description: 'Newer.',
    outputs: 2,
    importId: second.id,
    lastRunId: 'newer',
  });
  expect(core.core.context.desk.db.prepare('SELECT count(*) FROM lineage_graph').pluck().get()).toBe(7);

  const removed = await core.client.lineage.removeImport({ importId: second.id });
  expect(removed.state).toBe('removed');
  expect((await core.client.lineage.jobs({ text: 'load_customers' })).items[0]).toMatchObject({
    runs: 2,
    description: 'Loads customers each night.',
    outputs: 1,
    importId: first.id,
  });
  expect((await core.client.lineage.datasets({ text: 'extra' })).total).toBe(0);
  // What was removed may come again.
  expect((await importedBytes(core, newer)).state).toBe('complete');
  const audit = await core.client.audit.list({ text: 'import.remove' });
  expect(audit.items).toMatchObject([{ action: 'import.remove', entity: String(second.id) }]);
});

test('removing every import leaves no row behind', async () => {
  const core = await startWithWorkspace();
  const { db } = core.core.context.desk;
  const one = await imported(core, events);
  const two = await imported(core, older);
  await core.client.lineage.removeImport({ importId: one.id });
  await core.client.lineage.removeImport({ importId: two.id });
  await sweepImports(db);
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'lineage_%'")
    .pluck()
    .all() as string[];
  expect(tables.length).toBeGreaterThan(8);
  for (const table of tables) expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
  expect((await core.client.lineage.imports({})).items.map(({ state }) => state)).toEqual(['removed', 'removed']);
  expect(await refusal(core.client.lineage.removeImport({ importId: 99 }))).toMatchObject({ code: 'E_IMPORT_UNKNOWN' });
});
