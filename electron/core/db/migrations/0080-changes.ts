import type { Migration } from '../migrate.ts';

/**
 * What people want to change at AWS: the one door out. The mirror stays as AWS says; views lay these lines over it. A
 * line keeps what AWS said when it was staged (`base`), and, where that stood in its way, what AWS said when it was
 * pushed (`theirs`).
 */
export const changes: Migration = {
  version: 80,
  name: 'changes',
  sql: `
CREATE TABLE change_set (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('open', 'proposed', 'approved', 'closed')),
  created_by TEXT NOT NULL, created_at TEXT NOT NULL,
  proposed_by TEXT, proposed_at TEXT,
  approved_by TEXT, approved_at TEXT,
  closed_at TEXT,
  undoes TEXT REFERENCES change_set (id)
) STRICT;
-- There is one set into which lines are staged.
CREATE UNIQUE INDEX change_set_open ON change_set (state) WHERE state = 'open';

CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES change_set (id),
  kind TEXT NOT NULL CHECK (kind IN ('glossary', 'glossary_term', 'asset', 'listing')),
  entity_id TEXT NOT NULL,
  -- A column of an asset; '' is the entity itself.
  part TEXT NOT NULL,
  field TEXT NOT NULL,
  -- The id that is added or removed; '' where the field is one value.
  item TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('set', 'add', 'remove', 'create', 'delete')),
  value TEXT,
  base TEXT,
  theirs TEXT,
  -- By what AWS tells a state of the entity apart: the time of an asset's revision, of a term's last update.
  base_revision TEXT,
  state TEXT NOT NULL DEFAULT 'staged'
    CHECK (state IN ('staged', 'conflict', 'failed', 'unknown', 'applied', 'dropped')),
  conflict TEXT CHECK (conflict IN ('value', 'gone', 'retired', 'denied', 'limit', 'exists')),
  -- JSON: a problem with its message.
  problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
  staged_by TEXT NOT NULL,
  staged_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
-- One intention for one value at a time, whatever set it is in: of two the second would be based on what is not there yet.
CREATE UNIQUE INDEX change_live ON change (kind, entity_id, part, field, item)
  WHERE state IN ('staged', 'conflict', 'failed', 'unknown');
CREATE INDEX change_of_set ON change (set_id, kind, entity_id);
CREATE INDEX change_state ON change (set_id, state);

-- What each step of staging did to the lines of the open set, so that it can be undone and done again.
CREATE TABLE change_step (
  id INTEGER PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  -- JSON: the lines as they stood before and after; null where there was none.
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX change_step_of_set ON change_step (set_id, undone, id);

-- What was created here is known by an id of ours until AWS gave it one.
CREATE TABLE change_created (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  aws_id TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- One call that changes something at AWS. planned: its token is in the file before it is sent. unknown: it was being
-- sent when the core died, and reading back tells whether it arrived.
CREATE TABLE push_call (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL,
  set_id TEXT NOT NULL REFERENCES change_set (id),
  kind TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  operation TEXT NOT NULL,
  token TEXT NOT NULL,
  -- The revision it is based on, and the one it made.
  before TEXT,
  after TEXT,
  state TEXT NOT NULL CHECK (state IN ('sending', 'applied', 'same', 'conflict', 'failed', 'unknown')),
  problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
  at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE INDEX push_call_of_set ON push_call (set_id, kind, entity_id);
CREATE INDEX push_call_open ON push_call (job_id) WHERE state IN ('sending', 'unknown');

CREATE TABLE change_rule (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  second_person INTEGER NOT NULL CHECK (second_person IN (0, 1))
) STRICT;
INSERT INTO change_rule VALUES (1, 0);
`,
};
