import type { Import, LineageDataset, LineageJob } from '#shared/lineage.ts';
import { containing } from '../db/like.ts';
import type { Db } from '../db/open.ts';
import { importFrom, type ImportRow } from '../imports/record.ts';
import { matcher, type PlacedName } from './matching.ts';

interface Page {
  text: string;
  offset: number;
  limit: number;
}

/** Files that were imported, newest first. */
export function imports(
  db: Db,
  input: { kind: Import['kind'] | null; offset: number; limit: number },
): { total: number; items: Import[] } {
  const where = 'FROM import WHERE (? IS NULL OR kind = ?)';
  const rows = db
    .prepare<unknown[], ImportRow>(`SELECT * ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
    .all(input.kind, input.kind, input.limit, input.offset);
  return {
    total: Number(db.prepare(`SELECT count(*) ${where}`).pluck().get(input.kind, input.kind)),
    items: rows.map(importFrom),
  };
}

const COMPLETE = "(SELECT id FROM import WHERE kind = 'openlineage' AND state = 'complete')";
const SEEN_DATASET = `(EXISTS (SELECT 1 FROM lineage_dataset_told s WHERE s.dataset = n.key AND s.import IN ${COMPLETE})
  OR EXISTS (SELECT 1 FROM lineage_edge s WHERE s.dataset = n.key AND s.import IN ${COMPLETE})
  OR EXISTS (SELECT 1 FROM lineage_field f JOIN lineage_column_edge s ON f.key IN (s.from_field, s.to_field)
       WHERE f.dataset = n.key AND f.name = '' AND s.import IN ${COMPLETE}))`;
const SEEN_JOB = `(EXISTS (SELECT 1 FROM lineage_job_told s WHERE s.job = n.key AND s.import IN ${COMPLETE})
  OR EXISTS (SELECT 1 FROM lineage_edge s WHERE s.job = n.key AND s.import IN ${COMPLETE})
  OR EXISTS (SELECT 1 FROM lineage_job_link s WHERE s.job = n.key AND s.import IN ${COMPLETE})
  OR EXISTS (SELECT 1 FROM lineage_job_link s WHERE s.to_job = n.key AND s.import IN ${COMPLETE}))`;

/** Where every row that lies here is seen, nobody has to ask for each name who tells of it. */
function seenOnly(db: Db, test: string): string {
  const unseen = db
    .prepare("SELECT 1 FROM import WHERE kind = 'openlineage' AND state <> 'complete' AND swept = 0")
    .pluck()
    .get();
  return unseen === undefined ? '1' : test;
}

interface NameRow extends PlacedName {
  key: number;
}

function names(db: Db, table: 'lineage_dataset' | 'lineage_job', test: string, page: Page) {
  const like = containing(page.text);
  const where = `FROM ${table} n WHERE (? = '%%' OR n.namespace || ' ' || n.name LIKE ? ESCAPE '\\') AND ${seenOnly(db, test)}`;
  return {
    total: Number(db.prepare(`SELECT count(*) ${where}`).pluck().get(like, like)),
    rows: db
      .prepare<unknown[], NameRow>(`SELECT n.* ${where} ORDER BY n.name COLLATE NOCASE, n.key LIMIT ? OFFSET ?`)
      .all(like, like, page.limit, page.offset),
  };
}

interface ToldDataset {
  import: number;
  description: string | null;
  source: string | null;
  storage: string | null;
  lifecycle: string | null;
  owners: string | null;
  origin: number | null;
}

/** A page of the datasets that complete imports tell of, by name, each with what it is in `mirror`. */
export function datasets(db: Db, mirror: Db, input: Page): { total: number; items: LineageDataset[] } {
  const { total, rows } = names(db, 'lineage_dataset', SEEN_DATASET, input);
  const told = db.prepare<[number], ToldDataset>(
    `SELECT t.* FROM lineage_dataset_told t JOIN import i ON i.id = t.import
     WHERE t.dataset = ? AND i.state = 'complete' ORDER BY i.told_at DESC, i.id DESC`,
  );
  const aliases = db.prepare<[number], PlacedName & { type: string }>(
    `SELECT namespace, name, max(type) AS type, glue_catalog, glue_database, glue_table, s3 FROM lineage_dataset_alias
     WHERE dataset = ? AND import IN ${COMPLETE} GROUP BY namespace, name ORDER BY namespace, name`,
  );
  const columns = db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM lineage_schema WHERE dataset = ? AND import = (SELECT max(i.id) FROM import i
         WHERE i.id IN ${COMPLETE} AND EXISTS (SELECT 1 FROM lineage_schema s WHERE s.import = i.id AND s.dataset = ?))`,
    )
    .pluck();
  const edges = db.prepare<[number], { writers: number; readers: number; last: number }>(
    `SELECT count(DISTINCT CASE direction WHEN 'output' THEN job END) AS writers,
       count(DISTINCT CASE direction WHEN 'input' THEN job END) AS readers, coalesce(max(import), 0) AS last
     FROM lineage_edge WHERE dataset = ? AND import IN ${COMPLETE}`,
  );
  const match = matcher(mirror);
  return {
    total,
    items: rows.map((row) => {
      const said = told.all(row.key);
      const also = aliases.all(row.key);
      const edge = edges.get(row.key);
      return {
        key: row.key,
        namespace: row.namespace,
        name: row.name,
        description: newest(said, 'description'),
        source: newest(said, 'source'),
        storage: newest(said, 'storage'),
        lifecycle: newest(said, 'lifecycle'),
        owners: JSON.parse(newest(said, 'owners') ?? '[]') as LineageDataset['owners'],
        origin: newest(said, 'origin') === 1,
        aliases: also.map(({ namespace, name, type }) => ({ namespace, name, type })),
        columns: columns.get(row.key, row.key) ?? 0,
        writers: edge?.writers ?? 0,
        readers: edge?.readers ?? 0,
        importId: Math.max(edge?.last ?? 0, ...said.map((one) => one.import)),
        place: match(row, also),
      };
    }),
  };
}

