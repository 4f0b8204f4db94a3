import * as Y from 'yjs';
import type { BundleDocument } from './bundle-file.ts';
import { coversVector, type StateVector, stateVectorOf } from './state-vectors.ts';

/** A document as it would be after taking in what a bundle has of it. Nothing is stored by making it. */
export interface MergedDocument {
  readonly local: Y.Doc;
  readonly merged: Y.Doc;
  /** What the file alone makes; undefined when it holds only the difference to a base. */
  readonly theirs: Y.Doc | undefined;
  readonly localVector: StateVector;
  readonly theirVector: StateVector;
  readonly changed: boolean;
  dispose(): void;
}

export type MergeRefusal = 'baseMissing' | 'damaged';

/** Merges into copies. `local` is taken over: `dispose` destroys it too. */
export function mergeDocument(local: Y.Doc, { part, update }: BundleDocument): MergedDocument | MergeRefusal {
  const localVector = Y.decodeStateVector(Y.encodeStateVector(local));
  const theirVector = stateVectorOf(part.stateVector);
  // HB-12: without its base the rest would wait for ever for what is missing.
  if (part.base && !coversVector(localVector, stateVectorOf(part.base))) {
    local.destroy();
    return 'baseMissing';
  }
  const documents = [local];
  const make = (...updates: Uint8Array[]) => {
    const doc = new Y.Doc({ guid: local.guid });
    documents.push(doc);
    for (const each of updates) Y.applyUpdate(doc, each);
    return doc;
  };
  const dispose = () => {
    for (const doc of documents) doc.destroy();
  };
  try {
    const merged = make(Y.encodeStateAsUpdate(local), update);
    const theirs = part.base ? undefined : make(update);
    if (!isWhole(merged, local) || !reaches(merged, theirVector)) throw new TypeError('parts are missing');
    const changed = !Y.equalSnapshots(Y.snapshot(local), Y.snapshot(merged));
    return { local, merged, theirs, localVector, theirVector, changed, dispose };
  } catch {
    // Yjs throws errors of every kind on operations that have no place; the bytes were signed all the same.
    dispose();
    return 'damaged';
  }
}

/** Nothing came that waits for something else. What waited here before may still wait. */
function isWhole(merged: Y.Doc, local: Y.Doc): boolean {
  const waits = (doc: Y.Doc) => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
  return !waits(merged) || waits(local);
}

function reaches(merged: Y.Doc, vector: StateVector): boolean {
  return coversVector(Y.decodeStateVector(Y.encodeStateVector(merged)), vector);
}
