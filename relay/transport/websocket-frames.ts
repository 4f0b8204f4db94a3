/** First byte of an unfragmented binary frame, and a whole ping frame without content (RFC 6455, 5.2). */
const binaryFrame = 0x82;
export const pingFrame = (): Buffer => Buffer.from([0x89, 0]);

/** Above this, header and payload are written apart rather than copied into one buffer. */
export const joinedFrameBytes = 65_535;

export function binaryFrameHeader(payloadBytes: number): Buffer {
  if (payloadBytes < 126) return Buffer.from([binaryFrame, payloadBytes]);
  if (payloadBytes <= 0xffff) {
    const header = Buffer.from([binaryFrame, 126, 0, 0]);
    header.writeUInt16BE(payloadBytes, 2);
    return header;
  }
  const header = Buffer.alloc(10);
  header[0] = binaryFrame;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(payloadBytes), 2);
  return header;
}

/**
 * The frame of a message, built once when the same message goes to many sockets in a row: half of the
 * cost of a delivery is otherwise spent on building headers and gathering writes.
 */
export class FrameMemo {
  #message: Uint8Array | undefined;
  #frame: Buffer | undefined;

  /** @param message at most `joinedFrameBytes` long. */
  frameOf(message: Uint8Array): Buffer {
    if (this.#message === message) return this.#frame!;
    this.#message = message;
    this.#frame = Buffer.concat([binaryFrameHeader(message.length), message]);
    return this.#frame;
  }
}
