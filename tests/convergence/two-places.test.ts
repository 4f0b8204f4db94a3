import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as Y from 'yjs';
import type { RoomMember, RoomPeer } from '../../relay/rooms/room-peer.ts';
import type { DocumentHub } from '../../electron/backend/documents/document-hub.ts';
import type { ConnectRelay } from '../../electron/backend/sync/relay-socket.ts';
import type { RoomDestination } from '../../electron/backend/sync/room-destination.ts';
import { startLaptop, temporaryFolder, type TestLaptop } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { createRelayProcess, type RelayProcess } from './relay.test-support.ts';

const planId = 'plan-1';
let folder: ReturnType<typeof temporaryFolder>;
let relay: RelayProcess;
let laptops: TestLaptop[];

beforeEach(async () => {
  folder = temporaryFolder();
  laptops = [];
  relay = await createRelayProcess(join(folder.path, 'relay'));
});
afterEach(async () => {
  for (const laptop of laptops) await laptop.close();
  await relay.kill();
  folder.remove();
});

function laptop(name: string, withRelay = false): TestLaptop {
  const started = startLaptop({
    path: join(folder.path, `${name}.sqlite`),
    relay: withRelay ? { address: relay.address } : null,
  });
  started.hub.sharedId.set('shared');
  started.addPlan(planId);
  laptops.push(started);
  return started;
}

/** Reaches the documents of another laptop as its guests do, without a network between. */
const reach =
  (host: DocumentHub): ConnectRelay =>
  ({ url }, events) => {
    let member: RoomMember | undefined;
    let ended = false;
    const end = (code: number) => {
      if (ended) return;
      ended = true;
      member?.leave();
      queueMicrotask(() => events.onClose({ code }));
    };
    const peer: RoomPeer = {
      send: (frame) => queueMicrotask(() => !ended && events.onMessage(frame)),
      bufferedBytes: 0,
      close: end,
      wantsConfirmation: true,
      mayWrite: true,
      origin: 'room',
    };
    void host.rooms.open(new URL(url).pathname.split('/').at(-1)!).then(({ room }) => {
      if (ended) return;
      events.onOpen();
      member = room.join(peer);
    });
    return { send: (frame) => member?.receive(frame), bufferedBytes: 0, close: () => end(1000) };
  };

const roomOf = (host: TestLaptop, roomId = 'room-1'): RoomDestination => ({
  roomId,
  base: 'wss://host.test',
  connect: reach(host.hub),
});

async function write(laptop: TestLaptop, text: string): Promise<void> {
  const document = await laptop.hub.open(planId);
  await document.change((doc) => doc.getText('t').insert(doc.getText('t').length, text));
  document.close();
}

async function textOf(laptop: TestLaptop): Promise<string> {
  const doc: Y.Doc = await laptop.hub.read(planId);
  const text = doc.getText('t').toJSON();
  doc.destroy();
  return text;
}

const stateOf = ({ hub }: TestLaptop) => hub.documentStatus(planId, 'Plan');
const holds = (laptop: TestLaptop, ...parts: string[]) =>
  until(`all of ${parts.join(', ')}`, async () => {
    const text = await textOf(laptop);
    return parts.every((part) => text.includes(part));
  });

test('what guests write goes through the host to the relay, when the host meets it', async () => {
  const [host, guest] = [laptop('host'), laptop('guest')];
  host.hub.setHosting({ others: 1 });
  guest.hub.setRoom(roomOf(host));
  await write(guest, 'from the guest. ');
  await write(host, 'from the host. ');
  await until('the guest is confirmed', () => stateOf(guest).room.state === 'confirmed');
  await holds(host, 'from the guest.');
  await holds(guest, 'from the host.');
  expect(stateOf(guest)).toMatchObject({ state: 'local', room: { unconfirmedChanges: 0 } });
  expect(stateOf(guest).room.lastConfirmedAt).not.toBeNull();
  expect(stateOf(host)).toMatchObject({ unconfirmedChanges: 2, room: { state: 'hosted' } });

  guest.hub.setRoom(null);
  await relay.start();
  host.hub.setRelay({ address: relay.address });
  const third = laptop('third', true);
  await holds(third, 'from the guest.', 'from the host.');
  await until('the host is confirmed', () => stateOf(host).state === 'confirmed');
  expect(stateOf(host).unconfirmedChanges).toBe(0);
});

test('a guest who goes home brings the room to the relay, and what comes over both is there once', async () => {
  const [host, guest] = [laptop('host'), laptop('guest')];
  guest.hub.setRoom(roomOf(host));
  await write(host, 'from the host. ');
  await holds(guest, 'from the host.');
  await relay.start();
  guest.hub.setRelay({ address: relay.address });
  const third = laptop('third', true);
  await write(third, 'from the third. ');
  await holds(host, 'from the third.');
  await until('both confirmed', () => {
    const { state, room } = stateOf(guest);
    return state === 'confirmed' && room.state === 'confirmed';
  });
  host.hub.setRelay({ address: relay.address });
  await until('the host is confirmed', () => stateOf(host).state === 'confirmed');
  await write(host, 'once. ');
  await holds(guest, 'once.');
  await holds(third, 'once.');
  await until('nothing is on its way', () =>
    [host, guest].every((each) => stateOf(each).state === 'confirmed'),
  );
  for (const each of [host, guest, third]) expect((await textOf(each)).split('once.')).toHaveLength(2);
});

test('what one room confirmed is not claimed of the next, and is still told after leaving', async () => {
  const [host, guest, other] = [laptop('host'), laptop('guest'), laptop('other')];
  await write(guest, 'from the guest. ');
  guest.hub.setRoom(roomOf(host));
  await until('confirmed', () => stateOf(guest).room.state === 'confirmed');
  guest.hub.setRoom(null);
  await write(guest, 'later. ');
  expect(stateOf(guest).room).toMatchObject({ state: 'none', unconfirmedChanges: 1 });
  expect(stateOf(guest).room.lastConfirmedAt).not.toBeNull();
  guest.hub.setRoom({
    ...roomOf(other, 'room-2'),
    connect: (_target, events) => {
      queueMicrotask(() => events.onClose({ code: 1006 }));
      return { send: () => undefined, bufferedBytes: 0, close: () => undefined };
    },
  });
  expect(stateOf(guest).room).toMatchObject({ state: 'waiting', unconfirmedChanges: 2 });
});
