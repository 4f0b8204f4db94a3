import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IncomingStream, OutgoingStream } from '../protocol/byte-stream.ts';
import { closeCodes } from '../protocol/close-codes.ts';
import { decodeMessage, encodeStep1, encodeUpdate, type Message } from '../protocol/messages.ts';
import { textOf, typing } from '../rooms/rooms.test-support.ts';
import { StorageError } from '../storage/room-storage.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import { type MemoryRelay, type MemoryRelayOptions, startMemoryRelay } from './memory-relay.test-support.ts';
import type { HttpRoute } from './http-routes.ts';
import { RelayBench } from './relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';

let relay: MemoryRelay;
let bench: RelayBench;
const start = async (options: MemoryRelayOptions = {}) => {
  relay = await startMemoryRelay(options);
};
beforeEach(() => {
  bench = new RelayBench();
});
afterEach(async () => {
  await relay.server.drain();
  await bench.dispose();
});

const ask = (parameters: string, options: RequestInit & { room?: string } = {}) =>
  fetch(`http://${relay.host}/${options.room ?? 'plan'}?${parameters}`, { method: 'POST', ...options });

/** Notes which requests have arrived, and leaves them to the next route. */
function counting(): { asked: (kind: 'up' | 'down') => number; route: HttpRoute } {
  const urls: string[] = [];
  return {
    asked: (kind) => urls.filter((url) => url.includes(`poll=${kind}`)).length,
    route: {
      async handle({ url = '' }) {
        urls.push(url);
        return false;
      },
    },
  };
}

/** A client that does by hand what the specification says. */
async function open(parameters = 'confirm=1') {
  const opened = (await (await ask(`poll=open&${parameters}`)).json()) as { session: string };
  const headers = { 'relay-session': opened.session };
  const outgoing = new OutgoingStream();
  const incoming = new IncomingStream(1e9);
  const messages: Message[] = [];
  return {
    session: opened.session,
    incoming,
    messages,
    say: (...frames: Uint8Array[]) => frames.forEach((frame) => outgoing.append(frame)),
    up: (from = outgoing.start, bytes = outgoing.peek(1e9)) =>
      ask(`poll=up&from=${from}`, { headers, body: Buffer.from(bytes) }),
    async down(wait = 0, from = incoming.position, bytes = 1_000_000) {
      const answer = await ask(`poll=down&from=${from}&wait=${wait}&bytes=${bytes}`, { headers });
      if (answer.status !== 200) return { status: answer.status, ...((await answer.json()) as object) };
      for (const frame of incoming.push(new Uint8Array(await answer.arrayBuffer()))) {
        const message = decodeMessage(frame);
        if (message.ok) messages.push(message.value);
      }
      return { status: 200 };
    },
    close: () => ask('poll=close', { headers }),
  };
}

const updates = (messages: readonly Message[]) =>
  messages.flatMap((message) => (message.kind === 'update' ? [message.update] : []));

