import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { CoreOptions } from '#core/context.ts';
import { forkReader } from '#core/imports/reader-process.ts';
import type { GlossaryExport, GlossaryFormat, GlossaryPlan, ReadFormat } from '#shared/glossary.ts';
import type { Job } from '#shared/jobs.ts';
import { refusal, startWithWorkspace, type TestCore } from '../start-core.ts';
import { stagedBank } from '../staged-bank.ts';
import { tempFolder } from '../temp.ts';
import { connected, emulated } from '../with-emulator.ts';

async function pulled(options: Partial<CoreOptions> = {}): Promise<TestCore> {
  const core = await connected(await emulated({ assets: 20 }), options);
  await core.finish(core.client.sync.pull({ revisions: 'none' }));
  return core;
}

const written = async (
  { client, finish }: TestCore,
  format: GlossaryFormat,
  file: string,
  more: { glossaryIds?: string[]; staged?: boolean; overwrite?: boolean } = {},
): Promise<GlossaryExport> => {
  const job = await finish(client.glossary.export({ format, path: file, ...more }));
  expect(job.error).toBeNull();
  return job.result as GlossaryExport;
};

const plan = async (
  { client, finish }: TestCore,
  format: ReadFormat,
  file: string,
  more: { makeGlossaries?: boolean; projectId?: string; glossary?: string } = {},
): Promise<GlossaryPlan> => {
  const job = await finish(client.glossary.planImport({ format, path: file, ...more }));
  expect(job.error).toBeNull();
  return job.result as GlossaryPlan;
};

const inFile = (name: string, text: string | Uint8Array): string => {
  const file = path.join(tempFolder(), name);
  fs.writeFileSync(file, text);
  return file;
};
const failed = ({ state, error }: Job) => ({ state, code: error?.problem.code });
const HEAD = 'kind,id,glossary,name,short_description,is_a,status';

test.each(['csv', 'xlsx', 'datahub'] as const)(
  'what is exported as %s and imported again stages nothing',
  async (format) => {
    const core = await pulled();
    const file = path.join(tempFolder(), `all.${format}`);
    const { files, losses } = await written(core, format, file);
    const { total: glossaries } = await core.client.glossary.glossaries({});
    const { total: terms } = await core.client.glossary.terms({});
    expect(files).toEqual([{ path: file, bytes: fs.statSync(file).size, glossaries, terms }]);
    expect(await core.client.glossary.losses({ format })).toEqual({ losses });
    const told = await plan(core, format, file);
    expect(told).toMatchObject({ created: 0, changed: 0, unchanged: glossaries + terms, refused: 0, lines: 0 });
    expect(await core.client.glossary.stageImport({ planId: told.planId })).toMatchObject({ staged: 0, setId: null });
    expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
    const trail = await core.client.audit.list({ limit: 200 });
    expect(trail.items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['glossary.export.start', 'glossary.exported', 'glossary.planned']),
    );
  },
);

test('OpenMetadata has a file per glossary, whose name stands for it', async () => {
  const core = await pulled();
  const folder = path.join(tempFolder(), 'om');
  const { files } = await written(core, 'openmetadata', folder);
  expect(fs.readdirSync(folder).toSorted()).toEqual(files.map((file) => path.basename(file.path)).toSorted());
  const { items } = await core.client.glossary.glossaries({ limit: 200 });
  expect(files).toHaveLength(items.length);
  for (const { path: file, terms } of files)
    expect(await plan(core, 'openmetadata', file)).toMatchObject({ lines: 0, refused: 0, unchanged: terms });
  const again = () => core.finish(core.client.glossary.export({ format: 'openmetadata', path: folder }));
  expect(failed(await again())).toEqual({ state: 'failed', code: 'E_EXPORT_EXISTS' });
  fs.writeFileSync(path.join(folder, 'left.csv'), 'x');
  await written(core, 'openmetadata', folder, { overwrite: true });
  expect(fs.readdirSync(folder)).toHaveLength(files.length);
  fs.writeFileSync(path.join(folder, 'thesis.docx'), 'x');
  const foreign = await core.finish(
    core.client.glossary.export({ format: 'openmetadata', path: folder, overwrite: true }),
  );
  expect(failed(foreign).code).toBe('E_EXPORT_FOLDER');
  expect(fs.readFileSync(path.join(folder, 'thesis.docx'), 'utf8')).toBe('x');
});

