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

/** Bounds one merged row and frame. */
export const maxMergedBytes = 1_048_576;

/** As few updates as can be sent in place of `updates`; those that cannot be merged stay as they are. */
export function mergeForSending(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  if (updates.length < 2 || updates.reduce((sum, { length }) => sum + length, 0) > maxMergedBytes)
    return updates;
  try {
    return [mergeAll(updates)];
  } catch (error) {
    // An update that reads but cannot be written again (nested too deeply).
    if (error instanceof Error) return updates;
    throw error;
  }
}

/** What a holder of `stateVector` lacks of `update`; all of it when Yjs cannot take it apart. */
export function lackingOf(update: Uint8Array, stateVector: Uint8Array): Uint8Array {
  try {
    return Y.diffUpdate(update, stateVector);
  } catch (error) {
    if (error instanceof Error) return update;
    throw error;
  }
}

/** The update that changes nothing: no operations, no deletions. */
export const emptyUpdate = (): Uint8Array => new Uint8Array([0, 0]);
