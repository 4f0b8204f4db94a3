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

/** An unsigned number up to 2^53 - 1; throws past the end. */
export const readNumber = (reader: ByteReader): number => decoding.readVarUint(reader);

/** A length-prefixed run of bytes as a view, valid while the frame is; copy what is kept. */
export function readBytes(reader: ByteReader): Uint8Array {
  const length = readNumber(reader);
  const end = reader.pos + length;
  if (end > reader.arr.length) throw new MalformedError('truncated', 'length runs past the end');
  const bytes = reader.arr.subarray(reader.pos, end);
  reader.pos = end;
  return bytes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A length-prefixed UTF-8 text; text that is not UTF-8 is refused. */
export function readText(reader: ByteReader): string {
  const bytes = readBytes(reader);
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new MalformedError('badText', error instanceof Error ? error.name : 'not UTF-8');
  }
}
