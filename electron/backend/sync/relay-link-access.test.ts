import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  decodeMessage,
  encodeConfirmation,
  encodePermissionDenied,
  encodeRights,
  encodeStep1,
} from '../../../relay/protocol/messages.ts';
import type { Rights } from '../../../relay/protocol/rights.ts';
import { RoomRegistry } from '../../../relay/rooms/room-registry.ts';
import { MemoryRoomStorage } from '../../../relay/storage/memory-room-storage.ts';
import { followerBackoff } from './backoff.ts';
import { NoTokenError } from './link-tokens.ts';
import { createRelayLink, type RelayLink } from './relay-link.ts';
import type { RelaySocketEvents, SocketEnding } from './relay-socket.ts';

interface Attempt {
  bearer: string | undefined;
  events: RelaySocketEvents;
  sent: Uint8Array[];
}

const reader: Rights = { role: 'reader', locked: false, mayWrite: false, reason: 'read-only' };
const editor: Rights = { role: 'editor', locked: false, mayWrite: true, reason: null };

let registry: RoomRegistry;
let attempts: Attempt[];
let tasks: Set<() => void>;
let given: number;
let rejected: string[];
let refusal: SocketEnding | undefined;
let renew: (token: string) => void;
let confirmed: number[];
let noted: [string, Rights][];
let link: RelayLink;

beforeEach(() => {
  registry = new RoomRegistry({ storage: new MemoryRoomStorage() });
  attempts = [];
  tasks = new Set();
  given = 0;
  rejected = [];
  refusal = undefined;
  confirmed = [];
  noted = [];
  link = createRelayLink({
    documentId: 'plan',
    place: 'relay',
    target: {
      url: 'ws://relay.test/x/plan',
      tokens: {
        async get() {
          if (refusal) throw new NoTokenError(refusal);
          return Promise.resolve(`t${(given += 1)}`);
        },
        reject: (token) => rejected.push(token),
        onRenewed(listener) {
          renew = listener;
          return () => undefined;
        },
      },
    },
    relayRoom: 'ws://relay.test/x/plan',
    openRoom: (documentId) => registry.open(documentId),
    confirmations: {
      get: () => ({ confirmedSequence: 0, confirmedAt: null }),
      last: () => undefined,
      confirm: (_document, _room, sequence) => confirmed.push(sequence),
      unconfirmedChanges: () => 0,
      beforeCompaction: () => undefined,
    },
    connect({ bearer }, events) {
      const sent: Uint8Array[] = [];
      attempts.push({ bearer, events, sent });
      return { send: (frame) => sent.push(frame), bufferedBytes: 0, close: () => undefined };
    },
    after(_delayMs, task) {
      tasks.add(task);
      return () => tasks.delete(task);
    },
    random: () => 0.5,
    wallClock: () => 0,
    backoff: followerBackoff,
    onChange: () => undefined,
    onRights: (documentId, rights) => noted.push([documentId, rights]),
    onConnected: () => undefined,
    reportBug: (error) => {
      throw error;
    },
  });
});
afterEach(async () => {
  link.close();
  await registry.close();
});

const last = () => attempts.at(-1)!;
const turns = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
/** Everything that waits for its time. */
const passTime = async () => {
  for (const task of [...tasks]) {
    tasks.delete(task);
    task();
  }
  await turns();
};
const say = (frame: Uint8Array) => last().events.onMessage(frame);
const end = async (ending: SocketEnding) => {
  last().events.onClose(ending);
  await turns();
};

/** The relay lets in, says what may be done, and asks what is there. */
async function enter(rights: Rights): Promise<void> {
  await turns();
  last().events.onOpen();
  say(encodeRights(rights));
  say(encodeConfirmation(0, new Uint8Array([0])));
  await turns();
  say(encodeStep1(new Uint8Array([0])));
  await turns();
}

async function write(client: number): Promise<void> {
  const lease = await registry.open('plan');
  await lease.room.applyLocal(
    new Uint8Array([1, 1, client, 0, 40, 1, 1, 109, 1, 107, 1, 125, client, 0]),
    'local',
  );
  await turns();
  lease.release();
}