test('an edit in the file is exactly its lines, staged as one step that can be undone', async () => {
  const core = await pulled();
  const { client } = core;
  const file = path.join(tempFolder(), 'all.csv');
  await written(core, 'csv', file);
  const { items } = await client.glossary.terms({ limit: 200 });
  const [first, second] = items.filter(({ status, name, shortDescription }) => {
    const plain = /^[\w ]+$/;
    return status === 'ENABLED' && plain.test(name) && plain.test((shortDescription ?? '').replace(/[.]/g, ''));
  });
  if (first === undefined || second === undefined) throw new Error('the bank has no plain terms');
  const text = fs.readFileSync(file, 'utf8');
  const edited = text
    .replace(
      `term,${first.id},${first.glossary.name},${first.name},`,
      `term,${first.id},${first.glossary.name},Renamed,`,
    )
    .concat(`term,,${first.glossary.name},Brand new,,Just made,,,,,${second.glossary.name} / ${second.name},\r\n`)
    .concat(`term,,${first.glossary.name},Wrong,,,,FROZEN,,,,\r\n`);
  expect(edited).toContain(',Renamed,');
  fs.writeFileSync(file, edited);
  const told = await plan(core, 'csv', file);
  expect(told).toMatchObject({ created: 1, changed: 1, refused: 1, lines: 7 });
  const rows = async (outcome: 'create' | 'update' | 'refused') =>
    (await client.glossary.importRows({ planId: told.planId, outcome: [outcome] })).items;
  const [changed] = await rows('update');
  expect(changed).toMatchObject({
    id: first.id,
    kind: 'glossary_term',
    lines: 1,
    changes: [{ field: 'name', op: 'set', before: first.name, after: 'Renamed' }],
  });
  const [made] = await rows('create');
  expect(made?.changes).toEqual([
    { field: 'glossary', op: 'set', before: null, after: first.glossary.name },
    { field: 'name', op: 'set', before: null, after: 'Brand new' },
    { field: 'short_description', op: 'set', before: null, after: 'Just made' },
    { field: 'status', op: 'set', before: null, after: 'ENABLED' },
    { field: 'is_a', op: 'add', before: null, after: second.name },
  ]);
  expect(await rows('refused')).toMatchObject([
    { name: 'Wrong', lines: 0, reasons: [{ column: 'status', code: 'E_FIELD_CHOICE', refuses: true }] },
  ]);
  const staged = await client.glossary.stageImport({ planId: told.planId });
  expect(staged).toMatchObject({ staged: 7, skipped: 0, rows: 2, along: 0, reasons: [] });
  expect((await client.glossary.term({ termId: first.id })).name).toBe('Renamed');
  expect((await client.glossary.terms({ text: 'Brand new' })).items).toMatchObject([
    { becoming: 'made', shortDescription: 'Just made', isA: [{ id: second.id }] },
  ]);
  expect((await client.changes.steps()).back).toContain('all.csv');
  expect(await client.changes.back()).toMatchObject({ lines: 7 });
  expect((await client.glossary.term({ termId: first.id })).name).toBe(first.name);
});

