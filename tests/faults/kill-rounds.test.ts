import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { nodeBundle } from '../../build/node-bundle.ts';
import { type ChildRelay, startChildRelay } from '../../relay/child-relay.test-support.ts';
import { RangeSet } from '../../relay/rooms/range-set.ts';
import { openRelayStore } from '../../relay/storage/open-relay-store.ts';
import { seededRandom } from '../convergence/simulation/seeded-random.ts';
import { until } from '../../shared/until.test-support.ts';
import { freePort, missingFrom, newcomerState } from './faults.test-support.ts';
import type { Promised } from './load-client.ts';

const killRounds = 200;
const rooms = ['north', 'south'];
const clientCount = 4;
const builtRelay = join(import.meta.dirname, '../../dist/relay/relay.mjs');
const loadClient = nodeBundle({
  entry: 'tests/faults/load-client.ts',
  file: 'load-client.mjs',
  format: 'es',
  external: ['bufferutil', 'utf-8-validate'],
});
const seed = Number(process.env['SEED'] ?? 20_261_122);

/** What clients of one room were promised, over all their lives. */
class Promises {
  readonly inserted = new RangeSet();
  readonly deleted = new RangeSet();
  confirmed = 0;
  seen = 0;

  note({ confirmed, seen }: Promised): void {
    this.confirmed += confirmed.length;
    this.seen += seen.length;
    for (const ranges of [...confirmed, ...seen]) {
      this.inserted.addAll(ranges.inserted);
      this.deleted.addAll(ranges.deleted);
    }
  }
}

describe('processes that are killed under load', () => {
  let folder: string;
  let relay: ChildRelay | undefined;
  let clients: ChildProcess[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'relay-kills-'));
    clients = [];
    // Built parts start in a quarter of the time: a process that is killed leaves no compiled sources behind.
    await build(loadClient(join(folder, 'built')));
  });
  afterEach(async () => {
    for (const client of clients) client.kill('SIGKILL');
    relay?.process.kill('SIGKILL');
    await relay?.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it(`RP-20 nothing that was confirmed or seen is lost: relay and clients killed ${killRounds} times at random (seed ${seed})`, async () => {
    const random = seededRandom(seed);
    const port = await freePort();
    const url = `ws://127.0.0.1:${port}`;
    const data = join(folder, 'data');
    const promises = rooms.map(() => new Promises());
    const startRelay = async () => {
      const environment = { RELAY_COMPACT_AFTER_ENTRIES: '40' };
      relay = await startChildRelay(
        ['--data', data, '--port', String(port), '--open'],
        environment,
        builtRelay,
      );
      expect(relay.url, relay.stderr()).toBe(url);
    };
    const startClient = (index: number) => {
      const client = fork(join(folder, 'built/load-client.mjs'), [url, rooms[index % rooms.length]!]);
      client.on('message', (promised: Promised) => promises[rooms.indexOf(promised.room)]!.note(promised));
      clients[index] = client;
    };
    await startRelay();
    for (let index = 0; index < clientCount; index += 1) startClient(index);
    await Promise.all(clients.map((client) => once(client, 'message')));
    const killed = { relay: 0, clients: 0 };
    const confirmedSoFar = () => promises.reduce((sum, { confirmed }) => sum + confirmed, 0);
    for (let round = 0; round < killRounds; round += 1) {
      // Under load, however slow the machine is: something was confirmed since the last kill.
      const before = confirmedSoFar();
      await until('work between two kills', () => confirmedSoFar() > before, 60_000);
      await pause(random.below(80));
      if (random.chance(0.3)) {
        killed.relay += 1;
        relay!.process.kill('SIGKILL');
        await relay!.ended;
        await startRelay();
      } else {
        killed.clients += 1;
        const index = random.below(clientCount);
        clients[index]!.kill('SIGKILL');
        startClient(index);
      }
    }
    expect(killed.relay).toBeGreaterThan(killRounds / 5);
    for (const client of clients) client.kill('SIGKILL');
    for (const [index, room] of rooms.entries()) {
      const { inserted, deleted, confirmed, seen } = promises[index]!;
      const state = await newcomerState(url, room);
      expect([room, missingFrom(state, inserted.toTriples(), deleted.toTriples())]).toEqual([room, 0]);
      expect(confirmed).toBeGreaterThan(killRounds / 2);
      expect(seen).toBeGreaterThan(killRounds / 2);
    }
    relay!.process.kill('SIGKILL');
    await relay!.ended;
    const store = openRelayStore(data);
    const report = await store.rooms.check();
    await store.close();
    expect(report).toMatchObject({ damaged: [], problems: [], quarantined: 0 });
  }, 900_000);
});
