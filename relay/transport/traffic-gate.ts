import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import type { PeerConnection } from './peer-connection.ts';
import type { RelayLimits } from './relay-limits.ts';
import { TrafficAccount, type TrafficRates } from './traffic-account.ts';
import type { TransportEvent } from './transport-event.ts';

export interface TrafficGateOptions {
  readonly limits: RelayLimits;
  readonly scheduler: Scheduler;
  readonly onEvent: (event: TransportEvent) => void;
}

/** What is counted together: one member's connections, or one document's. */
interface Holder {
  connections: number;
  /** How many connections of a member are in which room; undefined for documents. */
  readonly rooms: Map<string, number> | undefined;
  traffic: TrafficAccount | undefined;
}

interface Throttled {
  /** Undefined while it is read again. */
  heldUntilMs: number | undefined;
  /** Since when it was slowed down without a break. */
  readonly sinceMs: number;
  freeSinceMs: number;
}

const tickMs = 25;
/** After so long without being slowed down a connection begins anew. */
const breakMs = 2_000;

/**
 * Limits per member and per document. Who sends too much is not read for a while: nothing that was
 * accepted is lost, and nobody else waits. Who has no name is counted by connection.
 */
export class TrafficGate {
  readonly #options: TrafficGateOptions;
  readonly #memberRates: TrafficRates;
  readonly #documentRates: TrafficRates;
  readonly #members = new Map<string, Holder>();
  readonly #documents = new Map<string, Holder>();
  readonly #throttled = new Map<PeerConnection, Throttled>();
  #stopTicking: (() => void) | undefined;

  constructor(options: TrafficGateOptions) {
    const { limits } = options;
    const burstSeconds = limits.rateBurstSeconds;
    this.#options = options;
    this.#memberRates = {
      messagesPerSecond: limits.memberMessagesPerSecond,
      bytesPerSecond: limits.memberBytesPerSecond,
      burstSeconds,
    };
    this.#documentRates = {
      messagesPerSecond: limits.documentMessagesPerSecond,
      bytesPerSecond: limits.documentBytesPerSecond,
      burstSeconds,
    };
  }

  /** Connections that are not read at the moment because of what they sent. */
  get throttledCount(): number {
    let count = 0;
    for (const { heldUntilMs } of this.#throttled.values()) if (heldUntilMs !== undefined) count += 1;
    return count;
  }

  /** Why one more connection of a member into a room would be too many. */
  refusal(memberId: string | undefined, room: string): CloseCode | undefined {
    const holder = memberId === undefined ? undefined : this.#members.get(memberId);
    if (!holder) return undefined;
    const { maxConnectionsPerMember, maxRoomsPerMember } = this.#options.limits;
    if (holder.connections >= maxConnectionsPerMember) return closeCodes.tooManyForMember;
    const isAnotherRoom = !holder.rooms!.has(room) && holder.rooms!.size >= maxRoomsPerMember;
    return isAnotherRoom ? closeCodes.tooManyForMember : undefined;
  }

  entered(connection: PeerConnection): void {
    const { room } = connection;
    const { memberId } = connection.grant;
    if (memberId !== undefined) {
      const member = entryOf(this.#members, memberId, () => new Map());
      member.connections += 1;
      member.rooms!.set(room, (member.rooms!.get(room) ?? 0) + 1);
    }
    entryOf(this.#documents, room, () => undefined).connections += 1;
  }

  left(connection: PeerConnection): void {
    const { room } = connection;
    this.#throttled.delete(connection);
    const { memberId } = connection.grant;
    const member = memberId === undefined ? undefined : this.#members.get(memberId);
    if (member) {
      const inRoom = (member.rooms!.get(room) ?? 0) - 1;
      if (inRoom > 0) member.rooms!.set(room, inRoom);
      else member.rooms!.delete(room);
    }
    const document = this.#documents.get(room);
    if (member) member.connections -= 1;
    if (document) document.connections -= 1;
    if (memberId !== undefined) this.#forget(this.#members, memberId);
    this.#forget(this.#documents, room);
  }

  /** What was sent counts on after the last connection, so that coming back gives no fresh start. */
  purge(): void {
    for (const key of this.#members.keys()) this.#forget(this.#members, key);
    for (const key of this.#documents.keys()) this.#forget(this.#documents, key);
  }

  #forget(holders: Map<string, Holder>, key: string): void {
    const holder = holders.get(key);
    if (!holder || holder.connections > 0) return;
    const counts = holder.traffic?.isFull(this.#options.scheduler.now()) === false;
    if (!counts) holders.delete(key);
  }

  /** A message of the connection is on its way to the room. */
  taken(connection: PeerConnection, bytes: number): void {
    const document = this.#documents.get(connection.room);
    if (!document) return;
    const { memberId } = connection.grant;
    // Without a name the connection itself is the holder: no entry for it, there may be thousands.
    const sender = (memberId === undefined ? undefined : this.#members.get(memberId)) ?? connection;
    const nowMs = this.#options.scheduler.now();
    sender.traffic ??= new TrafficAccount(this.#memberRates, nowMs);
    document.traffic ??= new TrafficAccount(this.#documentRates, nowMs);
    const debtMs = Math.max(sender.traffic.charge(bytes, nowMs), document.traffic.charge(bytes, nowMs));
    if (debtMs > 0) this.#throttle(connection, nowMs + debtMs, nowMs);
  }

  #throttle(connection: PeerConnection, untilMs: number, nowMs: number): void {
    const known = this.#throttled.get(connection);
    if (known) known.heldUntilMs = untilMs;
    else {
      this.#throttled.set(connection, { heldUntilMs: untilMs, sinceMs: nowMs, freeSinceMs: nowMs });
      this.#options.onEvent({ kind: 'throttled', room: connection.room });
    }
    connection.hold('rate');
    this.#stopTicking ??= this.#options.scheduler.every(tickMs, () => this.#tick());
  }

  #tick(): void {
    const nowMs = this.#options.scheduler.now();
    for (const [connection, throttled] of this.#throttled) {
      const { heldUntilMs, sinceMs, freeSinceMs } = throttled;
      if (heldUntilMs === undefined) {
        if (nowMs - freeSinceMs > breakMs) this.#throttled.delete(connection);
      } else if (nowMs - sinceMs > this.#options.limits.maxThrottledMs) {
        this.#throttled.delete(connection);
        connection.end(closeCodes.tooFast);
      } else if (nowMs >= heldUntilMs) {
        throttled.heldUntilMs = undefined;
        throttled.freeSinceMs = nowMs;
        connection.letGo('rate');
      }
    }
    if (this.#throttled.size === 0) this.close();
  }

  close(): void {
    this.#stopTicking?.();
    this.#stopTicking = undefined;
  }
}

function entryOf(
  holders: Map<string, Holder>,
  key: string,
  rooms: () => Map<string, number> | undefined,
): Holder {
  const known = holders.get(key);
  if (known) return known;
  const holder: Holder = { connections: 0, rooms: rooms(), traffic: undefined };
  holders.set(key, holder);
  return holder;
}
