import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { closeCodes } from '../protocol/close-codes.ts';
import { PeerConnection, type PeerConnectionOptions, type SilenceLimits } from './peer-connection.ts';
import { binaryFrameHeader, type FrameMemo, joinedFrameBytes, pingFrame } from './websocket-frames.ts';

/** Knows its connection, so that one set of handlers serves all sockets: closures of their own would cost more than the rest. */
export class RelaySocket extends WebSocket {
  connection: WebSocketConnection | undefined;
}

export interface WebSocketConnectionOptions extends PeerConnectionOptions {
  readonly socket: RelaySocket;
  /** The socket under `socket`. Whole frames are written to it directly; no compression is negotiated. */
  readonly stream: Duplex;
  /** Shared by all connections of a relay. */
  readonly memo: FrameMemo;
}

/** An awareness message about nobody: any client understands it, and hears that the relay is there. */
const keepAlive = new Uint8Array([1, 1, 0]);

/** One WebSocket as a peer of one room. */
export class WebSocketConnection extends PeerConnection {
  readonly #socket: RelaySocket;
  readonly #stream: Duplex;
  readonly #memo: FrameMemo;
  #silentIn = 0;
  #silentOut = 0;

  constructor(options: WebSocketConnectionOptions) {
    super(options);
    const { socket, stream, memo } = options;
    this.#socket = socket;
    this.#stream = stream;
    this.#memo = memo;
    socket.connection = this;
    socket.on('message', onMessage);
    socket.on('pong', onPong);
    socket.on('error', onError);
    socket.on('close', onClose);
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
    this.countSent(message);
    if (message.length <= joinedFrameBytes) {
      this.#stream.write(this.#memo.frameOf(message));
      return;
    }
    this.#stream.cork();
    this.#stream.write(binaryFrameHeader(message.length));
    this.#stream.write(message);
    this.#stream.uncork();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  sweep({ pingAfter, deadAfter, keepAliveAfter }: SilenceLimits): void {
    if (!this.isHeld) this.#silentIn += 1;
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
    if (isBinary) this.take(data);
    else this.end(closeCodes.protocolError);
  }

  gaveSignOfLife(): void {
    this.#silentIn = 0;
  }

  failed(): void {
    this.leave();
  }

  socketClosed(): void {
    this.closed();
  }

  protected stopReading(): void {
    this.#socket.pause();
  }

  protected startReading(): void {
    this.#silentIn = 0;
    this.#socket.resume();
  }

  protected sayClose(code: number, reason: string): void {
    this.#socket.close(code, reason);
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
  if (this instanceof RelaySocket) this.connection?.socketClosed();
}
