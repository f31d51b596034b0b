import { hash } from 'node:crypto';
import type { Db } from '../db/open.ts';
import { type FormColumn, tell } from './forms.ts';
import type { Wrote } from './mirror.ts';
import type { AssetRecord } from './rows.ts';
import { MOST_INDEXED, words } from './words.ts';

interface Known {
  key: number;
  hash: string;
  revision: string | null;
  created_at: string | null;
}

/** Writes assets with their columns, terms, forms and words. */
export class AssetWriter {
  readonly #db: Db;
  readonly #run: number;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #terms: Map<string, string>;

  constructor(db: Db, run: number) {
    this.#db = db;
    this.#run = run;
    this.#statements = prepare(db);
    this.#terms = new Map(db.prepare<[], [string, string]>('SELECT id, name FROM remote_glossary_term').raw().all());
  }

  put(record: AssetRecord, now: string): Wrote {
    const sql = this.#statements;
    const { revision, ...content } = record;
    const digest = hash('sha256', JSON.stringify(content), 'base64');
    const known = sql.known.get(record.id) as Known | undefined;
    if (known !== undefined && known.hash === digest) {
      if (revision !== null && revision !== known.revision) sql.revision.run(revision, known.key);
      sql.seen.run(this.#run, now, known.key);
      return 'same';
    }
    const told = tell(record.forms);
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
      revision ?? impliedRevision(record, known),
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
    }
    sql.forms.run(key, told.readme, JSON.stringify(record.forms));
    this.#putColumns(key, told.columns);
    this.#putTerms(key, record, told.columns);
    this.#index(
      key,
      known !== undefined,
      record.name,
      record.description ?? told.summary,
      told.readme,
      told.columns,
      record,
    );
    return known === undefined ? 'added' : 'changed';
  }

  /** A term's name became known or changed: what carries it must be found by the new name. */
  termIs(id: string, name: string, before: string | null): void {
    this.#terms.set(id, name);
    if (name !== before) this.#statements.owe.run(id);
  }

  termsWent(): void {
    this.#terms.clear();
    for (const [id, name] of this.#db
      .prepare<[], [string, string]>('SELECT id, name FROM remote_glossary_term')
      .raw()
      .all())
      this.#terms.set(id, name);
  }

  sweep(ids: readonly string[] | null): number {
    const gone =
      ids === null
        ? this.#db.prepare('SELECT key FROM remote_asset WHERE seen_run <> ?').pluck().all(this.#run)
        : this.#db
            .prepare('SELECT key FROM remote_asset WHERE id IN (SELECT value FROM json_each(?))')
            .pluck()
            .all(JSON.stringify(ids));
    for (const key of gone as number[]) {
      this.#statements.clearWords.run(key);
      this.#statements.remove.run(key);
    }
    return gone.length;
  }

  payWordDebt(most: number): number {
    const owed = this.#db.prepare('SELECT asset FROM remote_word_debt LIMIT ?').pluck().all(most) as number[];
    for (const key of owed) {
      this.#reindex(key);
      this.#statements.paid.run(key);
    }
    return Number(this.#db.prepare('SELECT count(*) FROM remote_word_debt').pluck().get());
  }

  #putColumns(key: number, columns: FormColumn[]): void {
    const sql = this.#statements;
    for (const [position, column] of columns.entries()) {
      sql.column.run(
        key,
        position,
        column.name,
        column.dataType,
        column.comment,
        column.businessName,
        column.description,
        column.partitionKey ? 1 : 0,
      );
      for (const term of column.terms) sql.columnTerm.run(key, position, term);
    }
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

  #index(
    key: number,
    again: boolean,
    name: string,
    description: string | null,
    readme: string | null,
    columns: FormColumn[],
    terms: { terms: string[]; governedTerms: string[] },
  ): void {
    if (again) this.#statements.clearWords.run(key);
    let columnWords = '';
    const termIds = new Set([...terms.terms, ...terms.governedTerms]);
    for (const column of columns) {
      columnWords += `${words(column.name)} ${column.businessName ?? ''} ${column.description ?? ''} ${column.comment ?? ''}\n`;
      for (const term of column.terms) termIds.add(term);
    }
    const termWords = [...termIds].map((id) => this.#terms.get(id) ?? '').join('\n');
    this.#statements.words.run(
      key,
      words(name).slice(0, MOST_INDEXED),
      `${description ?? ''}\n${readme ?? ''}`.slice(0, MOST_INDEXED),
      columnWords.slice(0, MOST_INDEXED),
      termWords.slice(0, MOST_INDEXED),
    );
  }

  #reindex(key: number): void {
    const row = this.#db
      .prepare<[number], { name: string; description: string | null; readme: string | null; forms: string }>(
        'SELECT a.name, a.description, f.readme, f.forms FROM remote_asset a JOIN remote_asset_forms f ON f.asset = a.key WHERE a.key = ?',
      )
      .get(key);
    if (row === undefined) return;
    const terms = this.#db
      .prepare('SELECT term_id FROM remote_asset_term WHERE asset = ?')
      .pluck()
      .all(key) as string[];
    const columns = tell(JSON.parse(row.forms) as AssetRecord['forms']).columns;
    this.#index(key, true, row.name, row.description, row.readme, columns, { terms, governedTerms: [] });
  }
}

/** An asset whose latest revision is its first one is at "1"; a known one stays while the latest revision is the same. */
function impliedRevision(record: AssetRecord, known: Known | undefined): string | null {
  if (record.createdAt === null) return null;
  if (record.createdAt === record.firstCreatedAt) return '1';
  return known?.created_at === record.createdAt ? known.revision : null;
}

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
    forms: db.prepare(
      'INSERT INTO remote_asset_forms (asset, readme, forms) VALUES (?, ?, ?) ON CONFLICT (asset) DO UPDATE SET readme = excluded.readme, forms = excluded.forms',
    ),
    clearColumns: db.prepare('DELETE FROM remote_column WHERE asset = ?'),
    clearTerms: db.prepare('DELETE FROM remote_asset_term WHERE asset = ?'),
    clearWords: db.prepare('DELETE FROM asset_words WHERE rowid = ?'),
    column: db.prepare(
      'INSERT INTO remote_column (asset, position, name, data_type, comment, business_name, description, partition_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    columnTerm: db.prepare('INSERT OR IGNORE INTO remote_column_term (asset, position, term_id) VALUES (?, ?, ?)'),
    term: db.prepare(
      'INSERT INTO remote_asset_term (asset, term_id, on_asset, governed, on_columns) VALUES (?, ?, ?, ?, ?)',
    ),
    words: db.prepare('INSERT INTO asset_words (rowid, name, description, columns, terms) VALUES (?, ?, ?, ?, ?)'),
    owe: db.prepare(
      'INSERT OR IGNORE INTO remote_word_debt (asset) SELECT asset FROM remote_asset_term WHERE term_id = ?',
    ),
    paid: db.prepare('DELETE FROM remote_word_debt WHERE asset = ?'),
  };
}
