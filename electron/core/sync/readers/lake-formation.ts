import { held } from '../../catalog/mirror-held.ts';
import { plain, type Reader, type Scope, written } from './reader.ts';

/** Databases first, then tables and columns: both for one tag. */
interface Cursor {
  tables: boolean;
  token: string | null;
}

const assignmentReader: Reader = {
  kind: 'lf_tag_assignment',
  title: 'Reading LF-Tags on data',
  operation: 'lakeformation:SearchTablesByLFTags',
  perCall: 100,
  due: 24,
  after: ['lf_tag'],
  scopes: ({ db }) =>
    db.prepare<[], Scope>("SELECT catalog_id || '/' || name AS id, name FROM remote_lf_tag ORDER BY 1").all(),
  read: async (source, scope, cursor, signal) => {
    const { aws, db } = source;
    const at: Cursor = cursor === null ? { tables: false, token: null } : (JSON.parse(cursor) as Cursor);
    const key = db
      .prepare<[string], { catalog_id: string; name: string }>(
        "SELECT catalog_id, name FROM remote_lf_tag WHERE catalog_id || '/' || name = ?",
      )
      .get(scope.id);
    const tag = key === undefined ? undefined : held(db, 'lf_tag', { ...key, tag_values: '' });
    if (tag === undefined) throw new Error(`the LF-Tag ${scope.id} was not mirrored`);
    const page = await (at.tables ? aws.lakeFormation.taggedTables : aws.lakeFormation.taggedDatabases)(
      tag,
      at.token,
      signal,
    );
    const next: Cursor | null =
      page.nextToken !== null ? { ...at, token: page.nextToken } : at.tables ? null : { tables: true, token: null };
    return written('lf_tag_assignment', { ...page, nextToken: next === null ? null : JSON.stringify(next) });
  },
  sweep: (mirror, { id }) =>
    mirror.sweep('lf_tag_assignment', {
      where:
        "(catalog_id, tag_key) IN (SELECT catalog_id, name FROM remote_lf_tag WHERE catalog_id || '/' || name = ?)",
      value: id,
    }),
};

/** Who may touch which data, and by what tags. */
export const LAKE_READERS: readonly Reader[] = [
  plain(
    'lf_tag',
    'Reading LF-Tags',
    { operation: 'lakeformation:ListLFTags', perCall: 50, due: 24 },
    (s, cursor, signal) => s.aws.lakeFormation.lfTags(s.accountId, cursor, signal),
  ),
  assignmentReader,
  plain(
    'lf_permission',
    'Reading Lake Formation permissions',
    { operation: 'lakeformation:ListPermissions', perCall: 1000, due: 24 },
    (s, cursor, signal) => s.aws.lakeFormation.permissions(cursor, signal),
  ),
  plain(
    'lf_data_cells_filter',
    'Reading data cells filters',
    { operation: 'lakeformation:ListDataCellsFilter', perCall: 1000, due: 24 },
    (s, cursor, signal) => s.aws.lakeFormation.dataCellsFilters(s.accountId, cursor, signal),
  ),
];
