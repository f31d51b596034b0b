import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvRows } from '#core/catalog/csv.ts';
import type { Import } from '#shared/lineage.ts';
import { startTestCore, startWithWorkspace, type TestCore } from '../start-core.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/asset-export');
const HEADER =
  'snapshot_time,asset_id,resource_type_enum,account_id,region,catalog,namespace,resource_name,asset_name,business_description,extended_metadata,asset_created_time,steward';

async function imported({ client, finish }: TestCore, file: string): Promise<Import> {
  const job = await finish(client.catalog.importAssets({ path: file }));
  expect(job.error).toBeNull();
  return job.result as Import;
}

async function importedText(core: TestCore, text: string | Uint8Array, name = 'assets.csv'): Promise<Import> {
  const file = path.join(core.home, name);
  fs.writeFileSync(file, text);
  return await imported(core, file);
}

function rows(bytes: Uint8Array, cuts: readonly number[] = []): unknown[] {
  const found: unknown[] = [];
  const parser = new CsvRows(
    { row: (cells, line) => found.push([line, cells]), broken: (code, line) => found.push([line, code]) },
    { cell: 50, cells: 6 },
  );
  let from = 0;
  for (const end of [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)) {
    parser.push(bytes.subarray(from, end));
    from = end;
  }
  parser.end();
  return found;
}

test('CSV as RFC 4180 has it', () => {
  expect(rows(Buffer.from('a,"b ""c"", d",\r\n"x\ny",,"z"\n\n,\nü"q,w\r'))).toEqual([
    [1, ['a', 'b "c", d', '']],
    [2, ['x\ny', '', 'z']],
    [5, ['', '']],
    [6, ['ü"q', 'w']],
  ]);
  expect(rows(Buffer.from('a,b\n"never closed,\n1,2\n'))).toEqual([
    [1, ['a', 'b']],
    [2, 'E_ROW_QUOTE'],
  ]);
  expect(rows(Buffer.from(`a\n${'x'.repeat(60)},1\nb,${','.repeat(9)}\n"${'y'.repeat(60)}\nc\n`))).toEqual([
    [1, ['a']],
    [2, 'E_ROW_SIZE'],
    [3, 'E_ROW_SIZE'],
    [4, 'E_ROW_SIZE'],
    [5, ['c']],
  ]);
  expect(rows(Buffer.from('a\n\xff\nb\n', 'latin1'))).toEqual([
    [1, ['a']],
    [2, 'E_ROW_UTF8'],
    [3, ['b']],
  ]);
});

test('what was written is read, wherever the pieces end', () => {
  const cell = fc.string({ maxLength: 12 });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      (table, cuts) => {
        const bytes = Buffer.from(table.map((row) => `${row.map(quote).join(',')}\r\n`).join(''));
        const read = rows(bytes, cuts).map((row) => (row as [number, string[]])[1]);
        expect(read).toEqual(table);
      },
    ),
    { numRuns: 300 },
  );
});

test('assets of an export stand beside the mirror: the same, different, or missing there', async () => {
  const core = await startWithWorkspace();
  const { db } = core.core.context.desk;
  const asset = db.prepare(
    `INSERT INTO remote_asset (id, name, description, type, columns, hash, seen_run, pulled_at) VALUES (?, ?, ?, 'T', 0, '', 1, '')`,
  );
  asset.run('same', 'Customers', 'All of them,\nby night');
  asset.run('renamed', 'Old name', null);
  asset.run('described', 'Orders', null);
  asset.run('unmentioned', 'Nobody exports it', null);
  const before = db.prepare('SELECT * FROM remote_asset ORDER BY id').all();
  const told = await importedText(
    core,
    `\ufeff${HEADER}
2025-11-22 00:00:00.000000 UTC,same,TABLE,111122223333,eu-central-1,AwsDataCatalog,gold,customers,Customers,"All of them,
by night","{owner=a, team=b}",2025-01-01 01:02:03.123,me
2025-11-22 00:00:00.000000 UTC,renamed,TABLE,,,,,,New name,,,,
2025-11-22T02:00:00+02:00,described,VIEW,,,,,,Orders,Told here,,,
2025-11-22,missing,TABLE,,,,,,Only here,,,,
2025-11-21,missing,TABLE,,,,,,Its older name,,,,
2025-11-22,,TABLE,,,,,,Without id,,,,
yesterday,timeless,TABLE,,,,,,Timeless,,,,
1,2,3
`,
  );
  expect(told).toMatchObject({
    kind: 'sagemaker_assets',
    state: 'complete',
    toldAt: '2025-11-22T00:00:00.000Z',
    seen: [{ type: 'row', count: 6 }],
    counts: { assets: 5 },
  });
  expect(told.examples.map(({ code, line }) => [code, line])).toEqual([
    ['E_ROW_ID', 8],
    ['E_ROW_TIME', 9],
    ['E_ROW_CELLS', 10],
  ]);
  const { items, counts, total } = await core.client.catalog.importedAssets({});
  expect(total).toBe(5);
  expect(counts).toEqual({ same: 1, differs: 2, missing: 2 });
  expect(items.map((one) => [one.assetId, one.name, one.standing, one.mirror?.name ?? null])).toEqual([
    ['same', 'Customers', 'same', 'Customers'],
    ['renamed', 'New name', 'differs', 'Old name'],
    ['missing', 'Only here', 'missing', null],
    ['described', 'Orders', 'differs', 'Orders'],
    ['timeless', 'Timeless', 'missing', null],
  ]);
  expect(items[0]).toMatchObject({
    snapshotTime: '2025-11-22T00:00:00.000Z',
    createdAt: '2025-01-01T01:02:03.123Z',
    description: 'All of them,\nby night',
    catalog: 'AwsDataCatalog',
    namespace: 'gold',
    resourceName: 'customers',
    extendedMetadata: '{owner=a, team=b}',
    more: '{"steward":"me"}',
  });
  expect(items[4]?.snapshotTime).toBeNull();
  const page = await core.client.catalog.importedAssets({ text: 'e', standing: 'differs', limit: 1, offset: 1 });
  expect([page.total, page.items.map((one) => one.assetId)]).toEqual([2, ['described']]);
  expect(db.prepare('SELECT * FROM remote_asset ORDER BY id').all()).toEqual(before);
});

