import * as decoding from 'lib0/decoding';
import { MalformedError } from './decoded.ts';

/**
 * A view on `bytes` as lib0 reads it. lib0 bounds its reads by the underlying ArrayBuffer, not by the
 * view: a length prefix that lies would read (and then hand on) neighbouring memory. So every read of
 * a length goes through here, and what is kept is copied.
 */
export type ByteReader = decoding.Decoder;

export const readerOf = (bytes: Uint8Array): ByteReader => decoding.createDecoder(bytes);

export const hasMore = (reader: ByteReader): boolean => reader.pos < reader.arr.length;

/** An unsigned number up to 2^53 - 1, which is where JavaScript stops counting exactly. */
export function readNumber(reader: ByteReader): number {
  if (reader.pos >= reader.arr.length) throw new MalformedError('truncated', 'number');
  const value = decoding.readVarUint(reader);
  if (value > Number.MAX_SAFE_INTEGER) throw new MalformedError('outOfRange', 'number');
  return value;
}

export function readByte(reader: ByteReader): number {
  const byte = reader.arr[reader.pos];
  if (byte === undefined) throw new MalformedError('truncated', 'byte');
  reader.pos += 1;
  return byte;
}

export function skip(reader: ByteReader, count: number): void {
  const end = reader.pos + count;
  if (end > reader.arr.length) throw new MalformedError('truncated', 'length runs past the end');
  reader.pos = end;
}

/** A length-prefixed run of bytes as a view, valid while the frame is; copy what is kept. */
export function readBytes(reader: ByteReader): Uint8Array {
  const length = readNumber(reader);
  skip(reader, length);
  return reader.arr.subarray(reader.pos - length, reader.pos);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A length-prefixed UTF-8 text; text that is not UTF-8 is refused. */
export const readText = (reader: ByteReader): string => decodeText(readBytes(reader));

/** Reads over a text and says how many UTF-16 units it has, which is how Yjs counts. */
export function skipText(reader: ByteReader): number {
  const bytes = readBytes(reader);
  for (const byte of bytes) if (byte > 0x7f) return decodeText(bytes).length;
  return bytes.length;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new MalformedError('badText', error instanceof Error ? error.name : 'not UTF-8');
  }
}
