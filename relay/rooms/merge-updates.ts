import * as Y from 'yjs';

/** `Y.mergeUpdates` takes time with the square of the number of updates: never more than this at once. */
const maxUpdatesPerMerge = 100;

/** One update that holds all of `updates`, merged as a tree. Throws only if Yjs cannot read one of them. */
export function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
  let level = updates;
  while (level.length > 1) {
    const next: Uint8Array[] = [];
    for (let index = 0; index < level.length; index += maxUpdatesPerMerge) {
      next.push(Y.mergeUpdates(level.slice(index, index + maxUpdatesPerMerge)));
    }
    level = next;
  }
  return level[0] ?? emptyUpdate();
}

/** The update that changes nothing: no operations, no deletions. */
export const emptyUpdate = (): Uint8Array => new Uint8Array([0, 0]);
