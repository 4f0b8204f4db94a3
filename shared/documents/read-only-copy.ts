import * as Y from 'yjs';

export interface ReadOnlyCopy {
  readonly doc: Y.Doc;
  /** Brings the copy up to date and keeps it so; returns the way to stop. May be called again after stopping. */
  follow(): () => void;
}

/**
 * A one-way mirror of a document: it follows the original, and nothing done to it flows back. An editor
 * must show a newer document through this: when it meets a node it does not know, it deletes that node
 * from the document it is bound to, even while it is not editable.
 */
export function readOnlyCopyOf(original: Y.Doc): ReadOnlyCopy {
  const doc = new Y.Doc();
  return {
    doc,
    follow() {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(original, Y.encodeStateVector(doc)), original);
      const apply = (update: Uint8Array) => Y.applyUpdate(doc, update, original);
      original.on('update', apply);
      return () => original.off('update', apply);
    },
  };
}
