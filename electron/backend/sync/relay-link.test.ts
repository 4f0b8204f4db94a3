import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeConfirmation, encodeStep1 } from '../../../relay/protocol/messages.ts';
import { RoomRegistry } from '../../../relay/rooms/room-registry.ts';
import { MemoryRoomStorage } from '../../../relay/storage/memory-room-storage.ts';
import { followerBackoff } from './backoff.ts';
import { createRelayLink, type RelayLink } from './relay-link.ts';
import type { RelaySocketEvents, SocketEnding } from './relay-socket.ts';

interface Attempt {
  at: number;
  events: RelaySocketEvents;
  sent: Uint8Array[];
}

/** Timers by hand: nothing runs before the test says so. */
function createTimers() {
  const tasks: { at: number; task: () => void }[] = [];
  let now = 0;
  return {
    now: () => now,
    after(delayMs: number, task: () => void) {
      const entry = { at: now + delayMs, task };
      tasks.push(entry);
      return () => {
        const index = tasks.indexOf(entry);
        if (index >= 0) tasks.splice(index, 1);
      };
    },
    advance(durationMs: number) {
      const end = now + durationMs;
      for (;;) {
        const next = tasks.toSorted((left, right) => left.at - right.at)[0];
        if (!next || next.at > end) break;
        tasks.splice(tasks.indexOf(next), 1);
        now = next.at;
        next.task();
      }
      now = end;
    },
  };
}

let registry: RoomRegistry;
let timers: ReturnType<typeof createTimers>;
let attempts: Attempt[];
let confirmed: number[];
let wallClockMs: number;
let link: RelayLink;

beforeEach(() => {
  registry = new RoomRegistry({ storage: new MemoryRoomStorage() });
  timers = createTimers();
  attempts = [];
  confirmed = [];
  wallClockMs = 1_000_000;
  link = createRelayLink({
    documentId: 'plan',
    place: 'relay',
    target: { url: 'ws://relay.test/x/plan' },
    relayRoom: 'ws://relay.test/x/plan',
    openRoom: (documentId) => registry.open(documentId),
    confirmations: {
      get: () => ({ confirmedSequence: 0, confirmedAt: null }),
      last: () => undefined,
      confirm: (_document, _room, sequence) => confirmed.push(sequence),
      unconfirmedChanges: () => 0,
      beforeCompaction: () => undefined,
    },
    connect(_target, events) {
      const attempt: Attempt = { at: timers.now(), events, sent: [] };
      attempts.push(attempt);
      return { send: (frame) => attempt.sent.push(frame), bufferedBytes: 0, close: () => undefined };
    },
    after: (delayMs, task) => timers.after(delayMs, task),
    random: () => 0.5,
    wallClock: () => wallClockMs,
    backoff: followerBackoff,
    onChange: () => undefined,
    onConnected: () => undefined,
    reportBug: () => 'bug',
  });
});
afterEach(async () => {
  link.close();
  await registry.close();
});

const last = () => attempts.at(-1)!;
const fail = (ending: SocketEnding = { code: 1006 }) => last().events.onClose(ending);
const turns = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

async function open(): Promise<void> {
  last().events.onOpen();
  await turns();
}

describe('coming back', () => {
  test('waits longer after each failure, up to a minute', () => {
    const waits: number[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const failedAt = timers.now();
      const before = attempts.length;
      fail();
      while (attempts.length === before) timers.advance(50);
      waits.push(last().at - failedAt);
    }
    expect(waits).toEqual([750, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000, 45_000]);
  });

  test('a connection that opens and closes at once does not start over with short waits', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await open();
      fail({ code: 1011 });
      timers.advance(60_000);
    }
    const before = attempts.length;
    await open();
    fail({ code: 1011 });
    timers.advance(10_000);
    expect(attempts.length).toBe(before);
  });

  test('a relay that greets but can not store is not asked again and again; one that stores is', async () => {
    const lease = await registry.open('plan');
    await lease.room.applyLocal(update(1), 'local');
    const greet = async () => {
      await open();
      last().events.onMessage(encodeConfirmation(0, new Uint8Array([0])));
      last().events.onMessage(encodeStep1(new Uint8Array([0])));
      await turns();
    };
    const waitAfterFailure = () => {
      const failedAt = timers.now();
      const before = attempts.length;
      fail({ code: 4507 });
      while (attempts.length === before) timers.advance(50);
      return last().at - failedAt;
    };
    await greet();
    expect(waitAfterFailure()).toBe(750);
    await greet();
    expect(waitAfterFailure()).toBe(1500);
    await greet();
    last().events.onMessage(encodeConfirmation(1, new Uint8Array([0])));
    expect(waitAfterFailure()).toBe(750);
    lease.release();
  });

  test('is tried at once when the network is said to be back, and only once', () => {
    fail();
    link.retryNow();
    link.retryNow();
    expect(attempts).toHaveLength(2);
    expect(last().at).toBe(0);
  });

  test('a jump of the system clock changes nothing', () => {
    fail();
    wallClockMs -= 10 * 365 * 24 * 3_600_000;
    timers.advance(749);
    expect(attempts).toHaveLength(1);
    timers.advance(1);
    expect(attempts).toHaveLength(2);
    fail();
    wallClockMs += 20 * 365 * 24 * 3_600_000;
    timers.advance(1_499);
    expect(attempts).toHaveLength(2);
  });

  test.each([4400, 4401, 4403, 4404, 4413])('not after close code %i, which is permanent', (code) => {
    fail({ code });
    timers.advance(3_600_000);
    link.retryNow();
    expect(attempts).toHaveLength(1);
    expect(link.state().phase).toBe('refused');
  });

  test('not after it was closed', () => {
    fail();
    link.close();
    timers.advance(3_600_000);
    expect(attempts).toHaveLength(1);
  });
});

describe('what the relay has confirmed', () => {
  const stepOne = encodeStep1(new Uint8Array([0]));
  const confirm = (count: number) => last().events.onMessage(encodeConfirmation(count, new Uint8Array([0])));

  test('is noted down, several confirmations together', async () => {
    const lease = await registry.open('plan');
    await lease.room.applyLocal(update(1), 'local');
    await open();
    last().events.onMessage(stepOne);
    await turns();
    await lease.room.applyLocal(update(2), 'local');
    await turns();
    confirm(1);
    confirm(2);
    expect(link.state().settled).toBe(true);
    timers.advance(1_000);
    expect(confirmed).toEqual([2]);
    lease.release();
  });

  test('is noted down when the connection ends before the time for it has come', async () => {
    const lease = await registry.open('plan');
    await lease.room.applyLocal(update(1), 'local');
    await open();
    last().events.onMessage(stepOne);
    await turns();
    confirm(1);
    fail();
    expect(confirmed).toEqual([1]);
    lease.release();
  });

  test('is nothing as long as the relay is silent, and the link says so', async () => {
    await open();
    last().events.onMessage(stepOne);
    await turns();
    timers.advance(5_000);
    expect(link.state()).toMatchObject({ phase: 'connected', reason: 'noConfirmation', settled: false });
    expect(confirmed).toEqual([]);
  });
});

/** A map entry by a client of its own. */
function update(client: number): Uint8Array {
  return new Uint8Array([1, 1, client, 0, 40, 1, 1, 109, 1, 107, 1, 125, client, 0]);
}
