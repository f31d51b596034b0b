import path from 'node:path';
import { Mirror } from '#core/catalog/mirror.ts';
import type { AssetRecord } from '#core/catalog/rows.ts';
import { searchIndexOf } from '#core/catalog/search/live.ts';
import { match } from '#core/catalog/search/match.ts';
import { partsOf } from '#core/catalog/search/parts.ts';
import { search } from '#core/catalog/search/search.ts';
import { createDatabase, type Db, openDatabase } from '#core/db/open.ts';
import { SearchInput } from '#shared/catalog.ts';
import { bankRecords } from './bank-records.ts';
import { withFolder } from './folder.ts';
import { quantile, tell, timed } from './measure.ts';

const ASSETS = Number(process.env.BENCH_ASSETS ?? 100_000);
const TERMS = Math.ceil(ASSETS / 10);
const COLUMNS = 20;
const PAGE = 50;
const TIMES = 40;
/** What the person at the page has to wait for a frame (ms). */
const FRAME = 16;
const NEVER = new AbortController().signal;

async function bench(folder: string): Promise<void> {
  const file = path.join(folder, 'large.meshward');
  createDatabase(file, () => {});
  const written = openDatabase(file).db;
  console.log(`made and written in ${seconds(await timed(() => fill(written)))}`);
  const columns = Number(written.prepare('SELECT count(*) FROM remote_column').pluck().get());
  const before = memory();
  let longest = 0;
  const built = await timed(async () => {
    longest = await holdups(() => searchIndexOf(written).settle(NEVER));
  });
  console.log(
    `index of ${ASSETS} assets, ${columns} columns, ${TERMS} terms: built behind and kept in ${seconds(built)}, ` +
      `never more than ${longest.toFixed(0)} ms at once; ${(memory() - before).toFixed(0)} MB in memory, ` +
      `${(kept(written) / 1e6).toFixed(0)} MB in the file`,
  );
  written.close();

  const { db } = openDatabase(file);
  const loaded = await timed(() => searchIndexOf(db).current());
  console.log(
    `loaded from the file in ${loaded.toFixed(0)} ms, which a bare read of its bytes does in ${(await timed(() => kept(db))).toFixed(0)} ms`,
  );
  console.log(
    `what is typed first made ready behind in ${(await timed(() => searchIndexOf(db).settle(NEVER))).toFixed(0)} ms`,
  );
  const { index } = searchIndexOf(db).current();
  if (index === null) throw new Error('the kept index was not taken');

  const all: number[] = [];
  const busy: number[] = [];
  for (const [name, inputs] of Object.entries(classes(db))) {
    const ours: number[] = [];
    const ownTime: number[] = [];
    const floor: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const input = SearchInput.parse(inputs[time % inputs.length]);
      const before = process.threadCpuUsage();
      ours.push(await timed(() => search(db, input)));
      const { user, system } = process.threadCpuUsage(before);
      ownTime.push((user + system) / 1000);
      floor.push(await timed(() => match(index, partsOf(input.text))));
    }
    all.push(...ours);
    busy.push(...ownTime);
    console.log(`  ${name.padEnd(38)} ${told(ours)} · processor ${told(ownTime)} · words alone, again, ${told(floor)}`);
  }
  tell(
    'search p99 of every kind, 50 rows, total and five facets',
    FRAME / quantile(all, 0.99),
    `a frame ${FRAME} ms, ours ${told(all)}, of the processor ${told(busy)}`,
    '≥ 1',
  );
  await takeUp(db);
  console.log(
    `at most ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB resident, the making of the bank's assets included`,
  );
  db.close();
}

function fill(db: Db): void {
  write(db, 1, (mirror) => {
    for (let term = 0; term < TERMS; term += 1)
      mirror.put('glossary_term', termRow(term, `${WORDS[term % 7]} ${WORDS[term % 11]} ${term}`));
  });
  let page: AssetRecord[] = [];
  const flush = () =>
    write(db, 1, (mirror) => {
      for (const record of page.splice(0)) mirror.putAsset(record, '');
    });
  let at = 0;
  for (const record of bankRecords(ASSETS, COLUMNS)) {
    at += 1;
    page.push({ ...record, terms: [...record.terms, `bench-${at % TERMS}`, `bench-${(at * 7) % TERMS}`] });
    if (page.length === 500) flush();
  }
  flush();
}

