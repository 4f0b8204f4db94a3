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
`;

export const schemaSteps: readonly SchemaStep[] = [{ version: 1, oldestProgram: 1, sql: rooms }];
