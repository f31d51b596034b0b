import type * as z from 'zod';
import type { Import, ImportInput } from '#shared/lineage.ts';
import { runImport } from '../imports/run-import.ts';
import type { JobContext } from '../jobs/runner.ts';
import { AssetRow } from './asset-rows.ts';

/** What V8 may hold while a row group of Parquet is read, in MB. */
const HEAP = 768;

const COLUMNS =
  'asset_id, snapshot_time, import, name, description, type, account_id, region, catalog, namespace, resource_id, resource_name, created_at, updated_at, extended_metadata, more';

/** Imports the asset export of a catalog beside the mirror, which it never touches. */
export async function importAssets(job: JobContext, input: z.output<typeof ImportInput>): Promise<Import> {
  return await runImport(job, input, {
    kind: 'sagemaker_assets',
    rows: AssetRow.array(),
    what: 'assets',
    heap: HEAP,
    writer: ({ id }) => {
      const insert = job.db.prepare(
        `INSERT OR REPLACE INTO import_asset (${COLUMNS}) VALUES (${COLUMNS.replace(/\w+/g, '?')})`,
      );
      return (rows) => {
        let last: string | null = null;
        for (const row of rows) {
          insert.run(
            row.assetId,
            row.snapshotTime,
            id,
            row.name,
            row.description,
            row.type,
            row.accountId,
            row.region,
            row.catalog,
            row.namespace,
            row.resourceId,
            row.resourceName,
            row.createdAt,
            row.updatedAt,
            row.extendedMetadata,
            row.more,
          );
          if (row.snapshotTime !== '' && (last === null || row.snapshotTime > last)) last = row.snapshotTime;
        }
        return last;
      };
    },
    counts: ({ id }) => ({
      assets: Number(
        job.db.prepare('SELECT count(DISTINCT asset_id) FROM import_asset WHERE import = ?').pluck().get(id),
      ),
    }),
  });
}