/** Updates, without the answers to the relay's question. */
const updates = () =>
  last().sent.filter((frame) => {
    const message = decodeMessage(frame);
    return message.ok && message.value.kind === 'update';
  }).length;

describe('tokens', () => {
  test('each connection shows one that is good at its time, and a renewed one goes over the open one', async () => {
    await enter(editor);
    expect(last().bearer).toBe('t1');
    renew('t2');
    const message = decodeMessage(last().sent.at(-1)!);
    expect(message.ok && message.value).toEqual({ kind: 'token', token: 't2' });
    await end({ code: 1006 });
    await passTime();
    expect(last().bearer).toBe('t2');
    expect(rejected).toEqual([]);
  });

  test('one that is refused is not shown again, and the second refusal is final', async () => {
    await turns();
    await end({ code: 4401 });
    expect(rejected).toEqual(['t1']);
    await passTime();
    expect(last().bearer).toBe('t2');
    await end({ code: 4403 });
    await passTime();
    expect(attempts).toHaveLength(2);
    expect(link.state()).toMatchObject({ phase: 'refused', reason: 'forbidden' });
  });

  test('when it ran out on the way, a new one is fetched at once', async () => {
    await enter(editor);
    await end({ code: 4501 });
    expect(rejected).toEqual(['t1']);
    await passTime();
    expect(attempts).toHaveLength(2);
    expect(last().bearer).toBe('t2');
    expect(link.state().phase).toBe('connected');
  });

  test('a removed laptop stops, and it is known why', async () => {
    await enter(editor);
    refusal = { code: 4403, failure: 'removed' };
    await end({ code: 4403 });
    await passTime();
    expect(link.state()).toMatchObject({ phase: 'refused', reason: 'removed' });
    await passTime();
    expect(attempts).toHaveLength(1);
  });

  test('without a network it is tried again later', async () => {
    refusal = { code: 1006, failure: 'hostNotFound' };
    await turns();
    await end({ code: 1006 });
    await passTime();
    expect(link.state()).toMatchObject({ phase: 'offline', reason: 'hostNotFound' });
    refusal = undefined;
    await passTime();
    expect(attempts).toHaveLength(2);
  });
});

describe('rights', () => {
  test('RP-60: a reader stays connected and gets everything; its changes stay here', async () => {
    await enter(reader);
    await write(1);
    expect(updates()).toBe(0);
    say(encodeConfirmation(1, new Uint8Array([0])));
    expect(link.state()).toMatchObject({
      phase: 'connected',
      rights: reader,
      notTaken: true,
      settled: false,
    });
    await passTime();
    expect(confirmed).toEqual([]);
    expect(noted).toEqual([['plan', reader]]);
  });

  test('RP-60: when it may write again it begins anew, so that all of it is sent', async () => {
    await enter(reader);
    await write(1);
    say(encodeRights(editor));
    await passTime();
    await enter(editor);
    expect(attempts).toHaveLength(2);
    say(encodeConfirmation(1, new Uint8Array([0])));
    await passTime();
    expect(confirmed).toEqual([1]);
    expect(link.state()).toMatchObject({ notTaken: false, settled: true, rights: editor });
  });

  test('RP-60: wider rights cost nothing when nothing was held back', async () => {
    await enter(reader);
    say(encodeRights(editor));
    await write(1);
    await passTime();
    expect(attempts).toHaveLength(1);
    expect(updates()).toBe(1);
  });

  test('RP-26: after a refusal nothing counts as stored, although the relay goes on counting', async () => {
    await enter(editor);
    await write(1);
    say(encodePermissionDenied('locked'));
    say(encodeConfirmation(2, new Uint8Array([0])));
    await passTime();
    expect(confirmed).toEqual([]);
    expect(link.state()).toMatchObject({ phase: 'connected', notTaken: true, settled: false });
  });
});
