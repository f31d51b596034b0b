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

/**
 * The newest snapshot of each asset among the complete imports (of two of the same time the later import's), met once in
 * the order of the key, and how it stands. An empty description and none are the same.
 */
const FOUND = `WITH newest AS (
    SELECT asset_id, snapshot_time, import, lead(asset_id) OVER (ORDER BY asset_id, snapshot_time, import) AS next
    FROM import_asset INDEXED BY import_asset_newest
    WHERE import IN (SELECT id FROM import WHERE kind = 'sagemaker_assets' AND state = 'complete')),
  found AS MATERIALIZED (
    SELECT n.asset_id, n.snapshot_time, n.import, coalesce(a.name, a.asset_id) AS label,
      CASE WHEN r.id IS NULL THEN 'missing'
        WHEN coalesce(a.name, r.name) <> r.name
          OR trim(coalesce(a.description, '')) <> trim(substr(coalesce(r.description, ''), 1, 8000)) THEN 'differs'
        ELSE 'same' END AS standing
    FROM newest n
    CROSS JOIN import_asset a ON a.asset_id = n.asset_id AND a.snapshot_time = n.snapshot_time AND a.import = n.import
    LEFT JOIN remote_asset r ON r.id = n.asset_id
    WHERE n.asset_id IS NOT n.next AND (:like = '%%' OR
      concat_ws(' ', a.asset_id, a.name, a.description, a.namespace, a.resource_id, a.resource_name) LIKE :like ESCAPE '\\'))`;

interface FoundRow {
  asset_id: string | null;
  snapshot_time: string | null;
  import: number | null;
  standing: ImportedStanding;
  count: number | null;
}

/**
 * Assets as imported exports tell them, each with what the mirror holds of it: the same, another name or description,
 * or nothing. `text` is looked for in ids, names, descriptions and resources.
 */
export function importedAssets(
  db: Db,
  input: { text: string; standing: ImportedStanding | null; offset: number; limit: number },
): { total: number; counts: Record<ImportedStanding, number>; items: ImportedAsset[] } {
  const found = db
    .prepare<[Record<string, unknown>], FoundRow>(
      `${FOUND}
       SELECT NULL AS asset_id, NULL AS snapshot_time, NULL AS import, standing, count(*) AS count
       FROM found GROUP BY standing
       UNION ALL SELECT * FROM (SELECT asset_id, snapshot_time, import, standing, NULL FROM found
         WHERE :standing IS NULL OR standing = :standing
         ORDER BY label COLLATE NOCASE, asset_id LIMIT :limit OFFSET :offset)`,
    )
    .all({ ...input, like: containing(input.text) });
  const counts: Record<ImportedStanding, number> = { same: 0, differs: 0, missing: 0 };
  for (const row of found) if (row.count !== null) counts[row.standing] = row.count;
  const whole = db.prepare<unknown[], Row>(
    `SELECT a.*, r.name AS mirror_name, r.description AS mirror_description, ? AS standing
     FROM import_asset a LEFT JOIN remote_asset r ON r.id = a.asset_id
     WHERE a.asset_id = ? AND a.snapshot_time = ? AND a.import = ?`,
  );
  const items = found
    .filter((row) => row.count === null)
    .flatMap((row) => whole.all(row.standing, row.asset_id, row.snapshot_time, row.import))
    .map(from);
  const total = input.standing === null ? counts.same + counts.differs + counts.missing : counts[input.standing];
  return { total, counts, items };
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
