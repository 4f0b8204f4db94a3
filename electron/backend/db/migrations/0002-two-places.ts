import type { Migration } from '../migration.ts';

/** What is confirmed is kept per place: the relay, and the room that laptops share without one. */
export const twoPlaces: Migration = {
  version: 2,
  name: 'two places',
  sql: `
-- What each place has confirmed of each document, by the log's sequence; far_room names the document's room
-- there. Changes that a snapshot has swallowed before they were confirmed are counted in swallowed_changes.
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
INSERT INTO document_confirmation
  SELECT document_id, 'relay', relay_room, confirmed_sequence, confirmed_at, swallowed_through, swallowed_changes
  FROM document_sync;
DROP TABLE document_sync;
`,
};
