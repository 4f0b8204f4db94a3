import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { administrator } from '../../relay/access/access-store.ts';
import { inviteFor, Laptop } from '../../relay/access/laptop.test-support.ts';
import { openSharedAccess } from '../../relay/cluster/open-shared-access.ts';
import { nodeScheduler } from '../../relay/rooms/scheduler.ts';
import { freshState, missingFrom, Witness, Writer } from '../../relay/load-clients.test-support.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import {
  describeStockClients,
  type RunningService,
} from '../../relay/transport/stock-clients.test-support.ts';
import { Balancer, Relays } from './cluster.test-support.ts';
import {
  findPrograms,
  pause,
  type PostgresService,
  type Service,
  startPostgres,
  startRedis,
} from './services.test-support.ts';

const programs = findPrograms();
const seed = Number(process.env['SEED'] ?? 20_261_122);
const rounds = 2;
const rooms = ['alpha', 'beta', 'gamma'];

function randomOf(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.skipIf(!programs)('several relays on one store (needs postgresql and redis-server)', () => {
  let postgres: PostgresService;
  let redis: Service;
  let balancer: Balancer;
  let address: string;
  let prefix: string;
  let count = 0;
  let relays: Relays;
  let bench: RelayBench;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres(programs!), startRedis(programs!)]);
    balancer = new Balancer();
    address = await balancer.listen();
    const environment = { RELAY_COMPACT_AFTER_ENTRIES: '40', RELAY_UNLOAD_DELAY_MS: '300' };
    relays = new Relays(await postgres.newSchema(), redis.url, environment);
  });
  afterAll(async () => {
    await relays.dispose();
    await balancer.close();
    await Promise.all([postgres.dispose(), redis.dispose()]);
  });
  beforeEach(async () => {
    bench = new RelayBench();
    prefix = `/test-${(count += 1)}`;
    await startMissing();
  });
  afterEach(() => bench.dispose());

  /** Rooms of this test alone: relays are started once for all tests. */
  const url = () => `${address}${prefix}`;
  const urls = () => relays.urls.map((relay) => `${relay}${prefix}`);
  async function startMissing(): Promise<void> {
    await Promise.all(Array.from({ length: 2 - relays.running.length }, () => relays.start()));
    balancer.use(relays.urls);
  }

  /** Replaces the two relays that are there, at the balancer's address. */
  async function startAnew(): Promise<RunningService> {
    await startMissing();
    return {
      url: url(),
      stop: async () => {
        await Promise.all(relays.running.slice().map((relay) => relays.kill(relay, 'SIGTERM')));
      },
      startAgain: startAnew,
    };
  }
  describeStockClients('two relays behind a load balancer', { start: startAnew });

  it('RC-1 a keystroke at one relay is seen at the other, presence too', async () => {
    const [first, second] = urls();
    const a = bench.client(first!, 'plan');
    const b = bench.client(second!, 'plan');
    a.provider.awareness.setLocalStateField('user', { name: 'Ana' });
    a.text.insert(0, 'hello');
    await until('the text', () => b.text.toJSON() === 'hello');
    await until('the name', () => b.provider.awareness.getStates().has(a.doc.clientID));
    b.text.insert(5, ' world');
    await until('the answer', () => a.text.toJSON() === 'hello world');
    expect(b.provider.awareness.getStates().get(a.doc.clientID)).toMatchObject({ user: { name: 'Ana' } });
  });

  /** What raw clients were promised: it has to be there whatever happened meanwhile. */
  class Promises {
    readonly #updates = new Map(rooms.map((room) => [room, [] as Uint8Array[]]));
    confirmed = 0;
    seen = 0;

    async loadWhile(fault: () => Promise<void>): Promise<void> {
      const { clients, sockets } = await this.#open();
      const typing = setInterval(() => {
        for (const { writers } of clients) for (const writer of writers) writer.type(2);
      }, 10);
      await pause(150);
      await fault();
      await pause(150);
      clearInterval(typing);
      for (const socket of sockets) socket.terminate();
      for (const { room, writers, witnesses } of clients) {
        const confirmed = writers.flatMap((writer) => writer.sent.slice(0, writer.confirmed));
        const seen = witnesses.flatMap((witness) => witness.seen);
        this.#updates.get(room)!.push(...confirmed, ...seen);
        this.confirmed += confirmed.length;
        this.seen += seen.length;
      }
    }

    /** Bare clients do not come back by themselves, and a relay may still be finding its feet. */
    async #open() {
      for (let attempt = 1; ; attempt++) {
        const clients = rooms.map((room) => ({
          room,
          writers: [new Writer(url(), room), new Writer(url(), room), new Writer(url(), room)],
          witnesses: [new Witness(url(), room), new Witness(url(), room)],
        }));
        const sockets = clients.flatMap(({ writers, witnesses }) =>
          [...writers, ...witnesses].map(({ socket }) => socket),
        );
        const some = (state: number) => sockets.some(({ readyState }) => readyState === state);
        await until('sockets', () => !some(WebSocket.CONNECTING) || some(WebSocket.CLOSED));
        await pause(50);
        if (sockets.every(({ readyState }) => readyState === WebSocket.OPEN)) return { clients, sockets };
        for (const socket of sockets) socket.terminate();
        if (attempt === 20) throw new Error('the relays take no connections');
        await pause(200);
      }
    }

    async missingAt(relay: string): Promise<number[]> {
      return Promise.all(
        rooms.map(async (room) => missingFrom(await freshState(relay, room), this.#updates.get(room)!)),
      );
    }
  }

  /** Faults that each end with everything running again. */
  const faults: Readonly<Record<string, (random: () => number) => Promise<void>>> = {
    'kill -9 of a relay': async (random) => {
      const victim = relays.running[Math.floor(random() * relays.running.length)]!;
      await relays.kill(victim);
      await pause(200);
      await startMissing();
    },
    'a relay that ends in order': async (random) => {
      const victim = relays.running[Math.floor(random() * relays.running.length)]!;
      expect([await relays.kill(victim, 'SIGTERM'), victim.stderr()]).toEqual([0, '']);
      await startMissing();
    },
    'kill -9 of Redis': async (random) => {
      await redis.kill();
      await pause(200 + random() * 600);
      await redis.restart();
    },
    'a crash of PostgreSQL': async (random) => {
      await postgres.kill();
      await pause(100 + random() * 300);
      await postgres.restart();
    },
  };

  it.each(Object.keys(faults))(
    `RP-20 RC-2 %s under load loses nothing that was confirmed or seen; all converge (SEED=${seed})`,
    async (name) => {
      const random = randomOf(seed);
      const promises = new Promises();
      const stay = rooms.flatMap((room) => [bench.client(url(), room), bench.client(url(), room)]);
      for (let round = 0; round < rounds; round++) {
        for (const client of stay) client.text.insert(0, `${round} `);
        await promises.loadWhile(() => faults[name]!(random));
      }
      for (const [index, room] of rooms.entries()) {
        const [a, b] = stay.slice(index * 2, index * 2 + 2);
        const last = bench.client(urls()[index % 2]!, room);
        a!.text.insert(0, 'the end');
        await until(`one text of ${room}`, () => {
          const text = a!.text.toJSON();
          return text.startsWith('the end') && text === b!.text.toJSON() && text === last.text.toJSON();
        });
      }
      expect(relays.running.map(({ process: { exitCode } }) => exitCode)).toEqual([null, null]);
      for (const relay of urls()) expect(await promises.missingAt(relay)).toEqual([0, 0, 0]);
      expect(Math.min(promises.confirmed, promises.seen)).toBeGreaterThan(100);
    },
  );

  it("RC-2 while Redis is away relays find each other's changes in the database", async () => {
    const [first, second] = urls();
    const [a, b] = [bench.client(first!, 'plan'), bench.client(second!, 'plan')];
    await until('sync', () => a.provider.synced && b.provider.synced);
    await redis.kill();
    try {
      a.text.insert(0, 'one');
      await until('the text without Redis', () => b.text.toJSON() === 'one');
      b.text.insert(3, ' two');
      await until('the answer without Redis', () => a.text.toJSON() === 'one two');
    } finally {
      await redis.restart();
    }
    a.text.insert(7, ' three');
    await until('the text with Redis again', () => b.text.toJSON() === 'one two three');
    for (const relay of relays.running) expect(relay.stderr()).not.toContain(new URL(redis.url).password);
  });

  it('RC-8 the clients of a killed relay are said to be gone, those of others stay', async () => {
    const [first, second] = relays.running;
    const a = bench.client(`${first!.url!}${prefix}`, 'plan');
    const atSecond = () => bench.client(`${second!.url!}${prefix}`, 'plan');
    const [b, c] = [atSecond(), atSecond()];
    for (const { provider } of [a, b, c]) provider.awareness.setLocalStateField('user', {});
    const seenBy = (at: typeof a) => at.provider.awareness.getStates();
    const all = [a, b, c].map(({ doc }) => doc.clientID);
    await until('all three', () => [a, b].every((at) => all.every((client) => seenBy(at).has(client))));
    a.provider.shouldConnect = false;
    await relays.kill(first!);
    await until('two', () => !seenBy(b).has(a.doc.clientID));
    expect([b, c].map((of) => seenBy(b).has(of.doc.clientID))).toEqual([true, true]);
  });

  it('RC-10 a membership holds at all relays, and its end acts at all', async () => {
    const database = await postgres.newSchema();
    const members = new Relays(database, redis.url, {}, 'members');
    const store = await openSharedAccess(database, nodeScheduler);
    try {
      const [first, second] = await Promise.all([members.start(), members.start()]);
      const { code } = await inviteFor(store.access, 'w', 'editor');
      const laptop = await new Laptop(first.url).join(code);
      // What one relay has given, the other takes: the question, the token, and the room of the workspace.
      const request = await laptop.tokenRequest();
      const renewed = await fetch(`${second.url.replace('ws:', 'http:')}/api/v1/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...request, hostname: new URL(first.url).hostname }),
      });
      const again = await laptop.ask('POST', '/token', request);
      expect([renewed.status, again.status >= 400]).toEqual([200, true]);
      const rooms = [first, second].map(({ url: at }) =>
        laptop.room('plan').replace(new URL(first.url).origin.replace('http', 'ws'), at),
      );
      const links = await Promise.all(rooms.map((room) => bench.socket(room)));
      await until('greetings', () => links.every(({ frames }) => frames.length > 0));
      await store.access.revokeMember('w', laptop.memberId, administrator);
      const ends = await Promise.all(links.map(({ closed }) => closed));
      expect(ends.map((end) => end.code)).toEqual([4403, 4403]);
    } finally {
      await store.close();
      await members.dispose();
    }
  });

  it('RC-7 without the database nothing is confirmed, readiness says so, and all goes on when it is back', async () => {
    const [first] = urls();
    const ready = async () => (await fetch(new URL('/ready', first!.replace('ws:', 'http:')))).status;
    const a = bench.client(first!, 'plan');
    await until('sync', () => a.provider.synced);
    const writer = new Writer(first!, 'plan');
    await until('an open socket', () => writer.socket.readyState === WebSocket.OPEN);
    const codes: number[] = [];
    writer.socket.on('close', (code) => codes.push(code));
    expect(await ready()).toBe(200);
    await postgres.kill();
    try {
      writer.type(1);
      await until('the end of the connection', () => codes.length === 1);
      expect([codes, writer.confirmed]).toEqual([[4507], 0]);
      for (let status = 200; status === 200; status = await ready()) await pause(100);
      a.text.insert(0, 'typed meanwhile');
    } finally {
      await postgres.restart();
    }
    for (let status = 503; status === 503; status = await ready()) await pause(100);
    const b = bench.client(urls()[1]!, 'plan');
    await until('what was typed meanwhile', () => b.text.toJSON().includes('typed meanwhile'));
  });
});
