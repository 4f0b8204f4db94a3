import * as encoding from 'lib0/encoding';
import {
  type ByteReader,
  hasMore,
  readByte,
  readBytes,
  readerOf,
  readNumber,
  readText,
} from '../protocol/byte-reader.ts';
import { type Decoded, decodeSafely, MalformedError } from '../protocol/decoded.ts';
import type { PresenceNews } from '../rooms/room-cluster.ts';
import type { CommittedUpdate } from '../rooms/room-peer.ts';

/** What relays of one store say to each other (RC-1). */
export type ClusterMessage =
  /** Entries that are durable; `update` is undefined where it is too large and has to be read from the store. */
  | { readonly kind: 'committed'; readonly relay: string; readonly entries: readonly CommittedHint[] }
  | { readonly kind: 'presence'; readonly relay: string; readonly news: readonly PresenceNews[] }
  /** Asks all others who is present through them. */
  | { readonly kind: 'whoIsThere'; readonly relay: string }
  /** The relay lives; said about once a second. */
  | { readonly kind: 'alive'; readonly relay: string }
  /** The relay ends. */
  | { readonly kind: 'leaving'; readonly relay: string };

export interface CommittedHint {
  readonly sequence: number;
  readonly origin: string | null;
  readonly update: Uint8Array | undefined;
}

/** A later version may change the rest: what it says is then passed over, and the store is asked. */
const version = 1;
const kinds = ['committed', 'presence', 'whoIsThere', 'alive', 'leaving'] as const;

/** Larger updates go by number alone, so that one document cannot fill the bus. */
export const maxHintBytes = 524_288;

export function hintOf({ sequence, origin, update }: CommittedUpdate): CommittedHint {
  return { sequence, origin, update: update.length > maxHintBytes ? undefined : update };
}

export function encodeClusterMessage(message: ClusterMessage): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, version);
  encoding.writeUint8(encoder, kinds.indexOf(message.kind));
  encoding.writeVarString(encoder, message.relay);
  if (message.kind === 'committed') for (const entry of message.entries) writeEntry(encoder, entry);
  if (message.kind === 'presence') for (const one of message.news) writePresence(encoder, one);
  return encoding.toUint8Array(encoder);
}

function writeEntry(encoder: encoding.Encoder, { sequence, origin, update }: CommittedHint): void {
  encoding.writeVarUint(encoder, sequence);
  encoding.writeUint8(encoder, (origin === null ? 0 : 1) | (update === undefined ? 0 : 2));
  if (origin !== null) encoding.writeVarString(encoder, origin);
  if (update !== undefined) encoding.writeVarUint8Array(encoder, update);
}

function writePresence(encoder: encoding.Encoder, { client, clock, state, claimed }: PresenceNews): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeUint8(encoder, claimed ? 1 : 0);
  encoding.writeVarString(encoder, state);
}

/** Bytes in the result are own copies. */
export function decodeClusterMessage(bytes: Uint8Array): Decoded<ClusterMessage> {
  return decodeSafely((): ClusterMessage => {
    const reader = readerOf(bytes);
    if (readByte(reader) !== version)
      throw new MalformedError('outOfRange', 'version of the cluster message');
    const kind = kinds[readByte(reader)];
    if (!kind) throw new MalformedError('outOfRange', 'kind of cluster message');
    const relay = readText(reader);
    switch (kind) {
      case 'committed':
        return { kind, relay, entries: readAll(reader, readEntry) };
      case 'presence':
        return { kind, relay, news: readAll(reader, readPresence) };
      case 'whoIsThere':
      case 'alive':
      case 'leaving':
        return { kind, relay };
    }
  });
}

function readAll<T>(reader: ByteReader, readOne: (reader: ByteReader) => T): T[] {
  const items: T[] = [];
  while (hasMore(reader)) items.push(readOne(reader));
  return items;
}

function readEntry(reader: ByteReader): CommittedHint {
  const sequence = readNumber(reader);
  const flags = readByte(reader);
  const origin = flags & 1 ? readText(reader) : null;
  return { sequence, origin, update: flags & 2 ? readBytes(reader).slice() : undefined };
}

function readPresence(reader: ByteReader): PresenceNews {
  const client = readNumber(reader);
  const clock = readNumber(reader);
  const claimed = readByte(reader) === 1;
  const state = readText(reader);
  // Stock clients parse it without a guard.
  JSON.parse(state);
  return { client, clock, state, claimed };
}
