import path from 'node:path';
import { Mirror } from '#core/catalog/mirror.ts';
import { search } from '#core/catalog/search.ts';
import { matchFor } from '#core/catalog/words.ts';
import { createDatabase, openDatabase } from '#core/db/open.ts';
import { SearchInput } from '#shared/catalog.ts';
import { bankRecords } from './bank-records.ts';
import { withFolder } from './folder.ts';
import { quantile, tell, timed } from './measure.ts';

const ASSETS = Number(process.env.BENCH_ASSETS ?? 100_000);
const COLUMNS = 20;
const TEXTS = [
  'customer',
  'customer email',
  'c',
  'cust order',
  'transaction amount',
  'chargeback',
  '"account number"',
  'zzzz',
];
const TIMES = 7;

await withFolder(async (folder) => {
  const file = path.join(folder, 'large.meshward');
  createDatabase(file, () => {});
  const { db } = openDatabase(file);
  const built = await timed(() => {
    const mirror = new Mirror(db, 1);
    let page: ReturnType<typeof bankRecords> extends Generator<infer R> ? R[] : never = [];
    const flush = db.transaction(() => {
      for (const record of page) mirror.putAsset(record, '');
    });
    for (const record of bankRecords(ASSETS, COLUMNS)) {
      page.push(record);
      if (page.length === 500) {
        flush();
        page = [];
      }
    }
    flush();
  });
  const columns = Number(db.prepare('SELECT count(*) FROM remote_column').pluck().get());
  console.log(
    `built ${ASSETS} assets, ${columns} columns in ${(built / 1000).toFixed(1)} s (making the bank's assets included)`,
  );
  const bare = db.prepare('SELECT rowid FROM asset_words WHERE asset_words MATCH ? ORDER BY rank LIMIT 50').pluck();
  const all = { ours: [] as number[], floor: [] as number[] };
  for (const text of TEXTS) {
    const input = SearchInput.parse({ text });
    const match = matchFor(text) ?? '';
    const ours: number[] = [];
    const floor: number[] = [];
    let total = 0;
    for (let time = 0; time < TIMES; time += 1) {
      floor.push(await timed(() => bare.all(match)));
      ours.push(
        await timed(() => {
          total = search(db, input).total;
        }),
      );
    }
    all.ours.push(...ours);
    all.floor.push(...floor);
    console.log(
      `  ${text.padEnd(20)} ${String(total).padStart(7)} assets · p95 ours ${quantile(ours, 0.95).toFixed(1)} ms · bare statement ${quantile(floor, 0.95).toFixed(1)} ms`,
    );
  }
  const [ours, floor] = [quantile(all.ours, 0.95), quantile(all.floor, 0.95)];
  tell(
    `search p95 (50 rows, total and five facets) at ${ASSETS} assets, ${columns} columns`,
    floor / ours,
    `bare FTS5 statement for 50 ids ${floor.toFixed(0)} ms, ours ${ours.toFixed(0)} ms`,
    'none',
  );
  db.close();
});
