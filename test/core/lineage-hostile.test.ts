import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Import } from '#shared/lineage.ts';
import { columnEdges, importedBytes, runLine } from '../imported-lineage.ts';
import { startWithWorkspace } from '../start-core.ts';

const codes = (one: Import) => Object.fromEntries(one.skipped.map(({ code, count }) => [code, count]));

test('hostile events are counted with line, code and sentence, and do not spoil their neighbours', async () => {
  const core = await startWithWorkspace();
  const name = 'x'.repeat(5_000);
  const told = await importedBytes(
    core,
    Buffer.concat([
      Buffer.from(runLine({ outputs: [{ namespace: 'n', name: 'good' }] })),
      Buffer.from(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}\n`),
      Buffer.from('{"eventTime":"2025-03-01T10:00:00Z","job":{"name":"\xff\xfe"}}\n', 'latin1'),
      Buffer.from(runLine({ eventTime: 1e9 })),
      Buffer.from(runLine({ eventTime: '9999999-01-01' })),
      Buffer.from(runLine({ run: { runId: 7 } })),
      Buffer.from(runLine({ run: [], job: 'j' })),
      Buffer.from(runLine({ job: { namespace: null, name: 'j' } })),
      Buffer.from(runLine({ outputs: [{ namespace: 'n', name }] })),
      Buffer.from(runLine({ outputs: [{ namespace: 'n', name: 'a\0b' }] })),
      Buffer.from(`${runLine().trim().replace('"j"', '"\\ud800"')}\n`),
      Buffer.from(runLine({ outputs: 'none', inputs: [1, null, 'x'] })),
      Buffer.from('{"eventTime":"2025-03-01T10:00:00Z"}\n'),
      Buffer.from('{"a":1} {"__proto__":{"eventTime":"2025-03-01T10:00:00Z"},"constructor":1}\n'),
      Buffer.from(
        '{"eventTime":"bad","eventTime":"2025-03-01T10:00:00Z","dataset":{"namespace":"n","name":"twice"}}\n',
      ),
      Buffer.from(
        '{"eventTime":"2025-03-01T10:00:00Z","dataset":{"namespace":"n","name":"proto","facets":{"__proto__":{"documentation":{"description":"polluted"}},"columnLineage":{"fields":{"__proto__":{"inputFields":[{"namespace":"n","name":"good","field":"constructor"}]},"w":{"inputFields":[7,{"namespace":1}]}}},"schema":{"fields":[{"name":1e9},{"name":"ok","type":1e9}]}}}}\n',
      ),
      Buffer.from('{"eventTime":"2025-03-01T10:00:00Z","dataset"'),
    ]),
  );
  expect(codes(told)).toEqual({
    E_EVENT_DEPTH: 1,
    E_EVENT_UTF8: 1,
    E_EVENT_SHAPE: 6,
    E_NAME_SHAPE: 2,
    E_NAME_LONG: 1,
    E_NAME_TEXT: 2,
    E_DATASET_SHAPE: 1,
    E_EVENT_KIND: 1,
    E_COLUMN_SHAPE: 1,
    E_FIELD_SHAPE: 1,
    E_EVENT_TRUNCATED: 1,
  });
  expect(told.examples.find(({ code }) => code === 'E_EVENT_UTF8')).toEqual({
    code: 'E_EVENT_UTF8',
    line: 3,
    message: 'The event is not UTF-8.',
  });
  for (const { message } of told.examples) expect(message.length).toBeLessThan(300);
  const { items } = await core.client.lineage.datasets({});
  expect(items.map((one) => [one.name, one.description])).toEqual([
    ['good', null],
    ['proto', null],
    ['twice', null],
  ]);
  expect(columnEdges(core.core.context.desk.db)).toContainEqual(
    expect.objectContaining({ from: 'constructor', to: '__proto__', dataset: 'proto' }),
  );
});

test('texts, schemas and lists beyond the limits are cut or left out, and told', async () => {
  const core = await startWithWorkspace();
  const fields = Array.from({ length: 10_050 }, (_, at) => ({ name: `c${at}` }));
  const told = await importedBytes(
    core,
    runLine({
      outputs: [
        {
          namespace: 'n',
          name: 'wide',
          facets: { schema: { fields }, documentation: { description: 'd'.repeat(100_000) } },
        },
      ],
      inputs: Array.from({ length: 5_010 }, (_, at) => ({ namespace: 'n', name: `in${at}` })),
    }),
  );
  expect(codes(told)).toEqual({ E_FIELDS_MANY: 1, E_DATASETS_MANY: 1 });
  const wide = (await core.client.lineage.datasets({ text: 'wide' })).items[0];
  expect(wide?.columns).toBe(10_000);
  expect(wide?.description).toHaveLength(8_000);
});

test('only the first hundred examples are kept, all are counted', async () => {
  const core = await startWithWorkspace();
  const told = await importedBytes(core, 'nonsense\n'.repeat(20_000));
  expect(codes(told)).toEqual({ E_EVENT_SYNTAX: 20_000 });
  expect(told.examples).toHaveLength(100);
  expect(told.examples[99]).toMatchObject({ line: 100 });
});

test.each([
  ['E_IMPORT_EMPTY', ''],
  ['E_IMPORT_ENCODING', Buffer.from('\ufeff{"a":1}', 'utf16le')],
  ['E_IMPORT_DAMAGED', gzipSync('{"a":1}\n'.repeat(1_000)).subarray(0, 40)],
])('a file that cannot be read at all is refused: %s', async (code, bytes) => {
  const core = await startWithWorkspace();
  const file = path.join(core.home, 'file');
  fs.writeFileSync(file, bytes);
  const job = await core.finish(core.client.lineage.import({ path: file }));
  expect(job.error?.problem.code).toBe(code);
  expect((await core.client.lineage.datasets({})).total).toBe(0);
});

test('a path that is no file is refused before anything is recorded', async () => {
  const core = await startWithWorkspace();
  for (const [file, code] of [
    [core.home, 'E_IMPORT_FILE'],
    [path.join(core.home, 'nowhere'), 'E_IMPORT_FILE'],
    ['/dev/zero', 'E_IMPORT_FILE'],
    ['a\0b', 'E_PATH'],
  ])
    expect((await core.finish(core.client.lineage.import({ path: file ?? '' }))).error?.problem.code).toBe(code);
  expect((await core.client.lineage.imports({})).total).toBe(0);
});

test('the largest events that are taken fit into a reader', async () => {
  const core = await startWithWorkspace();
  const parts = 490_000;
  const keys = Array.from({ length: parts }, (_, at) => `"key${at}":${at}`).join(',');
  const feeds = Array.from({ length: 60_000 }, (_, at) => ({ namespace: 'n', name: 'from', field: `f${at}` }));
  const large = [
    runLine({ x: Array.from({ length: parts / 2 }, () => ({})) }),
    runLine({ x: 'é'.repeat(7_900_000) }),
    `{${keys},"eventTime":"2025-03-01T10:00:00Z","dataset":{"namespace":"n","name":"keys"}}\n`,
    runLine({
      outputs: [{ namespace: 'n', name: 'fed', facets: { columnLineage: { fields: { a: { inputFields: feeds } } } } }],
    }),
  ];
  const told = await importedBytes(core, large.join('').repeat(2));
  expect(codes(told)).toEqual({});
  expect(told.seen.reduce((sum, { count }) => sum + count, 0)).toBe(8);
  expect(told.counts?.columnEdges).toBe(60_000);
}, 60_000);
