import * as Y from 'yjs';
import type { Room } from '../../../relay/rooms/room.ts';
import type { RoomLease } from '../../../relay/rooms/room-registry.ts';
import { localOrigin } from './window-documents.ts';

/** A document that the backend itself reads and writes, kept equal to its room. */
export interface LocalDocument {
  readonly doc: Y.Doc;
  /** False once the room has ended, for example because the disk is full: open it again. */
  isAlive(): boolean;
  /** Changes the document; resolves when the change is durable. */
  change(work: (doc: Y.Doc) => void): Promise<void>;
  close(): void;
}

export async function openLocalDocument(lease: RoomLease): Promise<LocalDocument> {
  const { room } = lease;
  const doc = new Y.Doc({ guid: room.name });
  let alive = true;
  const end = () => {
    alive = false;
  };
  const stopFollowing = room.onCommitted(({ update }) => Y.applyUpdate(doc, update, room));
  const stopWatching = room.onClosed(end);
  const { update } = await room.encodeDiff(new Uint8Array());
  Y.applyUpdate(doc, update, room);
  return {
    doc,
    isAlive: () => alive,
    change: (work) => changeThroughRoom(room, doc, work),
    close() {
      end();
      stopFollowing();
      stopWatching();
      lease.release();
      doc.destroy();
    },
  };
}

/**
 * The change is made on a copy: were it made on the document itself and could not be stored, the document
 * would show what is not there.
 */
async function changeThroughRoom(room: Room, doc: Y.Doc, work: (doc: Y.Doc) => void): Promise<void> {
  const copy = new Y.Doc({ guid: room.name });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(copy);
  let changed = false;
  copy.on('update', () => (changed = true));
  copy.transact(() => work(copy));
  const update = Y.encodeStateAsUpdate(copy, before);
  copy.destroy();
  if (changed) await room.applyLocal(update, localOrigin);
}
