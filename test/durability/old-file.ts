import fs from 'node:fs';
import Database from 'better-sqlite3';
import { migrate } from '#core/db/migrate.ts';
import { migrations } from '#core/db/migrations/index.ts';
import { APPLICATION_ID } from '#core/db/pragmas.ts';

/** Make a file as the format of the first `formats` migrations left it, with the rows of a workspace that fit there. */
export function oldFile(from: string, file: string, formats: number): void {
  fs.closeSync(fs.openSync(file, 'w', 0o600));
  const db = new Database(file);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma('journal_mode = WAL');
  migrate(db, migrations.slice(0, formats));
  db.pragma('foreign_keys = OFF');
  db.prepare('ATTACH ? AS present').run(from);
  db.transaction(() => {
    for (const table of tablesOf(db, 'main')) if (tablesOf(db, 'present').includes(table)) fill(db, table);
  })();
  db.exec('DETACH present');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Every row of a file as text, table by table; what the format itself notes is left out. */
export function rowsIn(file: string): Record<string, string[]> {
  const db = new Database(file, { readonly: true });
  try {
    return Object.fromEntries(
      tablesOf(db, 'main').map((table) => [
        table,
        db.prepare(`SELECT * FROM "${table}"`).raw().all().map(textOf).toSorted(),
      ]),
    );
  } finally {
    db.close();
  }
}

const textOf = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** Tables of rows: neither SQLite's own, nor virtual ones and what lies behind them, nor the format's own record. */
const tablesOf = (db: Database.Database, schema: 'main' | 'present'): string[] =>
  db
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = ? AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration' ORDER BY name`,
    )
    .pluck()
    .all(schema) as string[];

interface Column {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}

const columnsOf = (db: Database.Database, schema: 'main' | 'present', table: string): Column[] =>
  (db.pragma(`${schema}.table_info("${table}")`) as Column[]).filter(({ name }) => name !== '');

/** What a later format no longer has is filled with an empty text or a nought, where the old one wants something. */
function fill(db: Database.Database, table: string): void {
  const there = new Set(columnsOf(db, 'present', table).map(({ name }) => name));
  const columns = columnsOf(db, 'main', table).filter(
    ({ name, notnull, dflt_value: standard }) => there.has(name) || (notnull === 1 && standard === null),
  );
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const values = columns
    .map(({ name, type }) => (there.has(name) ? `"${name}"` : type === 'TEXT' ? "''" : '0'))
    .join(', ');
  db.exec(`INSERT OR IGNORE INTO main."${table}" (${names}) SELECT ${values} FROM present."${table}"`);
}
