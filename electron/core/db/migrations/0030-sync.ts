import type { Migration } from '../migrate.ts';

export const sync: Migration = {
  version: 30,
  name: 'sync',
  sql: `
CREATE TABLE sync_run (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'partial', 'failed', 'cancelled')),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  calls INTEGER NOT NULL DEFAULT 0,
  items INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- How far each entity kind was read in each scope; the page and its cursor are written in one transaction.
CREATE TABLE sync_scope (
  run INTEGER NOT NULL REFERENCES sync_run (id),
  kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  scope_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'complete', 'partial', 'denied', 'failed', 'skipped')),
  cursor TEXT,
  pages INTEGER NOT NULL DEFAULT 0,
  items INTEGER NOT NULL DEFAULT 0,
  expected INTEGER,
  error_code TEXT,
  error_message TEXT,
  next TEXT,
  PRIMARY KEY (run, kind, scope)
) STRICT, WITHOUT ROWID;
`,
};
