import type { AccessGrant } from '../access/access.ts';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import { type Scheduler, steadyScheduler } from '../rooms/scheduler.ts';
import type { ConnectionHost, PeerConnection, SilenceLimits, TrafficCounters } from './peer-connection.ts';
import type { RelayLimits } from './relay-limits.ts';
import { TrafficGate } from './traffic-gate.ts';
import type { TransportEvent } from './transport-event.ts';

export interface ConnectionTableOptions {
  readonly registry: Pick<RoomRegistry, 'open' | 'has' | 'size' | 'onPressure' | 'close'>;
  readonly limits: RelayLimits;
  readonly scheduler: Scheduler;
  readonly onEvent: (event: TransportEvent) => void;
}

/** Who comes in: the room, and with what right. */
export interface Entrance {
  readonly room: string;
  readonly grant: AccessGrant;
  readonly wantsConfirmation: boolean;
}

export interface ConnectionSnapshot {
  readonly webSockets: number;
  readonly polling: number;
  /** Not read because of what they sent. */
  readonly throttled: number;
  /** Waiting to be sent. */
  readonly bufferedBytes: number;
}

/** All connections of a relay, over whatever transport: brings them into their rooms, paces and ends them. */
export class ConnectionTable implements ConnectionHost {
  readonly #options: ConnectionTableOptions;
  readonly #connections = new Set<PeerConnection>();
  readonly #gate: TrafficGate;
  readonly #silence: SilenceLimits;
  readonly traffic: TrafficCounters = { messagesIn: 0, bytesIn: 0, messagesOut: 0, bytesOut: 0 };
  readonly #stop: (() => void)[];
  #entering = 0;
  #reading = true;
  #draining = false;

  constructor(given: ConnectionTableOptions) {
    // A clock that is set back must not make senders wait for days for their allowance.
    const options = { ...given, scheduler: steadyScheduler(given.scheduler) };
    const { limits, scheduler, registry } = options;
    this.#options = options;
    this.#gate = new TrafficGate(options);
    this.#silence = silenceOf(limits);
    this.#stop = [
      scheduler.every(limits.sweepMs, () => this.#sweep()),
      registry.onPressure((pendingBytes) => this.#regulate(pendingBytes)),
    ];
  }

  get size(): number {
    return this.#connections.size;
  }

  get isReading(): boolean {
    return this.#reading;
  }

  get isDraining(): boolean {
    return this.#draining;
  }

  /** False when the relay is full; otherwise a place is kept until `release` is called. */
  reserve(): (() => void) | undefined {
    if (this.#connections.size + this.#entering >= this.#options.limits.maxConnections) return undefined;
    this.#entering += 1;
    let kept = true;
    return () => {
      if (kept) this.#entering -= 1;
      kept = false;
    };
  }

  /** Takes the connection in and opens its room for it. Nothing is read from it before the room is there. */
  enter(connection: PeerConnection): void {
    this.#connections.add(connection);
    this.#gate.entered(connection);
    connection.hold('opening');
    if (!this.#reading) connection.hold('pressure');
    this.#options.registry.open(connection.room).then(
      (lease) => {
        if (!connection.isOpen) return lease.release();
        connection.join(lease);
        connection.letGo('opening');
      },
      (error: unknown) => {
        this.#options.onEvent({ kind: 'connectionFailed', room: connection.room, error });
        connection.end(closeCodes.roomUnavailable);
      },
    );
  }

  /** Why one more connection would be too many for its member, or its room for the relay. */
  refusal({ room, grant }: Entrance): CloseCode | undefined {
    const { registry, limits } = this.#options;
    if (!registry.has(room) && registry.size >= limits.maxRooms) return closeCodes.tooManyConnections;
    return this.#gate.refusal(grant.memberId, room);
  }

  taken(connection: PeerConnection, message: Uint8Array): void {
    this.#gate.taken(connection, message.length);
  }

  gone(connection: PeerConnection): void {
    if (this.#connections.delete(connection)) this.#gate.left(connection);
  }

  /** For whoever measures; walks over all connections. */
  snapshot(): ConnectionSnapshot {
    let bufferedBytes = 0;
    let polling = 0;
    for (const connection of this.#connections) {
      bufferedBytes += connection.bufferedBytes;
      if (connection.isPolling) polling += 1;
    }
    const throttled = this.#gate.throttledCount;
    return { webSockets: this.#connections.size - polling, polling, throttled, bufferedBytes };
  }

  /** Nothing is read any more: what was read is stored and confirmed, then all are told to come back. */
  async drain(): Promise<void> {
    this.#draining = true;
    for (const connection of this.#connections) connection.hold('draining');
    await this.#options.registry.close();
    for (const connection of this.#connections) connection.end(closeCodes.shuttingDown);
    await this.#waitForEnds();
    for (const connection of this.#connections) connection.terminate();
    for (const stop of this.#stop) stop();
    this.#gate.close();
  }

  async #waitForEnds(): Promise<void> {
    const { scheduler, limits } = this.#options;
    const untilMs = scheduler.now() + limits.drainMs;
    while (this.#connections.size > 0 && scheduler.now() < untilMs) {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  }

  /** The disk sets the pace: while too much waits for it, nobody is read. */
  #regulate(pendingBytes: number): void {
    const { maxPendingBytes } = this.#options.limits;
    const reading = this.#reading ? pendingBytes <= maxPendingBytes : pendingBytes <= maxPendingBytes / 2;
    if (reading === this.#reading || this.#draining) return;
    this.#reading = reading;
    for (const connection of this.#connections) {
      if (reading) connection.letGo('pressure');
      else connection.hold('pressure');
    }
    this.#options.onEvent({ kind: reading ? 'resumed' : 'paused', pendingBytes });
  }

  #sweep(): void {
    for (const connection of this.#connections) connection.sweep(this.#silence);
    this.#gate.purge();
  }
}

function silenceOf({ sweepMs, pingAfterMs, deadAfterMs, keepAliveMs }: RelayLimits): SilenceLimits {
  const sweeps = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / sweepMs));
  return {
    pingAfter: sweeps(pingAfterMs),
    deadAfter: sweeps(deadAfterMs),
    keepAliveAfter: sweeps(keepAliveMs),
  };
}
