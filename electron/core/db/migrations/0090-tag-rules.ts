import type { Migration } from '../migrate.ts';

/** Selections of columns that people keep, with the terms they are given. */
export const tagRules: Migration = {
  version: 90,
  name: 'tag rules',
  sql: `
CREATE TABLE tag_rule (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- JSON: what columns, as \`catalog.findColumns\` takes it; and the ids of the terms.
  chosen TEXT NOT NULL CHECK (json_valid(chosen)),
  action TEXT NOT NULL CHECK (action IN ('add', 'remove', 'replace')),
  term_ids TEXT NOT NULL CHECK (json_valid(term_ids)),
  created_by TEXT NOT NULL, created_at TEXT NOT NULL,
  -- When it was last run, and how many lines that staged.
  run_at TEXT, run_staged INTEGER
) STRICT;
`,
};
