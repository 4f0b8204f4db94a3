import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Access } from '../access/access.ts';
import { encodeAwarenessMessage, encodeStep1, encodeUpdate } from '../protocol/messages.ts';
import { decodeMessage, type Message } from '../protocol/messages.ts';
import { textOf, typing } from '../rooms/rooms.test-support.ts';
import { holdableTime, type MemoryRelay, startMemoryRelay } from './memory-relay.test-support.ts';
import { RelayBench } from './relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import type { RelayLimits } from './relay-limits.ts';

/** Everybody is who they say; good enough to count by. */
const access: Access = {
  authorise: ({ headers }) => ({
    allowed: true,
    mayRead: true,
    mayWrite: true,
    ...(typeof headers['x-member'] === 'string' ? { memberId: headers['x-member'] } : {}),
  }),
};

let relay: MemoryRelay;
let bench: RelayBench;
let time: ReturnType<typeof holdableTime>;
const raw: Socket[] = [];
beforeEach(() => {
  bench = new RelayBench();
  time = holdableTime();
});
afterEach(async () => {
  time.letGo();
  for (const socket of raw.splice(0)) socket.destroy();
  await relay.server.drain();
  await bench.dispose();
});

const start = async (limits: Partial<RelayLimits>) => {
  relay = await startMemoryRelay({ access, limits, scheduler: time });
};
const enter = (room: string, member?: string) =>
  bench.socket(`ws://${relay.host}/${room}?confirm=1`, { headers: member ? { 'x-member': member } : {} });
type Connection = Awaited<ReturnType<typeof enter>>;

const messagesOf = ({ frames }: Connection): Message[] =>
  frames.flatMap((frame) => {
    const message = decodeMessage(frame);
    return message.ok ? [message.value] : [];
  });
const confirmedOf = (connection: Connection) =>
  messagesOf(connection).reduce(
    (last, message) => (message.kind === 'confirmation' ? message.count : last),
    0,
  );
const throttledRooms = () =>
  relay.events.flatMap((event) => (event.kind === 'throttled' ? [event.room] : []));
const storedText = async (room: string) => {
  const { snapshot, tail } = await relay.storage.load(room);
  return textOf(...(snapshot ? [snapshot] : []), ...tail.map(({ update }) => update));
};
const letters = (count: number) => 'x'.repeat(count);

/** Bytes that hold their own size. */
function bytesUpdate(client: number, size: number): Uint8Array {
  const doc = new Y.Doc({ guid: 'bytes' });
  doc.clientID = client;
  doc.getMap('m').set('bytes', new Uint8Array(size));
  return Y.encodeStateAsUpdate(doc);
}

describe('RP-80 who sends too much is slowed down, and nothing accepted is lost', () => {
  const slowly = { memberMessagesPerSecond: 100, rateBurstSeconds: 1 };

  it('messages of one member, over all their connections; others go on', async () => {
    await start(slowly);
    const [one, two, other] = [
      await enter('plan', 'ana'),
      await enter('plan', 'ana'),
      await enter('plan', 'eleni'),
    ];
    time.hold();
    for (const update of typing(1, letters(120))) one.socket.send(encodeUpdate(update));
    await until('the first to be slowed down', () => throttledRooms().length > 0);
    expect(relay.server.connections.snapshot().throttled).toBe(1);
    for (const update of typing(2, letters(40))) two.socket.send(encodeUpdate(update));
    for (const update of typing(3, letters(5))) other.socket.send(encodeUpdate(update));
    await until('the other', () => confirmedOf(other) === 5 && throttledRooms().length === 2);
    time.letGo();
    await until('everything', () => confirmedOf(one) === 120 && confirmedOf(two) === 40);
    expect(throttledRooms()).toEqual(['plan', 'plan']);
    expect(await storedText('plan')).toHaveLength(165);
  });

  it('bytes of one member', async () => {
    await start({ memberBytesPerSecond: 100_000, rateBurstSeconds: 1 });
    const connection = await enter('plan', 'ana');
    connection.socket.send(encodeUpdate(bytesUpdate(1, 150_000)));
    connection.socket.send(encodeUpdate(bytesUpdate(2, 1_000)));
    await until('both', () => confirmedOf(connection) === 2);
    expect(throttledRooms()).toEqual(['plan']);
  });

  it('messages and bytes of one document, by whomever; other documents go on', async () => {
    await start({ documentMessagesPerSecond: 100, rateBurstSeconds: 1 });
    const members = await Promise.all(['a', 'b', 'c'].map((member) => enter('plan', member)));
    const elsewhere = await enter('other', 'a');
    time.hold();
    for (const [index, { socket }] of members.entries()) {
      for (const update of typing(index + 1, letters(50))) socket.send(encodeUpdate(update));
    }
    await until('slowing down', () => throttledRooms().length > 0);
    elsewhere.socket.send(encodeUpdate(typing(9, 'y')[0]!));
    await until('the other document', () => confirmedOf(elsewhere) === 1);
    time.letGo();
    await until('everything', () => members.every((member) => confirmedOf(member) === 50));
    expect(new Set(throttledRooms())).toEqual(new Set(['plan']));
  });

  it('who is slowed down for too long is closed and keeps what was taken; coming back is no fresh start', async () => {
    await start({ memberMessagesPerSecond: 20, rateBurstSeconds: 1, maxThrottledMs: 300 });
    const connection = await enter('plan', 'ana');
    for (const update of typing(1, letters(400))) connection.socket.send(encodeUpdate(update));
    expect(await connection.closed).toMatchObject({ code: 4510 });
    const taken = (await storedText('plan')).length;
    expect(taken).toBeGreaterThan(20);
    expect(confirmedOf(connection)).toBeLessThanOrEqual(taken);
    const before = throttledRooms().length;
    const again = await enter('plan', 'ana');
    again.socket.send(encodeUpdate(typing(2, 'z')[0]!));
    await until('slowing down at once', () => throttledRooms().length > before);
  });

  it('who has no name is counted by connection', async () => {
    await start(slowly);
    const [one, two] = [await enter('plan'), await enter('plan')];
    time.hold();
    for (const update of typing(1, letters(120))) one.socket.send(encodeUpdate(update));
    for (const update of typing(2, letters(90))) two.socket.send(encodeUpdate(update));
    await until('the first to be slowed down', () => throttledRooms().length > 0);
    await until('all of the other', () => confirmedOf(two) === 90);
    time.letGo();
    await until('everything', () => confirmedOf(one) === 120);
    expect(throttledRooms()).toHaveLength(1);
  });
});

