import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ChildRelay, startChildRelay } from './child-relay.test-support.ts';
import { freshState, missingFrom, Witness, Writer } from './load-clients.test-support.ts';
import { until } from '../shared/until.test-support.ts';

const rooms = ['alpha', 'beta', 'gamma'];
const killRounds = 15;

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

  /** Load on all rooms until each has confirmed something and for a while longer, then the signal in the middle of it. */
  async function loadAndEnd(url: string, durationMs: number, signal: NodeJS.Signals) {
    const writers = rooms.flatMap((room) => [new Writer(url, room), new Writer(url, room)]);
    const witnesses = rooms.map((room) => new Witness(url, room));
    const sockets = [...writers, ...witnesses].map(({ socket }) => socket);
    await until('open sockets', () => sockets.every((socket) => socket.readyState === WebSocket.OPEN));
    const typing = setInterval(() => writers.forEach((writer) => writer.type(4)), 5);
    await until('something confirmed', () => writers.every((writer) => writer.confirmed > 0));
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
    expect(confirmed).toBeGreaterThan(killRounds);
  });

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
