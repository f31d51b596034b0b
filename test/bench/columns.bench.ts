import path from 'node:path';
import { ready } from '#core/catalog/columns/ready.ts';
import { Selection } from '#core/catalog/columns/selection.ts';
import { lookAlikesOf } from '#core/catalog/look-alikes/live.ts';
import { Mirror } from '#core/catalog/mirror.ts';
import { searchIndexOf } from '#core/catalog/search/live.ts';
import type { AssetRecord } from '#core/catalog/rows.ts';
import { createDatabase, type Db, openDatabase } from '#core/db/open.ts';
import { ColumnSelect } from '#shared/columns.ts';
import { bankRecords } from './bank-records.ts';
import { withFolder } from './folder.ts';
import { median, RUNS, tell, timed, told } from './measure.ts';

const ASSETS = Number(process.env.BENCH_ASSETS ?? 100_000);
const COLUMNS = 20;
const NEVER = new AbortController().signal;
const clock = () => new Date(0);

await withFolder(async (folder) => {
  const file = path.join(folder, 'large.meshward');
  createDatabase(file, () => {});
  const { db } = openDatabase(file);
  fill(db);
  await searchIndexOf(db).settle(NEVER);
  const columns = Number(db.prepare('SELECT count(*) FROM remote_column').pluck().get());
  const before = memory();
  const first = await timed(() => ready(db, ColumnSelect.parse({}), clock));
  told(
    `names of ${columns} columns read behind, before the first of them is found`,
    `${(first / 1000).toFixed(1)} s`,
    `${(memory() - before).toFixed(0)} MB in memory, let go after ten minutes`,
    'never holds anybody up',
  );
  const bare = median(
    await times(() => db.prepare('SELECT count(*) FROM remote_column WHERE name LIKE ?').get('%email%')),
  );
  let ours = 0;
  for (const [name, input] of Object.entries(kinds(db))) ours = Math.max(ours, await asked(db, name, input));
  tell(
    `the first page of columns and their total, of ${columns} columns, the slowest of all kinds of narrowing`,
    bare / ours,
    `${ours.toFixed(0)} ms; SQLite looking through the names alone ${bare.toFixed(0)} ms; median of ${RUNS}`,
    '≤ 300 ms',
  );
  const built = await timed(() => lookAlikesOf(db).whole(clock));
  told(
    `look-alikes of ${columns} columns found behind`,
    `${(built / 1000).toFixed(1)} s`,
    `${(memory() - before).toFixed(0)} MB in memory, let go after ten minutes`,
    'never holds anybody up',
  );
  db.close();
});

async function asked(db: Db, name: string, input: Partial<ColumnSelect>): Promise<number> {
  const select = ColumnSelect.parse(input);
  let total = 0;
  const all = await times(async () => {
    const selection = new Selection(db, await ready(db, select, clock), select);
    selection.page(0, 50);
    ({ total } = selection);
  });
  console.log(`  ${name.padEnd(38)} ${median(all).toFixed(1)} ms, ${total} columns`);
  return median(all);
}

async function times(work: () => unknown): Promise<number[]> {
  const all: number[] = [];
  for (let run = 0; run < RUNS; run += 1) all.push(await timed(work));
  return all;
}

function kinds(db: Db): Record<string, Partial<ColumnSelect>> {
  const one = (sql: string) => String(db.prepare(sql).pluck().get());
  const project = one('SELECT project_id FROM remote_asset GROUP BY 1 ORDER BY count(*) DESC LIMIT 1');
  const term = one('SELECT term_id FROM remote_column_term GROUP BY 1 ORDER BY count(*) DESC LIMIT 1');
  const assets = { text: '', domainUnit: [], project: [project], type: [], term: [], status: [] };
  return {
    nothing: {},
    'a pattern': { name: ['*email*'] },
    'many patterns': { name: ['*id', 'c?st*', '*_no', '*date*', 'a*b*c*d*'] },
    words: { text: 'customer id' },
    'a type': { dataType: 'decimal' },
    'a term that most carry': { term: [term] },
    'without a term': { name: ['*id*'], without: [term] },
    'in one project': { name: ['*id*'], assets },
    'what a search of assets finds': { assets: { ...assets, project: [], text: 'customer' } },
  };
}

function fill(db: Db): void {
  let page: AssetRecord[] = [];
  const flush = () =>
    db.transaction(() => {
      db.prepare(
        "INSERT OR IGNORE INTO sync_run (id, job_id, state, started_at) VALUES (1, '1', 'complete', '')",
      ).run();
      const mirror = new Mirror(db, 1);
      for (const record of page.splice(0)) mirror.putAsset(record, '');
      mirror.flush();
    })();
  for (const record of bankRecords(ASSETS, COLUMNS)) {
    page.push(record);
    if (page.length === 500) flush();
  }
  flush();
  page = [];
}

/** Megabytes in use by what is held. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}