describe('RP-81 one member does not fill the relay', () => {
  it('connections', async () => {
    await start({ maxConnectionsPerMember: 2 });
    const first = await enter('plan', 'ana');
    await enter('plan', 'ana');
    expect(await (await enter('plan', 'ana')).closed).toMatchObject({ code: 4511 });
    const polling = await fetch(`http://${relay.host}/plan?poll=open`, {
      method: 'POST',
      headers: { 'x-member': 'ana' },
    });
    expect(await polling.json()).toMatchObject({ close: { code: 4511 } });
    const other = await enter('plan', 'eleni');
    first.socket.close();
    await first.closed;
    const again = await enter('plan', 'ana');
    await until('both', () => again.frames.length > 0 && other.frames.length > 0);
    expect(relay.events.filter(({ kind }) => kind === 'refused')).toHaveLength(2);
  });

  it('documents', async () => {
    await start({ maxRoomsPerMember: 2 });
    await enter('a', 'ana');
    const second = await enter('b', 'ana');
    const same = await enter('b', 'ana');
    expect(await (await enter('c', 'ana')).closed).toMatchObject({ code: 4511 });
    second.socket.close();
    same.socket.close();
    await Promise.all([second.closed, same.closed]);
    const third = await enter('c', 'ana');
    await until('a greeting', () => third.frames.length > 0);
  });

  it('RP-82 documents in memory: those that are open stay open to all', async () => {
    await start({ maxRooms: 2, unloadDelayMs: 10 });
    const a = await enter('a', 'ana');
    await enter('b', 'ana');
    expect(await (await enter('c', 'eleni')).closed).toMatchObject({ code: 4509 });
    const inOpenRoom = await enter('a', 'eleni');
    await until('a greeting', () => inOpenRoom.frames.length > 0);
    a.socket.close();
    inOpenRoom.socket.close();
    await until('the room to leave', () => !relay.registry.has('a'));
    const later = await enter('c', 'eleni');
    await until('a greeting', () => later.frames.length > 0);
  });
});

describe('RP-83 a document that has become too large', () => {
  it('takes no additions and says why; reading and deleting go on, others too', async () => {
    await start({ maxDocumentBytes: 60_000 });
    const writer = await enter('plan', 'ana');
    const doc = new Y.Doc();
    const sent: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => sent.push(update));
    const change = (edit: () => void) => {
      doc.transact(edit);
      writer.socket.send(encodeUpdate(sent.at(-1)!));
    };
    change(() => doc.getText('t').insert(0, 'first'));
    change(() => doc.getMap('m').set('k', new Uint8Array(50_000)));
    await until('both stored', () => confirmedOf(writer) === 2);
    change(() => doc.getText('t').insert(5, letters(20_000)));
    const refusals = () => messagesOf(writer).filter(({ kind }) => kind === 'permissionDenied');
    await until('the reason', () => refusals().length === 1);
    expect(refusals()[0]).toMatchObject({ reason: 'document-full' });
    change(() => doc.getText('t').insert(0, letters(20_000)));
    change(() => doc.getText('t').delete(20_000, 2));
    const reader = await enter('plan', 'eleni');
    reader.socket.send(encodeStep1(new Uint8Array([0])));
    const readText = () =>
      textOf(
        ...messagesOf(reader).flatMap((message) =>
          message.kind === 'step2' || message.kind === 'update' ? [message.update] : [],
        ),
      );
    await until('the text without what was deleted', () => readText() === 'rst');
    expect(refusals(), 'said once').toHaveLength(1);
    expect(confirmedOf(writer), 'nothing after the first refusal is confirmed').toBe(2);
    const elsewhere = await enter('other', 'ana');
    elsewhere.socket.send(encodeUpdate(typing(5, 'a')[0]!));
    await until('another document', () => confirmedOf(elsewhere) === 1);
  });

  it('is counted before it is stored', async () => {
    await start({ maxDocumentBytes: 50_000 });
    const writer = await enter('plan', 'ana');
    for (let count = 1; count <= 10; count += 1) writer.socket.send(encodeUpdate(bytesUpdate(count, 9_000)));
    await until('a refusal', () => messagesOf(writer).some(({ kind }) => kind === 'permissionDenied'));
    writer.socket.close();
    await writer.closed;
    const { tail } = await relay.storage.load('plan');
    expect(tail.reduce((sum, { update }) => sum + update.length, 0)).toBeLessThanOrEqual(50_000);
  });
});

