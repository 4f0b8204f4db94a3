CREATE INDEX document_quarantine_by_room ON document_quarantine (room_id);

CREATE INDEX entity_evidence ON entity (fields ->> 'evidenceId') WHERE kind = 'evidenceLink';

CREATE INDEX entity_parent ON entity (parent_id, kind);

CREATE INDEX handover_file_by_time ON handover_file (direction, at);

CREATE INDEX handover_receipt_by_key ON handover_receipt (key_id, created_at);

CREATE INDEX operation_change_entity ON operation_change (id, kind, sequence);

CREATE INDEX operation_change_parent ON operation_change (parent_id, sequence);

CREATE INDEX operation_session ON operation (session, scope, sequence);

CREATE INDEX search_entry_context ON search_entry (context_id);

CREATE TABLE assessment_summary (
  assessment_id TEXT PRIMARY KEY,
  summary TEXT NOT NULL CHECK (json_valid(summary))
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE document_confirmation (
  document_id TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('relay', 'room')),
  far_room TEXT NOT NULL,
  confirmed_sequence INTEGER NOT NULL,
  confirmed_at INTEGER,
  swallowed_through INTEGER NOT NULL,
  swallowed_changes INTEGER NOT NULL,
  PRIMARY KEY (document_id, place)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE handover_file (
  direction TEXT NOT NULL CHECK (direction IN ('sent', 'received')),
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  details TEXT NOT NULL CHECK (json_valid(details)),
  PRIMARY KEY (direction, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_person (
  key_id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  organisation TEXT NOT NULL,
  display_name TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_receipt (
  file_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  details TEXT NOT NULL CHECK (json_valid(details)),
  PRIMARY KEY (file_id, key_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE plan_index (
  document_id TEXT PRIMARY KEY,
  indexed_sequence INTEGER NOT NULL,
  summary TEXT NOT NULL CHECK (json_valid(summary)),
  agreed TEXT NOT NULL CHECK (json_valid(agreed))
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_unseen (
  plan_id TEXT PRIMARY KEY,
  others_changed_at INTEGER NOT NULL
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

CREATE VIRTUAL TABLE search_index USING fts5 (
  title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE snapshot_alias (
  partner_id TEXT NOT NULL,
  round TEXT NOT NULL,
  alias TEXT NOT NULL UNIQUE,
  PRIMARY KEY (partner_id, round)
) STRICT, WITHOUT ROWID;
