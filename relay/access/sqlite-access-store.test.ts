import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeScheduler } from '../rooms/scheduler.ts';
import { openAccessStore, openRelayStore } from '../storage/open-relay-store.ts';
import type { TwoStores } from './access-bench.test-support.ts';
import { describeAccessStore } from './access-store.test-support.ts';
import { administrator } from './access-store.ts';
import { makeRelayIdentity } from './relay-identity.ts';
import { accessStoreSchema } from './sqlite-access-schema.ts';
import { SqliteAccessStore } from './sqlite-access-store.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'access-store-'));
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function openTwo(): TwoStores {
  const path = join(folder(), 'relay.sqlite');
  let nowMs = 0;
  const connect = () => {
    const database = new Database(path, { timeout: 5_000 });
    database.pragma('journal_mode = WAL');
    database.pragma('foreign_keys = ON');
    cleanups.push(() => database.close());
    return database;
  };
  const storeOn = (database: Database.Database) =>
    new SqliteAccessStore(database, {
      scheduler: nodeScheduler,
      wallClock: () => nowMs,
      makeIdentity: makeRelayIdentity,
    });
  const first = connect();
  first.exec(accessStoreSchema);
  const stores = [storeOn(first), storeOn(connect())] as const;
  for (const store of stores) cleanups.push(() => void store.close());
  return {
    store: stores[0],
    other: stores[1],
    setClock: (milliseconds) => {
      nowMs = milliseconds;
    },
  };
}

describeAccessStore('SQLite', async () => openTwo());

describe('the access store of a data folder', () => {
  it('RA-40 is open to commands while a relay keeps every other relay out', async () => {
    const path = folder();
    const relay = openRelayStore(path);
    expect(() => openRelayStore(path)).toThrow(/another relay is running/);
    const command = openAccessStore(path, 'existing');
    await command.access.createWorkspace({ id: 'w', name: 'Partnership' }, administrator);
    expect(await relay.access.listWorkspaces()).toHaveLength(1);
    await relay.rooms.append([{ room: 'w/plan', update: new Uint8Array([0, 0]), origin: null }]);
    await command.access.createWorkspace({ id: 'v', name: 'Other' }, administrator);
    await command.close();
    expect(await relay.access.listWorkspaces()).toHaveLength(2);
    await relay.close();
    await expect(relay.rooms.load('w/plan')).rejects.toMatchObject({ code: 'closed' });
  });

  it('RP-20 waits for the disk in each change, though rooms on the same connection do not', async () => {
    const database = new Database(join(folder(), 'relay.sqlite'));
    cleanups.push(() => database.close());
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.exec(accessStoreSchema);
    const level = () => database.pragma('synchronous', { simple: true });
    let during: unknown;
    const makeIdentity = () => {
      during = level();
      return makeRelayIdentity();
    };
    const store = new SqliteAccessStore(database, {
      scheduler: nodeScheduler,
      wallClock: () => 0,
      makeIdentity,
    });
    await store.identity();
    expect([during, level()]).toEqual([2, 1]);
    await store.close();
  });

  it('RA-40 is made by the first command, and not by one that only looks', () => {
    const path = join(folder(), 'new');
    expect(() => openAccessStore(path, 'existing')).toThrow(/there is no relay.sqlite/);
    const made = openAccessStore(path, 'create');
    cleanups.push(() => void made.close());
    expect(() => openAccessStore(path, 'existing').close()).not.toThrow();
  });

  it('RA-22 two commands at the same time make one identity', async () => {
    const path = folder();
    const stores = [openAccessStore(path, 'create'), openAccessStore(path, 'create')];
    const [one, other] = await Promise.all(stores.map(({ access }) => access.identity()));
    expect(one).toEqual(other);
    await Promise.all(stores.map((store) => store.close()));
  });
});
