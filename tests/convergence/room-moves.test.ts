import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noRules } from '../../electron/backend/membership/partnership-rules.ts';
import { acceptInvitation } from '../../electron/backend/room/room-invitation.ts';
import { noDiscovery } from '../../electron/backend/room/room-discovery.ts';
import type { RoomMemory } from '../../electron/backend/room/room-memory.ts';
import { loopbackNetwork, type RoomNetwork } from '../../electron/backend/room/room-networks.ts';
import { createRoomService, type RoomService } from '../../electron/backend/room/room-service.ts';
import { nodeAfter } from '../../electron/backend/sync/timers.ts';
import { holds, RoomBench, write } from './lan-room.test-support.ts';
import { type TestLaptop } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';

/** Every address of this kind is this machine. */
const at = (address: string, id = 'wlan'): RoomNetwork => ({ ...loopbackNetwork, id, address });

let bench: RoomBench;
let networks: RoomNetwork[];
let bugs: unknown[];
let services: RoomService[];
beforeEach(() => {
  bench = new RoomBench();
  networks = [at('127.0.0.1')];
  bugs = [];
  services = [];
});
afterEach(async () => {
  for (const service of services) {
    await service.closing();
    await service.close();
  }
  await bench.dispose();
  if (bugs.length > 0) throw new AggregateError(bugs, 'something failed behind the screens');
});

/** Looks every 20 ms instead of every 3 s. */
const quick = (delayMs: number, task: () => void) => nodeAfter(Math.min(delayMs, 20), task);

function roomsOf(laptop: TestLaptop): RoomService {
  let memory: RoomMemory = { host: null, guest: null };
  const service = createRoomService({
    memory: { read: () => memory, write: (change) => void (memory = { ...memory, ...change }) },
    discovery: noDiscovery,
    networks: () => networks,
    displayName: () => 'Host',
    deviceKey: () => null,
    isHere: () => true,
    openWorkspace: async () => undefined,
    newId: randomUUID,
    wallClock: Date.now,
    after: quick,
    onChange: () => undefined,
    reportBug: (error) => String(bugs.push(error)),
  });
  service.opened({ id: 'w', name: 'Partnership', hub: laptop.hub, rules: noRules });
  services.push(service);
  return service;
}
const hosted = (service: RoomService) => {
  const state = service.state();
  if (state.role !== 'host') throw new Error(`not hosting but ${state.role}`);
  return state;
};
const isIn = (laptop: TestLaptop) => laptop.hub.documentStatus('plan-1', '').room.state === 'confirmed';

test('LR-35 the laptop gets another address: the same room goes on there, and a guest comes in by the new code', async () => {
  const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
  const service = roomsOf(host);
  await service.host('wlan', 'read');
  const before = hosted(service);
  const guest = roomsOf(ana);
  await guest.join(before.code, false);
  await until('Ana is in', () => isIn(ana));
  const { roomId } = await acceptInvitation(before.code, {
    guestId: randomUUID(),
    joinedAt: 0,
    device: null,
  });

  networks = [at('127.0.0.2')];
  await until('it has moved', () => hosted(service).network.address === '127.0.0.2');
  const after = hosted(service);
  expect(after).toMatchObject({ moved: true, networkThere: true, guestsMay: 'read' });
  expect(after.code).not.toBe(before.code);
  const found = await acceptInvitation(after.code, { guestId: randomUUID(), joinedAt: 0, device: null });
  expect(found).toMatchObject({ roomId, addresses: ['127.0.0.2'] });
  await until('the guest misses it', () => guest.state().role === 'guest' && !isConnected(guest));
  service.setGuestsMay('write').catch((error: unknown) => bugs.push(error));
  await write(ana, 'meanwhile. ');
  expect(await guest.join(after.code, false)).toEqual({ outcome: 'joined' });
  await holds(host, ['meanwhile.']);
});

const isConnected = (service: RoomService) => {
  const state = service.state();
  return state.role === 'guest' && state.connected;
};

test('LR-35 the network is away and comes back: guests come back by themselves', async () => {
  const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
  const service = roomsOf(host);
  await service.host('wlan', 'write');
  const { code } = hosted(service);
  const guest = roomsOf(ana);
  await guest.join(code, false);
  await until('Ana is in', () => isIn(ana));
  networks = [];
  await until('it is noticed', () => !hosted(service).networkThere);
  networks = [at('127.0.0.1')];
  await until('it is there', () => hosted(service).networkThere);
  await write(ana, 'back. ');
  await holds(host, ['back.']);
  await until('connected', () => isConnected(guest) && isIn(ana));
  expect(hosted(service)).toMatchObject({ code, moved: false });
});

test('LR-35 the laptop changes to another network: the room goes on there when the host says so', async () => {
  const service = roomsOf(bench.laptop('host'));
  await service.host('wlan', 'write');
  const { code } = hosted(service);
  networks = [at('127.0.0.3', 'hotspot')];
  await until('it is noticed', () => !hosted(service).networkThere);
  expect(hosted(service).code).toBe(code);
  expect(await service.host('gone', 'write')).toEqual({ outcome: 'problem', problem: 'networkGone' });
  expect(await service.host('hotspot', 'write')).toEqual({ outcome: 'hosting' });
  expect(hosted(service)).toMatchObject({ moved: true, network: { id: 'hotspot', address: '127.0.0.3' } });
  await service.stop();
  expect(service.state()).toEqual({ role: 'none' });
  await service.host('hotspot', 'write');
  expect(hosted(service)).toMatchObject({ moved: false });
});
