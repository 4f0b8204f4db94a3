import { type AwarenessEntry, goneState } from '../protocol/awareness.ts';

interface Presence {
  clock: number;
  state: string;
  /** Who takes the entry along when leaving; undefined once it is gone. */
  owner: object | undefined;
  /** Only the owner, or a connection that introduces itself with this client id, may change the entry. */
  claimed: boolean;
  seenAtMs: number;
}

export interface AwarenessBoardLimits {
  readonly maxPresentClients: number;
  readonly presenceExpiryMs: number;
}

/**
 * Who is present in a room: the last entry of each client as text, no Awareness objects. Gone clients
 * are remembered for a while with their clock, because stock clients repeat what they heard of others
 * and would bring them back.
 */
export class AwarenessBoard {
  readonly #limits: AwarenessBoardLimits;
  readonly #presences = new Map<number, Presence>();
  readonly #introduced = new WeakSet<object>();
  #changed = new Set<number>();

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

  #applyOne(entry: AwarenessEntry, owner: object, introduces: boolean, nowMs: number): void {
    const { client, clock, state } = entry;
    const known = this.#presences.get(client);
    if (!known) {
      if (state === goneState || this.#presences.size >= this.#limits.maxPresentClients) return;
      this.#presences.set(client, { clock, state, owner, claimed: introduces, seenAtMs: nowMs });
      this.#changed.add(client);
      return;
    }
    const present = known.owner !== undefined;
    if (present && known.claimed && known.owner !== owner && !introduces) return;
    const newer = clock > known.clock || (clock === known.clock && state === goneState && present);
    if (newer) {
      known.clock = clock;
      known.state = state;
      known.owner = state === goneState ? undefined : owner;
      known.claimed = introduces || (known.claimed && known.owner === owner);
      known.seenAtMs = nowMs;
      this.#changed.add(client);
    } else if (introduces && present && clock === known.clock) {
      known.owner = owner;
      known.claimed = true;
      known.seenAtMs = nowMs;
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
      if (presence.owner === undefined) this.#presences.delete(client);
      else this.#end(client, presence, nowMs);
    }
  }

  #end(client: number, presence: Presence, nowMs: number): void {
    presence.clock += 1;
    presence.state = goneState;
    presence.owner = undefined;
    presence.claimed = false;
    presence.seenAtMs = nowMs;
    this.#changed.add(client);
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** What changed since the last call, one entry per client however often it changed. */
  takeChanges(): AwarenessEntry[] {
    const changes: AwarenessEntry[] = [];
    for (const client of this.#changed) {
      const presence = this.#presences.get(client);
      if (presence) changes.push({ client, clock: presence.clock, state: presence.state });
    }
    this.#changed = new Set();
    return changes;
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
