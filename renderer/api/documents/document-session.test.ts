import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  decodeDocumentFrame,
  encodeDetach,
  encodeDocumentFrame,
  isDetach,
} from '../../../shared/documents/document-frame.ts';
import { type Channel, channelPair } from '../../../shared/kernel/channel.ts';
import { type DocumentSession, openDocument } from './document-session.ts';

/** A backend by hand: it answers only what the test says. */
function createBackend() {
  const tasks: (() => void)[] = [];
  const listeners = new Set<(channel: Channel) => void>();
  let current: Channel | undefined;
  let far: Channel | undefined;
  const received: { link: number; message: Uint8Array }[] = [];
  const deliver = () => {
    while (tasks.length > 0) tasks.shift()!();
  };
  const write = (build: (encoder: encoding.Encoder) => void, link = received.at(-1)?.link ?? 0) => {
    const encoder = encoding.createEncoder();
    build(encoder);
    far?.send(encodeDocumentFrame({ documentId: 'plan', link }, encoding.toUint8Array(encoder)));
    deliver();
  };
  return {
    connection: {
      onChannel(listener: (channel: Channel) => void) {
        listeners.add(listener);
        if (current) listener(current);
        return () => listeners.delete(listener);
      },
    },
    received,
    connect() {
      const [here, there] = channelPair((task) => tasks.push(task));
      there.onMessage((message) => {
        const frame = typeof message === 'string' ? null : decodeDocumentFrame(message);
        if (frame) received.push(frame);
      });
      current = here;
      far = there;
      for (const listener of listeners) listener(here);
      deliver();
    },
    lose() {
      current?.close();
      current = undefined;
    },
    deliver,
    changes: () => received.filter(({ message }) => message[0] === 0 && message[1] !== 0).length,
    links: () => new Set(received.map(({ link }) => link)).size,
    step1: (link?: number) => write((encoder) => writeSync(encoder, 0, new Uint8Array([0])), link),
    step2: (update: Uint8Array) => write((encoder) => writeSync(encoder, 1, update)),
    confirm: (count: number, link?: number) =>
      write((encoder) => {
        encoding.writeVarUint(encoder, 4);
        encoding.writeVarUint(encoder, count);
        encoding.writeVarUint8Array(encoder, new Uint8Array([0]));
      }, link),
    detach: (code: number) => write((encoder) => encoding.writeUint8Array(encoder, encodeDetach(code))),
  };
}

function writeSync(encoder: encoding.Encoder, step: number, bytes: Uint8Array): void {
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
}

const nothing = new Uint8Array([0, 0]);
let backend: ReturnType<typeof createBackend>;
let session: DocumentSession;
let waits: { delayMs: number; task: () => void; cancelled: boolean }[];

beforeEach(() => {
  backend = createBackend();
  waits = [];
  let random = 0;
  session = openDocument(backend.connection, 'plan', {
    random: () => (random = (random + 0.37) % 1),
    after(delayMs, task) {
      const wait = { delayMs, task, cancelled: false };
      waits.push(wait);
      return () => {
        wait.cancelled = true;
      };
    },
  });
});
afterEach(() => session.doc.destroy());

const pendingWait = () => waits.findLast(({ cancelled }) => !cancelled)!;
const write = (text: string) => {
  session.doc.getText('note').insert(0, text);
  backend.deliver();
};

describe('"saved"', () => {
  test('needs a confirmation that counts every message', () => {
    backend.connect();
    backend.step1();
    backend.step2(nothing);
    backend.confirm(1);
    write('a');
    write('b');
    expect(backend.changes()).toBe(3);
    backend.confirm(2);
    expect(session.saved()).toBe(false);
    backend.confirm(3);
    expect(session.saved()).toBe(true);
  });

  test('is not said by an answer that was meant for an earlier opening of the document', () => {
    backend.connect();
    const earlier = backend.received[0]!.link + 1;
    backend.step1();
    write('a');
    backend.confirm(9, earlier);
    expect(session.saved()).toBe(false);
    backend.confirm(2);
    expect(session.saved()).toBe(true);
  });

  test('a confirmation from before the link broke does not count after it', () => {
    backend.connect();
    backend.step1();
    backend.confirm(1);
    write('a');
    backend.lose();
    backend.connect();
    expect(backend.links()).toBe(2);
    backend.confirm(0);
    expect(session.saved()).toBe(false);
    backend.step1();
    backend.confirm(1);
    expect(session.saved()).toBe(true);
  });
});

describe('a backend', () => {
  test('that can not store is asked again after a while, and again later', () => {
    backend.connect();
    backend.step1();
    write('a');
    backend.detach(4507);
    expect(session.state()).toMatchObject({ saved: false, interruption: 'notStored', readOnly: null });
    const first = pendingWait();
    first.task();
    backend.deliver();
    expect(backend.links()).toBe(2);
    backend.detach(4507);
    expect(pendingWait().delayMs).toBeGreaterThan(first.delayMs);
  });

  test('that does not have the document is not asked again', () => {
    backend.connect();
    backend.detach(4404);
    expect(session.state()).toMatchObject({ interruption: 'unavailable', readOnly: 'unavailable' });
    expect(waits.every(({ cancelled }) => cancelled)).toBe(true);
  });

  test('that does not answer is asked again on a new link', () => {
    backend.connect();
    const answerWait = pendingWait();
    expect(answerWait.delayMs).toBe(5_000);
    answerWait.task();
    backend.deliver();
    expect(backend.links()).toBe(2);
    expect(backend.received.some(({ message }) => isDetach(message))).toBe(true);
    backend.step2(nothing);
    expect(session.state().synced).toBe(true);
    expect(pendingWait()).toBeUndefined();
  });
});

describe('presence', () => {
  const awarenessFrames = () => backend.received.filter(({ message }) => message[0] === 1).length;

  test('of many quick moves is sent at once and then in one', () => {
    backend.connect();
    backend.step2(nothing);
    const before = awarenessFrames();
    for (let move = 0; move < 20; move += 1) session.awareness.setLocalStateField('cursor', move);
    backend.deliver();
    expect(awarenessFrames()).toBe(before + 1);
    pendingWait().task();
    backend.deliver();
    expect(awarenessFrames()).toBe(before + 2);
  });

  test('of others is gone as soon as the link is', () => {
    backend.connect();
    const other = new Y.Doc();
    session.awareness.states.set(other.clientID, { user: 'Ana' });
    backend.lose();
    expect([...session.awareness.getStates().keys()]).toEqual([session.awareness.clientID]);
  });
});

test('subscribers are told of each change of the state and see a stable object in between', () => {
  let calls = 0;
  session.subscribe(() => (calls += 1));
  const before = session.state();
  expect(session.state()).toBe(before);
  write('a');
  expect(calls).toBe(1);
  expect(session.state()).not.toBe(before);
});
