import path from 'node:path';
import { hash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { tell as formsOf } from '#core/catalog/forms.ts';
import { Mirror } from '#core/catalog/mirror.ts';
import type { AssetRecord } from '#core/catalog/rows.ts';
import { createDatabase, type Db, openDatabase } from '#core/db/open.ts';
import { bankRecords } from './bank-records.ts';
import { pairs, tell, timed } from './measure.ts';
import { withFolder } from './folder.ts';

/** A page of the inventory search, as the pull writes it. */
const PAGE = 50;
const ASSETS = 3000;
const COLUMNS = 20;

/** The rows of one asset, ready: the raw loop has nothing to do but insert them. */
interface Raw {
  asset: unknown[];
  told: string;
  readme: string | null;
  columns: unknown[][];
  columnTerms: unknown[][];
  terms: unknown[][];
}

const records = [...bankRecords(ASSETS, COLUMNS)];
const raws = records.map(raw);
const rows = raws.reduce((sum, one) => sum + 4 + one.columns.length + one.columnTerms.length + one.terms.length, 0);

await withFolder(async (folder) => {
  let file = 0;
  const fresh = () => {
    file += 1;
    const name = path.join(folder, `${file}.meshward`);
    createDatabase(name, () => {});
    const { db } = openDatabase(name);
    for (const run of [1, 2])
      db.prepare("INSERT INTO sync_run (id, job_id, state, started_at) VALUES (?, ?, 'complete', '')").run(
        run,
        String(run),
      );
    return db;
  };
  const ours = async () => {
    const db = fresh();
    const mirror = new Mirror(db, 1);
    const put = (record: AssetRecord) => mirror.putAsset(record, '2026-01-01T00:00:00.000Z');
    const ms = await timed(() => pages(db, records, put, () => mirror.flush()));
    db.close();
    return ms;
  };
  const floor = async () => {
    const db = fresh();
    const { insert, end } = inserts(db);
    const ms = await timed(() => pages(db, raws, insert, end));
    db.close();
    return ms;
  };
  const measured = await pairs(ours, floor);
  tell(
    `mirror writes, ${ASSETS} assets × ${COLUMNS} columns, ${rows} rows in pages of ${PAGE}`,
    measured.ratio,
    `raw prepared-insert loop on the same schema ${measured.floor.toFixed(0)} ms, ours ${measured.ours.toFixed(0)} ms`,
    '≥ 0.6',
  );
  const db = fresh();
  const first = new Mirror(db, 1);
  pages(
    db,
    records,
    (record) => first.putAsset(record, ''),
    () => first.flush(),
  );
  const again = await timed(() => {
    const second = new Mirror(db, 2);
    pages(
      db,
      records,
      (record) => second.putAsset(record, ''),
      () => second.flush(),
    );
  });
  tell(
    'the same assets again, unchanged',
    measured.ours / again,
    `first write ${measured.ours.toFixed(0)} ms, again ${again.toFixed(0)} ms`,
    'none',
  );
  db.close();
});

function pages<T>(db: Db, list: readonly T[], write: (item: T) => unknown, end: () => void): void {
  for (let at = 0; at < list.length; at += PAGE)
    db.transaction(() => {
      for (const item of list.slice(at, at + PAGE)) write(item);
      end();
    }).immediate();
}

function raw(record: AssetRecord, at: number): Raw {
  const told = formsOf(record.forms);
  const key = at + 1;
  const terms = new Map<string, number>();
  for (const column of told.columns) for (const term of column.terms) terms.set(term, (terms.get(term) ?? 0) + 1);
  for (const term of record.terms) terms.set(term, terms.get(term) ?? 0);
  return {
    asset: [
      key,
      record.id,
      record.name,
      record.description,
      record.type,
      record.typeRevision,
      record.externalId,
      record.projectId,
      record.createdAt,
      record.createdBy,
      record.firstCreatedAt,
      record.firstCreatedBy,
      null,
      told.columns.length,
      told.glue.catalogId,
      told.glue.database,
      told.glue.table,
      hash('sha256', record.id, 'base64'),
      1,
      '',
    ],
    told: JSON.stringify(record),
    readme: told.readme,
    columns: told.columns.map((column, position) => [
      key,
      position,
      column.name,
      column.dataType,
      column.comment,
      column.businessName,
      column.description,
      column.partitionKey ? 1 : 0,
    ]),
    columnTerms: told.columns.flatMap((column, position) => column.terms.map((term) => [key, position, term])),
    terms: [...terms].map(([term, columns]) => [key, term, record.terms.includes(term) ? 1 : 0, 0, columns]),
  };
}

function inserts(db: Db): { insert: (one: Raw) => void; end: () => void } {
  const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ');
  const asset = db.prepare(
    `INSERT INTO remote_asset (key, id, name, description, type, type_revision, external_id, project_id, created_at, created_by, first_created_at, first_created_by, revision, columns, glue_catalog, glue_database, glue_table, hash, seen_run, pulled_at) VALUES (${marks(20)})`,
  );
  const readme = db.prepare(`INSERT INTO remote_asset_forms (asset, readme) VALUES (${marks(2)})`);
  const version = db.prepare(
    `INSERT INTO history (key, kind, id, from_run, name, hash, block, start, length) VALUES (${marks(9)})`,
  );
  const block = db.prepare(`INSERT INTO history_block (id, content) VALUES (${marks(2)})`);
  let blocks = 1;
  let told = '';
  const column = db.prepare(
    `INSERT INTO remote_column (asset, position, name, data_type, comment, business_name, description, partition_key) VALUES (${marks(8)})`,
  );
  const columnTerm = db.prepare(`INSERT INTO remote_column_term (asset, position, term_id) VALUES (${marks(3)})`);
  const term = db.prepare(
    `INSERT INTO remote_asset_term (asset, term_id, on_asset, governed, on_columns) VALUES (${marks(5)})`,
  );
  const insert = (one: Raw) => {
    asset.run(...one.asset);
    if (one.readme !== null) readme.run(one.asset[0], one.readme);
    version.run(
      one.asset[0],
      'asset',
      one.asset[1],
      1,
      one.asset[2],
      one.asset[17],
      blocks,
      told.length,
      one.told.length,
    );
    told += one.told;
    for (const values of one.columns) column.run(...values);
    for (const values of one.columnTerms) columnTerm.run(...values);
    for (const values of one.terms) term.run(...values);
  };
  const end = () => {
    block.run(blocks, zstdCompressSync(told));
    blocks += 1;
    told = '';
  };
  return { insert, end };
}
