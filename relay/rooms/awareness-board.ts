import { type AwarenessEntry, goneState } from '../protocol/awareness.ts';
import type { PresenceNews } from './room-cluster.ts';

interface Presence {
  clock: number;
  state: string;
  /** Who takes the entry along when leaving; undefined once it is gone. */
  owner: object | undefined;
  /** Only the owner, or a connection that introduces itself with this client id, may change the entry. */
  claimed: boolean;
  seenAtMs: number;
}

/** An entry that changed, and what other processes need to know of it. */
export interface PresenceChange extends PresenceNews {
  /** A client of this process said it, or left; otherwise it came from another process. */
  readonly here: boolean;
}

export interface AwarenessBoardLimits {
  readonly maxPresentClients: number;
  readonly presenceExpiryMs: number;
  /** UTF-16 units of all states together; what would be more is not shown. */
  readonly maxAwarenessUnits?: number;
}

/**
 * Who is present in a room: the last entry of each client as text, no Awareness objects. Gone clients
 * are remembered for a while with their clock, because stock clients repeat what they heard of others
 * and would bring them back.
 */
export class AwarenessBoard {
  readonly #limits: AwarenessBoardLimits;
  readonly #presences = new Map<number, Presence>();
  #units = 0;
  readonly #introduced = new WeakSet<object>();
  /** Owners that stand for another process. */
  readonly #elsewhere = new WeakSet<object>();
  /** Whether the last change was made here. */
  #changed = new Map<number, boolean>();

  constructor(limits: AwarenessBoardLimits) {
    this.#limits = limits;
  }

  /** Takes what `owner` says; older and unowned entries are passed over. */
  apply(entries: readonly AwarenessEntry[], owner: object, nowMs: number): void {
    const first = !this.#introduced.has(owner);
    this.#introduced.add(owner);
    // A stock client's first message is about itself alone. That claim lets a client that comes back
    // on a new connection take its entry over, so that the late end of the old one does not remove it.
    const introduces = first && entries.length === 1;
    for (const entry of entries) this.#applyOne(entry, owner, introduces, nowMs);
  }

  /** Takes what the process `owner` says of its clients. A client that moved there belongs to it. */
  applyElsewhere(news: readonly PresenceNews[], owner: object, nowMs: number): void {
    this.#elsewhere.add(owner);
    for (const entry of news) this.#applyOne(entry, owner, entry.claimed, nowMs);
  }

  #applyOne(entry: AwarenessEntry, owner: object, introduces: boolean, nowMs: number): void {
    const { client, clock, state } = entry;
    const here = !this.#elsewhere.has(owner);
    const known = this.#presences.get(client);
    if (!known) {
      if (state === goneState || this.#presences.size >= this.#limits.maxPresentClients) return;
      if (!this.#hasRoomFor(state.length)) return;
      this.#units += state.length;
      this.#presences.set(client, { clock, state, owner, claimed: introduces, seenAtMs: nowMs });
      this.#changed.set(client, here);
      return;
    }
    const present = known.owner !== undefined;
    if (present && known.claimed && known.owner !== owner && !introduces) return;
    const newer = clock > known.clock || (clock === known.clock && state === goneState && present);
    if (newer) {
      if (!this.#hasRoomFor(state.length - known.state.length)) return;
      this.#units += state.length - known.state.length;
      known.clock = clock;
      known.state = state;
      known.owner = state === goneState ? undefined : owner;
      known.claimed = introduces || (known.claimed && known.owner === owner);
      known.seenAtMs = nowMs;
      this.#changed.set(client, here);
    } else if (introduces && present && clock === known.clock) {
      // The process that it came from has to hear of the move, or the end of the old connection would end it.
      if (here && this.#elsewhere.has(known.owner!)) this.#changed.set(client, true);
      known.owner = owner;
      known.claimed = true;
      known.seenAtMs = nowMs;
    } else if (introduces && here && !present) {
      // Said to be gone at a later clock: a client that hears this of itself says itself again, later still.
      this.#changed.set(client, false);
    }
  }

  /** The connection is gone: its clients are said to be gone too, one clock later. */
  removeOwner(owner: object, nowMs: number): void {
    for (const [client, presence] of this.#presences) {
      if (presence.owner === owner) this.#end(client, presence, nowMs);
    }
  }

  /** Ends clients that went silent, and forgets those gone for as long. */
  expire(nowMs: number): void {
    for (const [client, presence] of this.#presences) {
      if (nowMs - presence.seenAtMs <= this.#limits.presenceExpiryMs) continue;
      if (presence.owner === undefined) {
        this.#presences.delete(client);
        this.#units -= presence.state.length;
      } else this.#end(client, presence, nowMs);
    }
  }

  #hasRoomFor(units: number): boolean {
    return units <= 0 || this.#units + units <= (this.#limits.maxAwarenessUnits ?? Infinity);
  }

  #end(client: number, presence: Presence, nowMs: number): void {
    const here = presence.owner !== undefined && !this.#elsewhere.has(presence.owner);
    this.#changed.set(client, here);
    // For those elsewhere their own process counts: one that only seemed gone must not be shut out by a clock.
    if (here) presence.clock += 1;
    this.#units += goneState.length - presence.state.length;
    presence.state = goneState;
    presence.owner = undefined;
    presence.claimed = false;
    presence.seenAtMs = nowMs;
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** What changed since the last call, one entry per client however often it changed. */
  takeChanges(): PresenceChange[] {
    const changes: PresenceChange[] = [];
    for (const [client, here] of this.#changed) {
      const presence = this.#presences.get(client);
      if (presence) changes.push({ ...newsOf(client, presence), here });
    }
    this.#changed = new Map();
    return changes;
  }

  /** Everybody who is present through this process. */
  presentHere(): PresenceNews[] {
    const news: PresenceNews[] = [];
    for (const [client, presence] of this.#presences) {
      if (presence.owner && !this.#elsewhere.has(presence.owner)) news.push(newsOf(client, presence));
    }
    return news;
  }

  /** Everybody who is present. */
  present(): AwarenessEntry[] {
    const entries: AwarenessEntry[] = [];
    for (const [client, { clock, state, owner }] of this.#presences) {
      if (owner !== undefined) entries.push({ client, clock, state });
    }
    return entries;
  }
}

const newsOf = (client: number, { clock, state, owner, claimed }: Presence): PresenceNews => ({
  client,
  clock,
  state,
  claimed: claimed && owner !== undefined,
});
