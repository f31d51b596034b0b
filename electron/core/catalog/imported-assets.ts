import type { ImportedAsset, ImportedStanding } from '#shared/catalog.ts';
import { containing } from '../db/like.ts';
import type { Db } from '../db/open.ts';

interface Row {
  asset_id: string;
  snapshot_time: string;
  import: number;
  name: string | null;
  description: string | null;
  type: string | null;
  account_id: string | null;
  region: string | null;
  catalog: string | null;
  namespace: string | null;
  resource_id: string | null;
  resource_name: string | null;
  created_at: string | null;
  updated_at: string | null;
  extended_metadata: string | null;
  more: string | null;
  mirror_name: string | null;
  mirror_description: string | null;
  standing: ImportedStanding;
}

/** The newest snapshot of each asset among the complete imports; of two of the same time the later import's. */
const NEWEST = `SELECT a.* FROM import_asset a
  WHERE a.import IN (SELECT id FROM import WHERE kind = 'sagemaker_assets' AND state = 'complete')
    AND NOT EXISTS (SELECT 1 FROM import_asset b JOIN import i ON i.id = b.import
      WHERE b.asset_id = a.asset_id AND i.state = 'complete' AND i.kind = 'sagemaker_assets'
        AND (b.snapshot_time, b.import) > (a.snapshot_time, a.import))`;

/** An empty description and none are the same; what a file leaves out differs from nothing. */
const COMPARED = `SELECT n.*, r.name AS mirror_name, r.description AS mirror_description,
    CASE WHEN r.id IS NULL THEN 'missing'
      WHEN coalesce(n.name, r.name) <> r.name
        OR trim(coalesce(n.description, '')) <> trim(substr(coalesce(r.description, ''), 1, 8000)) THEN 'differs'
      ELSE 'same' END AS standing
  FROM (${NEWEST}) n LEFT JOIN remote_asset r ON r.id = n.asset_id`;

/**
 * Assets as imported exports tell them, each with what the mirror holds of it: the same, another name or description,
 * or nothing. `text` is looked for in ids, names, descriptions and resources.
 */
export function importedAssets(
  db: Db,
  input: { text: string; standing: ImportedStanding | null; offset: number; limit: number },
): { total: number; counts: Record<ImportedStanding, number>; items: ImportedAsset[] } {
  const like = containing(input.text);
  const found = `(SELECT * FROM (${COMPARED}) WHERE ? = '%%' OR
    concat_ws(' ', asset_id, name, description, namespace, resource_id, resource_name) LIKE ? ESCAPE '\\')`;
  const counts: Record<ImportedStanding, number> = { same: 0, differs: 0, missing: 0 };
  for (const row of db
    .prepare<unknown[], { standing: ImportedStanding; count: number }>(
      `SELECT standing, count(*) AS count FROM ${found} GROUP BY standing`,
    )
    .all(like, like))
    counts[row.standing] = row.count;
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT * FROM ${found} WHERE ? IS NULL OR standing = ?
       ORDER BY coalesce(name, asset_id) COLLATE NOCASE, asset_id LIMIT ? OFFSET ?`,
    )
    .all(like, like, input.standing, input.standing, input.limit, input.offset);
  const total = input.standing === null ? counts.same + counts.differs + counts.missing : counts[input.standing];
  return { total, counts, items: rows.map(from) };
}

const from = (row: Row): ImportedAsset => ({
  assetId: row.asset_id,
  snapshotTime: row.snapshot_time === '' ? null : row.snapshot_time,
  importId: row.import,
  name: row.name,
  description: row.description,
  type: row.type,
  accountId: row.account_id,
  region: row.region,
  catalog: row.catalog,
  namespace: row.namespace,
  resourceId: row.resource_id,
  resourceName: row.resource_name,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  extendedMetadata: row.extended_metadata,
  more: row.more,
  standing: row.standing,
  mirror: row.mirror_name === null ? null : { name: row.mirror_name, description: row.mirror_description },
});
