import * as encoding from 'lib0/encoding';
import { readerOf, readNumber, readText } from './byte-reader.ts';
import { type Decoded, decodeSafely, MalformedError } from './decoded.ts';

/** What one client tells the others about itself: `state` is JSON text, `null` once it has gone. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: string;
}

export const goneState = 'null';

export interface AwarenessLimits {
  readonly maxEntries: number;
  /** UTF-16 code units of one state. */
  readonly maxStateLength: number;
}

export const defaultAwarenessLimits: AwarenessLimits = { maxEntries: 2_000, maxStateLength: 65_536 };

export function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const entry of entries) {
    encoding.writeVarUint(encoder, entry.client);
    encoding.writeVarUint(encoder, entry.clock);
    encoding.writeVarString(encoder, entry.state);
  }
  return encoding.toUint8Array(encoder);
}

/** The state has to be JSON: stock clients parse it without a guard, so one bad state would stop them all. */
export function decodeAwareness(
  bytes: Uint8Array,
  limits: AwarenessLimits = defaultAwarenessLimits,
): Decoded<AwarenessEntry[]> {
  return decodeSafely(() => {
    const reader = readerOf(bytes);
    const count = readNumber(reader);
    if (count > limits.maxEntries) throw new MalformedError('tooMany', 'awareness entries');
    const entries: AwarenessEntry[] = [];
    for (let index = 0; index < count; index++) entries.push(readEntry(reader, limits));
    return entries;
  });
}

function readEntry(reader: ReturnType<typeof readerOf>, limits: AwarenessLimits): AwarenessEntry {
  const client = readNumber(reader);
  const clock = readNumber(reader);
  // The relay answers with clock + 1 when the client goes; past this the number would lose precision.
  if (clock >= Number.MAX_SAFE_INTEGER) throw new MalformedError('outOfRange', 'awareness clock');
  const state = readText(reader);
  if (state.length > limits.maxStateLength) throw new MalformedError('tooMany', 'awareness state length');
  JSON.parse(state);
  return { client, clock, state };
}
