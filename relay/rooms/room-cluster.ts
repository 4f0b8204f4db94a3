import type { AwarenessEntry } from '../protocol/awareness.ts';
import type { RoomNews } from '../storage/room-storage.ts';
import type { CommittedUpdate } from './room-peer.ts';

/** Somebody's presence as relays tell it to each other. */
export interface PresenceNews extends AwarenessEntry {
  /** The client is connected there itself, see `AwarenessBoard`. */
  readonly claimed: boolean;
}

/**
 * The other processes that serve the same store. Rooms tell it what happened here; it tells the rooms what
 * happened elsewhere. A process that is alone has none.
 */
export interface RoomCluster {
  opened(room: ClusterRoom): void;
  closed(room: ClusterRoom): void;
  /** Committed now, and not sent on yet. */
  committed(room: ClusterRoom, updates: readonly CommittedUpdate[]): void;
  /** Said by clients of this process. */
  present(room: ClusterRoom, news: readonly PresenceNews[]): void;
}

/** A room as the cluster sees it. */
export interface ClusterRoom {
  readonly name: string;
  /** Everything up to here is in the room. */
  readonly lastSequence: number;
  /** Something before what the room has already is missing. */
  readonly hasGap: boolean;
  /** Entries that other processes have committed; in any order, also repeated. */
  takeCommitted(updates: readonly CommittedUpdate[]): void;
  /** What the store had beyond `lastSequence` when it was asked. */
  takeNews(news: RoomNews): void;
  /** The store has less than the room: it was removed, or restored from a backup. All clients come again. */
  startOver(): void;
  /** What clients of another process say of themselves. */
  hearElsewhere(news: readonly PresenceNews[], elsewhere: object): void;
  /** That process is gone, and its clients with it. */
  forgetElsewhere(elsewhere: object): void;
  /** The clients of this process. */
  presentHere(): PresenceNews[];
}
