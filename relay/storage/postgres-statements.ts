/**
 * Numbers and stores entries of any number of rooms in one statement, which is one transaction. Rooms are
 * locked in the order of their ids, so that two relays never wait for each other; the lock is held until
 * the commit, so that whoever sees a sequence finds all earlier ones of that room committed.
 * A room that is not there makes a null key, and with it the whole statement fail.
 */
export const appendSql = `
WITH input AS MATERIALIZED (
  SELECT i.room, i.origin, i.position, i.crc, substring($3::bytea FROM i.start FOR i.size) AS bytes
  FROM unnest($1::text[], $2::text[], $4::int[], $5::int[], $6::bigint[])
    WITH ORDINALITY AS i(room, origin, start, size, crc, position)
), head AS MATERIALIZED (
  SELECT id, name, last_sequence FROM relay_room
  WHERE name = ANY($1::text[]) ORDER BY id FOR NO KEY UPDATE
), numbered AS MATERIALIZED (
  SELECT h.id, i.origin, i.bytes, i.crc, i.position,
    h.last_sequence + row_number() OVER (PARTITION BY i.room ORDER BY i.position) AS sequence
  FROM input i LEFT JOIN head h ON h.name = i.room
), raised AS (
  UPDATE relay_room r SET last_sequence = n.last
  FROM (SELECT id, max(sequence) AS last FROM numbered GROUP BY id) n WHERE r.id = n.id
), stored AS (
  INSERT INTO relay_entry(room_id, sequence, origin, bytes, checksum)
  SELECT id, sequence, origin, bytes, crc # (sequence & 4294967295) FROM numbered
)
SELECT sequence FROM numbered ORDER BY position`;

export const addRoomsSql = `
INSERT INTO relay_room(name) SELECT DISTINCT name FROM unnest($1::text[]) AS n(name) ORDER BY name
ON CONFLICT (name) DO NOTHING`;

/** Everything of one room, as one consistent view. */
export const roomSql = `
WITH head AS MATERIALIZED (SELECT id, last_sequence FROM relay_room WHERE name = $1)
SELECT 'room' AS kind, id AS sequence, NULL AS origin, NULL::bytea AS bytes, last_sequence AS checksum FROM head
UNION ALL
SELECT 'snapshot', s.through_sequence, s.origins, s.bytes, s.checksum
  FROM head JOIN relay_snapshot s ON s.room_id = head.id
UNION ALL
SELECT 'entry', e.sequence, e.origin, e.bytes, e.checksum FROM head JOIN relay_entry e ON e.room_id = head.id
UNION ALL
SELECT 'quarantine', q.sequence, q.origins, NULL, 0 FROM head JOIN relay_quarantine q ON q.room_id = head.id`;

/** What came after the sequences a relay knows; nothing for rooms that are as it knows them. */
export const newsSql = `
WITH wanted AS MATERIALIZED (
  SELECT w.name, w.known, r.id, coalesce(r.last_sequence, 0) AS last_sequence
  FROM unnest($1::text[], $2::bigint[]) AS w(name, known) LEFT JOIN relay_room r ON r.name = w.name
  WHERE coalesce(r.last_sequence, 0) <> w.known
)
SELECT 'room' AS kind, name, last_sequence AS sequence, NULL::bytea AS bytes, 0 AS checksum FROM wanted
UNION ALL
SELECT 'snapshot', w.name, s.through_sequence, s.bytes, s.checksum
  FROM wanted w JOIN relay_snapshot s ON s.room_id = w.id AND s.through_sequence > w.known
UNION ALL
SELECT 'entry', w.name, e.sequence, e.bytes, e.checksum
  FROM wanted w JOIN relay_entry e ON e.room_id = w.id AND e.sequence > w.known`;

export const lockRoomSql = `SELECT id, last_sequence FROM relay_room WHERE name = $1 FOR NO KEY UPDATE`;

export const snapshotSql = `SELECT through_sequence, origins FROM relay_snapshot WHERE room_id = $1`;

export const originsThroughSql = `
SELECT origin, max(sequence) AS last FROM relay_entry
WHERE room_id = $1 AND sequence <= $2 AND origin IS NOT NULL GROUP BY origin`;

export const putSnapshotSql = `
INSERT INTO relay_snapshot(room_id, through_sequence, origins, bytes, checksum) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (room_id) DO UPDATE SET through_sequence = excluded.through_sequence,
  origins = excluded.origins, bytes = excluded.bytes, checksum = excluded.checksum`;

export const dropThroughSql = `DELETE FROM relay_entry WHERE room_id = $1 AND sequence <= $2`;

/** The checksum is asked for again: what another relay has put right meanwhile stays. */
export const quarantineEntrySql = `
WITH gone AS (
  DELETE FROM relay_entry WHERE room_id = $1 AND sequence = $2 AND checksum = $4
  RETURNING room_id, sequence, bytes, checksum
)
INSERT INTO relay_quarantine(room_id, kind, sequence, origins, bytes, checksum)
SELECT room_id, 'entry', sequence, $3, bytes, checksum FROM gone`;

export const quarantineSnapshotSql = `
WITH gone AS (
  DELETE FROM relay_snapshot WHERE room_id = $1 AND through_sequence = $2 AND checksum = $3
  RETURNING room_id, through_sequence, origins, bytes, checksum
)
INSERT INTO relay_quarantine(room_id, kind, sequence, origins, bytes, checksum)
SELECT room_id, 'snapshot', through_sequence, origins, bytes, checksum FROM gone`;

export const listSql = `
SELECT r.name, r.last_sequence,
  (SELECT count(*) FROM relay_entry WHERE room_id = r.id) AS tail_entries,
  coalesce((SELECT sum(length(bytes)) FROM relay_entry WHERE room_id = r.id), 0)
    + coalesce((SELECT length(bytes) FROM relay_snapshot WHERE room_id = r.id), 0) AS bytes
FROM relay_room r WHERE r.name > $1 AND r.last_sequence > 0 ORDER BY r.name LIMIT $2`;

/** Each with the id of the locked room. */
export const removeSteps = [
  'DELETE FROM relay_entry WHERE room_id = $1',
  'DELETE FROM relay_snapshot WHERE room_id = $1',
  'DELETE FROM relay_quarantine WHERE room_id = $1',
  'DELETE FROM relay_room WHERE id = $1',
];

export const roomNamesSql = `SELECT name FROM relay_room WHERE name > $1 AND last_sequence > 0 ORDER BY name LIMIT $2`;

export const quarantinedSql = 'SELECT count(*) AS count FROM relay_quarantine';
