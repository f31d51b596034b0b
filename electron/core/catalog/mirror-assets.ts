import { hash } from 'node:crypto';
import type { Db } from '../db/open.ts';
import { type FormColumn, type Told, tell } from './forms.ts';
import type { HistoryDoor } from './history.ts';
import type { Wrote } from './mirror.ts';
import type { AssetRecord } from './rows.ts';
import { assetWritten } from './search/live.ts';
import type { WrittenTexts } from './search/search-index.ts';

interface Known {
  key: number;
  hash: string;
  revision: string | null;
  created_at: string | null;
}

/** Writes assets with their columns, terms and forms. */
export class AssetWriter {
  readonly #db: Db;
  readonly #run: number;
  readonly #history: HistoryDoor;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Db, run: number, history: HistoryDoor) {
    this.#db = db;
    this.#run = run;
    this.#history = history;
    this.#statements = prepare(db);
  }

  put(record: AssetRecord, now: string): Wrote {
    const sql = this.#statements;
    const { revision, ...content } = record;
    const said = JSON.stringify(content);
    const digest = hash('sha256', said, 'base64');
    const known = sql.known.get(record.id) as Known | undefined;
    if (known !== undefined && known.hash === digest) {
      if (revision !== null) this.#setRevision(record.id, known, revision);
      sql.seen.run(this.#run, now, known.key);
      return 'same';
    }
    this.#history.put('asset', record.id, record.name, digest, said, known !== undefined);
    const told = tell(record.forms);
    const at = revision ?? impliedRevision(record, known);
    const values = [
      record.name,
      record.description ?? told.summary,
      record.type,
      record.typeRevision,
      record.externalId,
      record.projectId,
      record.createdAt,
      record.createdBy,
      record.firstCreatedAt,
      record.firstCreatedBy,
      at,
      told.columns.length,
      told.glue.catalogId,
      told.glue.database,
      told.glue.table,
      digest,
      this.#run,
      now,
    ];
    let key: number;
    if (known === undefined) key = Number(sql.insert.run(record.id, ...values).lastInsertRowid);
    else {
      key = known.key;
      sql.update.run(...values, key);
      sql.clearColumns.run(key);
      sql.clearTerms.run(key);
      sql.clearReadme.run(key);
    }
    this.#noteRevision(record, known?.revision ?? null, at);
    if (told.readme !== null) sql.readme.run(key, told.readme);
    this.#putColumns(key, told.columns);
    this.#putTerms(key, record, told.columns);
    assetWritten(this.#db, key, { hash: digest, texts: () => textsOf(key, record, told) });
    return known === undefined ? 'added' : 'changed';
  }

  /** Somebody told which revision an asset has. */
  putRevision(id: string, revision: string): void {
    const known = this.#statements.known.get(id) as Known | undefined;
    if (known !== undefined) this.#setRevision(id, known, revision);
  }

  #setRevision(id: string, known: Known, revision: string): void {
    if (revision === known.revision) return;
    this.#statements.revision.run(revision, known.key);
    this.#tellRevision(id, revision);
  }

  /** History keeps told revisions; that of a first revision follows from the asset's own record. */
  #noteRevision(record: AssetRecord, before: string | null, now: string | null): void {
    if (now === before) return;
    if (now === null || isFirst(record)) this.#history.gone('asset_revision', record.id);
    else this.#tellRevision(record.id, now);
  }

  #tellRevision(id: string, revision: string): void {
    this.#history.put('asset_revision', id, id, revision, JSON.stringify({ id, revision }), true);
  }

  sweep(ids: readonly string[] | null): number {
    const gone =
      ids === null
        ? this.#db
            .prepare<unknown[], [number, string]>('SELECT key, id FROM remote_asset WHERE seen_run <> ?')
            .raw()
            .all(this.#run)
        : this.#db
            .prepare<unknown[], [number, string]>(
              'SELECT key, id FROM remote_asset WHERE id IN (SELECT value FROM json_each(?))',
            )
            .raw()
            .all(JSON.stringify(ids));
    for (const [key, id] of gone) {
      this.#history.gone('asset', id);
      this.#history.gone('asset_revision', id);
      this.#statements.remove.run(key);
    }
    return gone.length;
  }

  #putColumns(key: number, columns: FormColumn[]): void {
    const sql = this.#statements;
    const values = columns.map((column, position) => [
      key,
      position,
      column.name,
      column.dataType,
      column.comment,
      column.businessName,
      column.description,
      column.partitionKey ? 1 : 0,
    ]);
    const single = values.length % AT_ONCE;
    for (const row of values.slice(0, single)) sql.column.run(...row);
    for (let at = single; at < values.length; at += AT_ONCE) sql.columns.run(...values.slice(at, at + AT_ONCE).flat());
    for (const [position, column] of columns.entries())
      for (const term of column.terms) sql.columnTerm.run(key, position, term);
  }

  #putTerms(key: number, record: AssetRecord, columns: FormColumn[]): void {
    const all = new Map<string, { asset: number; governed: number; columns: number }>();
    const of = (id: string) => {
      const entry = all.get(id) ?? { asset: 0, governed: 0, columns: 0 };
      all.set(id, entry);
      return entry;
    };
    for (const id of record.terms) of(id).asset = 1;
    for (const id of record.governedTerms) of(id).governed = 1;
    for (const column of columns) for (const id of column.terms) of(id).columns += 1;
    for (const [id, on] of all) this.#statements.term.run(key, id, on.asset, on.governed, on.columns);
  }
}

