import * as Y from 'yjs';
import { readUpdateRanges } from '../protocol/update-ranges.ts';
import { mergeAll } from './merge-updates.ts';
import { RangeSet } from './range-set.ts';

export interface Coverage {
  readonly inserted: RangeSet;
  readonly deleted: RangeSet;
}

/** What a log of updates holds, gaps and deletions included. Updates have been checked before. */
export function coverageOf(updates: readonly Uint8Array[]): Coverage {
  const coverage = { inserted: new RangeSet(), deleted: new RangeSet() };
  for (const update of updates) {
    const ranges = readUpdateRanges(update);
    if (!ranges.ok) throw new Error(`a stored update cannot be read: ${ranges.error.code}`);
    coverage.inserted.addAll(ranges.value.inserted);
    coverage.deleted.addAll(ranges.value.deleted);
  }
  return coverage;
}

/**
 * One update that stands for all of `updates`. A document joins runs and drops deleted text, which
 * merging does not (11 times smaller on a long history). Never loses anything: if what comes out does
 * not cover what went in (an update that reads but cannot be integrated), the merged log is taken.
 */
export function compactUpdates(room: string, updates: readonly Uint8Array[]): Uint8Array {
  if (updates.length === 0) return mergeAll([]);
  const needed = coverageOf(updates);
  const compacted = throughDocument(room, updates);
  if (compacted && coversAll(compacted, needed)) return compacted;
  const merged = mergeAll(updates);
  if (coversAll(merged, needed)) return merged;
  throw new Error('the log cannot be compacted without losing operations');
}

function throughDocument(room: string, updates: readonly Uint8Array[]): Uint8Array | undefined {
  // A given guid saves the making of a random one, which costs 20 times as much as the rest.
  const doc = new Y.Doc({ guid: room, gc: true });
  // After a remote change Yjs deletes formatting marks that look superfluous at that moment. A compaction
  // must not make deletions that nobody else hears of: here no change counts as remote.
  doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
    transaction.local = true;
  });
  try {
    // One transaction each: wrapping all in one is three to five times slower.
    for (const update of updates) Y.applyUpdate(doc, update);
    return Y.encodeStateAsUpdate(doc);
  } catch {
    // Not an error of ours: the caller keeps the log as it is.
    return undefined;
  } finally {
    doc.destroy();
  }
}

function coversAll(update: Uint8Array, needed: Coverage): boolean {
  const ranges = readUpdateRanges(update);
  if (!ranges.ok) return false;
  const inserted = new RangeSet();
  inserted.addAll(ranges.value.inserted);
  const deleted = new RangeSet();
  deleted.addAll(ranges.value.deleted);
  return inserted.covers(needed.inserted.toTriples()) && deleted.covers(needed.deleted.toTriples());
}
