import * as Y from 'yjs';
import { WebSocket } from 'ws';
import { decodeMessage, encodeStep1, encodeStep2, encodeUpdate } from '../../relay/protocol/messages.ts';
import { readUpdateRanges, type UpdateRanges } from '../../relay/protocol/update-ranges.ts';

// A client in a process of its own that types into a room, comes back whenever its connection ends, and
// tells its parent what it was promised: what the relay confirmed, and what it saw of others.

export interface Promised {
  readonly room: string;
  readonly confirmed: readonly UpdateRanges[];
  readonly seen: readonly UpdateRanges[];
}

const reconnectMs = 30;
const typingMs = 20;

const url = process.argv[2]!;
const room = process.argv[3]!;
const doc = new Y.Doc();
const text = doc.getText('t');
/** Document-changing messages of this connection, in order. */
let sent: UpdateRanges[] = [];
let confirmed = 0;
let socket: WebSocket;

function tell(promised: Partial<Promised>): void {
  process.send?.({ room, confirmed: [], seen: [], ...promised } satisfies Promised);
}

function send(update: Uint8Array, frame: Uint8Array): void {
  const ranges = readUpdateRanges(update);
  if (!ranges.ok) throw new Error('a client cannot read its own update');
  sent.push(ranges.value);
  socket.send(frame);
}

function take(data: Buffer): void {
  const message = decodeMessage(data);
  if (!message.ok) throw new Error(`the relay sent something unreadable: ${message.error.code}`);
  const { value } = message;
  if (value.kind === 'step1') {
    const update = Y.encodeStateAsUpdate(doc, value.stateVector);
    send(update, encodeStep2(update));
  } else if (value.kind === 'step2' || value.kind === 'update') {
    const ranges = readUpdateRanges(value.update);
    if (!ranges.ok) throw new Error('the relay sent an update that cannot be read');
    Y.applyUpdate(doc, value.update, 'relay');
    tell({ seen: [ranges.value] });
  } else if (value.kind === 'confirmation') {
    tell({ confirmed: sent.slice(confirmed, value.count) });
    confirmed = value.count;
  }
}

function connect(): void {
  sent = [];
  confirmed = 0;
  socket = new WebSocket(`${url}/${room}?confirm=1`);
  socket.on('open', () => socket.send(encodeStep1(Y.encodeStateVector(doc))));
  socket.on('message', take);
  socket.on('error', () => undefined);
  socket.on('close', () => setTimeout(connect, reconnectMs));
}

doc.on('update', (update: Uint8Array, origin: unknown) => {
  if (origin !== 'relay' && socket.readyState === WebSocket.OPEN) send(update, encodeUpdate(update));
});
connect();
setInterval(() => {
  for (let count = 0; count < 3; count += 1) {
    if (text.length > 200) text.delete(10, 40);
    else text.insert(text.length >> 1, 'x');
  }
}, typingMs);
process.on('disconnect', () => process.exit(0));
