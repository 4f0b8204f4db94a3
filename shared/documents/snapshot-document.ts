import type * as Y from 'yjs';

/**
 * The bytes of a shared snapshot travel in a document of their own, so that a laptop loads only those it
 * does not have: one map with one entry. What arrives is believed only when its SHA-256 is the hash in the
 * document's name; whoever reads it checks.
 */
const prefix = 'snapshot-';
const bytesKey = 'bytes';

export function snapshotDocumentId(hash: string): string {
  return prefix + hash;
}

/** The hash of the snapshot that a document carries; undefined for any other document. */
export function snapshotHashOf(documentId: string): string | undefined {
  if (!documentId.startsWith(prefix)) return undefined;
  const hash = documentId.slice(prefix.length);
  return isSnapshotHash(hash) ? hash : undefined;
}

export function isSnapshotHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** What is there now, as long as it has the right size; null for nothing and for anything else. */
export function readSnapshotBytes(doc: Y.Doc, byteLength: number): Uint8Array<ArrayBuffer> | null {
  const value = bytesMap(doc).get(bytesKey);
  return value instanceof Uint8Array && value.byteLength === byteLength ? Uint8Array.from(value) : null;
}

export function writeSnapshotBytes(doc: Y.Doc, bytes: Uint8Array): void {
  bytesMap(doc).set(bytesKey, bytes);
}

/** Removes the bytes; a compaction of the document then leaves nothing of them. */
export function clearSnapshotBytes(doc: Y.Doc): void {
  const map = bytesMap(doc);
  for (const key of [...map.keys()]) map.delete(key);
}

function bytesMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('snapshot');
}
