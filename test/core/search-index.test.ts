import path from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { Mirror } from '#core/catalog/mirror.ts';
import type { AssetRecord } from '#core/catalog/rows.ts';
import { openSearchIndex, searchIndexOf } from '#core/catalog/search/live.ts';
import { save } from '#core/catalog/search/persist.ts';
import { readerOf } from '#core/catalog/search/reader.ts';
import { search } from '#core/catalog/search/search.ts';
import { Upkeep } from '#core/catalog/search/upkeep.ts';
import { createDatabase, type Db, openDatabase } from '#core/db/open.ts';
import { LISTING_STATES, SearchInput, type SearchOutput } from '#shared/catalog.ts';
import { wordsOf } from '../mirror-dump.ts';
import { tempFolder } from '../temp.ts';
import { answered, reference } from './search-reference.ts';

const NEVER = new AbortController().signal;
const ASSETS = 12;
const WORDS = [
  'cust',
  'customer',
  'customerID',
  'ACCT_no',
  'Über',
  'uber',
  'order',
  'order2',
  'a',
  'straße',
  'HTTPServer',
  'b c',
];
const PROJECTS = ['p1', 'p2', 'p3'];
const TERMS = ['t1', 't2', 't3', 't4'];

/** A workspace file that can be closed and opened again. */
class Bench {
  readonly file = path.join(tempFolder(), 'a.meshward');
  db: Db;
  #run = 0;

  constructor() {
    createDatabase(this.file, () => {});
    this.db = this.#opened();
    onTestFinished(() => {
      this.db.close();
    });
    this.write((mirror) => {
      for (const [at, id] of ['u1', 'u2'].entries()) mirror.put('domain_unit', unitRow(id, at === 0 ? null : 'u1'));
      for (const [at, id] of PROJECTS.entries()) mirror.put('project', projectRow(id, ['u1', 'u2', null][at] ?? null));
    });
  }

