import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import { encodeStep1, encodeUpdate } from '../../../relay/protocol/messages.ts';
import { RoomRegistry } from '../../../relay/rooms/room-registry.ts';
import { nodeScheduler } from '../../../relay/rooms/scheduler.ts';
import { MemoryRoomStorage } from '../../../relay/storage/memory-room-storage.ts';
import {
  decodeDocumentFrame,
  detachCode,
  encodeDetach,
  encodeDocumentFrame,
  isDetach,
} from '../../../shared/documents/document-frame.ts';
import { type Channel, channelPair } from '../../../shared/kernel/channel.ts';
import { serveWindowDocuments } from './window-documents.ts';

let registry: RoomRegistry;
let opened: string[];
let window: Channel;
let stop: () => void;
/** Why documents were ended, by id. */
let ends: [string, number][];
const looking = new Set<string>();

beforeEach(() => {
  const [here, there] = channelPair(queueMicrotask);
  registry = new RoomRegistry({
    storage: new MemoryRoomStorage(),
    scheduler: nodeScheduler,
    limits: {},
    onEvent: () => undefined,
  });
  opened = [];
  ends = [];
  looking.clear();
  window = there;
  window.onMessage((message) => {
    const frame = typeof message === 'string' ? null : decodeDocumentFrame(message);
    if (frame && isDetach(frame.message)) ends.push([frame.documentId, detachCode(frame.message)]);
  });
  stop = serveWindowDocuments(here, {
    openRoom(id) {
      opened.push(id);
      return registry.open(id);
    },
    isKnown: (id) => id.startsWith('plan'),
    reportBug: (error) => {
      throw error;
    },
    onAttached: (id, attached) => void (attached ? looking.add(id) : looking.delete(id)),
  });
});
afterEach(async () => {
  stop();
  await registry.close();
});

const send = (documentId: string, message: Uint8Array, link = 1) =>
  window.send(encodeDocumentFrame({ documentId, link }, message));
const step1 = encodeStep1(new Uint8Array([0]));
/** Lets what was sent arrive and be answered. */
async function pause(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

it('a window cannot make a document by asking for it', async () => {
  send('commons', step1);
  await pause();
  expect(opened).toEqual([]);
  expect(ends).toEqual([['commons', closeCodes.badRoomName.code]]);
});

it('a window may have two hundred documents open, and then no more until it leaves one', async () => {
  for (let index = 0; index < 201; index += 1) send(`plan${index}`, step1);
  await pause();
  expect([opened.length, ends]).toEqual([200, [['plan200', closeCodes.tooManyConnections.code]]]);
  send('plan7', encodeDetach());
  send('plan200', step1, 2);
  await pause();
  expect([opened.length, looking.has('plan7'), looking.has('plan200')]).toEqual([201, false, true]);
});

it('what a window sends while its document is still being loaded is stored, even if it leaves meanwhile', async () => {
  const doc = new Y.Doc();
  doc.getMap('meta').set('title', 'Ours');
  send('plan', step1);
  send('plan', encodeUpdate(Y.encodeStateAsUpdate(doc)));
  send('plan', encodeDetach());
  await pause();
  const lease = await registry.open('plan');
  const stored = new Y.Doc();
  Y.applyUpdate(stored, (await lease.room.encodeDiff(new Uint8Array([0]))).update);
  lease.release();
  expect(stored.getMap('meta').get('title')).toBe('Ours');
  expect(looking.size).toBe(0);
});

it('when serving ends, the window is told of each open document, so that it keeps what is not saved', async () => {
  send('plan-a', step1);
  send('plan-b', step1);
  await pause();
  stop();
  await pause();
  const code = closeCodes.shuttingDown.code;
  expect(ends).toEqual([
    ['plan-a', code],
    ['plan-b', code],
  ]);
  expect(looking.size).toBe(0);
});
