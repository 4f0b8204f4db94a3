import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Access } from '../../relay/access/access.ts';
import { RoomRegistry } from '../../relay/rooms/room-registry.ts';
import { nodeScheduler } from '../../relay/rooms/scheduler.ts';
import { MemoryRoomStorage } from '../../relay/storage/memory-room-storage.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { defaultRelayLimits } from '../../relay/transport/relay-limits.ts';
import { RelayServer } from '../../relay/transport/relay-server.ts';

const bench = new RelayBench();
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await bench.dispose();
  for (const close of closers.splice(0)) await close();
});

async function startWith(access: Access) {
  const server = new RelayServer({
    registry: new RoomRegistry({ storage: new MemoryRoomStorage() }),
    access,
    limits: { ...defaultRelayLimits, authenticateMs: 5_000, drainMs: 100 },
    callers: { loopbackOnly: true, allowedHosts: [], allowedOrigins: [] },
    scheduler: nodeScheduler,
    onEvent: () => undefined,
  });
  const port = await server.listen('127.0.0.1', 0);
  closers.push(() => server.drain());
  return port;
}

describe('many at once', () => {
  it('RP-48 who has not been let in fills no memory: nothing of theirs is read', async () => {
    const port = await startWith({ authorise: () => new Promise(() => undefined) });
    const offeredBytes = 64 * 1_048_576;
    const strangers = Array.from({ length: 4 }, () => connect(port, '127.0.0.1'));
    for (const socket of strangers) {
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(
        `GET /plan HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
      );
      socket.write(Buffer.alloc(offeredBytes));
    }
    await pause(1_000);
    // What has left these sockets lies in the buffers of the system, which bounds them.
    for (const socket of strangers) expect(socket.writableLength).toBeGreaterThan(offeredBytes / 2);
    for (const socket of strangers) socket.destroy();
  });

  it('RP-47 a whole workshop behind one router comes in at once', async () => {
    const relay = await bench.start();
    const people = await Promise.all(
      Array.from({ length: 150 }, (_, index) => bench.socket(`${relay.url}/room-${index % 3}`)),
    );
    await until('a greeting for each', () => people.every(({ frames }) => frames.length > 0));
    const open = people.filter(({ socket }) => socket.readyState === socket.OPEN);
    expect(open).toHaveLength(people.length);
  });
});
