/** Where a dataset stands by its name: a table of a Glue catalog, or a place in S3. */
export interface Place {
  /** The account whose catalog it is; null where the name does not tell. */
  glueCatalog: string | null;
  glueDatabase: string | null;
  glueTable: string | null;
  /** `s3://bucket/key` without a slash at its end. */
  s3: string | null;
}

const NOWHERE: Place = { glueCatalog: null, glueDatabase: null, glueTable: null, s3: null };
const GLUE = /^arn:aws[\w-]*:glue:[\w-]*:(\d{12})(?::table\/)?(.*)$/s;

/** Reads a name as the OpenLineage naming rules and the producers on AWS write it. Names of Glue are in small letters. */
export function placeOf(namespace: string, name: string): Place {
  const arn = GLUE.exec(name) ?? GLUE.exec(namespace);
  if (arn !== null) {
    const table = (arn[2] === '' || arn[2] === undefined ? name : arn[2]).replace(/^\/?table\//, '');
    return glue(arn[1] ?? null, table.split('/'));
  }
  if (namespace.startsWith('awsathena://')) {
    const [catalog, ...table] = name.split('.');
    return catalog === 'AwsDataCatalog' ? glue(null, table) : NOWHERE;
  }
  const path = /^s3[an]?:\/\//.test(namespace) ? `${namespace.replace(/\/+$/, '')}/${name.replace(/^\/+/, '')}` : name;
  const s3 = /^s3[an]?:\/\/([^/]+)\/*(.*)$/s.exec(path);
  if (s3 === null) return NOWHERE;
  return { ...NOWHERE, s3: `s3://${s3[1]}/${s3[2]}`.replace(/\/+$/, '') };
}

function glue(catalog: string | null, table: readonly string[]): Place {
  const [database, name, ...more] = table;
  if (database === undefined || name === undefined || database === '' || name === '' || more.length > 0) return NOWHERE;
  return { glueCatalog: catalog, glueDatabase: database.toLowerCase(), glueTable: name.toLowerCase(), s3: null };
}

/** The place itself and all that lie above it, as Glue may write them; nearest first. Of a bucket alone none. */
export function locationsAbove(s3: string): string[] {
  const [bucket, ...keys] = s3.slice('s3://'.length).split('/');
  const places: string[] = [];
  for (let depth = Math.min(keys.length, 30); depth >= 1; depth -= 1) {
    const place = [bucket, ...keys.slice(0, depth)].join('/');
    places.push(`s3://${place}`, `s3a://${place}`, `s3n://${place}`);
  }
  return places;
}
