import type { Migration } from '../migrate.ts';

/**
 * What AWS said and when: one row per entity and content, from the run that met it first to the run that met it no
 * more. The mirror keeps no second copy of what only the whole record tells: the forms of an asset are read here.
 */
export const history: Migration = {
  version: 50,
  name: 'history',
  sql: `
CREATE TABLE history (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  from_run INTEGER NOT NULL REFERENCES sync_run (id),
  -- The first run that no longer met it; null while it is what AWS says.
  to_run INTEGER REFERENCES sync_run (id),
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  -- Deferred: the block is written last in the transaction, and a transaction without it must fail.
  block INTEGER NOT NULL REFERENCES history_block (id) DEFERRABLE INITIALLY DEFERRED,
  -- Where the record stands in the block's text, in UTF-16 units.
  start INTEGER NOT NULL,
  length INTEGER NOT NULL,
  CHECK (to_run IS NULL OR to_run > from_run)
) STRICT;
-- Apart, so that asking who changed never reads what was said. Records that were written together lie in one block:
-- the same words stand in all of them, and one frame of Zstandard takes a tenth of the time of fifty.
CREATE TABLE history_block (
  id INTEGER PRIMARY KEY,
  -- The records as JSON, one behind the other, compressed with Zstandard.
  content BLOB NOT NULL
) STRICT;
CREATE INDEX history_of_block ON history (block);
CREATE UNIQUE INDEX history_entity ON history (kind, id, from_run);
CREATE INDEX history_from ON history (from_run, kind);
CREATE INDEX history_to ON history (to_run, kind) WHERE to_run IS NOT NULL;

ALTER TABLE sync_run ADD COLUMN kind TEXT NOT NULL DEFAULT 'pull' CHECK (kind IN ('pull', 'refresh', 'import', 'push'));
ALTER TABLE sync_run ADD COLUMN mode TEXT CHECK (mode IN ('auto', 'full', 'changes'));
ALTER TABLE sync_run ADD COLUMN kept INTEGER NOT NULL DEFAULT 1 CHECK (kept IN (0, 1));

ALTER TABLE sync_scope ADD COLUMN how TEXT NOT NULL DEFAULT 'full' CHECK (how IN ('full', 'changes'));
ALTER TABLE sync_scope ADD COLUMN read_at TEXT;
-- JSON: {code: count}, the troubles met on the way.
ALTER TABLE sync_scope ADD COLUMN troubles TEXT NOT NULL DEFAULT '{}';
CREATE INDEX sync_scope_last ON sync_scope (kind, scope, run);

-- How a pull met each entity kind. A kind's standing is its last full reading and what was read of it since.
CREATE TABLE sync_kind (
  run INTEGER NOT NULL REFERENCES sync_run (id),
  kind TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('full', 'changes', 'kept')),
  why TEXT NOT NULL,
  -- By AWS's clock, when the reading began: what moved later is told by the next feed.
  began_at TEXT NOT NULL,
  PRIMARY KEY (run, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_kind_last ON sync_kind (kind, how, run);
INSERT INTO sync_kind (run, kind, how, why, began_at)
  SELECT DISTINCT s.run, s.kind, 'full', 'Read in full.', r.started_at FROM sync_scope s JOIN sync_run r ON r.id = s.run;

-- From when the next feed of a kind has to tell.
CREATE TABLE sync_watermark (
  kind TEXT PRIMARY KEY,
  since TEXT NOT NULL,
  run INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was found out about this domain once: the unit of its times, how much there is of what.
CREATE TABLE sync_fact (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_setting (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  every_minutes INTEGER,
  mode TEXT NOT NULL CHECK (mode IN ('auto', 'full', 'changes')),
  all_days INTEGER NOT NULL,
  daily_days INTEGER NOT NULL,
  monthly_months INTEGER NOT NULL
) STRICT;
INSERT INTO sync_setting VALUES (1, NULL, 'auto', 90, 730, 0);

-- History begins with the next pull: without their hashes it writes every record once.
UPDATE remote_domain SET hash = '';
UPDATE remote_domain_unit SET hash = '';
UPDATE remote_project SET hash = '';
UPDATE remote_type SET hash = '';
UPDATE remote_glossary SET hash = '';
UPDATE remote_glossary_term SET hash = '';
UPDATE remote_asset SET hash = '';
UPDATE remote_listing SET hash = '';
UPDATE remote_data_product SET hash = '';
UPDATE remote_glue_database SET hash = '';
UPDATE remote_glue_table SET hash = '';
UPDATE remote_identity_user SET hash = '';
UPDATE remote_identity_group SET hash = '';
UPDATE remote_user_profile SET hash = '';
UPDATE remote_group_profile SET hash = '';
ALTER TABLE remote_asset_forms DROP COLUMN forms;
`,
};