test('Parquet, with the codecs, maps and times that are met, row group by row group', async () => {
  const core = await startWithWorkspace();
  await imported(core, path.join(FIXTURES, 'snappy.parquet'));
  const first = await core.client.catalog.importedAssets({ limit: 200 });
  expect(first.total).toBe(12);
  expect(first.items.find((one) => one.assetId === 'asset01')).toEqual({
    assetId: 'asset01',
    snapshotTime: '2025-11-22T00:00:00.123Z',
    importId: 1,
    name: 'Asset 1, "quoted"',
    description: 'line one\nline two of 1 ä中',
    type: 'TABLE',
    accountId: '111122223333',
    region: 'eu-central-1',
    catalog: 'AwsDataCatalog',
    namespace: 'gold',
    resourceId: 'arn:aws:glue:eu-central-1:111122223333:table/gold/t1',
    resourceName: 't1',
    createdAt: '2025-11-01T00:00:00.123Z',
    updatedAt: '2025-11-02T00:00:00.123Z',
    extendedMetadata: expect.stringContaining('team-1') as string,
    more: '{"row_number":"1152921504606846977"}',
    standing: 'missing',
    mirror: null,
  });
  // A newer snapshot takes the place of the older one, and gives it back when it is removed.
  const newer = await imported(core, path.join(FIXTURES, 'zstd.parquet'));
  const second = await core.client.catalog.importedAssets({ limit: 200 });
  expect(second.total).toBe(12);
  expect(new Set(second.items.map((one) => one.importId))).toEqual(new Set([newer.id]));
  await core.client.lineage.removeImport({ importId: newer.id });
  const third = await core.client.catalog.importedAssets({ limit: 200 });
  expect(third.items).toEqual(first.items);
});

test.each([
  ['E_IMPORT_COLUMNS', fs.readFileSync(path.join(FIXTURES, 'other.parquet'))],
  ['E_IMPORT_COLUMNS', 'a,b\n1,2\n'],
  ['E_IMPORT_UNREADABLE', fs.readFileSync(path.join(FIXTURES, 'snappy.parquet')).subarray(0, 6_000)],
  [
    'E_IMPORT_UNREADABLE',
    Buffer.concat([
      Buffer.from('PAR1'),
      Buffer.alloc(100, 0xff),
      Buffer.from([0xff, 0xff, 0xff, 0x7f]),
      Buffer.from('PAR1'),
    ]),
  ],
])('what is no export is refused: %s', async (code, bytes) => {
  const core = await startWithWorkspace();
  const file = path.join(core.home, 'file');
  fs.writeFileSync(file, bytes);
  const job = await core.finish(core.client.catalog.importAssets({ path: file }));
  expect(job.error?.problem.code).toBe(code);
  expect((await core.client.catalog.importedAssets({})).total).toBe(0);
});

test('a gzipped CSV of many rows, and the same bytes again', async () => {
  const core = await startWithWorkspace();
  const lines = Array.from({ length: 20_000 }, (_, at) => `2025-11-22,a${at},TABLE,,,,,,Name ${at},,,,`);
  const text = gzipSync(`${HEADER}\n${lines.join('\n')}\n`);
  expect((await importedText(core, text, 'assets.csv.gz')).counts?.assets).toBe(20_000);
  const again = await core.finish(core.client.catalog.importAssets({ path: path.join(core.home, 'assets.csv.gz') }));
  expect(again.error?.problem.code).toBe('E_IMPORT_SAME');
  expect((await core.client.catalog.importedAssets({ text: 'Name 1999' })).total).toBe(11);
  expect((await core.client.lineage.imports({ kind: 'openlineage' })).total).toBe(0);
  expect((await core.client.lineage.imports({ kind: 'sagemaker_assets' })).total).toBe(2);
});

test('an import whose core closed in the middle begins again and counts no row twice', async () => {
  const first = await startWithWorkspace();
  const file = path.join(first.home, 'many.csv');
  const lines = Array.from({ length: 150_000 }, (_, at) => `2025-11-22,a${at},TABLE,,,,,,Name ${at},,,,`);
  fs.writeFileSync(file, `${HEADER}\n${lines.join('\n')}\n`);
  const { jobId } = await first.client.catalog.importAssets({ path: file });
  for await (const job of await first.client.jobs.watch({ jobId }))
    if (job.progress?.phase === 'Reading assets' && job.progress.done > 0) break;
  await first.core.close();
  const second = await startTestCore({ home: first.home });
  await second.client.workspace.open({ path: first.file });
  expect((await second.client.lineage.imports({})).items).toMatchObject([{ state: 'reading' }]);
  expect((await second.client.catalog.importedAssets({})).total).toBe(0);
  let end = null;
  for await (const job of await second.client.jobs.watch({ jobId })) end = job;
  expect(end).toMatchObject({
    state: 'succeeded',
    resumed: 1,
    result: { seen: [{ type: 'row', count: 150_000 }], counts: { assets: 150_000 } },
  });
});
