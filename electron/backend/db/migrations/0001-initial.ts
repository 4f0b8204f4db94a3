import type { Migration } from '../migration.ts';

/** Frozen: released workspaces carry it. A change to the schema is a further migration. */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  sql: `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  parent_id TEXT,
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  revision INTEGER NOT NULL CHECK (revision > 0),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  modified_at TEXT NOT NULL,
  modified_by TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_parent ON entity (parent_id, kind);

CREATE TABLE operation (
  sequence INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  stamp TEXT NOT NULL,
  device TEXT NOT NULL,
  actor TEXT NOT NULL,
  session TEXT NOT NULL,
  scope TEXT NOT NULL,
  undoes TEXT REFERENCES operation (op_id),
  redoes TEXT REFERENCES operation (op_id)
) STRICT;
CREATE INDEX operation_session ON operation (session, scope, sequence);

CREATE TABLE operation_change (
  sequence INTEGER NOT NULL REFERENCES operation (sequence),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  parent_id TEXT,
  patch TEXT NOT NULL CHECK (json_valid(patch)),
  base_revision INTEGER NOT NULL,
  PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_change_entity ON operation_change (id, kind, sequence);
CREATE INDEX operation_change_parent ON operation_change (parent_id, sequence);

CREATE TABLE assessment_summary (
  assessment_id TEXT PRIMARY KEY,
  summary TEXT NOT NULL CHECK (json_valid(summary))
) STRICT, WITHOUT ROWID;

CREATE TABLE search_entry (
  rowid INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  context_id TEXT NOT NULL,
  place TEXT,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (type, id)
) STRICT;
CREATE INDEX search_entry_context ON search_entry (context_id);
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
`,
};
