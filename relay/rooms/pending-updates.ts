import type { UpdateRanges } from '../protocol/update-ranges.ts';
import { maxMergedBytes, mergeAll } from './merge-updates.ts';
import type { Member } from './room-member.ts';

export interface PendingUpdate {
  readonly update: Uint8Array;
  readonly ranges: UpdateRanges;
  readonly origin: string | null;
  /** The member it came from and how many of its messages are durable once this one is. */
  readonly from: { readonly sender: Member; readonly ordinal: number } | undefined;
  readonly onDurable: (() => void) | undefined;
  readonly onFailed: ((error: unknown) => void) | undefined;
}

/** One row to be: the updates of one turn that came from one origin, merged. */
export interface PendingEntry {
  /** null when the room knows all of it: nothing to store, but its senders still get their confirmation. */
  readonly update: Uint8Array | null;
  readonly origin: string | null;
  readonly items: readonly PendingUpdate[];
  /** Set when all of it came from one member, which then does not get it back. */
  readonly onlySender: Member | undefined;
}

interface Group {
  readonly items: PendingUpdate[];
  bytes: number;
}

/**
 * Folds the updates of a turn into as few rows and frames as there are origins. Large updates stay
 * alone: merging would read them all over again.
 */
export function foldUpdates(
  items: readonly PendingUpdate[],
  mergeMaxBytes: number,
  knows: (ranges: UpdateRanges) => boolean,
): PendingEntry[] {
  // The common case, one key a turn, without the bookkeeping for many.
  if (items.length === 1) return [entryOf(knows(items[0]!.ranges) ? null : items[0]!.update, items)];
  const known: PendingUpdate[] = [];
  const groups: Group[] = [];
  const open = new Map<string | null, Group>();
  for (const item of items) {
    if (knows(item.ranges)) {
      known.push(item);
      continue;
    }
    const bytes = item.update.length;
    const group = open.get(item.origin);
    if (bytes <= mergeMaxBytes && group && group.bytes + bytes <= maxMergedBytes) {
      group.items.push(item);
      group.bytes += bytes;
    } else {
      const started = { items: [item], bytes };
      if (bytes <= mergeMaxBytes) open.set(item.origin, started);
      groups.push(started);
    }
  }
  const entries = groups.flatMap((group) => foldGroup(group.items));
  return known.length === 0 ? entries : [...entries, entryOf(null, known)];
}

function foldGroup(items: readonly PendingUpdate[]): PendingEntry[] {
  if (items.length === 1) return [entryOf(items[0]!.update, items)];
  try {
    return [entryOf(mergeAll(items.map((item) => item.update)), items)];
  } catch (error) {
    // An update that reads but cannot be written again (nested too deeply) must not take others along.
    if (error instanceof Error) return items.map((item) => entryOf(item.update, [item]));
    throw error;
  }
}

function entryOf(update: Uint8Array | null, items: readonly PendingUpdate[]): PendingEntry {
  const sender = items[0]!.from?.sender;
  const onlySender = items.every((item) => item.from?.sender === sender) ? sender : undefined;
  return { update, origin: items[0]!.origin, items, onlySender };
}

/** How many messages of each sender that asked for confirmations are committed with these entries. */
export function countsToConfirm(entries: readonly PendingEntry[]): Map<Member, number> {
  const counts = new Map<Member, number>();
  for (const { items } of entries) {
    for (const { from } of items) {
      if (!from?.sender.peer.wantsConfirmation) continue;
      counts.set(from.sender, Math.max(from.ordinal, counts.get(from.sender) ?? 0));
    }
  }
  return counts;
}
