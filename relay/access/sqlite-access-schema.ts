/**
 * The DDL of the access store, to be run once by the owner of the database. Times are milliseconds since
 * 1970 UTC. `document_access` has rows only for documents that differ from the rule of their workspace.
 */
export const accessStoreSchema = `
CREATE TABLE relay_identity (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  relay_id TEXT NOT NULL,
  code_secret TEXT NOT NULL,
  address TEXT
) STRICT;
CREATE TABLE signing_key (
  kid TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  private_key TEXT,
  made_at_ms INTEGER NOT NULL,
  retired_at_ms INTEGER,
  cut_off INTEGER NOT NULL DEFAULT 0 CHECK (cut_off IN (0, 1)),
  CHECK ((private_key IS NULL) = (retired_at_ms IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX signing_key_in_use ON signing_key(retired_at_ms IS NULL) WHERE retired_at_ms IS NULL;
CREATE TABLE used_once (
  id TEXT PRIMARY KEY,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX used_once_by_expiry ON used_once(expires_at_ms);
CREATE TABLE workspace (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE TABLE member (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace(id),
  device_key_id TEXT NOT NULL,
  device_key TEXT NOT NULL,
  display_name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  partner TEXT,
  role TEXT NOT NULL CHECK (role IN ('reader', 'commenter', 'editor', 'facilitator')),
  joined_at_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER,
  revoked_revision INTEGER,
  UNIQUE (workspace_id, device_key_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE member_seen (
  member_id TEXT PRIMARY KEY REFERENCES member(id),
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE invite (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace(id),
  code_hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('reader', 'commenter', 'editor', 'facilitator')),
  partner TEXT,
  created_at_ms INTEGER NOT NULL,
  created_revision INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  max_uses INTEGER NOT NULL,
  uses INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX invite_by_workspace ON invite(workspace_id);
CREATE TABLE start_code (
  id TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  workspace_id TEXT REFERENCES workspace(id)
) STRICT, WITHOUT ROWID;
CREATE TABLE document_access (
  workspace_id TEXT NOT NULL REFERENCES workspace(id),
  document_id TEXT NOT NULL,
  locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
  roles TEXT NOT NULL,
  PRIMARY KEY (workspace_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE access_audit (
  id INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX access_audit_by_workspace ON access_audit(workspace_id);
`;