describe('RP-31 presence', () => {
  const state = (units: number) => JSON.stringify('p'.repeat(units - 2));

  it('of one client above the limit ends the connection', async () => {
    await start({ maxAwarenessStateUnits: 100 });
    const [large, good] = [await enter('plan'), await enter('plan')];
    large.socket.send(encodeAwarenessMessage([{ client: 1, clock: 1, state: state(101) }]));
    expect(await large.closed).toMatchObject({ code: 4400 });
    good.socket.send(encodeAwarenessMessage([{ client: 2, clock: 1, state: state(100) }]));
    await until('its own', () => messagesOf(good).some(({ kind }) => kind === 'awareness'));
  });

  it('RP-34 of all clients above the limit is not shown, until others are gone', async () => {
    await start({ maxAwarenessUnits: 250 });
    const watcher = await enter('plan');
    const shown = () =>
      messagesOf(watcher).flatMap((message) =>
        message.kind === 'awareness' ? message.entries.map(({ client }) => client) : [],
      );
    const people = await Promise.all([1, 2, 3].map(() => enter('plan')));
    for (const [index, { socket }] of people.entries()) {
      socket.send(encodeAwarenessMessage([{ client: index + 1, clock: 1, state: state(100) }]));
      await until('its turn', () => index === 2 || shown().includes(index + 1));
    }
    people[0]!.socket.close();
    await until('the first to go', () => shown().filter((client) => client === 1).length === 2);
    people[2]!.socket.send(encodeAwarenessMessage([{ client: 3, clock: 2, state: state(100) }]));
    await until('the third', () => shown().includes(3));
    expect(shown().filter((client) => client === 3)).toHaveLength(1);
  });
});

/** A socket that speaks HTTP as far as the upgrade, and from then on does nothing by itself. */
async function rawWebSocket(room: string): Promise<Socket> {
  const socket = connect(relay.port, '127.0.0.1');
  raw.push(socket);
  socket.on('error', () => undefined);
  socket.write(
    `GET /${room} HTTP/1.1\r\nHost: ${relay.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await new Promise((resolve) => {
    socket.once('data', resolve);
  });
  return socket;
}

describe('sockets that do nothing', () => {
  it('RP-42 one that is never read loses presence first and is ended; what waits for it stays bounded', async () => {
    const maxBufferedBytes = 2_000_000;
    await start({ maxBufferedBytes, awarenessBufferedBytes: 100_000, sweepMs: 100 });
    const deaf = await rawWebSocket('plan');
    deaf.pause();
    await until('it is in', () => relay.server.connectionCount === 1);
    const writer = await enter('plan');
    let most = 0;
    for (let count = 1; relay.server.connectionCount === 2; count += 1) {
      writer.socket.send(encodeUpdate(bytesUpdate(count, 200_000)));
      writer.socket.send(
        encodeAwarenessMessage([{ client: 1, clock: count, state: `"${letters(60_000)}"` }]),
      );
      await until('its storage', () => confirmedOf(writer) === count);
      most = Math.max(most, relay.server.connections.snapshot().bufferedBytes);
    }
    // One more update was put behind those that wait; awareness was not.
    expect(most).toBeLessThan(maxBufferedBytes + 400_000);
    await until('nothing waits', () => relay.server.connections.snapshot().bufferedBytes < 100_000);
    writer.socket.send(encodeUpdate(typing(5, 'a')[0]!));
  });

  it('RP-49 one whose other end has vanished without a word is given up', async () => {
    await start({ sweepMs: 20, pingAfterMs: 60, deadAfterMs: 200 });
    const gone = await rawWebSocket('plan');
    const witness = await enter('plan');
    gone.pause();
    await until('both', () => relay.server.connectionCount === 2);
    await until('only the living', () => relay.server.connectionCount === 1);
    expect(gone.destroyed).toBe(false);
    expect(witness.socket.readyState).toBe(witness.socket.OPEN);
  });
});
