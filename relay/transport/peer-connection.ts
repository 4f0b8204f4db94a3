import type { AccessGrant } from '../access/access.ts';
import type { CloseCode } from '../protocol/close-codes.ts';
import type { RefusalReason } from '../protocol/rights.ts';
import type { RoomMember, RoomPeer } from '../rooms/room-peer.ts';
import type { RoomLease } from '../rooms/room-registry.ts';
import { PeerRights } from './peer-rights.ts';
import type { TrafficAccount } from './traffic-account.ts';

/** What connections of one relay share, and whom they tell what happens to them. */
export interface ConnectionHost {
  readonly traffic: TrafficCounters;
  /** A message is about to be handed to the room; it may be held to account for it. */
  taken(connection: PeerConnection, message: Uint8Array): void;
  gone(connection: PeerConnection): void;
}

/** Since the start, over all connections. */
export interface TrafficCounters {
  messagesIn: number;
  bytesIn: number;
  messagesOut: number;
  bytesOut: number;
}

/** Why a connection is not read at the moment; each reason is taken back by who gave it. */
export const holdReason = { opening: 1, pressure: 2, rate: 4, draining: 8 } as const;
export type HoldReason = keyof typeof holdReason;

/** Sweeps of silence after which something is done; see `RelayLimits`. */
export interface SilenceLimits {
  readonly pingAfter: number;
  readonly deadAfter: number;
  readonly keepAliveAfter: number;
}

export interface PeerConnectionOptions {
  readonly room: string;
  readonly host: ConnectionHost;
  readonly grant: AccessGrant;
  readonly wantsConfirmation: boolean;
}

/** One client in one room, over whatever transport. */
export abstract class PeerConnection implements RoomPeer {
  /** As the registry names it. */
  readonly room: string;
  readonly wantsConfirmation: boolean;
  readonly origin: string | null;
  readonly grant: AccessGrant;
  /** Of a connection that belongs to no named member, see `TrafficGate`. */
  traffic: TrafficAccount | undefined;
  readonly #host: ConnectionHost;
  readonly #rights: PeerRights;
  #lease: RoomLease | undefined;
  #member: RoomMember | undefined;
  #holds = 0;
  #isGone = false;

  constructor({ room, host, grant, wantsConfirmation }: PeerConnectionOptions) {
    this.room = room;
    this.wantsConfirmation = wantsConfirmation;
    this.origin = grant.origin ?? null;
    this.#host = host;
    this.grant = grant;
    this.#rights = new PeerRights(grant, this);
  }

  get mayWrite(): boolean {
    return this.#rights.mayWrite;
  }

  get refusalReason(): RefusalReason {
    return this.#rights.refusalReason;
  }

  renewToken(token: string): void {
    this.#rights.renew(token);
  }

  readonly isPolling: boolean = false;
  abstract readonly bufferedBytes: number;
  abstract readonly isOpen: boolean;
  abstract send(message: Uint8Array): void;
  abstract terminate(): void;
  /** Called at every sweep: keeps a quiet connection alive, gives up one that is gone or will not close. */
  abstract sweep(limits: SilenceLimits): void;
  protected abstract stopReading(): void;
  protected abstract startReading(): void;
  protected abstract sayClose(code: number, reason: string): void;

  /** Takes the lease over: it is released when the connection is gone. */
  join(lease: RoomLease): void {
    this.#lease = lease;
    this.#member = lease.room.join(this);
    this.#rights.start(this.#member);
  }

  get isHeld(): boolean {
    return this.#holds !== 0;
  }

  /** Stops reading: what the far end sends waits in its own buffers. */
  hold(reason: HoldReason): void {
    const before = this.#holds;
    this.#holds |= holdReason[reason];
    if (before === 0) this.stopReading();
  }

  /** Reads on, unless there is another reason not to. */
  letGo(reason: HoldReason): void {
    const before = this.#holds;
    this.#holds &= ~holdReason[reason];
    if (before !== 0 && this.#holds === 0) this.startReading();
  }

  /** Tells the far end why, and ends. */
  close(code: number, reason: string): void {
    this.leave();
    // The end has to be read too.
    if (this.#holds !== 0) this.startReading();
    this.#holds = 0;
    this.sayClose(code, reason);
  }

  end({ code, reason }: CloseCode): void {
    this.close(code, reason);
  }

  protected take(message: Uint8Array): void {
    const { traffic } = this.#host;
    traffic.messagesIn += 1;
    traffic.bytesIn += message.length;
    this.#host.taken(this, message);
    this.#member?.receive(message);
  }

  protected countSent(message: Uint8Array): void {
    const { traffic } = this.#host;
    traffic.messagesOut += 1;
    traffic.bytesOut += message.length;
  }

  /** Nothing more is taken from the far end; it may still be told something. */
  protected leave(): void {
    this.#rights.stop();
    this.#member?.leave();
    this.#member = undefined;
  }

  /** The transport is closed. Calling twice is harmless. */
  protected closed(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.leave();
    this.#lease?.release();
    this.#lease = undefined;
    this.#host.gone(this);
  }
}
