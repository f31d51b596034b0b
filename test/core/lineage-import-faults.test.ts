import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { CoreOptions } from '#core/context.ts';
import type { Db } from '#core/db/open.ts';
import { forkReader } from '#core/imports/reader-process.ts';
import type { Import } from '#shared/lineage.ts';
import { writeRuns } from '../openlineage-file.ts';
import { refusal, startTestCore, startWithWorkspace } from '../start-core.ts';
import { tempFolder } from '../temp.ts';

const PIPELINE = { jobs: 300, columns: 6, inputs: 2, seed: 3 };
const MB = 1024 * 1024;

/** A file of events that takes a second or so to read. */
async function manyEvents(size = 12): Promise<string> {
  const file = path.join(tempFolder(), 'many.ndjson');
  await writeRuns(file, PIPELINE, size * MB);
  return file;
}

/** A core that remembers the processes it reads with. */
async function watched(options: Partial<CoreOptions> = {}) {
  const readers: number[] = [];
  const core = await startWithWorkspace({
    startReader: (heap) => {
      const reader = forkReader(heap);
      if (reader.pid !== null) readers.push(reader.pid);
      return reader;
    },
    ...options,
  });
  return { ...core, readers };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Every row that imports have written, by table, each table as its count and a digest of its content. */
const rowsOf = (db: Db): Record<string, string> => {
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'lineage_%' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    names.map((name) => {
      const rows = db.prepare(`SELECT * FROM ${name}`).raw().all();
      const lines = rows.map((row) => JSON.stringify(row)).toSorted();
      return [name, `${rows.length} ${hash('sha1', lines.join('\n'))}`];
    }),
  );
};
const NOTHING = `0 ${hash('sha1', '')}`;

/** Waits until events are being written, then does something to the running import. */
async function midway(core: Awaited<ReturnType<typeof watched>>, file: string, act: (jobId: never) => void) {
  const { jobId } = await core.client.lineage.import({ path: file });
  let acted = false;
  let end = null;
  for await (const job of await core.client.jobs.watch({ jobId })) {
    if (!acted && job.progress?.phase === 'Reading events' && job.progress.done > 0) {
      acted = true;
      act(jobId as never);
    }
    end = job;
  }
  expect(acted).toBe(true);
  return end;
}

test('a reader that is killed in the middle of a file ends the import with a plain error; nothing is seen of it', async () => {
  const core = await watched();
  const file = await manyEvents();
  const job = await midway(core, file, () => process.kill(core.readers[0] ?? 0, 'SIGKILL'));
  expect(job).toMatchObject({
    state: 'failed',
    error: { problem: { code: 'E_IMPORT_CRASHED', details: { how: 'SIGKILL' } } },
  });
  expect((await core.client.lineage.imports({})).items).toMatchObject([{ state: 'failed', counts: null }]);
  expect((await core.client.lineage.datasets({})).total).toBe(0);
  for (const [table, count] of Object.entries(rowsOf(core.core.context.desk.db))) expect(count, table).toBe(NOTHING);
  const again = await core.finish(core.client.lineage.import({ path: file }));
  expect(again.state).toBe('succeeded');
});

test('a parser that hangs is killed', async () => {
  const hanging = forkReader.bind(null, 64, path.join(import.meta.dirname, 'silent-reader.ts'));
  const pids: number[] = [];
  const core = await startWithWorkspace({
    readerPatience: 700,
    startReader: () => {
      const reader = hanging();
      if (reader.pid !== null) pids.push(reader.pid);
      return reader;
    },
  });
  const job = await core.finish(
    core.client.lineage.import({ path: path.resolve(import.meta.dirname, '../fixtures/openlineage/older.json') }),
  );
  expect(job).toMatchObject({ state: 'failed', error: { problem: { code: 'E_IMPORT_HUNG' } } });
  await expect.poll(() => pids.map(isAlive)).toEqual([false]);
});

test('a reader is given none of the core’s keys and settings, and a limit on its memory', async () => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'CANARY';
  onTestFinished(() => void delete process.env['AWS_SECRET_ACCESS_KEY']);
  const reader = forkReader(64, path.join(import.meta.dirname, 'silent-reader.ts'));
  onTestFinished(() => reader.kill());
  const said = new Promise<unknown>((resolve) => reader.onMessage(resolve));
  reader.send({ type: 'environment' });
  const { names, flags } = (await said) as { names: string[]; flags: string[] };
  const allowed = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  expect(names.filter((name) => !allowed.includes(name) && !name.startsWith('NODE_CHANNEL'))).toEqual([]);
  expect(flags).toContain('--max-old-space-size=64');
});

test('a reader that lies is not believed', async () => {
  const said = [
    { type: 'hashed', sha256: 'no hash', size: 1 },
    {
      type: 'batch',
      read: 1,
      offset: 1,
      line: 1,
      rows: { datasets: 'all' },
      tally: { seen: {}, skipped: {}, examples: [] },
    },
    { type: 'nonsense' },
  ];
  for (const message of said) {
    const core = await startWithWorkspace({
      startReader: () => ({
        pid: null,
        send: () => {},
        onMessage: (listener) => void setImmediate(listener, message),
        onEnd: () => {},
        kill: () => {},
      }),
    });
    const job = await core.finish(
      core.client.lineage.import({ path: path.resolve(import.meta.dirname, '../fixtures/openlineage/older.json') }),
    );
    expect(job.state, message.type).toBe('failed');
    expect((await core.client.lineage.datasets({})).total).toBe(0);
  }
});

