import type { Migration } from '../migrate.ts';

/**
 * What imported files told. No pull can bring it back, so it is kept like the ledger. Each row belongs to one import
 * and is seen while that import is complete; a name is kept once, whoever tells of it.
 */
export const lineage: Migration = {
  version: 70,
  name: 'lineage',
  sql: `
CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL UNIQUE,
  -- The newest pull at that time.
  run INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('openlineage', 'sagemaker_assets')),
  name TEXT NOT NULL,
  file TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT,
  state TEXT NOT NULL CHECK (state IN ('reading', 'complete', 'failed', 'cancelled', 'removed')),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  ended_at TEXT,
  -- The latest time the file itself tells: of two imports that differ this decides.
  told_at TEXT,
  -- Where to go on after a crash: unpacked bytes and lines that were written.
  cursor INTEGER NOT NULL DEFAULT 0,
  line INTEGER NOT NULL DEFAULT 1,
  tally TEXT NOT NULL DEFAULT '{"seen":{},"skipped":{},"examples":[]}' CHECK (json_valid(tally)),
  counts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(counts)),
  -- Rows of an import that is not seen any more lie here until they are swept.
  swept INTEGER NOT NULL DEFAULT 0 CHECK (swept IN (0, 1))
) STRICT;
CREATE INDEX import_bytes ON import (sha256);

CREATE TABLE lineage_dataset (
  key INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL, name TEXT NOT NULL,
  glue_catalog TEXT, glue_database TEXT, glue_table TEXT, s3 TEXT,
  UNIQUE (namespace, name)
) STRICT;
CREATE INDEX lineage_dataset_name ON lineage_dataset (name COLLATE NOCASE, key);
CREATE INDEX lineage_dataset_glue ON lineage_dataset (glue_database, glue_table) WHERE glue_table IS NOT NULL;
CREATE INDEX lineage_dataset_s3 ON lineage_dataset (s3) WHERE s3 IS NOT NULL;

CREATE TABLE lineage_dataset_told (
  import INTEGER NOT NULL, dataset INTEGER NOT NULL,
  description TEXT, source TEXT, storage TEXT, type TEXT, lifecycle TEXT,
  owners TEXT, quality TEXT, tags TEXT, origin INTEGER,
  PRIMARY KEY (import, dataset)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_dataset_told_dataset ON lineage_dataset_told (dataset);

CREATE TABLE lineage_dataset_alias (
  import INTEGER NOT NULL, dataset INTEGER NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
  type TEXT NOT NULL, glue_catalog TEXT, glue_database TEXT, glue_table TEXT, s3 TEXT,
  PRIMARY KEY (import, dataset, namespace, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_dataset_alias_dataset ON lineage_dataset_alias (dataset);
CREATE INDEX lineage_dataset_alias_glue ON lineage_dataset_alias (glue_database, glue_table)
  WHERE glue_table IS NOT NULL;

CREATE TABLE lineage_job (
  key INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL, name TEXT NOT NULL,
  UNIQUE (namespace, name)
) STRICT;
CREATE INDEX lineage_job_name ON lineage_job (name COLLATE NOCASE, key);

-- The runs of a job as one row: how they ended last. How many there were is counted in lineage_run.
CREATE TABLE lineage_job_told (
  import INTEGER NOT NULL, job INTEGER NOT NULL,
  description TEXT, producer TEXT, integration TEXT, processing TEXT, type TEXT, sql TEXT, owners TEXT,
  last_run TEXT, last_at TEXT, last_started TEXT, last_completed TEXT, last_failed TEXT,
  PRIMARY KEY (import, job)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_job_told_job ON lineage_job_told (job);

-- Which runs were met, by eight bytes of a digest of their ids: two files that overlap count none twice.
CREATE TABLE lineage_run (
  job INTEGER NOT NULL, run BLOB NOT NULL, import INTEGER NOT NULL,
  PRIMARY KEY (job, run, import)
) STRICT, WITHOUT ROWID;

CREATE TABLE lineage_job_link (
  import INTEGER NOT NULL, job INTEGER NOT NULL, to_job INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('parent', 'feeds')),
  PRIMARY KEY (import, job, to_job, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_job_link_job ON lineage_job_link (job);
CREATE INDEX lineage_job_link_to ON lineage_job_link (to_job);

CREATE TABLE lineage_edge (
  import INTEGER NOT NULL, job INTEGER NOT NULL, dataset INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('input', 'output')),
  PRIMARY KEY (import, job, dataset, direction)
) STRICT, WITHOUT ROWID;
-- In the order of the graph, so that each edge is met once however many imports tell of it.
CREATE INDEX lineage_edge_job ON lineage_edge (job, dataset, direction);
CREATE INDEX lineage_edge_dataset ON lineage_edge (dataset);

-- A column of a dataset; '' is the whole dataset.
CREATE TABLE lineage_field (
  key INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL, name TEXT NOT NULL,
  UNIQUE (dataset, name)
) STRICT;

CREATE TABLE lineage_schema (
  import INTEGER NOT NULL, dataset INTEGER NOT NULL, position INTEGER NOT NULL, field INTEGER NOT NULL,
  type TEXT, description TEXT,
  PRIMARY KEY (import, dataset, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_schema_field ON lineage_schema (field);

-- From a field to a field through a job; job 0 where no job was named.
CREATE TABLE lineage_column_edge (
  import INTEGER NOT NULL, to_field INTEGER NOT NULL, from_field INTEGER NOT NULL, job INTEGER NOT NULL,
  type TEXT NOT NULL, subtype TEXT NOT NULL, description TEXT, masking INTEGER NOT NULL CHECK (masking IN (0, 1)),
  PRIMARY KEY (import, to_field, from_field, job, type, subtype)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_column_edge_to ON lineage_column_edge (to_field);
CREATE INDEX lineage_column_edge_from ON lineage_column_edge (from_field);
CREATE INDEX lineage_column_edge_job ON lineage_column_edge (job) WHERE job <> 0;

-- What may be seen: the graph with each edge once.
CREATE VIEW lineage_graph AS
  SELECT DISTINCT e.job, e.dataset, e.direction FROM lineage_edge e
  WHERE +e.import IN (SELECT id FROM import WHERE kind = 'openlineage' AND state = 'complete');
CREATE VIEW lineage_column_graph AS
  SELECT e.from_field, e.to_field, e.job, e.type, e.subtype, max(e.description) AS description,
    max(e.masking) AS masking
  FROM import i CROSS JOIN lineage_column_edge e ON e.import = i.id
  WHERE i.kind = 'openlineage' AND i.state = 'complete'
  GROUP BY e.to_field, e.from_field, e.job, e.type, e.subtype;

-- Assets as an export of the catalog tells them: beside the mirror, never in it.
CREATE TABLE import_asset (
  asset_id TEXT NOT NULL, snapshot_time TEXT NOT NULL, import INTEGER NOT NULL,
  name TEXT, description TEXT, type TEXT, account_id TEXT, region TEXT, catalog TEXT, namespace TEXT,
  resource_id TEXT, resource_name TEXT, created_at TEXT, updated_at TEXT,
  extended_metadata TEXT,
  -- JSON: the columns of the file that have no place here.
  more TEXT CHECK (more IS NULL OR json_valid(more)),
  PRIMARY KEY (asset_id, snapshot_time, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_asset_import ON import_asset (import);
-- The key alone, without the texts: to find the newest of each asset.
CREATE INDEX import_asset_newest ON import_asset (asset_id, snapshot_time, import);

CREATE INDEX remote_glue_table_location ON remote_glue_table (rtrim(location, '/')) WHERE location IS NOT NULL;
CREATE INDEX remote_asset_glue ON remote_asset (glue_database, glue_table) WHERE glue_table IS NOT NULL;
`,
};
