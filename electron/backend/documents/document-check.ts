import * as Y from 'yjs';
import type { RoomStorage } from '../../../relay/storage/room-storage.ts';

/** The result of reading everything that is stored of every document. */
export interface DocumentCheck {
  documents: number;
  entries: number;
  /** Rows whose checksum does not fit, and rows that were set aside earlier. */
  damagedRows: number;
  quarantinedRows: number;
  /** Documents whose updates do not form a document any more. */
  unreadable: string[];
  /** What SQLite says of its own pages. */
  problems: readonly string[];
}

const pageSize = 100;

/** Reads every document through; changes nothing. */
export async function checkDocuments(storage: RoomStorage): Promise<DocumentCheck> {
  const report = await storage.check();
  const damagedIn = new Set(report.damaged.map((row) => row.room));
  const unreadable: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await storage.list({ limit: pageSize, ...(after === undefined ? {} : { after }) });
    for (const { room } of page) {
      // Loading sets damaged rows aside, which a check must not do: they are reported already.
      if (!damagedIn.has(room) && !(await isReadable(storage, room))) unreadable.push(room);
    }
    after = page.at(-1)?.room;
    if (page.length < pageSize) break;
  }
  return {
    documents: report.rooms,
    entries: report.entries,
    damagedRows: report.damaged.length,
    quarantinedRows: report.quarantined,
    unreadable,
    problems: report.problems,
  };
}

async function isReadable(storage: RoomStorage, room: string): Promise<boolean> {
  const doc = await readDocument(storage, room);
  // Operations that wait for others which are not there mean that a part of the log is missing.
  const complete = doc !== undefined && doc.store.pendingStructs === null && doc.store.pendingDs === null;
  doc?.destroy();
  return complete;
}

/** The stored document as a copy of its own; undefined when its bytes are no document. */
export async function readDocument(storage: RoomStorage, documentId: string): Promise<Y.Doc | undefined> {
  const { snapshot, tail } = await storage.load(documentId);
  const doc = new Y.Doc({ guid: documentId });
  try {
    if (snapshot) Y.applyUpdate(doc, snapshot);
    for (const { update } of tail) Y.applyUpdate(doc, update);
    return doc;
  } catch {
    // Yjs throws plain errors of every kind on bytes that it can't integrate.
    doc.destroy();
    return undefined;
  }
}