test('cancelling stops the reader and takes back what was written', async () => {
  const core = await watched();
  const job = await midway(core, await manyEvents(), (jobId) => void core.client.jobs.cancel({ jobId }));
  expect(job?.state).toBe('cancelled');
  expect((await core.client.lineage.imports({})).items).toMatchObject([{ state: 'cancelled' }]);
  for (const [table, count] of Object.entries(rowsOf(core.core.context.desk.db))) expect(count, table).toBe(NOTHING);
  await expect.poll(() => core.readers.map(isAlive)).toEqual([false]);
});

test('an import that is being read is not seen and not removed, and progress tells bytes', async () => {
  const core = await watched();
  const file = await manyEvents();
  const looks: Promise<unknown>[] = [];
  const job = await midway(core, file, () => {
    looks.push(
      core.client.lineage.datasets({}).then(({ total }) => expect(total).toBe(0)),
      refusal(core.client.lineage.removeImport({ importId: 1 })).then(({ code }) =>
        expect(code).toBe('E_IMPORT_READING'),
      ),
    );
  });
  await Promise.all(looks);
  expect(looks).toHaveLength(2);
  expect(job?.progress).toMatchObject({ done: fs.statSync(file).size, total: fs.statSync(file).size });
});

test('a core that closes in the middle goes on from the last batch when it is opened again', async () => {
  const file = await manyEvents();
  const first = await watched();
  const { jobId } = await first.client.lineage.import({ path: file });
  for await (const job of await first.client.jobs.watch({ jobId }))
    if (job.progress?.phase === 'Reading events' && job.progress.done > MB) break;
  await first.core.close();
  await expect.poll(() => first.readers.map(isAlive)).toEqual([false]);
  const between = new Database(first.file, { readonly: true });
  const cursor = Number(between.prepare("SELECT cursor FROM import WHERE state = 'reading'").pluck().get());
  between.close();
  expect(cursor).toBeGreaterThan(0);

  const second = await startTestCore({ home: first.home });
  await second.client.workspace.open({ path: first.file });
  let end = null;
  for await (const job of await second.client.jobs.watch({ jobId })) end = job;
  expect(end).toMatchObject({ state: 'succeeded', resumed: 1 });
  const quiet = await startWithWorkspace();
  const undisturbed = (await quiet.finish(quiet.client.lineage.import({ path: file }))).result as Import;
  expect((await second.client.lineage.imports({})).items[0]).toMatchObject({
    state: 'complete',
    seen: undisturbed.seen,
    counts: undisturbed.counts,
  });
  expect(rowsOf(second.core.context.desk.db)).toEqual(rowsOf(quiet.core.context.desk.db));
});

test('a core that is killed again and again ends with what an undisturbed one tells', async () => {
  const file = await manyEvents(30);
  const quiet = await startWithWorkspace();
  await quiet.finish(quiet.client.lineage.import({ path: file }));
  const expected = rowsOf(quiet.core.context.desk.db);
  const shaken = await startWithWorkspace();
  await shaken.client.workspace.close();
  let kills = 0;
  let said = '';
  for (let turn = 0; turn < 30; turn += 1) {
    const child = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'import-child.ts'), shaken.home, shaken.file, file],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const read = Number(/Reading events (\d+)\n$/.exec(said)?.[1] ?? 0);
      if (turn < 4 && read > (2 * turn + 1) * MB) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (signal !== 'SIGKILL') break;
    kills += 1;
  }
  expect(said.trim().split('\n').at(-1)).toBe('succeeded');
  expect(kills).toBeGreaterThan(1);
  const db = new Database(shaken.file);
  expect(rowsOf(db)).toEqual(expected);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
}, 60_000);

test('a file that changed between a crash and the next start is not mixed with what it was', async () => {
  const file = await manyEvents();
  const first = await watched();
  const { jobId } = await first.client.lineage.import({ path: file });
  for await (const job of await first.client.jobs.watch({ jobId }))
    if (job.progress?.phase === 'Reading events' && job.progress.done > 0) break;
  await first.core.close();
  fs.appendFileSync(file, '\n');
  const second = await startTestCore({ home: first.home });
  await second.client.workspace.open({ path: first.file });
  let end = null;
  for await (const job of await second.client.jobs.watch({ jobId })) end = job;
  expect(end).toMatchObject({ state: 'failed', error: { problem: { code: 'E_IMPORT_CHANGED' } } });
  expect((await second.client.lineage.datasets({})).total).toBe(0);
});

test('a core that died while the import was being cancelled leaves nothing behind', async () => {
  const core = await startWithWorkspace();
  const { db } = core.core.context.desk;
  db.exec(
    `INSERT INTO job (id, operation, input, state, started_at, ended_at) VALUES ('gone', 'lineage.import', '{}', 'cancelled', '2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z');
     INSERT INTO import (job_id, kind, name, file, size, state, at, by) VALUES ('gone', 'openlineage', 'n', 'f', 1, 'reading', '2025-01-01T00:00:00.000Z', 'me');
     INSERT INTO lineage_dataset (namespace, name) VALUES ('n', 'left');
     INSERT INTO lineage_dataset_told (import, dataset) VALUES (1, 1)`,
  );
  const file = path.resolve(import.meta.dirname, '../fixtures/openlineage/older.json');
  expect((await core.finish(core.client.lineage.import({ path: file }))).state).toBe('succeeded');
  expect((await core.client.lineage.datasets({ text: 'left' })).total).toBe(0);
  await core.client.lineage.removeImport({ importId: 2 });
  await expect.poll(() => db.prepare('SELECT count(*) FROM lineage_dataset').pluck().get()).toBe(0);
});
