import * as Y from 'yjs';
import { coverageOf, type Coverage } from '../../../relay/rooms/compaction.ts';
import type { RoomStorage } from '../../../relay/storage/room-storage.ts';

/** The stored document, to be destroyed by the caller. */
export async function storedDocument(storage: RoomStorage, room: string): Promise<Y.Doc> {
  const { snapshot, tail } = await storage.load(room);
  const doc = new Y.Doc({ guid: room });
  // As it is stored: after a remote change Yjs would tidy up formatting marks, in an order of its own.
  doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
    transaction.local = true;
  });
  if (snapshot) Y.applyUpdate(doc, snapshot);
  for (const { update } of tail) Y.applyUpdate(doc, update);
  return doc;
}

/**
 * Which operations and deletions a store durably holds of a room. Read through a document: what was written
 * into a deleted block is deleted too, which the bare log does not say.
 */
export async function storedCoverage(storage: RoomStorage, room: string): Promise<Coverage> {
  const doc = await storedDocument(storage, room);
  const coverage = coverageOf([Y.encodeStateAsUpdate(doc)]);
  doc.destroy();
  return coverage;
}

export function covers(whole: Coverage, part: Coverage): boolean {
  return whole.inserted.covers(part.inserted.toTriples()) && whole.deleted.covers(part.deleted.toTriples());
}
