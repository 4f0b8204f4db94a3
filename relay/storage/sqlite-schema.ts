/** Names of the tables of one store inside a database that may hold other things as well. */
export interface RoomTables {
  readonly room: string;
  readonly snapshot: string;
  readonly entry: string;
  readonly quarantine: string;
}

/** @param prefix lower-case letters and underscores, for example `document_`; may be empty. */
export function roomTables(prefix: string): RoomTables {
  if (!/^[a-z_]*$/.test(prefix)) throw new TypeError(`not a table prefix: ${prefix}`);
  return {
    room: `${prefix}room`,
    snapshot: `${prefix}snapshot`,
    entry: `${prefix}entry`,
    quarantine: `${prefix}quarantine`,
  };
}

/**
 * The DDL of a room store, to be run once by the owner of the database (in a migration, or through
 * `openRelayDatabase`). Checksums are CRC-32 of the bytes, seeded with the sequence, so that a row
 * that was moved is found as well as one that was changed. Quarantine has no key to `room`: it
 * keeps what is damaged, also beside a later row of the same sequence.
 */
export function roomStorageSchema(prefix: string): string {
  const { room, snapshot, entry, quarantine } = roomTables(prefix);
  return `
CREATE TABLE ${room} (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE ${snapshot} (
  room_id INTEGER PRIMARY KEY REFERENCES ${room}(id) ON DELETE CASCADE,
  through_sequence INTEGER NOT NULL,
  origins TEXT NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE ${entry} (
  room_id INTEGER NOT NULL REFERENCES ${room}(id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  origin TEXT,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (room_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE ${quarantine} (
  id INTEGER PRIMARY KEY,
  room_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('entry', 'snapshot')),
  sequence INTEGER NOT NULL,
  origins TEXT NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX ${quarantine}_by_room ON ${quarantine}(room_id);
`;
}
