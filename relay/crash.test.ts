import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { type ChildRelay, startChildRelay } from './child-relay.test-support.ts';
import { decodeMessage, encodeStep1, encodeUpdate, type Message } from './protocol/messages.ts';
import { readUpdateRanges } from './protocol/update-ranges.ts';
import { coverageOf } from './rooms/compaction.ts';
import { until } from './transport/relay.test-support.ts';

const rooms = ['alpha', 'beta', 'gamma'];
const killRounds = 15;

/** Types and deletes as fast as told, and notes what the relay confirmed. */
class Writer {
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
class Witness {
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
async function freshState(url: string, room: string): Promise<Uint8Array> {
  const witness = new Witness(url, room);
  await until('the stored state', () => witness.seen.length > 0);
  witness.socket.terminate();
  return witness.seen[0]!;
}

function missingFrom(state: Uint8Array, updates: readonly Uint8Array[]): number {
  const stored = coverageOf([state]);
  return updates.filter((update) => {
    const ranges = readUpdateRanges(update);
    if (!ranges.ok) return true;
    return !stored.inserted.covers(ranges.value.inserted) || !stored.deleted.covers(ranges.value.deleted);
  }).length;
}

describe('a relay that is killed', () => {
  let folder: string;
  let relay: ChildRelay | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'relay-crash-'));
  });
  afterEach(async () => {
    relay?.process.kill('SIGKILL');
    await relay?.ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const start = () =>
    startChildRelay(['--data', folder, '--port', '0', '--open'], { RELAY_COMPACT_AFTER_ENTRIES: '40' });

  /** Load on all rooms for a while, then the signal in the middle of it. */
  async function loadAndEnd(url: string, durationMs: number, signal: NodeJS.Signals) {
    const writers = rooms.flatMap((room) => [new Writer(url, room), new Writer(url, room)]);
    const witnesses = rooms.map((room) => new Witness(url, room));
    const sockets = [...writers, ...witnesses].map(({ socket }) => socket);
    await until('open sockets', () => sockets.every((socket) => socket.readyState === WebSocket.OPEN));
    const typing = setInterval(() => writers.forEach((writer) => writer.type(4)), 5);
    await new Promise((resolve) => {
      setTimeout(resolve, durationMs);
    });
    relay!.process.kill(signal);
    const ended = await relay!.ended;
    clearInterval(typing);
    await until('closed sockets', () => sockets.every((socket) => socket.readyState === WebSocket.CLOSED));
    return { writers, witnesses, ended };
  }

  it('RP-20 loses nothing that another client saw or that it confirmed, killed 15 times under load', async () => {
    const promised: Uint8Array[][] = rooms.map(() => []);
    let confirmed = 0;
    for (let round = 0; round < killRounds; round++) {
      relay = await start();
      const { writers, witnesses } = await loadAndEnd(relay.url!, 60 + ((round * 37) % 160), 'SIGKILL');
      for (const [index] of rooms.entries()) {
        const own = writers.slice(index * 2, index * 2 + 2);
        for (const writer of own) promised[index]!.push(...writer.sent.slice(0, writer.confirmed));
        promised[index]!.push(...witnesses[index]!.seen);
        confirmed += own.reduce((sum, writer) => sum + writer.confirmed, 0);
      }
    }
    relay = await start();
    for (const [index, room] of rooms.entries()) {
      const state = await freshState(relay.url!, room);
      expect([room, missingFrom(state, promised[index]!)]).toEqual([room, 0]);
    }
    expect(confirmed).toBeGreaterThan(killRounds * 100);
  }, 120_000);

  it('RP-43 drains on SIGTERM under load: exit code 0, close code 1001, everything confirmed is stored', async () => {
    relay = await start();
    const codes: number[] = [];
    const early = new Witness(relay.url!, rooms[0]!);
    early.socket.on('close', (code) => codes.push(code));
    const { writers, witnesses, ended } = await loadAndEnd(relay.url!, 200, 'SIGTERM');
    expect(ended).toBe(0);
    expect(codes).toEqual([1001]);
    relay = await start();
    for (const [index, room] of rooms.entries()) {
      const state = await freshState(relay.url!, room);
      const own = writers.slice(index * 2, index * 2 + 2);
      const promised = own.flatMap((writer) => writer.sent.slice(0, writer.confirmed));
      expect(promised.length).toBeGreaterThan(0);
      expect(missingFrom(state, [...promised, ...witnesses[index]!.seen])).toBe(0);
    }
  });
});
