import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RoomRegistry } from '../../../relay/rooms/room-registry.ts';
import { MemoryRoomStorage } from '../../../relay/storage/memory-room-storage.ts';
import type { RelaySocketEvents } from './relay-socket.ts';
import { createRelaySync, relayNaming, type RelaySync } from './relay-sync.ts';

interface Attempt {
  room: string;
  events: RelaySocketEvents;
}

let registry: RoomRegistry;
let tasks: { at: number; run: () => void }[];
let now: number;
let attempts: Attempt[];
let sync: RelaySync;

beforeEach(() => {
  registry = new RoomRegistry({ storage: new MemoryRoomStorage() });
  tasks = [];
  now = 0;
  attempts = [];
  sync = createRelaySync({
    place: 'relay',
    naming: relayNaming,
    sharedId: () => 'shared',
    openRoom: (documentId) => registry.open(documentId),
    confirmations: {
      get: () => ({ confirmedSequence: 0, confirmedAt: null }),
      last: () => undefined,
      confirm: () => undefined,
      unconfirmedChanges: () => 0,
      beforeCompaction: () => undefined,
    },
    connect({ url }, events) {
      attempts.push({ room: new URL(url).pathname, events });
      return { send: () => undefined, bufferedBytes: 0, close: () => undefined };
    },
    after(delayMs, run) {
      const task = { at: now + delayMs, run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    random: () => 0.9,
    wallClock: () => 0,
    onChange: () => undefined,
    reportBug: () => 'bug',
  });
});
afterEach(async () => {
  sync.close();
  await registry.close();
});

const relay = { address: 'ws://relay.test' };
const documents = ['commons', ...Array.from({ length: 20 }, (_, index) => `plan-${index}`)];

/** Lets time pass; every attempt fails at once. */
function passWithoutRelay(durationMs: number): void {
  const end = now + durationMs;
  let answered = 0;
  for (;;) {
    for (; answered < attempts.length; answered += 1) attempts[answered]!.events.onClose({ code: 1006 });
    const next = tasks.toSorted((left, right) => left.at - right.at)[0];
    if (!next || next.at > end) break;
    tasks = tasks.filter((task) => task !== next);
    now = next.at;
    next.run();
  }
  now = end;
}

describe('while the relay is away', () => {
  test('one link looks for it often, the others seldom', () => {
    sync.setDocuments(documents);
    sync.setRelay(relay);
    passWithoutRelay(600_000);
    attempts = [];
    passWithoutRelay(60_000);
    const scouts = attempts.filter(({ room }) => room === '/shared/commons').length;
    expect(scouts).toBeGreaterThanOrEqual(6);
    expect(attempts.length - scouts).toBeLessThanOrEqual(2 * 20);
    expect(sync.overall()).toEqual({ relay: 'offline', reason: 'unreachable' });
  });

  test('when one gets through, all that wait follow within half a second', () => {
    sync.setDocuments(documents);
    sync.setRelay(relay);
    passWithoutRelay(600_000);
    sync.retryNow();
    const scout = attempts.findLast(({ room }) => room === '/shared/commons')!;
    for (const { room, events } of attempts.slice(-documents.length)) {
      if (room !== '/shared/commons') events.onClose({ code: 1006 });
    }
    attempts = [];
    scout.events.onOpen();
    passWithoutRelay(500);
    expect(new Set(attempts.map(({ room }) => room)).size).toBe(documents.length - 1);
    expect(sync.overall().relay).toBe('connected');
  });
});

describe('links', () => {
  test('follow the documents and the name of the partnership', () => {
    sync.setRelay(relay);
    sync.setDocuments(['commons', 'plan-1']);
    sync.setDocuments(['commons', 'plan-2']);
    expect(attempts.map(({ room }) => room)).toEqual(['/shared/commons', '/shared/plan-1', '/shared/plan-2']);
    expect(sync.link('plan-1')).toBeUndefined();
    sync.relink();
    expect(attempts).toHaveLength(5);
    sync.setRelay(null);
    expect(sync.link('plan-2')).toBeUndefined();
    expect(sync.overall()).toEqual({ relay: 'none', reason: null });
  });

  test('one refusal is not hidden by others that are connected', () => {
    sync.setDocuments(['commons', 'plan-1']);
    sync.setRelay(relay);
    attempts[0]!.events.onOpen();
    attempts[1]!.events.onClose({ code: 4403 });
    expect(sync.overall()).toEqual({ relay: 'connected', reason: 'forbidden' });
    attempts[0]!.events.onClose({ code: 4401 });
    expect(sync.overall()).toEqual({ relay: 'refused', reason: 'notAuthorised' });
  });
});
