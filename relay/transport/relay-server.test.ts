import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { openAccess } from '../access/access.ts';
import { decodeMessage, encodeStep1, encodeUpdate, type Message } from '../protocol/messages.ts';
import { RoomRegistry } from '../rooms/room-registry.ts';
import { nodeScheduler } from '../rooms/scheduler.ts';
import { textOf, typing } from '../rooms/rooms.test-support.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import { type NewEntry, StorageError } from '../storage/room-storage.ts';
import { RelayBench } from './relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { defaultRelayLimits, type RelayLimits } from './relay-limits.ts';
import { RelayServer } from './relay-server.ts';
import type { TransportEvent } from './transport-event.ts';

const step1 = encodeStep1(new Uint8Array([0]));

function messagesOf(frames: readonly Uint8Array[]): Message[] {
  return frames.flatMap((frame) => {
    const message = decodeMessage(frame);
    return message.ok ? [message.value] : [];
  });
}

describe('a relay meets clients that do not behave', () => {
  let bench: RelayBench;
  beforeEach(() => {
    bench = new RelayBench();
  });
  afterEach(() => bench.dispose());

  it('RP-45 refuses names pointed at this machine and pages of other origins', async () => {
    const { url, port } = await bench.start();
    const statusWith = async (headers: Record<string, string>) => {
      const { failed, socket } = await bench.socket(`${url}/plan`, { headers, waitForOpen: false });
      const opened = new Promise<Error>((resolve) => {
        socket.on('open', () => resolve(new Error('opened')));
      });
      return (await Promise.race([failed, opened])).message;
    };
    expect(await statusWith({ host: 'evil.example' })).toMatch(/403/);
    expect(await statusWith({ host: 'localhost.evil.example' })).toMatch(/403/);
    expect(await statusWith({ origin: 'https://evil.example' })).toMatch(/403/);
    expect(await statusWith({ origin: 'null' })).toMatch(/403/);
    expect(await statusWith({ origin: `http://localhost:${port}` })).toBe('opened');
    expect(await statusWith({ host: `[::1]:${port}` })).toBe('opened');
  });

  it('RP-11 takes only clean room names', async () => {
    const { url } = await bench.start();
    const ask = (path: string) => rawUpgrade(new URL(url).port, path);
    for (const path of [
      '/',
      '/a/../b',
      '/%2e%2e/b',
      '/a//b',
      '/a%00b',
      '/a%20b',
      '/a%2',
      `/${'x'.repeat(257)}`,
      '/a%0ab',
    ]) {
      expect([path, await ask(path)]).toEqual([path, 4404]);
    }
    for (const path of ['/plan', '/workspace/plan.images', '/%CF%80%CE%BB%CE%AC%CE%BD%CE%BF']) {
      expect([path, await ask(path)]).toEqual([path, 'a message']);
    }
  });

  it('RP-46 ends a connection that sends a message above the limit, or text', async () => {
    const { url } = await bench.start({ limits: { maxMessageBytes: 1_000 } });
    const [large, text, good] = await Promise.all([1, 2, 3].map(() => bench.socket(`${url}/plan`)));
    large!.socket.send(new Uint8Array(1_001));
    text!.socket.send('hello');
    expect((await large!.closed).code).toBe(1009);
    expect((await text!.closed).code).toBe(4400);
    good!.socket.send(step1);
    await until('an answer', () => messagesOf(good!.frames).some(({ kind }) => kind === 'step2'));
  });

  it('RP-47 tells those beyond the connection limit to try again, and lets them in later', async () => {
    const { url } = await bench.start({ limits: { maxConnections: 2 } });
    const first = await bench.socket(`${url}/plan`);
    await bench.socket(`${url}/plan`);
    const third = await bench.socket(`${url}/plan`, { waitForOpen: false });
    expect((await third.failed).message).toMatch(/503/);
    first.socket.close();
    await first.closed;
    const fourth = bench.client(url, 'plan');
    await until('sync of a later one', () => fourth.provider.synced);
  });

  it('RP-48 ends sockets that say nothing or half a request', async () => {
    const { url } = await bench.start({ limits: { authenticateMs: 300 } });
    const port = Number(new URL(url).port);
    for (const opening of ['', 'GET /plan HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: web']) {
      const socket = connect(port, '127.0.0.1');
      let ended = false;
      socket.on('close', () => {
        ended = true;
      });
      socket.on('error', () => undefined);
      socket.on('data', () => undefined);
      socket.write(opening);
      await until(`the end of a silent socket after "${opening}"`, () => ended);
      expect(socket.destroyed).toBe(true);
    }
  });

  it('RP-49 gives up a half-open connection, and keeps a quiet one alive', async () => {
    const limits = { sweepMs: 50, pingAfterMs: 100, deadAfterMs: 400, keepAliveMs: 100 };
    const { url } = await bench.start({ limits });
    const [dead, quiet] = await Promise.all([bench.socket(`${url}/plan`), bench.socket(`${url}/plan`)]);
    const mute = new WebSocket(`${url}/plan`, { autoPong: false });
    const muteClosed = new Promise<number>((resolve) => {
      mute.on('close', resolve);
    });
    expect(await muteClosed).toBe(1006);
    quiet.socket.send(step1);
    await until(
      'signs of life',
      () => quiet.frames.filter((frame) => frame.length === 3 && frame[0] === 1).length > 2,
    );
    expect(quiet.socket.readyState).toBe(WebSocket.OPEN);
    expect(dead.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('RP-42 ends a reader that does not read, without holding up the others or its room', async () => {
    const limits: Partial<RelayLimits> = {
      maxBufferedBytes: 1_000_000,
      awarenessBufferedBytes: 100_000,
      sweepMs: 100,
    };
    const { url } = await bench.start({ limits });
    const slow = await bench.socket(`${url}/plan`);
    const writer = bench.client(url, 'plan');
    const reader = bench.client(url, 'plan');
    await until('sync', () => writer.provider.synced && reader.provider.synced);
    slow.socket.pause();
    const events = () => bench.events.filter((event) => event.kind === 'peerClosed');
    for (let count = 0; count < 400 && events().length === 0; count++) {
      writer.doc.getMap('m').set(`k${count % 3}`, new Uint8Array(200_000).fill(count));
      await until('room in the writer', () => (writer.provider.ws?.bufferedAmount ?? 0) < 1_000_000);
    }
    await until('the end of the slow reader', () => events().length === 1);
    expect(events()[0]).toMatchObject({ code: 4508 });
    writer.text.insert(0, 'done');
    await until('the others', () => reader.text.toJSON() === 'done');
    slow.socket.resume();
    expect([1006, 4508]).toContain((await slow.closed).code);
    const again = bench.client(url, 'plan');
    await until('a full resync', () => again.text.toJSON() === 'done');
  });

  it('RP-20 confirms to those who ask, counting their messages, and to nobody else', async () => {
    const { url } = await bench.start();
    const asking = await bench.socket(`${url}/plan?confirm=1`);
    const stock = await bench.socket(`${url}/plan`);
    for (const update of typing(7, 'abc')) asking.socket.send(encodeUpdate(update));
    const confirmations = () =>
      messagesOf(asking.frames).filter((message) => message.kind === 'confirmation');
    await until('the third', () => confirmations().at(-1)?.count === 3);
    expect(confirmations()[0]!.count).toBe(0);
    expect(Y.decodeStateVector(confirmations().at(-1)!.stateVector)).toEqual(new Map([[7, 3]]));
    await until('the text', () => {
      const updates = messagesOf(stock.frames).flatMap((message) =>
        message.kind === 'update' ? [message.update] : [],
      );
      return textOf(...updates) === 'abc';
    });
    expect(messagesOf(stock.frames).some(({ kind }) => kind === 'confirmation')).toBe(false);
  });

  it('answers health and readiness, to this machine only', async () => {
    const { url } = await bench.start();
    const http = url.replace('ws:', 'http:');
    expect((await fetch(`${http}/health`)).status).toBe(200);
    expect(await (await fetch(`${http}/ready`)).json()).toEqual({ status: 'ready' });
    expect((await fetch(`${http}/plan`)).status).toBe(404);
    expect((await fetch(`${http}/health`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${http}/health`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });
});

/** A store that waits or fails when told to. */
class GatedStorage extends MemoryRoomStorage {
  gate: Promise<void> | undefined;
  failLoads = false;

  override async load(room: string) {
    await this.gate;
    if (this.failLoads) throw new StorageError('failed', 'the disk does not answer');
    return super.load(room);
  }

  override async append(entries: readonly NewEntry[]) {
    await this.gate;
    return super.append(entries);
  }
}

async function startServer(limits: Partial<RelayLimits> = {}) {
  const storage = new GatedStorage();
  const events: TransportEvent[] = [];
  const registry = new RoomRegistry({ storage, limits: { unloadDelayMs: 50 } });
  const server = new RelayServer({
    registry,
    access: openAccess,
    limits: { ...defaultRelayLimits, ...limits },
    callers: { loopbackOnly: true, allowedHosts: [], allowedOrigins: [] },
    scheduler: nodeScheduler,
    onEvent: (event) => events.push(event),
  });
  const port = await server.listen('127.0.0.1', 0);
  return { storage, registry, server, events, url: `ws://127.0.0.1:${port}` };
}

describe('a relay whose disk is slow or fails', () => {
  const bench = new RelayBench();
  afterEach(() => bench.dispose());

  it('RP-50 stops reading when too much waits for the disk, then goes on without loss', async () => {
    const { storage, registry, server, events, url } = await startServer({ maxPendingBytes: 200_000 });
    const writer = bench.client(url, 'plan');
    const reader = bench.client(url, 'plan');
    await until('sync', () => writer.provider.synced && reader.provider.synced);
    let open = () => undefined as void;
    storage.gate = new Promise((resolve) => (open = resolve));
    for (let count = 0; count < 100; count++) writer.doc.getMap('m').set(`k${count}`, new Uint8Array(50_000));
    await until('the pause', () => events.some(({ kind }) => kind === 'paused'));
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(registry.pendingBytes).toBeLessThan(1_000_000);
    expect((await fetch(`${url.replace('ws:', 'http:')}/ready`)).status).toBe(503);
    open();
    await until('everything', () => reader.doc.getMap('m').size === 100);
    expect(events.at(-1)?.kind).toBe('resumed');
    expect(registry.pendingBytes).toBe(0);
    await server.drain();
  });

  it('RP-51 answers nothing before the room is loaded, and refuses it when it cannot be', async () => {
    const { storage, server, url } = await startServer();
    await storage.append([{ room: 'plan', update: typing(7, 'a')[0]!, origin: null }]);
    let open = () => undefined as void;
    storage.gate = new Promise((resolve) => (open = resolve));
    const early = await bench.socket(`${url}/plan`);
    early.socket.send(step1);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    expect(early.frames).toEqual([]);
    open();
    await until('the answer', () => messagesOf(early.frames).some(({ kind }) => kind === 'step2'));
    const [answer] = messagesOf(early.frames).filter((message) => message.kind === 'step2');
    expect(textOf(answer!.update)).toBe('a');
    early.socket.close();
    await early.closed;
    storage.failLoads = true;
    const refused = await bench.socket(`${url}/other`);
    expect((await refused.closed).code).toBe(4503);
    expect(refused.frames).toEqual([]);
    storage.failLoads = false;
    const later = await bench.socket(`${url}/other`);
    await until('a greeting', () => later.frames.length > 0);
    await server.drain();
  });
});

/** Asks for a path exactly as written; resolves to the close code or to "a message". */
function rawUpgrade(port: string, path: string): Promise<number | string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let received = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const bodyAt = received.indexOf('\r\n\r\n') + 4;
      if (bodyAt < 4 || received.length < bodyAt + 4) return;
      socket.destroy();
      resolve(received[bodyAt] === 0x88 ? received.readUInt16BE(bodyAt + 2) : 'a message');
    });
    socket.on('end', () => reject(new Error(`ended: ${received.toString('latin1').slice(0, 60)}`)));
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
  });
}
