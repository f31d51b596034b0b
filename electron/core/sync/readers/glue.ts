import { plain, type Reader, type Scope, written } from './reader.ts';

const tableReader: Reader = {
  kind: 'glue_table',
  title: 'Reading Glue tables',
  operation: 'glue:GetTables',
  perCall: 100,
  due: 24,
  after: ['glue_database'],
  scopes: (source) =>
    source.db
      .prepare<[], Scope>("SELECT catalog_id || '/' || name AS id, name FROM remote_glue_database ORDER BY 1")
      .all(),
  read: async (source, scope, cursor, signal) => {
    // Looked up, not cut: a catalog's id may have slashes of its own.
    const database = source.db
      .prepare<[string], { catalog_id: string; name: string }>(
        "SELECT catalog_id, name FROM remote_glue_database WHERE catalog_id || '/' || name = ?",
      )
      .get(scope.id);
    if (database === undefined) throw new Error(`the Glue database ${scope.id} was not mirrored`);
    return written('glue_table', await source.aws.glue.tables(database.catalog_id, database.name, cursor, signal));
  },
  sweep: (mirror, scope) =>
    mirror.sweep('glue_table', {
      where:
        "(catalog_id, database) IN (SELECT catalog_id, name FROM remote_glue_database WHERE catalog_id || '/' || name = ?)",
      value: scope.id,
    }),
};

export const GLUE_READERS: readonly Reader[] = [
  plain(
    'glue_database',
    'Reading Glue databases',
    { operation: 'glue:GetDatabases', perCall: 100, due: 24 },
    (s, cursor, signal) => s.aws.glue.databases(s.accountId, cursor, signal),
  ),
  tableReader,
];
