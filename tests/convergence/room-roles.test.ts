import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceKey } from '../../electron/backend/identity/device-key.ts';
import { openDeviceKey } from '../../electron/backend/identity/device-key.ts';
import type { PartnershipRules } from '../../electron/backend/membership/partnership-rules.ts';
import { RoomError } from '../../electron/backend/room/room-error.ts';
import type { ReadOnlyReason } from '../../shared/contract/membership.ts';
import { temporaryFolder } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { holds, RoomBench, write } from './lan-room.test-support.ts';

let bench: RoomBench;
let folder: ReturnType<typeof temporaryFolder>;
let anaKey: DeviceKey;
let rules: PartnershipRules;
let tell: () => void;
beforeEach(() => {
  bench = new RoomBench();
  folder = temporaryFolder();
  anaKey = openDeviceKey(folder.path);
  const ana = { id: 'ana', deviceKeyId: anaKey.id, displayName: 'Ana' };
  rules = { members: [{ ...ana, role: 'editor', revoked: false }], documents: {} };
  tell = () => undefined;
});
afterEach(async () => {
  await bench.dispose();
  folder.remove();
});

const known = {
  get: () => rules,
  onChange(listener: () => void) {
    tell = listener;
    return () => undefined;
  },
};
const change = (patch: Partial<PartnershipRules['members'][number]>) => {
  rules = { ...rules, members: [{ ...rules.members[0]!, ...patch }] };
  tell();
};
const readOnly = (laptop: ReturnType<RoomBench['laptop']>, id = 'plan-1') =>
  laptop.hub.documentStatus(id, '').readOnly;
const roomOf = (laptop: ReturnType<RoomBench['laptop']>, id = 'plan-1') =>
  laptop.hub.documentStatus(id, '').room;

describe('LR-6 roles of the partnership in a room', () => {
  test('a member who reads is told so before writing, and what is written all the same stays on the laptop', async () => {
    change({ role: 'reader' });
    const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
    const room = await bench.host(host, { rules: known, guestsMay: 'write' });
    await write(host, 'host. ');
    await bench.join(ana, room.link, anaKey);
    expect(readOnly(ana)).toBe('roomReader');
    await holds(ana, ['host.']);
    expect(room.guests()).toMatchObject([{ role: 'reader', memberName: 'Ana' }]);
    await write(ana, 'ana. ');
    await until('it says that it was not taken', () => roomOf(ana).state === 'refused');
    await expect(holds(host, ['ana.'], 'plan-1', 20)).rejects.toThrow('in: host. ');

    change({ role: 'editor' });
    await holds(host, ['ana.']);
    await until('it may write', () => readOnly(ana) === null && roomOf(ana).state === 'confirmed');
  });

  test('the role is changed while somebody writes: the editor ends at once, others go on', async () => {
    const [host, ana, bea] = [bench.laptop('host'), bench.laptop('ana'), bench.laptop('bea')];
    const room = await bench.host(host, { rules: known, guestsMay: 'write' });
    await bench.join(ana, room.link, anaKey);
    await bench.join(bea, room.link);
    await write(ana, 'one. ');
    await holds(bea, ['one.']);
    change({ role: 'reader' });
    await until('it is told', () => readOnly(ana) === 'roomReader');
    expect(readOnly(bea)).toBeNull();
    await write(bea, 'two. ');
    await holds(ana, ['one.', 'two.']);
  });

  test('a lock that the host knows of holds for everybody; those who may comment do so', async () => {
    change({ role: 'commenter' });
    const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
    const room = await bench.host(host, { rules: known, guestsMay: 'write' });
    await bench.join(ana, room.link, anaKey);
    await write(ana, 'a word. ', 'plan-1.comments');
    await holds(host, ['a word.'], 'plan-1.comments');
    rules = { ...rules, documents: { 'plan-1': { locked: true, roles: {} } } };
    tell();
    await until('it is locked', () => readOnly(ana) === 'locked');
    await write(ana, 'too late. ', 'plan-1.comments');
    await expect(holds(host, ['too late.'], 'plan-1.comments', 20)).rejects.toThrow('not all of');
  });

  test('the host lets those who are no members read only, and then write', async () => {
    const [host, bea] = [bench.laptop('host'), bench.laptop('bea')];
    const room = await bench.host(host, { rules: known, guestsMay: 'read' });
    await bench.join(bea, room.link);
    await until('it is told', () => readOnly(bea) === 'roomReader' && roomOf(bea).state === 'confirmed');
    room.setGuestsMay('write');
    await until('it may write', () => readOnly(bea) === null);
    await write(bea, 'bea. ');
    await holds(host, ['bea.']);
    expect(room.guests()).toMatchObject([{ role: 'editor', memberName: null }]);
  });

  test('who was removed from the partnership does not come in, and is sent away when it happens later', async () => {
    const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
    const room = await bench.host(host, { rules: known, guestsMay: 'write' });
    const guest = await bench.join(ana, room.link, anaKey);
    await until('it is in', () => roomOf(ana).state === 'confirmed');
    change({ revoked: true });
    await until('it is out', () => guest.state().problem === 'removed' && roomOf(ana).state === 'refused');
    expect(room.guests()).toEqual([]);
    await expect(bench.join(ana, room.code, anaKey)).rejects.toThrow(new RoomError('removed'));
  });

  test('what the host may not change is read-only in its room, and says why', async () => {
    let hosts: ReadOnlyReason | null = 'reader';
    const rights = { readOnly: () => hosts, note: () => undefined };
    const [host, ana] = [bench.laptop('host', ['plan-1'], { rights }), bench.laptop('ana')];
    const room = await bench.host(host, { rules: known, guestsMay: 'write' });
    await bench.join(ana, room.link, anaKey);
    await until('it is told', () => readOnly(ana) === 'roomHost');
    hosts = null;
    room.reconsider();
    await until('it may write', () => readOnly(ana) === null);
    await expect.poll(() => roomOf(ana).state).toBe('confirmed');
  });

  test('a signature of somebody else opens nothing', async () => {
    const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
    const room = await bench.host(host, { rules: known, guestsMay: 'read' });
    const forged: DeviceKey = { ...anaKey, sign: () => new Uint8Array(64) };
    await expect(bench.join(ana, room.link, forged)).rejects.toThrow('notARoom');
  });
});
