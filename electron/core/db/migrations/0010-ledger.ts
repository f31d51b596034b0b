import type { Migration } from '../migrate.ts';

export const ledger: Migration = {
  version: 10,
  name: 'ledger',
  sql: `
CREATE TABLE migration (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE workspace (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  created_at TEXT NOT NULL
) STRICT;

-- Append-only: what was done, by whom, in the transaction that did it.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  aws_arn TEXT,
  action TEXT NOT NULL,
  entity TEXT,
  details TEXT NOT NULL CHECK (json_valid(details))
) STRICT;
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit entries are numbered without gaps'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries never change'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;

CREATE TABLE job (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  operation TEXT NOT NULL,
  input TEXT NOT NULL CHECK (json_valid(input)),
  state TEXT NOT NULL CHECK (state IN ('running', 'cancelling', 'succeeded', 'failed', 'cancelled', 'interrupted')),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  resumed INTEGER NOT NULL DEFAULT 0,
  progress TEXT,
  result TEXT,
  error TEXT
) STRICT;
CREATE INDEX job_open ON job (state) WHERE state IN ('running', 'cancelling');

-- Where this workspace pulls from. No secret is ever stored: profile names only.
CREATE TABLE connection (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  kind TEXT NOT NULL CHECK (kind IN ('none', 'sample', 'aws')),
  profile TEXT,
  region TEXT,
  domain_id TEXT,
  identity_store_id TEXT,
  endpoint TEXT,
  account_id TEXT,
  arn TEXT,
  user_id TEXT,
  identity_at TEXT
) STRICT;
CREATE TABLE endpoint_consent (
  endpoint TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