  write(work: (mirror: Mirror, db: Db) => void): void {
    this.db.transaction(() => {
      this.#run += 1;
      this.db
        .prepare("INSERT INTO sync_run (id, job_id, state, started_at) VALUES (?, ?, 'complete', '')")
        .run(this.#run, String(this.#run));
      const mirror = new Mirror(this.db, this.#run);
      work(mirror, this.db);
      mirror.flush();
    })();
  }

  reopen(): void {
    this.db.close();
    this.db = this.#opened();
  }

  #opened(): Db {
    const { db } = openDatabase(this.file);
    // Hundreds of files and thousands of small writes, none of which a power cut can touch.
    db.pragma('synchronous = OFF');
    return db;
  }

  /** As a person gets it who asks until nothing is being indexed any more. */
  search(input: SearchInput): SearchOutput {
    for (;;) {
      const output = search(this.db, input);
      if (output.incomplete.every(({ code }) => code !== 'W_INDEXING')) return output;
    }
  }
}

const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((list) => list.join(' '));
const maybe = fc.option(words, { nil: null });
const columns = fc.array(fc.record({ name: fc.constantFrom(...WORDS), comment: maybe, terms: fc.subarray(TERMS) }), {
  maxLength: 7,
});
const record = fc
  .record({
    id: fc.integer({ min: 0, max: ASSETS }).map((at) => `asset-${at}`),
    name: fc.constantFrom(...WORDS, 'cust_order', 'Order Customer'),
    description: maybe,
    type: fc.constantFrom('GlueTable', 'View'),
    projectId: fc.option(fc.constantFrom(...PROJECTS, 'gone'), { nil: null }),
    createdAt: fc.option(
      fc.integer({ min: 1, max: 9 }).map((day) => `2025-01-0${day}T00:00:00.000Z`),
      { nil: null },
    ),
    terms: fc.subarray(TERMS),
    columns,
    readMe: maybe,
  })
  .map(
    ({ columns: list, readMe, ...rest }): AssetRecord => ({
      ...rest,
      typeRevision: '1',
      externalId: null,
      createdBy: null,
      firstCreatedAt: null,
      firstCreatedBy: null,
      governedTerms: [],
      readOnlyForms: [],
      revision: null,
      forms: [
        form('GlueTableForm', {
          columns: list.map(({ name, comment }) => ({ columnName: name, dataType: 'int', comment })),
        }),
        form('ColumnBusinessMetadataForm', {
          columnsBusinessMetadata: list.map(({ name, terms }) => ({ columnIdentifier: name, glossaryTerms: terms })),
        }),
        form('AssetCommonDetailsForm', { readMe }),
      ],
    }),
  );

const ids = fc.subarray(
  Array.from({ length: ASSETS }, (_, at) => `asset-${at}`),
  { maxLength: 4 },
);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(record, { minLength: 1, maxLength: 5 }).map((records) => (bench: Bench) => {
      bench.write((mirror) => {
        for (const one of records) mirror.putAsset(one, '');
      });
    }),
  },
  { weight: 2, arbitrary: ids.map((gone) => (bench: Bench) => bench.write((mirror) => mirror.sweepAssets(gone))) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...TERMS), words).map(([id, name]) => (bench: Bench) => {
      bench.write((mirror) => mirror.put('glossary_term', termRow(id, name)));
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...TERMS).map((id) => (bench: Bench) => {
      bench.write((_, db) => db.prepare('DELETE FROM remote_glossary_term WHERE id = ?').run(id));
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(ids, fc.constantFrom(...LISTING_STATES)).map(([some, state]) => (bench: Bench) => {
      bench.write((_, db) => {
        for (const id of some) db.prepare('UPDATE remote_asset SET listing_state = ? WHERE id = ?').run(state, id);
      });
    }),
  },
  {
    weight: 1,
    arbitrary: fc.array(record, { maxLength: 3 }).map((records) => (bench: Bench) => {
      const roll = () =>
        bench.write((mirror) => {
          for (const one of records) mirror.putAsset(one, '');
          throw new Error('rolled back');
        });
      expect(roll).toThrow('rolled back');
    }),
  },
  // Kept to the end, or cut off by a crash after some steps; in a process of its own that may know less than the mirror.
  {
    weight: 2,
    arbitrary: fc.option(fc.nat(40), { nil: null }).map((steps) => (bench: Bench) => {
      bench.search(SearchInput.parse({}));
      const { index } = searchIndexOf(bench.db).current();
      if (index === null) throw new Error('no index');
      const seq = readerOf(bench.db).lastSeq();
      let taken = 0;
      for (const _ of save(bench.db, { index, seq }, seq)) {
        taken += 1;
        if (taken === steps) break;
      }
    }),
  },
  { weight: 2, arbitrary: fc.constant((bench: Bench) => bench.reopen()) },
  // What is typed first is found beforehand, and grows with what is written later.
  {
    weight: 2,
    arbitrary: fc.constant((bench: Bench) => {
      for (const _ of searchIndexOf(bench.db).current().index?.found.makeReady() ?? []) continue;
    }),
  },
);

const typed = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.constantFrom(...WORDS), fc.nat(5)).map(([word, cut]) => word.slice(0, 1 + cut)),
  fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map((pair) => pair.join(' ')),
  fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map((pair) => `"${pair.join(' ')}"`),
  fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom('c', 'o', 'n')).map((pair) => pair.join('_')),
  fc.constantFrom('c a o', 'uber "cust"', 'ci', 'server', '--', 'no id'),
);
const choice = (values: readonly string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray([...values]));
const asked = fc
  .record({
    text: typed,
    project: choice(PROJECTS),
    domainUnit: choice(['u1', 'u2']),
    type: choice(['GlueTable', 'View']),
    term: choice(TERMS),
    status: choice(LISTING_STATES),
    sort: fc.constantFrom('relevance', 'name', 'newest'),
    offset: fc.constantFrom(0, 0, 3),
    limit: fc.constantFrom(200, 4),
  })
  .map((input) => SearchInput.parse(input));

