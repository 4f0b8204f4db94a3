import * as encoding from 'lib0/encoding';
import * as decoding from 'lib0/decoding';

/** How a server wants its Yjs messages framed. */
export type DialectName = 'y-websocket' | 'hocuspocus';

export interface WireMessage {
  readonly kind: 'step1' | 'step2' | 'update' | 'awareness' | 'confirmation' | 'other';
  readonly bytes: Uint8Array;
  /** Only of a confirmation: how many messages are durable. */
  readonly count: number;
}

export interface Dialect {
  /** Sent as soon as the connection is open. */
  hello(room: string): Uint8Array | undefined;
  sync(room: string, step: 0 | 1 | 2, bytes: Uint8Array): Uint8Array;
  awareness(room: string, bytes: Uint8Array): Uint8Array;
  decode(frame: Uint8Array): WireMessage;
}

const kinds = ['step1', 'step2', 'update'] as const;

/** `prefix` is what stands before each message: nothing, or the document's name. */
function frame(prefix: string | undefined, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  if (prefix !== undefined) encoding.writeVarString(encoder, prefix);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function decodeFrom(decoder: decoding.Decoder): WireMessage {
  const type = decoding.readVarUint(decoder);
  // 4 is Hocuspocus' answer to a step 1, with the content of a sync message.
  if (type === 0) {
    const kind = kinds[decoding.readVarUint(decoder)] ?? 'other';
    return { kind, bytes: decoding.readVarUint8Array(decoder), count: 0 };
  }
  if (type === 1) return { kind: 'awareness', bytes: decoding.readVarUint8Array(decoder), count: 0 };
  return { kind: 'other', bytes: nothing, count: 0 };
}

const nothing = new Uint8Array();

function dialectOf(prefixOf: (room: string) => string | undefined): Omit<Dialect, 'hello' | 'decode'> {
  return {
    sync: (room, step, bytes) =>
      frame(prefixOf(room), (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint(encoder, step);
        encoding.writeVarUint8Array(encoder, bytes);
      }),
    awareness: (room, bytes) =>
      frame(prefixOf(room), (encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint8Array(encoder, bytes);
      }),
  };
}

const yWebsocket: Dialect = {
  ...dialectOf(() => undefined),
  hello: () => undefined,
  decode(message) {
    const decoder = decoding.createDecoder(message);
    if (message[0] !== 4) return decodeFrom(decoder);
    decoding.readVarUint(decoder);
    return { kind: 'confirmation', count: decoding.readVarUint(decoder), bytes: nothing };
  },
};

const hocuspocus: Dialect = {
  ...dialectOf((room) => room),
  hello: (room) =>
    frame(room, (encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'token');
    }),
  decode(message) {
    const decoder = decoding.createDecoder(message);
    decoder.pos = decoding.readVarUint(decoder) + decoder.pos;
    if (message[decoder.pos] !== 4) return decodeFrom(decoder);
    decoding.readVarUint(decoder);
    const kind = kinds[decoding.readVarUint(decoder)] ?? 'other';
    return { kind, bytes: decoding.readVarUint8Array(decoder), count: 0 };
  },
};

export const dialects: Readonly<Record<DialectName, Dialect>> = { 'y-websocket': yWebsocket, hocuspocus };
