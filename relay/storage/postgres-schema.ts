/** One step of the schema. Steps are never changed after a release; a new one is added. */
export interface SchemaStep {
  readonly version: number;
  /**
   * The oldest program, by the newest step it knows, that can still work on the result. As long as this
   * is not raised, relays of both versions may run side by side, and going back needs no restore.
   */
  readonly oldestProgram: number;
  readonly sql: string;
}

/**
 * Checksums are CRC-32 of the bytes, exclusive-or the sequence, so that a row that was moved is found as
 * well as one that was changed. Rows carry no foreign keys: every writer holds the lock on their room.
 */
const rooms = `
CREATE TABLE relay_room (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  last_sequence bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
CREATE TABLE relay_snapshot (
  room_id bigint PRIMARY KEY,
  through_sequence bigint NOT NULL,
  origins text NOT NULL,
  bytes bytea NOT NULL,
  checksum bigint NOT NULL
);
CREATE TABLE relay_entry (
  room_id bigint NOT NULL,
  sequence bigint NOT NULL,
  origin text,
  bytes bytea NOT NULL,
  checksum bigint NOT NULL,
  PRIMARY KEY (room_id, sequence)
);
CREATE TABLE relay_quarantine (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('entry', 'snapshot')),
  sequence bigint NOT NULL,
  origins text NOT NULL,
  bytes bytea NOT NULL,
  checksum bigint NOT NULL
);
CREATE INDEX relay_quarantine_by_room ON relay_quarantine (room_id);
CREATE TABLE relay_store (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO relay_store DEFAULT VALUES;
`;

/**
 * Members and rights. Times are milliseconds since 1970 UTC. `access_document` has rows only for documents
 * that differ from the rule of their workspace; the count of changes tells relays when to look.
 */
const access = `
CREATE TABLE relay_identity (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  relay_id text NOT NULL,
  code_secret text NOT NULL,
  address text
);
CREATE TABLE access_signing_key (
  kid text PRIMARY KEY,
  public_key text NOT NULL,
  private_key text,
  made_at_ms bigint NOT NULL,
  retired_at_ms bigint,
  cut_off int NOT NULL DEFAULT 0 CHECK (cut_off IN (0, 1)),
  CHECK ((private_key IS NULL) = (retired_at_ms IS NOT NULL))
);
CREATE UNIQUE INDEX access_signing_key_in_use ON access_signing_key ((retired_at_ms IS NULL))
  WHERE retired_at_ms IS NULL;
CREATE TABLE access_change (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), count bigint NOT NULL);
INSERT INTO access_change(count) VALUES (0);
CREATE TABLE access_used_once (id text PRIMARY KEY, expires_at_ms bigint NOT NULL);
CREATE INDEX access_used_once_by_expiry ON access_used_once (expires_at_ms);
CREATE TABLE access_workspace (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  created_at_ms bigint NOT NULL,
  revision bigint NOT NULL DEFAULT 1
);
CREATE TABLE access_member (
  id text COLLATE "C" PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES access_workspace(id),
  device_key_id text NOT NULL,
  device_key text NOT NULL,
  display_name text NOT NULL,
  organisation text NOT NULL,
  partner text,
  role text NOT NULL CHECK (role IN ('reader', 'commenter', 'editor', 'facilitator')),
  joined_at_ms bigint NOT NULL,
  revoked_at_ms bigint,
  revoked_revision bigint,
  UNIQUE (workspace_id, device_key_id)
);
CREATE TABLE access_member_seen (
  member_id text COLLATE "C" PRIMARY KEY REFERENCES access_member(id),
  at_ms bigint NOT NULL
);
CREATE TABLE access_invite (
  id text COLLATE "C" PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES access_workspace(id),
  code_hash text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('reader', 'commenter', 'editor', 'facilitator')),
  partner text,
  created_at_ms bigint NOT NULL,
  created_revision bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  max_uses bigint NOT NULL,
  uses bigint NOT NULL DEFAULT 0
);
CREATE INDEX access_invite_by_workspace ON access_invite (workspace_id);
CREATE TABLE access_start_code (
  id text COLLATE "C" PRIMARY KEY,
  code_hash text NOT NULL UNIQUE,
  created_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  workspace_id text REFERENCES access_workspace(id)
);
CREATE TABLE access_document (
  workspace_id text NOT NULL REFERENCES access_workspace(id),
  document_id text NOT NULL,
  locked int NOT NULL CHECK (locked IN (0, 1)),
  roles text NOT NULL,
  PRIMARY KEY (workspace_id, document_id)
);
CREATE TABLE access_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id text NOT NULL,
  at_ms bigint NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail text NOT NULL
);
CREATE INDEX access_audit_by_workspace ON access_audit (workspace_id);
`;

export const schemaSteps: readonly SchemaStep[] = [
  { version: 1, oldestProgram: 1, sql: `${rooms}${access}` },
];
