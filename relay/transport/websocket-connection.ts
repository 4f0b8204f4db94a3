import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeCodes } from '../protocol/close-codes.ts';
import type { Room } from '../rooms/room.ts';
import type { RoomMember, RoomPeer } from '../rooms/room-peer.ts';
import { binaryFrameHeader, type FrameMemo, joinedFrameBytes, pingFrame } from './websocket-frames.ts';

export interface ConnectionOptions {
  readonly socket: WebSocket;
  /** The socket under `socket`. Whole frames are written to it directly; no compression is negotiated. */
  readonly stream: Duplex;
  readonly memo: FrameMemo;
  readonly mayWrite: boolean;
  readonly wantsConfirmation: boolean;
  readonly onGone: (connection: WebSocketConnection) => void;
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
  readonly origin = null;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #memo: FrameMemo;
  #member: RoomMember | undefined;
  #silentIn = 0;
  #silentOut = 0;
  #paused = false;

  constructor({ socket, stream, memo, mayWrite, wantsConfirmation, onGone }: ConnectionOptions) {
    this.#socket = socket;
    this.#stream = stream;
    this.#memo = memo;
    this.mayWrite = mayWrite;
    this.wantsConfirmation = wantsConfirmation;
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary));
    socket.on('pong', () => {
      this.#silentIn = 0;
    });
    // The reason (too large, not masked, ...) is in the close code that `ws` sends by itself.
    socket.on('error', () => this.#leave());
    socket.on('close', () => {
      this.#leave();
      onGone(this);
    });
  }

  join(room: Room): void {
    this.#member = room.join(this);
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
      this.#stream.write(this.#memo.frameOf(message));
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

  #receive(data: Buffer, isBinary: boolean): void {
    this.#silentIn = 0;
    if (isBinary) this.#member?.receive(data);
    else this.close(closeCodes.protocolError.code, closeCodes.protocolError.reason);
  }

  #leave(): void {
    this.#member?.leave();
    this.#member = undefined;
  }
}
