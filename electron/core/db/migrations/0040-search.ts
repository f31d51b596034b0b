import type { Migration } from '../migrate.ts';

/**
 * Search in memory. The index of words is kept here as it was at `seq` of `search_debt`; what was written to the
 * mirror since then is taken up from there. Triggers note it, so that no writer can forget to, in the transaction that
 * wrote it: an asset's columns and terms are to be written in the same one as the asset.
 */
export const search: Migration = {
  version: 40,
  name: 'search',
  sql: `
DROP TABLE asset_words;
DROP TABLE remote_word_debt;

-- An asset (by key) or a term whose words or, with words = 0, only its listing state changed. Numbers are never used
-- again: an index that stands at one knows by it what it has not seen.
CREATE TABLE search_debt (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  asset INTEGER,
  term TEXT,
  words INTEGER NOT NULL
) STRICT;

CREATE TRIGGER search_asset_added AFTER INSERT ON remote_asset BEGIN
  INSERT INTO search_debt (asset, words) VALUES (new.key, 1);
END;
CREATE TRIGGER search_asset_changed AFTER UPDATE OF hash ON remote_asset WHEN new.hash <> old.hash BEGIN
  INSERT INTO search_debt (asset, words) VALUES (new.key, 1);
END;
CREATE TRIGGER search_asset_listed AFTER UPDATE OF listing_state ON remote_asset
WHEN new.listing_state <> old.listing_state BEGIN
  INSERT INTO search_debt (asset, words) VALUES (new.key, 0);
END;
CREATE TRIGGER search_asset_removed AFTER DELETE ON remote_asset BEGIN
  INSERT INTO search_debt (asset, words) VALUES (old.key, 1);
END;
CREATE TRIGGER search_term_added AFTER INSERT ON remote_glossary_term BEGIN
  INSERT INTO search_debt (term, words) VALUES (new.id, 1);
END;
CREATE TRIGGER search_term_renamed AFTER UPDATE OF name ON remote_glossary_term WHEN new.name <> old.name BEGIN
  INSERT INTO search_debt (term, words) VALUES (new.id, 1);
END;
CREATE TRIGGER search_term_removed AFTER DELETE ON remote_glossary_term BEGIN
  INSERT INTO search_debt (term, words) VALUES (old.id, 1);
END;

-- The index that counts, and the debt it has paid. Without it the index is built from the mirror.
CREATE TABLE search_index (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  layout TEXT NOT NULL CHECK (json_valid(layout))
) STRICT;

-- Written a part at a time under a version that does not count yet.
CREATE TABLE search_index_part (
  version INTEGER NOT NULL,
  section TEXT NOT NULL,
  part INTEGER NOT NULL,
  crc INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (version, section, part)
) STRICT;
`,
};