/** What the search index takes of an asset: the same as the rows just written tell. */
function textsOf(key: number, record: AssetRecord, told: Told): WrittenTexts {
  const onAsset = new Set(record.terms);
  const terms = new Set([...record.terms, ...record.governedTerms, ...told.columns.flatMap((column) => column.terms)]);
  return {
    key,
    name: record.name,
    description: record.description ?? told.summary,
    readme: told.readme,
    project: record.projectId,
    type: record.type,
    createdAt: record.createdAt,
    columns: told.columns.map(({ name, businessName, description, comment }) => [
      name,
      businessName,
      description,
      comment,
    ]),
    terms: [...terms].toSorted().map((id) => [id, onAsset.has(id) ? 1 : 0]),
  };
}

/** An asset whose latest revision is its first one is at "1"; a known one stays while the latest revision is the same. */
export function impliedRevision(
  record: AssetRecord,
  known: { created_at: string | null; revision: string | null } | undefined,
): string | null {
  if (record.createdAt === null) return null;
  if (isFirst(record)) return '1';
  return known?.created_at === record.createdAt ? known.revision : null;
}

const isFirst = (record: AssetRecord): boolean =>
  record.createdAt !== null && record.createdAt === record.firstCreatedAt;

/** Columns written by one statement, where there are so many: half the time of one by one. */
const AT_ONCE = 10;
const INSERT_COLUMNS =
  'INSERT INTO remote_column (asset, position, name, data_type, comment, business_name, description, partition_key) VALUES';
const ONE_COLUMN = '(?, ?, ?, ?, ?, ?, ?, ?)';

const ASSET_COLUMNS =
  'name, description, type, type_revision, external_id, project_id, created_at, created_by, first_created_at, first_created_by, revision, columns, glue_catalog, glue_database, glue_table, hash, seen_run, pulled_at';

function prepare(db: Db) {
  const columns = ASSET_COLUMNS.split(', ');
  return {
    known: db.prepare('SELECT key, hash, revision, created_at FROM remote_asset WHERE id = ?'),
    seen: db.prepare('UPDATE remote_asset SET seen_run = ?, pulled_at = ? WHERE key = ?'),
    revision: db.prepare('UPDATE remote_asset SET revision = ? WHERE key = ?'),
    insert: db.prepare(
      `INSERT INTO remote_asset (id, ${ASSET_COLUMNS}) VALUES (?, ${columns.map(() => '?').join(', ')})`,
    ),
    update: db.prepare(`UPDATE remote_asset SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE key = ?`),
    remove: db.prepare('DELETE FROM remote_asset WHERE key = ?'),
    readme: db.prepare('INSERT INTO remote_asset_forms (asset, readme) VALUES (?, ?)'),
    clearReadme: db.prepare('DELETE FROM remote_asset_forms WHERE asset = ?'),
    clearColumns: db.prepare('DELETE FROM remote_column WHERE asset = ?'),
    clearTerms: db.prepare('DELETE FROM remote_asset_term WHERE asset = ?'),
    column: db.prepare(`${INSERT_COLUMNS} ${ONE_COLUMN}`),
    columns: db.prepare(`${INSERT_COLUMNS} ${Array.from({ length: AT_ONCE }, () => ONE_COLUMN).join(', ')}`),
    columnTerm: db.prepare('INSERT OR IGNORE INTO remote_column_term (asset, position, term_id) VALUES (?, ?, ?)'),
    term: db.prepare(
      'INSERT INTO remote_asset_term (asset, term_id, on_asset, governed, on_columns) VALUES (?, ?, ?, ?, ?)',
    ),
  };
}
