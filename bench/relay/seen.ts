import { readUpdateRanges } from '../../relay/protocol/update-ranges.ts';
import { RangeSet } from '../../relay/rooms/range-set.ts';

/** Which operations somebody has got, deletions included. */
export class Seen {
  readonly inserted = new RangeSet();
  readonly deleted = new RangeSet();

  add(update: Uint8Array): void {
    const ranges = rangesOf(update);
    this.inserted.addAll(ranges.inserted);
    this.deleted.addAll(ranges.deleted);
  }

  has(update: Uint8Array): boolean {
    const ranges = rangesOf(update);
    return this.inserted.covers(ranges.inserted) && this.deleted.covers(ranges.deleted);
  }

  /** How many operations of this client are there without a gap from the first. */
  countOf(client: number): number {
    return this.inserted.contiguous().get(client) ?? 0;
  }
}

/** A view into a receive buffer is read past its end by Yjs' decoders: so a copy. */
export function rangesOf(update: Uint8Array) {
  const ranges = readUpdateRanges(update.slice());
  if (!ranges.ok) throw new Error(`a server sent an update that cannot be read: ${ranges.error.code}`);
  return ranges.value;
}