test('a plan stands on what it was made of, and rows bring along what they rest on', async () => {
  const core = await pulled();
  const { client } = core;
  const project = String(core.core.context.desk.db.prepare('SELECT id FROM remote_project LIMIT 1').pluck().get());
  const file = inFile(
    'new.csv',
    `${HEAD}\nterm,,Fresh,Upper,,,\nterm,,Fresh,Lower,,Fresh / Upper,\nterm,,Fresh,Other,,,\n`,
  );
  expect(await plan(core, 'csv', file)).toMatchObject({ created: 0, refused: 4 });
  const first = await plan(core, 'csv', file, { makeGlossaries: true, projectId: project });
  expect(first).toMatchObject({ created: 4, refused: 0 });
  const { items } = await client.glossary.importRows({ planId: first.planId, text: 'Lower' });
  const staged = await client.glossary.stageImport({ planId: first.planId, rows: items.map(({ number }) => number) });
  expect(staged).toMatchObject({ rows: 3, along: 2, skipped: 0 });
  expect((await client.glossary.terms({ text: 'Lower' })).items).toMatchObject([{ isA: [{ name: 'Upper' }] }]);
  const refused = await refusal(client.glossary.stageImport({ planId: first.planId }));
  expect(refused).toMatchObject({ kind: 'conflict', code: 'E_PLAN_STALE' });
  const second = await plan(core, 'csv', file, { makeGlossaries: true, projectId: project });
  expect(second).toMatchObject({ created: 1, unchanged: 2 });
  expect((await refusal(client.glossary.stageImport({ planId: second.planId, rows: [99] }))).code).toBe('E_PLAN_ROW');
  expect((await refusal(client.glossary.stageImport({ planId: 'none' }))).code).toBe('E_PLAN_UNKNOWN');
  const withStaged = path.join(tempFolder(), 'staged.csv');
  await written(core, 'csv', withStaged, { staged: true });
  expect(fs.readFileSync(withStaged, 'utf8')).toContain('Lower');
  const without = path.join(tempFolder(), 'without.csv');
  await written(core, 'csv', without);
  expect(fs.readFileSync(without, 'utf8')).not.toContain('Lower');
});

test('nothing is overwritten unasked, and nothing is left half written', async () => {
  const core = await pulled();
  const { client, finish } = core;
  const folder = tempFolder();
  const file = path.join(folder, 'mine.csv');
  fs.writeFileSync(file, 'mine');
  const attempt = async (target: string, overwrite = false) =>
    failed(await finish(client.glossary.export({ format: 'csv', path: target, overwrite })));
  expect(await attempt(file)).toEqual({ state: 'failed', code: 'E_EXPORT_EXISTS' });
  expect(fs.readFileSync(file, 'utf8')).toBe('mine');
  expect((await attempt(path.join(folder, 'no', 'where.csv'))).code).toBe('E_EXPORT_FOLDER');
  expect((await attempt(folder)).code).toBe('E_EXPORT_PATH');
  expect((await attempt(path.join(folder, 'x'.repeat(300)))).code).toBe('E_EXPORT_PATH');
  expect((await attempt(`${file}\0`)).code).toBe('E_PATH');
  const workspace = core.core.context.desk.current?.path ?? '';
  expect((await attempt(workspace, true)).code).toBe('E_EXPORT_PATH');
  expect(fs.readdirSync(folder)).toEqual(['mine.csv']);
  await written(core, 'csv', file, { overwrite: true });
  expect(fs.readFileSync(file, 'utf8')).toContain('glossary');
  expect(fs.readdirSync(folder)).toEqual(['mine.csv']);
  const unknown = await finish(client.glossary.export({ format: 'csv', path: `${file}.2`, glossaryIds: ['nobody'] }));
  expect(failed(unknown).code).toBe('E_GLOSSARY_UNKNOWN');
});

