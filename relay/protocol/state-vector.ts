import * as encoding from 'lib0/encoding';
import { readerOf, readNumber } from './byte-reader.ts';
import { type Decoded, decodeSafely, MalformedError } from './decoded.ts';

/** More clients than any real document has; bounds what a hostile state vector can allocate. */
const maxEntries = 262_144;

export type StateVector = ReadonlyMap<number, number>;

/** Yjs state vector: for each client id, how many of its operations are known without a gap. */
export function encodeStateVector(vector: StateVector): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, vector.size);
  for (const [client, clock] of vector) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
  return encoding.toUint8Array(encoder);
}

export function decodeStateVector(bytes: Uint8Array): Decoded<Map<number, number>> {
  return decodeSafely(() => {
    const reader = readerOf(bytes);
    const size = readNumber(reader);
    if (size > maxEntries) throw new MalformedError('tooMany', 'state vector entries');
    const vector = new Map<number, number>();
    for (let index = 0; index < size; index++) vector.set(readNumber(reader), readNumber(reader));
    return vector;
  });
}

/** True for the vector of a client that knows nothing, and for zero bytes, which some clients send. */
export const isEmptyStateVector = (bytes: Uint8Array): boolean => bytes.length === 0 || bytes[0] === 0;
