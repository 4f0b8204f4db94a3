import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { AccessGrant } from '../access/access.ts';
import { closeCodes } from '../protocol/close-codes.ts';
import type { RoomMember, RoomPeer } from '../rooms/room-peer.ts';
import type { RoomLease } from '../rooms/room-registry.ts';
import { binaryFrameHeader, type FrameMemo, joinedFrameBytes, pingFrame } from './websocket-frames.ts';

/** Knows its connection, so that one set of handlers serves all sockets: closures of their own would cost more than the rest. */
export class RelaySocket extends WebSocket {
  connection: WebSocketConnection | undefined;
}

/** What connections of one relay share. */
export interface ConnectionHost {
  readonly memo: FrameMemo;
  gone(connection: WebSocketConnection): void;
}

export interface ConnectionOptions {
  readonly socket: RelaySocket;
  /** The socket under `socket`. Whole frames are written to it directly; no compression is negotiated. */
  readonly stream: Duplex;
  readonly host: ConnectionHost;
  readonly grant: AccessGrant;
  readonly wantsConfirmation: boolean;
}

/** Sweeps of silence after which something is done; see `RelayLimits`. */
export interface SilenceLimits {
  readonly pingAfter: number;
  readonly deadAfter: number;
  readonly keepAliveAfter: number;
}

/** An awareness message about nobody: any client understands it, and hears that the relay is there. */
const keepAlive = new Uint8Array([1, 1, 0]);

/** One WebSocket as a peer of one room. */
export class WebSocketConnection implements RoomPeer {
  readonly mayWrite: boolean;
  readonly wantsConfirmation: boolean;
  readonly origin: string | null;
  readonly #socket: RelaySocket;
  readonly #stream: Duplex;
  readonly #host: ConnectionHost;
  #lease: RoomLease | undefined;
  #member: RoomMember | undefined;
  #silentIn = 0;
  #silentOut = 0;
  #paused = false;

  constructor({ socket, stream, host, grant, wantsConfirmation }: ConnectionOptions) {
    this.#socket = socket;
    this.#stream = stream;
    this.#host = host;
    this.mayWrite = grant.mayWrite;
    this.origin = grant.origin ?? null;
    this.wantsConfirmation = wantsConfirmation;
    socket.connection = this;
    socket.on('message', onMessage);
    socket.on('pong', onPong);
    socket.on('error', onError);
    socket.on('close', onClose);
  }

  /** Takes the lease over: it is released when the socket closes. */
  join(lease: RoomLease): void {
    this.#lease = lease;
    this.#member = lease.room.join(this);
  }

  get bufferedBytes(): number {
    return this.#stream.writableLength;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(message: Uint8Array): void {
    if (!this.isOpen || !this.#stream.writable) return;
    this.#silentOut = 0;
    if (message.length <= joinedFrameBytes) {
      this.#stream.write(this.#host.memo.frameOf(message));
      return;
    }
    this.#stream.cork();
    this.#stream.write(binaryFrameHeader(message.length));
    this.#stream.write(message);
    this.#stream.uncork();
  }

  close(code: number, reason: string): void {
    this.#leave();
    this.resume();
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** Stops reading: what the far end sends waits in its own buffers. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#socket.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#silentIn = 0;
    this.#socket.resume();
  }

  /** Called at every sweep: keeps a quiet connection alive, gives up one that is gone or will not close. */
  sweep({ pingAfter, deadAfter, keepAliveAfter }: SilenceLimits): void {
    if (!this.#paused) this.#silentIn += 1;
    this.#silentOut += 1;
    if (this.#silentIn > deadAfter) this.terminate();
    else if (!this.isOpen) this.#silentIn = Math.max(this.#silentIn, deadAfter);
    else {
      if (this.#silentIn >= pingAfter) this.#stream.write(pingFrame());
      if (this.#silentOut >= keepAliveAfter) this.send(keepAlive);
    }
  }

  received(data: Uint8Array, isBinary: boolean): void {
    this.#silentIn = 0;
    if (isBinary) this.#member?.receive(data);
    else this.close(closeCodes.protocolError.code, closeCodes.protocolError.reason);
  }

  gaveSignOfLife(): void {
    this.#silentIn = 0;
  }

  failed(): void {
    this.#leave();
  }

  closed(): void {
    this.#leave();
    this.#lease?.release();
    this.#lease = undefined;
    this.#host.gone(this);
  }

  #leave(): void {
    this.#member?.leave();
    this.#member = undefined;
  }
}

function onMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  if (this instanceof RelaySocket && data instanceof Uint8Array) this.connection?.received(data, isBinary);
}

function onPong(this: WebSocket): void {
  if (this instanceof RelaySocket) this.connection?.gaveSignOfLife();
}

/** The reason (too large, not masked, ...) is in the close code that `ws` sends by itself. */
function onError(this: WebSocket): void {
  if (this instanceof RelaySocket) this.connection?.failed();
}

function onClose(this: WebSocket): void {
  if (this instanceof RelaySocket) this.connection?.closed();
}
