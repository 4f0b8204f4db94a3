import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  DatabaseError,
  type PostgresStore,
  openPostgresStore,
} from '../../relay/storage/open-postgres-store.ts';
import { StorageError } from '../../relay/storage/room-storage.ts';
import { describeRoomStorage } from '../../relay/storage/room-storage.test-support.ts';
import { findPrograms, type PostgresService, startPostgres, withClient } from './services.test-support.ts';

const programs = findPrograms();

const entry = (room: string, value: number, origin: string | null = null) => ({
  room,
  update: new Uint8Array([value, value, value]),
  origin,
});

describe.skipIf(!programs)('PostgreSQL room storage (needs postgresql)', () => {
  let server: PostgresService;
  const stores: PostgresStore[] = [];
  beforeAll(async () => {
    server = await startPostgres(programs!);
  });
  afterAll(() => server.dispose());
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
  });

  async function open(url: string): Promise<PostgresStore> {
    const store = await openPostgresStore({ url });
    stores.push(store);
    return store;
  }
  async function fresh() {
    const url = await server.newSchema();
    const { storage, pool } = await open(url);
    return { url, storage, pool };
  }

  describeRoomStorage('PostgreSQL', async () => (await fresh()).storage);

  it('RC-3 numbers without gaps or repeats when two relays append to the same rooms in opposite order', async () => {
    const { url, storage } = await fresh();
    const other = (await open(url)).storage;
    const names = ['a', 'b', 'c', 'd', 'e'];
    const rounds = 60;
    const append = async (target: typeof storage, order: readonly string[]) => {
      const given: string[] = [];
      for (let round = 0; round < rounds; round++) {
        const entries = order.flatMap((name) => [entry(name, round), entry(name, round + 1)]);
        const sequences = await target.append(entries);
        given.push(...entries.map(({ room }, index) => `${room}${sequences[index]}`));
      }
      return given;
    };
    const given = await Promise.all([append(storage, names), append(other, names.toReversed())]);
    const all = given.flat();
    expect(new Set(all).size).toBe(rounds * names.length * 4);
    for (const name of names) {
      const stored = await storage.load(name);
      expect(stored.tail.map((row) => row.sequence)).toEqual(
        Array.from({ length: rounds * 4 }, (_, index) => index + 1),
      );
      expect(stored.damaged).toEqual([]);
    }
  });

  it('RC-3 whoever sees a sequence finds all earlier ones committed, while others append', async () => {
    const { url, storage } = await fresh();
    const writers = await Promise.all([1, 2, 3].map(async () => (await open(url)).storage));
    const written = new AbortController();
    const appends = writers.map(async (writer) => {
      for (let round = 0; round < 80; round++) await writer.append([entry('a', round), entry('b', round)]);
    });
    const looks = async () => {
      while (!written.signal.aborted) {
        const { tail, lastSequence } = await storage.load('a');
        expect(tail.map((row) => row.sequence)).toEqual(
          Array.from({ length: lastSequence }, (_, index) => index + 1),
        );
      }
    };
    const looking = looks();
    await Promise.all(appends);
    written.abort();
    await looking;
    expect((await storage.load('a')).lastSequence).toBe(240);
  });

  it('RC-4 several relays compact at once: the furthest snapshot stays, nothing is lost', async () => {
    const { url, storage } = await fresh();
    const other = (await open(url)).storage;
    await storage.append(Array.from({ length: 40 }, (_, index) => entry('a', index, 'x')));
    await Promise.all([
      storage.compact('a', new Uint8Array([30]), 30),
      other.compact('a', new Uint8Array([20]), 20),
      other.append([entry('a', 41)]),
      storage.compact('a', new Uint8Array([10]), 10),
    ]);
    const stored = await storage.load('a');
    expect([...stored.snapshot!]).toEqual([30]);
    expect(stored.tail.map((row) => row.sequence)).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41]);
    expect(stored.lastSequenceByOrigin.get('x')).toBe(40);
  });

  it('RC-2 news: exactly what is missing, a snapshot where it swallowed some of it', async () => {
    const { storage } = await fresh();
    await storage.append([
      entry('a', 1),
      entry('a', 2),
      entry('b', 3),
      entry('c', 4),
      entry('c', 5),
      entry('c', 6),
    ]);
    await storage.compact('c', new Uint8Array([9]), 2);
    const known = [
      { room: 'a', sequence: 1 },
      { room: 'b', sequence: 1 },
      { room: 'c', sequence: 1 },
      { room: 'never', sequence: 0 },
      { room: 'gone', sequence: 7 },
    ];
    const news = await storage.news(known);
    expect(news.toSorted((left, right) => (left.room < right.room ? -1 : 1))).toEqual([
      { room: 'a', lastSequence: 2, updates: [new Uint8Array([2, 2, 2])] },
      { room: 'c', lastSequence: 3, updates: [new Uint8Array([9]), new Uint8Array([6, 6, 6])] },
      { room: 'gone', lastSequence: 0, updates: [] },
    ]);
    expect(await storage.news([])).toEqual([]);
  });

  it('moves damaged rows to quarantine, reports them, keeps the rest and their sequences', async () => {
    const { storage, pool } = await fresh();
    await storage.append([entry('a', 1, 'local'), entry('a', 2, 'local'), entry('a', 3), entry('b', 4)]);
    await pool.query("UPDATE relay_entry SET bytes = '\\x010203' WHERE sequence = 2");
    expect((await storage.check()).damaged).toEqual([{ room: 'a', kind: 'entry', sequence: 2, bytes: 3 }]);
    const stored = await storage.load('a');
    expect(stored.damaged).toEqual([{ room: 'a', kind: 'entry', sequence: 2, bytes: 3 }]);
    expect(stored.tail.map((row) => row.sequence)).toEqual([1, 3]);
    expect(stored.lastSequenceByOrigin.get('local')).toBe(2);
    expect(await storage.check()).toMatchObject({ damaged: [], quarantined: 1, entries: 3 });
    expect((await storage.load('a')).damaged).toEqual([]);
    await storage.compact('a', new Uint8Array([5]), 3);
    await pool.query('UPDATE relay_snapshot SET through_sequence = 2');
    const again = await storage.load('a');
    expect(again.damaged).toEqual([{ room: 'a', kind: 'snapshot', sequence: 2, bytes: 1 }]);
    expect(again.snapshot).toBeNull();
    expect(again.lastSequenceByOrigin.get('local')).toBe(2);
    expect(await storage.append([entry('a', 9)])).toEqual([4]);
  });

  it('takes a failed append back as a whole', async () => {
    const { storage, pool } = await fresh();
    await storage.append([entry('a', 1)]);
    await pool.query('ALTER TABLE relay_entry ADD CHECK (length(bytes) < 10)');
    const large = { room: 'b', update: new Uint8Array(20), origin: null };
    await expect(storage.append([entry('a', 2), large])).rejects.toMatchObject({ code: 'failed' });
    expect((await storage.load('a')).lastSequence).toBe(1);
    expect(await storage.append([entry('a', 3)])).toEqual([2]);
  });

  it('stores a large update and gives it back unchanged', async () => {
    const { storage } = await fresh();
    const update = new Uint8Array(20_000_000).map((_, index) => index % 251);
    await storage.append([entry('a', 1), { room: 'a', update, origin: null }]);
    const stored = await storage.load('a');
    expect(stored.damaged).toEqual([]);
    expect(Buffer.compare(stored.tail[1]!.update, update)).toBe(0);
  });

  it('RC-5 several relays that start at once make the tables once; a newer database is refused', async () => {
    const url = await server.newDatabase();
    const opened = await Promise.all([1, 2, 3, 4].map(() => open(url)));
    expect(await opened[0]!.storage.append([entry('a', 1)])).toEqual([1]);
    expect(await opened[3]!.storage.append([entry('a', 2)])).toEqual([2]);
    await opened[0]!.pool.query('INSERT INTO relay_schema VALUES (98, 1)');
    await open(url);
    await opened[0]!.pool.query('INSERT INTO relay_schema VALUES (99, 99)');
    await expect(openPostgresStore({ url })).rejects.toMatchObject({ code: 'tooNew' });
  });

  it('RC-6 says what is wrong with the address, without the password', async () => {
    const { hostname, port, password } = new URL(server.url);
    const codeOf = async (url: string) => {
      try {
        await openPostgresStore({ url, timeoutMs: 2_000 });
        return 'opened';
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        const leaks = error.message.includes(password) || error.message.includes('secret');
        return leaks ? 'leaked' : error.code;
      }
    };
    expect(await codeOf('mysql://secret@localhost/x')).toBe('address');
    expect(await codeOf(`postgres://relay:secret@${hostname}:${port}/postgres`)).toBe('refused');
    expect(await codeOf(`${server.url}_not_there`)).toBe('refused');
    expect(await codeOf('postgres://relay:secret@127.0.0.1:1/postgres')).toBe('unreachable');
  });

  it('RC-6 refuses a database that confirms before its disk has it', async () => {
    const url = await server.newDatabase();
    const latin = url.replace(/[^/]+$/, 'latin');
    await withClient(server.url, (client) =>
      client.query("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"),
    );
    await expect(openPostgresStore({ url: latin })).rejects.toMatchObject({ code: 'unsafe' });
    await withClient(url, (client) => client.query('ALTER ROLE relay SET synchronous_commit = off'));
    try {
      const { pool } = await open(url);
      const { rows } = await pool.query<{ value: string }>(
        "SELECT current_setting('synchronous_commit') AS value",
      );
      expect(rows[0]!.value).toBe('on');
    } finally {
      await withClient(url, (client) => client.query('ALTER ROLE relay RESET synchronous_commit'));
    }
  });

  it('RC-7 a crash of the server in the middle of a transaction ends the call, and nothing else', async () => {
    const { url, storage } = await fresh();
    await storage.append([entry('a', 1)]);
    const other = await (await open(url)).pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM relay_room FOR UPDATE');
    const [compacting] = [storage.compact('a', new Uint8Array([1]), 1)].map((call) =>
      call.then(
        () => 'compacted',
        (error: unknown) => (error instanceof StorageError ? error.code : error),
      ),
    );
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    await server.kill();
    expect(await compacting).toBe('unavailable');
    other.release(true);
    await server.restart();
    expect((await storage.load('a')).snapshot).toBeNull();
  });

  it('RC-7 rejects while the server is away, and goes on when it is back', async () => {
    const { storage } = await fresh();
    await storage.append([entry('a', 1)]);
    await server.kill();
    await expect(storage.append([entry('a', 2)])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(storage.load('a')).rejects.toMatchObject({ code: 'unavailable' });
    await server.restart();
    expect(await storage.append([entry('a', 3)])).toEqual([2]);
    expect((await storage.load('a')).tail.map((row) => row.update[0])).toEqual([1, 3]);
  });
});
