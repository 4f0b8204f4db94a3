import { MalformedError } from './decoded.ts';

/**
 * Messages as one stream of bytes, each with its length (varUint) in front, for transports that carry
 * pieces of any size (RP-71). Positions in the stream are bytes from its beginning.
 */

/** What was said and not yet acknowledged; can be read again as often as the network loses it. */
export class OutgoingStream {
  #chunks: Uint8Array[] = [];
  /** Position of the first byte that is kept. */
  #start = 0;
  #end = 0;

  /** The message is kept as it is, not copied: never change it. */
  append(message: Uint8Array): void {
    const length = lengthPrefix(message.length);
    this.#chunks.push(length, message);
    this.#end += length.length + message.length;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  /** Bytes kept. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Forgets what lies before a position. False when the position is not within what is kept. */
  acknowledge(position: number): boolean {
    if (position < this.#start || position > this.#end) return false;
    let dropped = 0;
    while (dropped < this.#chunks.length && this.#start + this.#chunks[dropped]!.length <= position) {
      this.#start += this.#chunks[dropped]!.length;
      dropped += 1;
    }
    if (dropped > 0) this.#chunks.splice(0, dropped);
    if (position > this.#start) {
      this.#chunks[0] = this.#chunks[0]!.subarray(position - this.#start);
      this.#start = position;
    }
    return true;
  }

  /** The first `maxBytes` that are kept, or all. */
  peek(maxBytes: number): Uint8Array {
    const piece = new Uint8Array(Math.min(maxBytes, this.size));
    let filled = 0;
    for (const chunk of this.#chunks) {
      if (filled === piece.length) break;
      const part = chunk.subarray(0, piece.length - filled);
      piece.set(part, filled);
      filled += part.length;
    }
    return piece;
  }
}

/** Puts messages together again. Throws a `MalformedError` when one is announced that is too long. */
export class IncomingStream {
  readonly #maxMessageBytes: number;
  #position = 0;
  #length = 0;
  #lengthFactor = 1;
  #parts: Uint8Array[] = [];
  /** Bytes of the current message that are still to come; undefined while its length is read. */
  #missing: number | undefined;

  constructor(maxMessageBytes: number) {
    this.#maxMessageBytes = maxMessageBytes;
  }

  /** How far the stream was read. */
  get position(): number {
    return this.#position;
  }

  /** Reads on; gives each message as soon as it is whole. */
  *push(bytes: Uint8Array): Generator<Uint8Array> {
    let index = 0;
    while (index < bytes.length || this.#missing === 0) {
      if (this.#missing === undefined) this.#readLength(bytes[index++]!);
      else if (this.#missing > 0) {
        const part = bytes.subarray(index, index + this.#missing);
        this.#parts.push(part);
        this.#missing -= part.length;
        index += part.length;
        this.#position += part.length;
      }
      if (this.#missing === 0) yield this.#finish();
    }
  }

  #readLength(byte: number): void {
    this.#position += 1;
    this.#length += (byte & 0x7f) * this.#lengthFactor;
    this.#lengthFactor *= 128;
    if (this.#length > this.#maxMessageBytes || this.#lengthFactor > 2 ** 35)
      throw new MalformedError('outOfRange', 'message length');
    if (byte < 0x80) this.#missing = this.#length;
  }

  #finish(): Uint8Array {
    const parts = this.#parts;
    this.#parts = [];
    this.#missing = undefined;
    this.#length = 0;
    this.#lengthFactor = 1;
    return parts.length === 1 ? parts[0]!.slice() : Buffer.concat(parts);
  }
}

function lengthPrefix(length: number): Uint8Array {
  const bytes: number[] = [];
  let rest = length;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
