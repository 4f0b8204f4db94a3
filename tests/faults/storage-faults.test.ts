import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as Y from 'yjs';
import { afterEach, describe, expect, it } from 'vitest';
import { openAccess } from '../../relay/access/access.ts';
import { RoomRegistry } from '../../relay/rooms/room-registry.ts';
import type { RoomEvent } from '../../relay/rooms/room-events.ts';
import { nodeScheduler } from '../../relay/rooms/scheduler.ts';
import { roomStorageSchema } from '../../relay/storage/sqlite-schema.ts';
import { SqliteRoomStorage } from '../../relay/storage/sqlite-room-storage.ts';
import { WalSync } from '../../relay/storage/wal-sync.ts';
import { decodeMessage, encodeStep1 } from '../../relay/protocol/messages.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { defaultRelayLimits } from '../../relay/transport/relay-limits.ts';
import { RelayServer } from '../../relay/transport/relay-server.ts';
import { newcomerState } from './faults.test-support.ts';

const bench = new RelayBench();
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await bench.dispose();
  for (const close of closers.splice(0)) await close();
});

/** A relay on a database that the test can make fail as SQLite itself fails. */
async function startOnDatabase() {
  const database = new Database(join(bench.folder(), 'relay.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  database.exec(roomStorageSchema(''));
  const walSync = new WalSync(database);
  const closeDatabase = () => {
    walSync.close();
    database.close();
  };
  const storage = new SqliteRoomStorage(database, { prefix: '', walSync, closeDatabase });
  const events: RoomEvent[] = [];
  const registry = new RoomRegistry({
    storage,
    onEvent: (event) => events.push(event),
    limits: { unloadDelayMs: 50 },
  });
  const server = new RelayServer({
    registry,
    access: openAccess,
    limits: defaultRelayLimits,
    callers: { loopbackOnly: true, allowedHosts: [], allowedOrigins: [] },
    scheduler: nodeScheduler,
    onEvent: () => undefined,
  });
  const port = await server.listen('127.0.0.1', 0);
  closers.push(async () => {
    await server.drain();
    await storage.close();
  });
  return { database, events, registry, url: `ws://127.0.0.1:${port}` };
}

/** Watches a room without taking part; knows when and why it was ended. */
async function witness(url: string, room: string) {
  const { socket, frames, closed } = await bench.socket(`${url}/${room}?confirm=1`);
  socket.send(encodeStep1(new Uint8Array([0])));
  const kinds = () =>
    frames.map((frame) => decodeMessage(frame)).map((message) => (message.ok ? message.value.kind : ''));
  await until('the state', () => kinds().includes('step2'));
  return { closed, updates: () => kinds().filter((kind) => kind === 'update').length };
}

const faults = {
  'a full disk': {
    begin: (database: Database.Database) => {
      const pages = database.pragma('page_count', { simple: true }) as number;
      database.pragma(`max_page_count = ${pages}`);
    },
    end: (database: Database.Database) => database.pragma('max_page_count = 1000000'),
    code: 'full',
  },
  'a folder that may only be read': {
    begin: (database: Database.Database) => database.pragma('query_only = ON'),
    end: (database: Database.Database) => database.pragma('query_only = OFF'),
    code: 'readOnly',
  },
};

describe.each(Object.entries(faults))('%s', (_name, { begin, end, code }) => {
  it('RP-25 nothing is confirmed or passed on, everybody is told by 4507, and it goes on when the fault is over', async () => {
    const { database, events, url } = await startOnDatabase();
    const writer = bench.client(url, 'plan');
    await until('sync', () => writer.provider.synced);
    writer.text.insert(0, 'before ');
    await until(
      'the first change',
      () => events.length === 0 && database.prepare('SELECT * FROM entry').all().length > 0,
    );
    const watching = await witness(url, 'plan');
    begin(database);
    // More than fits into the free space of the pages that are there.
    const paragraph = 'x'.repeat(60_000);
    writer.text.insert(writer.text.length, paragraph);
    expect((await watching.closed).code).toBe(4507);
    expect(watching.updates()).toBe(0);
    const failed = events.find((event) => event.kind === 'appendFailed');
    expect(failed).toMatchObject({ room: 'plan', error: { code } });
    // What was stored before can still be read.
    const readable = new Y.Doc();
    Y.applyUpdate(readable, await newcomerState(url, 'plan'));
    expect(readable.getText('t').toJSON()).toBe('before ');
    end(database);
    const newcomer = bench.client(url, 'plan');
    await until('the change, sent again', () => newcomer.text.length === writer.text.length);
    expect(newcomer.text.toJSON()).toBe(`before ${paragraph}`);
  });
});

describe('damaged rows', () => {
  it('RP-55 are put aside and reported while other rooms go on, and the room goes on with the rest', async () => {
    const { database, events, registry, url } = await startOnDatabase();
    const writer = bench.client(url, 'damaged');
    const other = bench.client(url, 'sound');
    await until('sync', () => writer.provider.synced && other.provider.synced);
    const stored = () =>
      (database.prepare('SELECT count(*) AS count FROM entry').get() as { count: number }).count;
    writer.text.insert(0, 'a');
    await until('an entry', () => stored() === 1);
    writer.text.insert(1, 'b');
    await until('another', () => stored() === 2);
    writer.provider.disconnect();
    await until('the room to leave', () => registry.size === 1);
    database.exec(`UPDATE entry SET bytes = zeroblob(length(bytes)) WHERE sequence = 2`);
    const reader = bench.client(url, 'damaged');
    await until('the sound rest', () => reader.text.toJSON() === 'a');
    expect(events.find((event) => event.kind === 'damagedRows')).toMatchObject({
      room: 'damaged',
      rows: [{ kind: 'entry', sequence: 2 }],
    });
    expect(database.prepare('SELECT sequence FROM quarantine').all()).toEqual([{ sequence: 2 }]);
    other.text.insert(0, 'goes on');
    const second = bench.client(url, 'sound');
    await until('the other room', () => second.text.toJSON() === 'goes on');
    // Who still has what was damaged brings it back.
    writer.provider.connect();
    await until('the damaged change', () => reader.text.toJSON() === 'ab');
  });
});
