import * as Y from 'yjs';

export interface ReadOnlyCopy {
  readonly doc: Y.Doc;
  dispose(): void;
}

/**
 * A one-way mirror of a document: it follows the original, and nothing done to it flows back. An editor
 * must show a newer document through this: when it meets a node it does not know, it deletes that node
 * from the document it is bound to, even while it is not editable.
 */
export function followReadOnly(original: Y.Doc): ReadOnlyCopy {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(original), original);
  const follow = (update: Uint8Array) => Y.applyUpdate(copy, update, original);
  original.on('update', follow);
  return {
    doc: copy,
    dispose() {
      original.off('update', follow);
      copy.destroy();
    },
  };
}