test('a search answers what looking at every row would, after any writes, crashes and reopenings', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(step, fc.array(asked, { maxLength: 3 })), { minLength: 2, maxLength: 14 }),
      (steps) => {
        const bench = new Bench();
        for (const [work, inputs] of steps) {
          work(bench);
          for (const input of inputs)
            expect(answered(bench.search(input)), input.text).toEqual(reference(bench.db, input));
        }
        // What was brought up to date piece by piece holds the same as one that is read anew.
        bench.search(SearchInput.parse({}));
        const { index } = searchIndexOf(bench.db).current();
        const anew = new Upkeep(readerOf(bench.db), null);
        anew.step(() => false);
        for (const key of bench.db.prepare<[], number>('SELECT key FROM remote_asset').pluck().all())
          expect(index === null ? null : wordsOf(index, key)).toEqual(wordsOf(anew.index, key));
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

test('an index that is worn out is replaced, and searched all the while', async () => {
  const bench = new Bench();
  let most = 0;
  for (let round = 0; round < 55; round += 1) {
    bench.write((mirror) => {
      for (let at = 0; at < 100; at += 1)
        mirror.putAsset({ ...plain(`asset-${at}`), name: `customer ${at} in ${round}` }, '');
    });
    const input = SearchInput.parse({ text: `"in ${round}"` });
    expect(answered(bench.search(input))).toEqual(reference(bench.db, input));
    most = Math.max(most, searchIndexOf(bench.db).current().index?.assets.slots ?? 0);
  }
  expect(most).toBeGreaterThan(5000);
  const slots = () => searchIndexOf(bench.db).current().index?.assets.slots ?? 0;
  await expect.poll(slots, { timeout: 10_000 }).toBeLessThan(1000);
  const input = SearchInput.parse({ text: 'customer 54' });
  expect(answered(bench.search(input))).toEqual(reference(bench.db, input));
}, 60_000);

test('a kept index that is damaged is built anew, one that is whole is loaded', async () => {
  const bench = new Bench();
  const many = Array.from({ length: 700 }, (_, at) => ({ ...plain(`asset-${at}`), name: `order ${at}` }));
  bench.write((mirror) => {
    for (const one of many) mirror.putAsset(one, '');
  });
  await searchIndexOf(bench.db).settle(NEVER);
  expect(bench.db.prepare('SELECT count(*) FROM search_debt').pluck().get(), 'paid').toBe(0);
  bench.reopen();
  expect(searchIndexOf(bench.db).current().caughtUp, 'nothing to do').toBe(true);
  expect(search(bench.db, SearchInput.parse({ text: 'order' })).total).toBe(700);
  bench.db
    .prepare(
      "UPDATE search_index_part SET bytes = zeroblob(length(bytes)) WHERE section = 'assets.columnPool' OR section = 'words'",
    )
    .run();
  bench.reopen();
  expect(bench.search(SearchInput.parse({ text: 'order' })).total).toBe(700);
});

test('until the index is built names are searched, and the answer says so', async () => {
  let told = 0;
  const bench = new Bench();
  const many = Array.from({ length: 3000 }, (_, at) => ({
    ...plain(`asset-${at}`),
    name: at % 3 === 0 ? `CustomerOrder_${at}` : `ledger_${at}`,
    projectId: PROJECTS[at % 3] ?? null,
  }));
  bench.write((mirror) => {
    for (const one of many) mirror.putAsset(one, '');
  });
  bench.reopen();
  openSearchIndex(bench.db, () => {
    told += 1;
  });
  const asking = SearchInput.parse({ text: 'order', domainUnit: ['u1'], limit: 5 });
  const early = search(bench.db, asking);
  expect(early.incomplete[0]).toMatchObject({ kind: 'asset', code: 'W_INDEXING' });
  await expect.poll(() => told, { timeout: 20_000 }).toBe(1);
  const late = search(bench.db, asking);
  expect(late.incomplete.map(({ code }) => code)).not.toContain('W_INDEXING');
  expect({ ...early, incomplete: [] }).toEqual({ ...late, incomplete: [] });
  expect(late.total).toBe(1000);
});

const form = (name: string, content: object) => ({
  name,
  type: name,
  revision: null,
  content: JSON.stringify(content),
});

const plain = (id: string): AssetRecord => ({
  id,
  name: id,
  description: null,
  type: 'GlueTable',
  typeRevision: '1',
  externalId: null,
  projectId: null,
  createdAt: null,
  createdBy: null,
  firstCreatedAt: null,
  firstCreatedBy: null,
  terms: [],
  governedTerms: [],
  forms: [],
  readOnlyForms: [],
  revision: null,
});

const unitRow = (id: string, parent: string | null) => ({
  id,
  parent_id: parent,
  name: id,
  description: null,
  owners: '[]',
  created_by: null,
  created_at: null,
  updated_at: null,
  updated_by: null,
});

const projectRow = (id: string, unit: string | null) => ({
  id,
  name: id,
  description: null,
  status: null,
  category: null,
  domain_unit_id: unit,
  created_by: null,
  created_at: null,
  updated_at: null,
  profile_id: null,
  terms: null,
  detail_of: null,
});

const termRow = (id: string, name: string) => ({
  id,
  glossary_id: 'g',
  name,
  short_description: null,
  long_description: null,
  status: null,
  is_a: '[]',
  classifies: '[]',
  created_by: null,
  created_at: null,
  updated_by: null,
  updated_at: null,
});
