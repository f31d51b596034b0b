import { AssetId, type Incomplete } from '#shared/catalog.ts';
import type { ColumnSelect, FoundColumn } from '#shared/columns.ts';
import { type Line, liveOf } from '../../changes/line.ts';
import { overOne } from '../../changes/overlay.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/prepared.ts';
import { columnFrom, type ColumnRow } from '../queries.ts';
import { placesOf } from '../search/places.ts';
import { ready } from './ready.ts';
import { type Place, Selection } from './selection.ts';

/** A page of the columns that fit. The first question after a workspace was opened waits until the names are read. */
export async function findColumns(
  context: Context,
  input: ColumnSelect & { offset: number; limit: number },
  signal?: AbortSignal,
): Promise<{ total: number; items: FoundColumn[]; incomplete: Incomplete[] }> {
  const db = context.desk.view;
  const at = await ready(db, input, context.clock, signal);
  const selection = new Selection(db, at, input);
  const { incomplete } = placesOf(db);
  return {
    total: selection.total,
    items: found(db, selection.page(input.offset, input.limit)),
    incomplete: at.caughtUp ? incomplete : [BEHIND, ...incomplete],
  };
}

const BEHIND: Incomplete = {
  kind: 'asset',
  scopes: 1,
  code: 'W_INDEXING',
  message: 'What was pulled last is still being made searchable.',
};

interface AssetRow {
  id: string;
  name: string;
  project: string | null;
}

/** Their rows with what is staged laid over; one that has changed in between is left out. */
function found(db: Db, places: readonly Place[]): FoundColumn[] {
  const assets = new Map<number, { row: AssetRow; staged: readonly Line[] } | null>();
  const assetOf = (key: number) => {
    let asset = assets.get(key);
    if (asset === undefined) {
      const row = prepared<[number], AssetRow>(
        db,
        'SELECT id, name, project_id AS project FROM remote_asset WHERE key = ?',
      ).get(key);
      asset = row === undefined ? null : { row, staged: liveOf(db, 'asset', row.id) };
      assets.set(key, asset);
    }
    return asset;
  };
  const { projects } = placesOf(db);
  return places.flatMap(({ key, position, name }) => {
    const asset = assetOf(key);
    const row = prepared<[number, number], ColumnRow>(db, ROW).get(key, position);
    if (asset === null || row === undefined || row.name !== name) return [];
    const { id, project } = asset.row;
    return {
      ...columnFrom(db, row, asset.staged),
      assetId: AssetId.parse(id),
      assetName: overOne(asset.staged, '', 'name', asset.row.name) ?? asset.row.name,
      project: project === null ? null : { id: project, name: projects.get(project)?.name ?? project },
    };
  });
}

const ROW = `SELECT c.*, (SELECT json_group_array(json_object('id', t.term_id, 'name', coalesce(g.name, t.term_id)))
    FROM remote_column_term t LEFT JOIN remote_glossary_term g ON g.id = t.term_id
    WHERE t.asset = c.asset AND t.position = c.position) AS terms
  FROM remote_column c WHERE c.asset = ? AND c.position = ?`;
