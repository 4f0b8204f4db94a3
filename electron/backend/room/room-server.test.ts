import { expect, test } from 'vitest';
import { createAttemptLimiter } from './attempt-limiter.ts';
import { createRoomGuard } from './room-guard.ts';
import { type RoomServersOptions, startRoomServers } from './room-server.ts';

/** What the servers of a room use of a hub whose disk is behind. */
const behind = (rooms: { pendingBytes: number }): RoomServersOptions => ({
  hub: {
    rooms: Object.assign(rooms, { onPressure: () => () => undefined }),
    isShared: () => true,
    sharedId: { get: () => 'shared' },
  } as unknown as RoomServersOptions['hub'],
  guard: createRoomGuard(
    () => undefined,
    createAttemptLimiter(() => 0),
  ),
  rights: { grant: () => undefined },
  addresses: ['127.0.0.1'],
  ports: [0],
  onEvent: () => undefined,
});

test('LR-1 a room that ends stores first what its guests have sent', async () => {
  const rooms = { pendingBytes: 1 };
  const servers = await startRoomServers(behind(rooms));
  let closed = false;
  const closing = servers.close().then(() => (closed = true));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(closed).toBe(false);
  rooms.pendingBytes = 0;
  await closing;
});
