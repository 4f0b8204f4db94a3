import * as Y from 'yjs';
import { findLostText, type FoundText, textWrittenBy, textWrittenIn } from './lost-text.ts';

/** Text that a merge left without a place, to be offered back. */
export interface StrandedText extends Pick<FoundText, 'id' | 'text'> {
  readonly chapterKey: string;
}

export interface Merge {
  /** Everything that was known before, as updates, without `ownUnseen`. */
  readonly seen: readonly Uint8Array[];
  /** What was written here and nobody else had seen. */
  readonly ownUnseen: readonly Uint8Array[];
  /** What came from others. */
  readonly incoming: readonly Uint8Array[];
}

/** Shorter than this is a letter on its way to a word. */
const minCharacters = 3;

/** Text that one side of a merge wrote and the other side deleted without having seen it. */
export function findStrandedText({ seen, ownUnseen, incoming }: Merge): StrandedText[] {
  const known = documentOf([...seen, ...ownUnseen]);
  const merged = documentOf([...seen, ...ownUnseen, ...incoming]);
  const written = [
    ...textWrittenIn(known, stateVector(Y.encodeStateVectorFromUpdate(Y.mergeUpdates([...seen])))),
    ...textWrittenBy(Y.mergeUpdates([...incoming]), stateVector(Y.encodeStateVector(known)), merged),
  ];
  const found = findLostText(written, merged).flatMap(({ id, chapterKey, text }) =>
    chapterKey === null || text.trim().length < minCharacters ? [] : { id, chapterKey, text },
  );
  for (const doc of [known, merged]) doc.destroy();
  return found;
}

const stateVector = (bytes: Uint8Array) => Y.decodeStateVector(bytes);

/** Kept whole: what is deleted still says where it was. */
function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ guid: 'stranded-text', gc: false });
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}
