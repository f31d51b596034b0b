import type { Migration } from '../migrate.ts';

/** What glossary files would do, row by row, until it is staged or forgotten. */
export const glossaryPlan: Migration = {
  version: 100,
  name: 'glossary-plan',
  sql: `
CREATE TABLE glossary_plan (
  number INTEGER PRIMARY KEY,
  -- That of the job that made it.
  id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  -- A digest of what the workspace held of glossaries: a plan is staged upon nothing else.
  basis TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  -- Its rows are written a few at a time; before the last of them it is not seen.
  ready INTEGER NOT NULL DEFAULT 0 CHECK (ready IN (0, 1))
) STRICT;

CREATE TABLE glossary_plan_row (
  plan INTEGER NOT NULL REFERENCES glossary_plan (number) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  row INTEGER,
  sheet TEXT NOT NULL,
  kind TEXT CHECK (kind IN ('glossary', 'glossary_term')),
  entity_id TEXT,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('create', 'update', 'unchanged', 'refused')),
  -- JSON: why, values before and after, lines to stage.
  reasons TEXT NOT NULL CHECK (json_valid(reasons)),
  changes TEXT NOT NULL CHECK (json_valid(changes)),
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  PRIMARY KEY (plan, number)
) STRICT, WITHOUT ROWID;
`,
};
