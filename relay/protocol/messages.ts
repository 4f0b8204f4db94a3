import * as encoding from 'lib0/encoding';
import { type AwarenessEntry, type AwarenessLimits, decodeAwareness, encodeAwareness } from './awareness.ts';
import { type ByteReader, hasMore, readBytes, readerOf, readNumber, readText } from './byte-reader.ts';
import { type Decoded, decodeSafely, MalformedError } from './decoded.ts';
import { type Rights, rightsSchema } from './rights.ts';
import { decodeStateVector } from './state-vector.ts';

/** First number of every message (RP-2). */
export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  confirmation: 4,
  access: 5,
} as const;

const syncStep = { step1: 0, step2: 1, update: 2 } as const;
const permissionDenied = 0;
const accessStep = { token: 0, rights: 1 } as const;
const maxTokenLength = 2_000;

export type Message =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step2'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: readonly AwarenessEntry[] }
  | { readonly kind: 'permissionDenied'; readonly reason: string }
  | { readonly kind: 'queryAwareness' }
  | { readonly kind: 'confirmation'; readonly count: number; readonly stateVector: Uint8Array }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'rights'; readonly rights: Rights }
  | { readonly kind: 'unknown'; readonly type: number };

/**
 * Reads one whole message. Bytes in the result are own copies of exactly their length, so they may be
 * kept (the frame may be a window into a large receive buffer) and Yjs cannot read past them.
 */
export function decodeMessage(frame: Uint8Array, limits?: AwarenessLimits): Decoded<Message> {
  return decodeSafely(() => {
    const reader = readerOf(frame);
    const type = readNumber(reader);
    switch (type) {
      case messageType.sync:
        return readSync(reader);
      case messageType.awareness:
        return { kind: 'awareness', entries: valueOf(decodeAwareness(readBytes(reader), limits)) };
      case messageType.auth:
        return readAuth(reader);
      case messageType.queryAwareness:
        return { kind: 'queryAwareness' };
      case messageType.confirmation:
        return { kind: 'confirmation', count: readNumber(reader), stateVector: readStateVector(reader) };
      case messageType.access:
        return readAccess(reader);
      default:
        return { kind: 'unknown', type };
    }
  });
}

function readSync(reader: ByteReader): Message {
  const step = readNumber(reader);
  switch (step) {
    case syncStep.step1:
      return { kind: 'step1', stateVector: readStateVector(reader) };
    case syncStep.step2:
      return { kind: 'step2', update: readBytes(reader).slice() };
    case syncStep.update:
      return { kind: 'update', update: readBytes(reader).slice() };
    default:
      throw new MalformedError('outOfRange', 'sync step');
  }
}

function readAuth(reader: ByteReader): Message {
  if (readNumber(reader) !== permissionDenied) throw new MalformedError('outOfRange', 'auth message');
  return { kind: 'permissionDenied', reason: hasMore(reader) ? readText(reader) : '' };
}

function readAccess(reader: ByteReader): Message {
  const step = readNumber(reader);
  const text = readText(reader);
  if (step === accessStep.token) {
    if (text.length > maxTokenLength) throw new MalformedError('tooMany', 'token');
    return { kind: 'token', token: text };
  }
  if (step !== accessStep.rights) throw new MalformedError('outOfRange', 'access step');
  const rights = rightsSchema.safeParse(JSON.parse(text));
  if (!rights.success) throw new MalformedError('malformed', 'rights');
  return { kind: 'rights', rights: rights.data };
}

function readStateVector(reader: ByteReader): Uint8Array {
  const bytes = readBytes(reader).slice();
  if (bytes.length > 0) valueOf(decodeStateVector(bytes));
  return bytes;
}

function valueOf<T>(decoded: Decoded<T>): T {
  if (!decoded.ok) throw new MalformedError(decoded.error.code, decoded.error.detail);
  return decoded.value;
}

/** Of known length, so written into its own bytes at once: an encoder that grows costs several times as much. */
function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const frame = new Uint8Array(2 + varUintBytes(length) + length);
  frame[0] = messageType.sync;
  frame[1] = step;
  let at = 2;
  let rest = length;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) frame[at++] = 0x80 | (rest & 0x7f);
  frame[at++] = rest;
  frame.set(bytes, at);
  return frame;
}

function varUintBytes(value: number): number {
  let count = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 0x80)) count += 1;
  return count;
}

/** "This is what I have; send me the rest." */
export const encodeStep1 = (stateVector: Uint8Array): Uint8Array => syncFrame(syncStep.step1, stateVector);
/** The answer to step 1. */
export const encodeStep2 = (update: Uint8Array): Uint8Array => syncFrame(syncStep.step2, update);
export const encodeUpdate = (update: Uint8Array): Uint8Array => syncFrame(syncStep.update, update);

export function encodeAwarenessMessage(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageType.awareness);
  encoding.writeVarUint8Array(encoder, encodeAwareness(entries));
  return encoding.toUint8Array(encoder);
}

export function encodePermissionDenied(reason: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageType.auth);
  encoding.writeVarUint(encoder, permissionDenied);
  encoding.writeVarString(encoder, reason);
  return encoding.toUint8Array(encoder);
}

export const encodeQueryAwareness = (): Uint8Array => new Uint8Array([messageType.queryAwareness]);

/**
 * "The first `count` document-changing messages of this connection are on disk, and `stateVector` is
 * what the room durably has."
 */
export function encodeConfirmation(count: number, stateVector: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageType.confirmation);
  encoding.writeVarUint(encoder, count);
  encoding.writeVarUint8Array(encoder, stateVector);
  return encoding.toUint8Array(encoder);
}

/** A renewed token, from the client: the connection goes on past the end of the earlier one. */
export const encodeToken = (token: string): Uint8Array => accessFrame(accessStep.token, token);

/** What the client may do in this document from now on. */
export const encodeRights = (rights: Rights): Uint8Array =>
  accessFrame(accessStep.rights, JSON.stringify(rights));

function accessFrame(step: number, text: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageType.access);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarString(encoder, text);
  return encoding.toUint8Array(encoder);
}