test('hostile files are refused in plain words, and the core goes on', async () => {
  const core = await startWithWorkspace();
  const laughs = Array.from({ length: 9 }, (_none, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}*a${at}]`);
  const files: [ReadFormat, string, string][] = [
    ['csv', inFile('bomb.csv', gzipSync(Buffer.alloc(80 * 1024 * 1024, 'a,'))), 'E_IMPORT_SIZE'],
    ['csv', inFile('picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])), 'E_IMPORT_COLUMNS'],
    ['datahub', inFile('laughs.yml', `a0: &a0 [lol]\n${laughs.join('\n')}\nnodes: *a9\n`), 'E_YAML_ALIAS'],
    ['datahub', inFile('deep.yml', `nodes: ${'['.repeat(5_000)}`), 'E_TOO_DEEP'],
    ['datahub', inFile('latin.yml', Buffer.from([0xe4, 0xf6, 0x0a])), 'E_YAML'],
    ['xlsx', inFile('text.xlsx', 'kind,name\n'), 'E_XLSX_BROKEN'],
    ['csv', inFile('empty.csv', ''), 'E_IMPORT_EMPTY'],
    ['csv', path.join(tempFolder(), 'missing.csv'), 'E_IMPORT_FILE'],
  ];
  for (const [format, file, code] of files) {
    const job = await core.finish(core.client.glossary.planImport({ format, path: file }));
    expect(failed(job), file).toEqual({ state: 'failed', code });
  }
  expect((await refusal(core.client.glossary.importRows({ planId: 'x' }))).code).toBe('E_PLAN_UNKNOWN');
});

test('100,000 rows are planned and paged; one more is refused', async () => {
  const core = await startWithWorkspace();
  const rows = Array.from({ length: 100_000 }, (_none, at) => `term,,Large,Term ${at},What it is,,`);
  const told = await plan(core, 'csv', inFile('large.csv', [HEAD, ...rows].join('\n')));
  expect(told).toMatchObject({ created: 0, refused: 100_001 });
  const page = await core.client.glossary.importRows({ planId: told.planId, text: 'Term 9999', limit: 5 });
  expect(page.total).toBe(11);
  const over = inFile('over.csv', [HEAD, ...rows, 'term,,Large,One more,,,'].join('\n'));
  const job = await core.finish(core.client.glossary.planImport({ format: 'csv', path: over }));
  expect(failed(job).code).toBe('E_IMPORT_ROWS');
}, 60_000);

test('a reader that is killed or hangs ends the plan with a plain error; nothing is kept of it', async () => {
  const file = inFile('few.csv', `${HEAD}\nterm,,Fresh,Upper,,,\n`);
  const killed = await startWithWorkspace({
    startReader: (heap) => {
      const reader = forkReader(heap);
      process.kill(reader.pid ?? 0, 'SIGKILL');
      return reader;
    },
  });
  const hanging = await startWithWorkspace({
    readerPatience: 500,
    startReader: forkReader.bind(null, 64, path.join(import.meta.dirname, 'silent-reader.ts')),
  });
  for (const [core, code] of [
    [killed, 'E_IMPORT_CRASHED'],
    [hanging, 'E_IMPORT_HUNG'],
  ] as const) {
    const job = await core.finish(core.client.glossary.planImport({ format: 'csv', path: file }));
    expect(failed(job)).toEqual({ state: 'failed', code });
    expect(core.core.context.desk.db.prepare('SELECT count(*) FROM glossary_plan').pluck().get()).toBe(0);
  }
});

test('what waits in another set is told by its row', async () => {
  const bank = await stagedBank({}, { assets: 20 });
  const { client } = bank;
  const { items } = await client.glossary.terms({ limit: 1, status: 'ENABLED' });
  const [term] = items;
  if (term === undefined) throw new Error('the bank has no terms');
  await bank.approved([{ kind: 'glossary_term', id: term.id, part: '', field: 'name', op: 'set', value: 'Waiting' }]);
  const told = await plan(bank, 'csv', inFile('name.csv', `${HEAD}\nterm,${term.id},,Otherwise,,,\n`));
  const staged = await client.glossary.stageImport({ planId: told.planId });
  expect(staged).toMatchObject({ staged: 0, skipped: 1, reasons: [{ row: 1, code: 'E_CHANGE_PENDING' }] });
});
