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
CREATE INDEX entity_evidence ON entity (fields ->> 'evidenceId') WHERE kind = 'evidenceLink';

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

-- Documents: per document an append-only log of Yjs updates and a snapshot that stands for its beginning.
-- The four tables are those of the room store (relay/storage) under the prefix "document_".
CREATE TABLE document_room (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE document_snapshot (
  room_id INTEGER PRIMARY KEY REFERENCES document_room (id) ON DELETE CASCADE,
  through_sequence INTEGER NOT NULL,
  origins TEXT NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE document_entry (
  room_id INTEGER NOT NULL REFERENCES document_room (id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  origin TEXT,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (room_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE document_quarantine (
  id INTEGER PRIMARY KEY,
  room_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('entry', 'snapshot')),
  sequence INTEGER NOT NULL,
  origins TEXT NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX document_quarantine_by_room ON document_quarantine (room_id);

-- What the relay has confirmed of each document, by the log's sequence. Changes that a snapshot has
-- swallowed before they were confirmed are counted in swallowed_changes.
CREATE TABLE document_sync (
  document_id TEXT PRIMARY KEY,
  relay_room TEXT NOT NULL,
  confirmed_sequence INTEGER NOT NULL,
  confirmed_at INTEGER,
  swallowed_through INTEGER NOT NULL,
  swallowed_changes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What lists and search show of each plan, the log sequence it was read at, and the index row on which
-- this workspace and the shared commons agreed last.
CREATE TABLE plan_index (
  document_id TEXT PRIMARY KEY,
  indexed_sequence INTEGER NOT NULL,
  summary TEXT NOT NULL CHECK (json_valid(summary)),
  agreed TEXT NOT NULL CHECK (json_valid(agreed))
) STRICT, WITHOUT ROWID;

-- Bytes by their SHA-256 (hexadecimal). They never change.
CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- Frozen copies of assessments: those made here (assessment_id, secret) and those that others share.
-- entry is what was listed first; later words of a peer do not change it.
CREATE TABLE snapshot (
  hash TEXT PRIMARY KEY,
  assessment_id TEXT,
  partner_id TEXT,
  secret TEXT,
  entry TEXT NOT NULL CHECK (json_valid(entry)),
  state TEXT NOT NULL CHECK (state IN ('kept', 'shared', 'withdrawn')),
  noted_at INTEGER NOT NULL,
  received_at INTEGER
) STRICT, WITHOUT ROWID;

-- Under which name a partner shares without its own, per exchange round. Random, never derived.
CREATE TABLE snapshot_alias (
  partner_id TEXT NOT NULL,
  round TEXT NOT NULL,
  alias TEXT NOT NULL UNIQUE,
  PRIMARY KEY (partner_id, round)
) STRICT, WITHOUT ROWID;

-- Plans that others have changed since somebody looked at them on this laptop.
CREATE TABLE plan_unseen (
  plan_id TEXT PRIMARY KEY,
  others_changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