/** One transaction of a run, as a pull writes a page. */
function write(db: Db, run: number, work: (mirror: Mirror) => void): void {
  db.transaction(() => {
    db.prepare("INSERT OR IGNORE INTO sync_run (id, job_id, state, started_at) VALUES (?, ?, 'complete', '')").run(
      run,
      String(run),
    );
    const mirror = new Mirror(db, run);
    work(mirror);
    mirror.flush();
  })();
}

const WORDS = [
  'customer',
  'account',
  'order',
  'payment',
  'risk',
  'consent',
  'balance',
  'limit',
  'score',
  'branch',
  'card',
];

const termRow = (term: number, name: string) => ({
  id: `bench-${term}`,
  glossary_id: 'bench',
  name,
  short_description: null,
  long_description: null,
  status: 'ENABLED',
  is_a: '[]',
  classifies: '[]',
  created_by: null,
  created_at: null,
  updated_by: null,
  updated_at: null,
});

const pairsOf = (letters: string): string[] =>
  Array.from(letters).flatMap((one) => Array.from(letters, (two) => one + two));

type Asked = Partial<SearchInput>;

function classes(db: Db): Record<string, Asked[]> {
  const one = (sql: string) => String(db.prepare(sql).pluck().get());
  const project = one('SELECT project_id FROM remote_asset GROUP BY 1 ORDER BY count(*) DESC LIMIT 1');
  const type = one('SELECT type FROM remote_asset GROUP BY 1 ORDER BY count(*) DESC LIMIT 1');
  const term = one('SELECT term_id FROM remote_asset_term GROUP BY 1 ORDER BY count(*) DESC LIMIT 1');
  const texts = (...list: string[]): Asked[] => list.map((text) => ({ text }));
  return {
    nothing: texts(''),
    'one letter, after opening': texts(...Array.from('abcdefghijklmnopqrstuvwxyz0123456789')),
    'one letter': texts(...Array.from('abcdefghilmnoprstuv')),
    'two letters, asked for the first time': texts(...pairsOf('abcdefghilmnoprstuv')),
    'several letters': texts('c a', 'a c s t', 'a b c d e i l m n o p r s t'),
    'two letters': texts('cu', 'ac', 'tr', 'da', 'id', 'am'),
    'a common word': texts('customer', 'account', 'transaction', 'amount', 'date'),
    'two words': texts('customer email', 'transaction amount', 'cust order'),
    'a phrase': texts('"account number"', '"customer id"', 'cust_id', 'account_numb'),
    'a rare word': texts('chargeback', 'credit_scores_copy', 'bench'),
    'nothing found': texts('zzzz', 'customer zzzz'),
    'facets chosen': [
      { text: 'customer', project: [project] },
      { text: 'c', type: [type], status: ['unknown'] },
      { term: [term] },
      { text: 'a', project: [project], type: [type] },
    ],
    'a deep page': [
      { offset: Math.floor(ASSETS * 0.9) },
      { text: 'c', offset: Math.floor(ASSETS * 0.5) },
      { text: 'customer', offset: Math.floor(ASSETS * 0.2) },
    ],
    'by name': [{ sort: 'name' }, { text: 'c', sort: 'name', offset: Math.floor(ASSETS * 0.5) }],
    'the newest': [{ sort: 'newest' }, { text: 'customer', sort: 'newest', offset: Math.floor(ASSETS * 0.2) }],
    '200 rows': [{ text: 'customer', limit: 200 }, { limit: 200 }],
  };
}

/** A page of changed assets: until the next search knows them. */
async function takeUp(db: Db): Promise<void> {
  const records = [...bankRecords(PAGE * 21, COLUMNS)];
  const times: number[] = [];
  for (let from = 0; from < records.length; from += PAGE) {
    write(db, 2, (mirror) => {
      for (const record of records.slice(from, from + PAGE))
        mirror.putAsset({ ...record, description: `Changed ${from}, once more` }, '');
    });
    times.push(await timed(() => searchIndexOf(db).current()));
  }
  console.log(`a page of ${PAGE} changed assets is taken up in ${told(times)}`);
}

/** The longest time that nobody else was let in. */
async function holdups(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let over = false;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) setImmediate(look);
  };
  look();
  await work();
  over = true;
  return longest;
}

/** Bytes of the kept index, all of them read. */
const kept = (db: Db): number =>
  db
    .prepare<[], Buffer>('SELECT bytes FROM search_index_part')
    .pluck()
    .all()
    .reduce((sum, bytes) => sum + bytes.length, 0);

function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function told(times: readonly number[]): string {
  const at = (share: number) => quantile(times, share).toFixed(1).padStart(4);
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} ms`;
}

if (process.argv[1]?.endsWith('search.bench.ts')) await withFolder(bench);
