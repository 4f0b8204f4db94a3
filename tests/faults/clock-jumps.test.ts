import { afterEach, describe, expect, it, vi } from 'vitest';
import { openAccess } from '../../relay/access/access.ts';
import { RoomRegistry } from '../../relay/rooms/room-registry.ts';
import { nodeScheduler, type Scheduler } from '../../relay/rooms/scheduler.ts';
import { MemoryRoomStorage } from '../../relay/storage/memory-room-storage.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { defaultRelayLimits } from '../../relay/transport/relay-limits.ts';
import { RelayServer } from '../../relay/transport/relay-server.ts';

const twoDaysMs = 2 * 24 * 60 * 60 * 1_000;
const bench = new RelayBench();
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await bench.dispose();
  for (const close of closers.splice(0)) await close();
});

/** A relay on a clock that the test moves, with an interval of a second shortened to 20 ms. */
async function startOnMovedClock() {
  const clock = { offsetMs: 0 };
  const scheduler: Scheduler = {
    ...nodeScheduler,
    now: () => performance.now() + clock.offsetMs,
    every: (intervalMs, task) => nodeScheduler.every(intervalMs / 50, task),
  };
  const storage = new MemoryRoomStorage();
  const registry = new RoomRegistry({
    storage,
    scheduler,
    limits: { unloadDelayMs: 300, compactAfterEntries: 50 },
  });
  const compact = vi.spyOn(storage, 'compact');
  const server = new RelayServer({
    registry,
    access: openAccess,
    limits: defaultRelayLimits,
    callers: { loopbackOnly: true, allowedHosts: [], allowedOrigins: [] },
    scheduler,
    onEvent: () => undefined,
  });
  const port = await server.listen('127.0.0.1', 0);
  closers.push(() => server.drain());
  return { clock, registry, compact, url: `ws://127.0.0.1:${port}` };
}

describe.each([
  ['forward', twoDaysMs],
  ['back', -twoDaysMs],
])('a clock that jumps two days %s', (_direction, jumpMs) => {
  it('RP-53 stops no room, nobody is taken for gone, and timers run on', async () => {
    const { clock, registry, compact, url } = await startOnMovedClock();
    const writer = bench.client(url, 'plan');
    const reader = bench.client(url, 'plan');
    await until('sync', () => writer.provider.synced && reader.provider.synced);
    writer.provider.awareness.setLocalState({ name: 'writer' });
    const isSeen = () => reader.provider.awareness.getStates().has(writer.doc.clientID);
    await until('presence', isSeen);
    const leaving = bench.client(url, 'left-before');
    await until('another room', () => leaving.provider.synced);
    leaving.provider.disconnect();
    clock.offsetMs += jumpMs;
    // Several sweeps: each would take who is present for silent, or for a guest from the future.
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    expect(isSeen()).toBe(true);
    expect(writer.provider.wsconnected && reader.provider.wsconnected).toBe(true);
    writer.text.insert(0, 'after the jump');
    await until('the change', () => reader.text.toJSON() === 'after the jump');
    writer.provider.awareness.setLocalState({ name: 'moved' });
    await until('presence again', () => {
      const state = reader.provider.awareness.getStates().get(writer.doc.clientID);
      return state?.['name'] === 'moved';
    });
    await until('the unload of a room left before the jump', () => registry.size === 1);
    for (let count = 0; count < 60; count += 1) {
      writer.text.insert(0, 'x');
      await new Promise((resolve) => {
        setTimeout(resolve, 2);
      });
    }
    await until('a compaction', () => compact.mock.calls.length > 0);
    writer.provider.disconnect();
    await until('the writer to be gone', () => !isSeen());
    reader.provider.disconnect();
    await until('the unload', () => registry.size === 0);
  });
});