interface ToldJob {
  import: number;
  description: string | null;
  producer: string | null;
  integration: string | null;
  processing: string | null;
  type: string | null;
  sql: string | null;
  last_run: string | null;
  last_at: string | null;
  last_started: string | null;
  last_completed: string | null;
  last_failed: string | null;
}

/** A page of the jobs that complete imports tell of, by name. */
export function jobs(db: Db, input: Page): { total: number; items: LineageJob[] } {
  const { total, rows } = names(db, 'lineage_job', SEEN_JOB, input);
  const told = db.prepare<[number], ToldJob>(
    `SELECT t.* FROM lineage_job_told t JOIN import i ON i.id = t.import
     WHERE t.job = ? AND i.state = 'complete' ORDER BY i.told_at DESC, i.id DESC`,
  );
  const runs = db
    .prepare<[number], number>(`SELECT count(DISTINCT run) FROM lineage_run WHERE job = ? AND import IN ${COMPLETE}`)
    .pluck();
  const edges = db.prepare<[number], { inputs: number; outputs: number; last: number }>(
    `SELECT count(DISTINCT CASE direction WHEN 'input' THEN dataset END) AS inputs,
       count(DISTINCT CASE direction WHEN 'output' THEN dataset END) AS outputs, coalesce(max(import), 0) AS last
     FROM lineage_edge WHERE job = ? AND import IN ${COMPLETE}`,
  );
  const parent = db
    .prepare<[number], string>(
      `SELECT p.name FROM lineage_job_link l JOIN lineage_job p ON p.key = l.job
       WHERE l.to_job = ? AND l.kind = 'parent' AND l.import IN ${COMPLETE} ORDER BY l.import DESC LIMIT 1`,
    )
    .pluck();
  const linked = db
    .prepare<[number, number], number | null>(
      `SELECT max(import) FROM lineage_job_link WHERE (job = ? OR to_job = ?) AND import IN ${COMPLETE}`,
    )
    .pluck();
  return {
    total,
    items: rows.map((row) => {
      const said = told.all(row.key);
      const edge = edges.get(row.key);
      const last = said.toSorted((a, b) => (b.last_at ?? '').localeCompare(a.last_at ?? ''))[0];
      return {
        key: row.key,
        namespace: row.namespace,
        name: row.name,
        description: newest(said, 'description'),
        integration: newest(said, 'integration'),
        processing: newest(said, 'processing'),
        type: newest(said, 'type'),
        sql: newest(said, 'sql'),
        producer: newest(said, 'producer'),
        parent: parent.get(row.key) ?? null,
        runs: runs.get(row.key) ?? 0,
        lastRunId: last?.last_run ?? null,
        lastAt: last?.last_at ?? null,
        lastStartedAt: greatest(said, 'last_started'),
        lastCompletedAt: greatest(said, 'last_completed'),
        lastFailedAt: greatest(said, 'last_failed'),
        inputs: edge?.inputs ?? 0,
        outputs: edge?.outputs ?? 0,
        importId: Math.max(edge?.last ?? 0, linked.get(row.key, row.key) ?? 0, ...said.map((one) => one.import)),
      };
    }),
  };
}

/** What the newest import that says anything of it says. */
function newest<T, K extends keyof T>(said: readonly T[], what: K): NonNullable<T[K]> | null {
  for (const one of said) {
    const value = one[what];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

const greatest = (said: readonly ToldJob[], what: 'last_started' | 'last_completed' | 'last_failed'): string | null =>
  said.reduce<string | null>((last, one) => {
    const at = one[what];
    return at !== null && (last === null || at > last) ? at : last;
  }, null);
