import type { Migration } from '../migration.ts';

/** Files that went from laptop to laptop by hand, their receipts, and whose files were accepted. */
export const handover: Migration = {
  version: 3,
  name: 'handover',
  sql: `
-- Senders whose files or receipts were accepted here: their keys are not shown as new again.
CREATE TABLE handover_person (
  key_id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  organisation TEXT NOT NULL,
  display_name TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per file that was made or taken in here.
CREATE TABLE handover_file (
  direction TEXT NOT NULL CHECK (direction IN ('sent', 'received')),
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  details TEXT NOT NULL CHECK (json_valid(details)),
  PRIMARY KEY (direction, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_file_by_time ON handover_file (direction, at);

-- What receivers have confirmed of files made here; a later receipt of the same key replaces the earlier.
CREATE TABLE handover_receipt (
  file_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  details TEXT NOT NULL CHECK (json_valid(details)),
  PRIMARY KEY (file_id, key_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_receipt_by_key ON handover_receipt (key_id, created_at);
`,
};
