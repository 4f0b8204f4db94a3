import { randomBytes } from 'node:crypto';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface WireEvents {
  readonly onOpen: () => void;
  /** One whole binary message; a view that is valid during the call. */
  readonly onMessage: (message: Uint8Array) => void;
  readonly onClose: () => void;
}

const continuation = 0;
const binary = 2;
const close = 8;
const ping = 9;
/** Not zero, so that servers have to unmask as they do for browsers. */
const mask = Buffer.from([0x5a, 0xc3, 0x17, 0x88]);

/**
 * A WebSocket client on the bare socket. A library's client costs more per message than the servers
 * that are measured, and the generator would be the limit before they are.
 */
export class WireClient {
  readonly #socket: Socket;
  readonly #events: WireEvents;
  #waiting: Buffer | undefined;
  #parts: Buffer[] = [];
  #isOpen = false;
  #closed = false;
  /** Bytes that came over the connection, frame headers included. */
  bytesReceived = 0;

  constructor(url: string, events: WireEvents) {
    const { hostname, port, protocol, pathname, search } = new URL(url);
    const isTls = protocol === 'wss:';
    const target = { host: hostname, port: Number(port) || (isTls ? 443 : 80) };
    this.#events = events;
    this.#socket = isTls ? connectTls({ ...target, servername: hostname }) : connectPlain(target);
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (data: Buffer) => this.#take(data));
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => this.#end());
    this.#socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${target.port}\r\nUpgrade: websocket\r\n` +
        `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  send(message: Uint8Array): void {
    this.#socket.write(frameOf(binary, message));
  }

  /** Several messages in one write, as they leave a busy machine. */
  sendAll(messages: readonly Uint8Array[]): void {
    this.#socket.write(Buffer.concat(messages.map((message) => frameOf(binary, message))));
  }

  close(): void {
    this.#socket.destroy();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#events.onClose();
  }

  #take(data: Buffer): void {
    let bytes = this.#waiting ? Buffer.concat([this.#waiting, data]) : data;
    this.#waiting = undefined;
    if (!this.#isOpen) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) {
        this.#waiting = bytes;
        return;
      }
      if (!bytes.subarray(0, 12).toString('latin1').endsWith(' 101')) return this.close();
      this.#isOpen = true;
      bytes = bytes.subarray(end + 4);
      this.#events.onOpen();
    }
    this.#readFrames(bytes);
  }

  #readFrames(bytes: Buffer): void {
    let position = 0;
    while (bytes.length - position >= 2) {
      const [start, end] = payloadOf(bytes, position);
      if (end > bytes.length) break;
      this.bytesReceived += end - position;
      this.#takeFrame(bytes[position]!, bytes.subarray(start, end));
      position = end;
    }
    if (position < bytes.length) this.#waiting = bytes.subarray(position);
  }

  #takeFrame(head: number, payload: Buffer): void {
    const opcode = head & 0x0f;
    if (opcode === ping) this.#socket.write(frameOf(10, payload));
    else if (opcode === close) this.close();
    else if (opcode === binary || opcode === continuation) this.#takePart(head >= 0x80, payload);
  }

  #takePart(isLast: boolean, payload: Buffer): void {
    if (isLast && this.#parts.length === 0) return this.#events.onMessage(payload);
    this.#parts.push(Buffer.from(payload));
    if (!isLast) return;
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#events.onMessage(whole);
  }
}

/** Where the payload of the frame at `position` starts and ends; an end past the bytes when it is not all there. */
function payloadOf(bytes: Buffer, position: number): [start: number, end: number] {
  const short = bytes[position + 1]! & 0x7f;
  if (short < 126) return [position + 2, position + 2 + short];
  const lengthBytes = short === 126 ? 2 : 8;
  const start = position + 2 + lengthBytes;
  if (bytes.length < start) return [start, Number.POSITIVE_INFINITY];
  const length =
    short === 126 ? bytes.readUInt16BE(position + 2) : Number(bytes.readBigUInt64BE(position + 2));
  return [start, start + length];
}

function frameOf(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const lengthBytes = length < 126 ? 0 : length <= 0xffff ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + lengthBytes + 4 + length);
  frame[0] = 0x80 | opcode;
  if (lengthBytes === 0) frame[1] = 0x80 | length;
  else if (lengthBytes === 2) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  const start = 2 + lengthBytes + 4;
  mask.copy(frame, start - 4);
  for (let index = 0; index < length; index += 1) frame[start + index] = payload[index]! ^ mask[index & 3]!;
  return frame;
}
