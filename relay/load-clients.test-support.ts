import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { decodeMessage, encodeStep1, encodeUpdate, type Message } from './protocol/messages.ts';
import { readUpdateRanges } from './protocol/update-ranges.ts';
import { coverageOf } from './rooms/compaction.ts';
import { until } from '../shared/until.test-support.ts';

/** Types and deletes as fast as told, and notes what the relay confirmed. */
export class Writer {
  readonly sent: Uint8Array[] = [];
  confirmed = 0;
  readonly socket: WebSocket;
  readonly #doc = new Y.Doc();

  constructor(url: string, room: string) {
    this.socket = new WebSocket(`${url}/${room}?confirm=1`);
    this.socket.on('error', () => undefined);
    onMessages(this.socket, (message) => {
      if (message.kind === 'confirmation') this.confirmed = message.count;
    });
    this.#doc.on('update', (update: Uint8Array) => {
      if (this.socket.readyState !== WebSocket.OPEN) return;
      this.sent.push(update);
      this.socket.send(encodeUpdate(update));
    });
  }

  type(count: number): void {
    const text = this.#doc.getText('t');
    for (let index = 0; index < count; index++) {
      if (text.length > 20 && index % 7 === 0) text.delete(3, 2);
      else text.insert(text.length >> 1, 'x');
    }
  }
}

/** Notes everything that another client saw. */
export class Witness {
  readonly seen: Uint8Array[] = [];
  readonly socket: WebSocket;

  constructor(url: string, room: string) {
    this.socket = new WebSocket(`${url}/${room}`);
    this.socket.on('error', () => undefined);
    this.socket.on('open', () => this.socket.send(encodeStep1(new Uint8Array([0]))));
    onMessages(this.socket, (message) => {
      if (message.kind === 'step2' || message.kind === 'update') this.seen.push(message.update);
    });
  }
}

function onMessages(socket: WebSocket, take: (message: Message) => void): void {
  socket.on('message', (data: Buffer) => {
    const message = decodeMessage(data);
    if (message.ok) take(message.value);
  });
}

/** What a client that knows nothing is given. */
export async function freshState(url: string, room: string): Promise<Uint8Array> {
  const witness = new Witness(url, room);
  await until('the stored state', () => witness.seen.length > 0);
  witness.socket.terminate();
  return witness.seen[0]!;
}

/** How many of `updates` a state does not hold whole. */
export function missingFrom(state: Uint8Array, updates: readonly Uint8Array[]): number {
  const stored = coverageOf([state]);
  return updates.filter((update) => {
    const ranges = readUpdateRanges(update);
    if (!ranges.ok) return true;
    return !stored.inserted.covers(ranges.value.inserted) || !stored.deleted.covers(ranges.value.deleted);
  }).length;
}
