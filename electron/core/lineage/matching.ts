import type { LineagePlace } from '#shared/lineage.ts';
import type { Db } from '../db/open.ts';
import { locationsAbove } from './place.ts';

/** A name of a dataset with where it stands by that name. */
export interface PlacedName {
  namespace: string;
  name: string;
  glue_catalog: string | null;
  glue_database: string | null;
  glue_table: string | null;
  s3: string | null;
}

type Glue = NonNullable<LineagePlace['glue']>;

/**
 * Answers, for a dataset by its own name and its aliases, the asset or Glue table of the mirror that it is: by the
 * asset's external identifier, as a table of Glue, through a symlink, or by the nearest table location above its S3
 * path. Null where the mirror holds none.
 */
export function matcher(db: Db): (own: PlacedName, aliases: readonly PlacedName[]) => LineagePlace | null {
  const table = db.prepare<unknown[], Glue>(
    `SELECT catalog_id AS catalogId, database, name AS "table" FROM remote_glue_table
     WHERE catalog_id IN (SELECT DISTINCT catalog_id FROM remote_glue_database) AND database = ? AND name = ?
       AND (? IS NULL OR catalog_id = ?) ORDER BY catalog_id LIMIT 1`,
  );
  const located = db.prepare<unknown[], Glue>(
    `SELECT catalog_id AS catalogId, database, name AS "table" FROM remote_glue_table
     WHERE location IS NOT NULL AND rtrim(location, '/') IN (SELECT value FROM json_each(?))
     ORDER BY length(location) DESC, catalog_id, database, name LIMIT 1`,
  );
  const assetOfTable = db.prepare<unknown[], Asset>(
    `SELECT id, name FROM remote_asset WHERE glue_table IS NOT NULL AND glue_database = ? AND glue_table = ?
       AND (? IS NULL OR glue_catalog IS NULL OR glue_catalog = ?) ORDER BY glue_catalog IS NULL, key LIMIT 1`,
  );
  const assetNamed = db.prepare<unknown[], Asset>(
    `SELECT id, name FROM remote_asset WHERE external_id IS NOT NULL AND external_id IN (?, ?, ?) ORDER BY key LIMIT 1`,
  );

  const byGlue = (named: PlacedName, by: LineagePlace['by']): LineagePlace | null => {
    const { glue_catalog: catalog, glue_database: database, glue_table: name } = named;
    if (database === null || name === null) return null;
    const glue = table.get(database, name, catalog, catalog) ?? null;
    const asset = assetOfTable.get(database, name, catalog, catalog);
    return glue === null && asset === undefined ? null : placeFrom(asset, glue, by);
  };
  const byLocation = (named: PlacedName): LineagePlace | null => {
    if (named.s3 === null) return null;
    const glue = located.get(JSON.stringify(locationsAbove(named.s3)));
    if (glue === undefined) return null;
    return placeFrom(assetOfTable.get(glue.database, glue.table, glue.catalogId, glue.catalogId), glue, 'location');
  };
  return (own, aliases) => {
    for (const { namespace, name } of [own, ...aliases]) {
      const asset = assetNamed.get(name, `${namespace}:${name}`, `${namespace}/${name}`);
      if (asset !== undefined) return placeFrom(asset, byGlue(own, 'glue')?.glue ?? null, 'external_id');
    }
    const found = byGlue(own, 'glue') ?? first(aliases, (alias) => byGlue(alias, 'symlink'));
    return found ?? byLocation(own) ?? first(aliases, byLocation);
  };
}

interface Asset {
  id: string;
  name: string;
}

const placeFrom = (asset: Asset | undefined, glue: Glue | null, by: LineagePlace['by']): LineagePlace => ({
  assetId: asset?.id ?? null,
  assetName: asset?.name ?? null,
  glue,
  by,
});

function first<T, R>(list: readonly T[], find: (one: T) => R | null): R | null {
  for (const one of list) {
    const found = find(one);
    if (found !== null) return found;
  }
  return null;
}