describe('the same messages over requests', () => {
  it('RP-70 RP-20 a session syncs, is confirmed and reaches clients of WebSockets', async () => {
    await start();
    const other = bench.client(`ws://${relay.host}`, 'plan');
    await until('sync', () => other.provider.synced);
    const client = await open();
    client.say(encodeStep1(new Uint8Array([0])), ...typing(7, 'abc').map(encodeUpdate));
    expect(await (await client.up()).json()).toEqual({ received: expect.any(Number) });
    await until('the text', () => other.doc.store.clients.get(7) !== undefined);
    while (!client.messages.some((message) => message.kind === 'confirmation' && message.count === 3)) {
      expect((await client.down(1_000)).status).toBe(200);
    }
    expect(client.messages.some(({ kind }) => kind === 'step2')).toBe(true);
    other.text.insert(0, 'x');
    await until('news', () => updates(client.messages).length > 0 || (void client.down(), false));
  });

  it('RP-72 what is sent twice is taken once, what comes after a gap is not taken', async () => {
    await start();
    const client = await open();
    const [first, second] = typing(7, 'ab').map(encodeUpdate);
    client.say(first!);
    await client.up();
    const again = await client.up();
    expect(await again.json()).toEqual({ received: first!.length + 1 });
    client.say(second!);
    expect((await client.up(500)).status).toBe(409);
    expect((await client.up()).status).toBe(200);
    while (!client.messages.some((message) => message.kind === 'confirmation' && message.count === 2)) {
      await client.down(1_000);
    }
    const counts = client.messages.flatMap((message) =>
      message.kind === 'confirmation' ? [message.count] : [],
    );
    expect(counts.at(-1)).toBe(2);
    const stored = await relay.storage.load('plan');
    expect(textOf(...stored.tail.map(({ update }) => update))).toBe('ab');
  });

  it('RP-73 news are kept until they are acknowledged, and can be asked for again', async () => {
    await start();
    const client = await open();
    const headers = { 'relay-session': client.session };
    const piece = async (from: number, bytes: number) =>
      new Uint8Array(
        await (await ask(`poll=down&from=${from}&wait=1000&bytes=${bytes}`, { headers })).arrayBuffer(),
      );
    const all = await piece(0, 1_000);
    expect(all.length).toBeGreaterThan(4);
    expect(await piece(0, 1_000)).toEqual(all);
    expect(await piece(2, 2)).toEqual(all.subarray(2, 4));
    expect((await ask('poll=down&from=1', { headers })).status).toBe(400);
    expect((await ask('poll=down&from=9999', { headers })).status).toBe(400);
    expect((await ask('poll=down&from=x', { headers })).status).toBe(400);
  });

  it('RP-73 a request waits for news; a newer one ends it with nothing', async () => {
    const { asked, route } = counting();
    await start({ limits: { pollWaitMs: 60_000 }, routes: [route] });
    const client = await open();
    while (client.messages.length < 2) await client.down(1_000);
    const before = asked('down');
    const first = client.down(60_000);
    await until('the first to be there', () => asked('down') > before);
    const second = client.down(60_000);
    expect(await first).toEqual({ status: 200 });
    const writer = bench.client(`ws://${relay.host}`, 'plan');
    writer.text.insert(0, 'a');
    await second;
    expect(client.messages.length).toBeGreaterThan(2);
  });

  it('RP-74 a session that is closed or unknown says so', async () => {
    await start();
    const client = await open();
    expect((await client.close()).status).toBe(200);
    const { code, reason } = closeCodes.sessionUnknown;
    expect(await client.down()).toEqual({ status: 410, close: { code, reason } });
    expect((await client.up()).status).toBe(410);
    expect(relay.server.connectionCount).toBe(0);
  });

  it('RP-75 who may not come in is told with the code of a WebSocket', async () => {
    await start({
      access: { authorise: () => ({ allowed: false, close: closeCodes.notAuthorised }) },
      limits: { maxConnections: 1 },
    });
    const refused = await ask('poll=open');
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ close: { code: 4401 } });
    expect((await ask('poll=open', { room: 'a//b' })).status).toBe(404);
    expect((await ask('poll=open', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await ask('poll=open', { method: 'GET' })).status).toBe(405);
    expect((await ask('poll=what')).status).toBe(400);
    expect(relay.server.connectionCount).toBe(0);
  });

  it('RP-47 RP-75 counts like a WebSocket', async () => {
    await start({ limits: { maxConnections: 1 } });
    const client = await open();
    const second = await ask('poll=open');
    expect(second.status).toBe(503);
    expect(await second.json()).toMatchObject({ close: { code: 4509 } });
    const socket = await bench.socket(`ws://${relay.host}/plan`, { waitForOpen: false });
    expect((await socket.failed).message).toMatch(/503/);
    await client.close();
    const third = await open();
    expect(third.session).toMatch(/^[\w-]{43}$/);
  });

  it('RP-76 a client that stays away is given up, one that waits for news is not', async () => {
    // Fifty sweeps of silence: a request takes a few turns, however slow they are.
    await start({ limits: { sweepMs: 20, pingAfterMs: 400, deadAfterMs: 1_000 } });
    await open();
    const waiting = await open();
    while (relay.server.connectionCount > 1) await waiting.down(100);
    expect((await waiting.down()).status).toBe(200);
  });

  it('RP-77 a message above the limit and a piece above the limit', async () => {
    await start({ limits: { maxMessageBytes: 1_000, maxPollBytes: 2_000 } });
    const large = await open();
    expect((await large.up(0, new Uint8Array(2_001))).status).toBe(413);
    large.say(new Uint8Array(1_001));
    await large.up();
    let answer: object = {};
    while (!('close' in answer)) answer = await large.down(1_000);
    expect(answer).toMatchObject({ status: 410, close: { code: 1009 } });
    await until('its end', () => relay.server.connectionCount === 0);
  });

  it('RP-41 RP-77 bytes that cannot be read end their own session', async () => {
    await start();
    const [bad, good] = [await open(), await open()];
    bad.say(new Uint8Array([0, 2, 200, 1, 9]));
    await bad.up();
    let answer: object = {};
    while (!('close' in answer)) answer = await bad.down(1_000);
    expect(answer).toMatchObject({ close: { code: 4400 } });
    good.say(...typing(7, 'a').map(encodeUpdate));
    expect((await good.up()).status).toBe(200);
  });

  it('RP-43 what was received before the end is stored, confirmed and told; then why it ended', async () => {
    await start();
    const client = await open();
    while (client.messages.length < 2) await client.down(1_000);
    client.say(...typing(7, 'abc').map(encodeUpdate));
    await client.up();
    const drained = relay.server.drain();
    let answer: object = {};
    while (!('close' in answer)) answer = await client.down(1_000);
    expect(answer).toMatchObject({ close: { code: 1001 } });
    expect(client.messages.at(-1)).toMatchObject({ kind: 'confirmation', count: 3 });
    await drained;
    expect((await relay.storage.load('plan')).tail.length).toBeGreaterThan(0);
  });

  it('RP-51 a room that cannot be opened refuses, and nothing is taken before it is there', async () => {
    let fail = () => undefined as void;
    const failing = new Promise<void>((resolve) => (fail = resolve));
    class Failing extends MemoryRoomStorage {
      override async load(): Promise<never> {
        await failing;
        throw new StorageError('failed', 'the disk does not answer');
      }
    }
    const { asked, route } = counting();
    await start({ storage: new Failing(), routes: [route] });
    const client = await open();
    client.say(...typing(7, 'a').map(encodeUpdate));
    const sent = client.up();
    await until('it to be there', () => asked('up') === 1);
    fail();
    expect(await (await sent).json()).toEqual({ received: 0 });
    expect(await client.down(1_000)).toMatchObject({ close: { code: 4503 } });
  });

  it('RP-42 a reader that does not come for its news is ended', async () => {
    await start({ limits: { maxBufferedBytes: 300_000 } });
    const slow = await open();
    const writer = bench.client(`ws://${relay.host}`, 'plan');
    const reader = bench.client(`ws://${relay.host}`, 'plan');
    await until('both in step', () => writer.provider.synced && reader.provider.synced);
    for (let count = 0; count < 20; count += 1)
      writer.doc.getMap('m').set(`k${count}`, new Uint8Array(100_000));
    await until('all at the other', () => reader.doc.getMap('m').size === 20);
    let answer: object = {};
    while (!('close' in answer)) answer = await slow.down(1_000);
    expect(answer).toMatchObject({ close: { code: 4508 } });
    expect(slow.incoming.position).toBeLessThan(1_000_000);
  });
});
