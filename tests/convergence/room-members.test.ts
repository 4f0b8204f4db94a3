import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Backend, startBackend } from '../../electron/backend/backend.ts';
import { temporaryFolder } from '../../electron/backend/services/workspace.test-support.ts';
import { AdminActions } from '../../relay/admin/admin-actions.ts';
import { openAccessStore } from '../../relay/storage/open-relay-store.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import type { MemberRole } from '../../shared/contract/membership.ts';
import { until } from '../../shared/until.test-support.ts';
import {
  joinInvited,
  organisation,
  planTitle,
  retitlePlan,
  startPartnership,
} from './members.test-support.ts';

const day = 86_400;

interface Laptop {
  profileDir: string;
  backend: Backend;
  restart(): Promise<void>;
}
let bench: RelayBench;
let relayFolder: string;
let address: string;
let stopRelay: () => Promise<unknown>;
let closing: (() => Promise<unknown> | void)[];
beforeEach(async () => {
  closing = [];
  bench = new RelayBench();
  relayFolder = bench.folder();
  const started = await bench.start({ folder: relayFolder, open: false });
  address = started.url;
  stopRelay = () => started.close();
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  await bench.dispose();
});

async function laptop(): Promise<Laptop> {
  const profile = temporaryFolder();
  const path = join(profile.path, 'profile.json');
  writeFileSync(path, JSON.stringify({ deviceId: randomUUID(), displayName: '', roomOnLoopback: true }));
  const start = () => startBackend({ profileDir: profile.path, appVersion: 'test' });
  const made: Laptop = {
    profileDir: profile.path,
    backend: await start(),
    async restart() {
      await made.backend.close();
      made.backend = await start();
    },
  };
  closing.push(async () => {
    await made.backend.close();
    profile.dispose();
  });
  return made;
}

const services = ({ backend }: Laptop) => backend.services;
const open = (each: Laptop) => services(each).workspace();
const sync = (each: Laptop, plan: string) =>
  services(each)
    .syncStatus()
    .documents.find(({ documentId }) => documentId === plan);

/** Ana's partnership is on the relay, with one plan and members of these roles. */
async function partnership(roles: readonly MemberRole[]) {
  const opened = openAccessStore(relayFolder, 'existing');
  const admin = new AdminActions({
    store: opened.access,
    newId: randomUUID,
    randomBytes,
    wallClock: Date.now,
  });
  const { code } = (await admin.createStartCode({ expires: day })).json as { code: string };
  await opened.close();
  const ana = await laptop();
  const plan = await startPartnership(ana.backend, { address, startCode: code });
  const members = [];
  for (const role of roles) {
    const member = await laptop();
    await joinInvited(ana.backend, member.backend, { address, role, displayName: role });
    await until(`the ${role} has the plan`, () => sync(member, plan)?.state === 'confirmed');
    members.push(member);
  }
  await until('Ana is on the server', () => sync(ana, plan)?.state === 'confirmed');
  return { ana, plan, members };
}

const retitle = ({ backend }: Laptop, plan: string, title: string) => retitlePlan(backend, plan, title);
const titleAt = ({ backend }: Laptop, plan: string) => planTitle(backend, plan);

test('LR-6 in a hotel the host goes by what the server said last: roles, locks, and who is a member', async () => {
  const { ana, plan, members } = await partnership(['editor', 'reader']);
  const [bert, rita] = members as [Laptop, Laptop];
  await services(ana).members.members();
  await until('Ana knows all members', () => open(ana).membership.rules.get()?.members.length === 3);
  await stopRelay();
  await ana.restart();
  expect(await services(ana).room.host('loopback', 'read')).toEqual({ outcome: 'hosting' });
  const state = () => {
    const room = services(ana).room.state();
    if (room.role !== 'host') throw new Error('not hosting');
    return room;
  };
  expect(state()).toMatchObject({ knowsMembers: true, guestsMay: 'read' });
  const { code } = state();
  for (const each of members)
    expect(await services(each).room.join(code, false)).toEqual({ outcome: 'joined' });
  const stranger = await laptop();
  expect(await services(stranger).room.join(code, true)).toEqual({ outcome: 'joined' });
  await until('all are here', () => state().people.length === 3);
  expect(
    state()
      .people.map(({ role, memberName }) => `${role} ${memberName}`)
      .toSorted(),
  ).toEqual(['editor editor', 'reader null', 'reader reader']);
  await until('each is told', () => sync(stranger, plan)?.readOnly === 'roomReader');
  expect([sync(bert, plan)?.readOnly, sync(rita, plan)?.readOnly]).toEqual([null, 'reader']);

  await retitle(bert, plan, 'By the editor');
  await until('it is in the room', () => sync(bert, plan)?.room.state === 'confirmed');
  expect(await titleAt(ana, plan)).toBe('By the editor');
  await retitle(stranger, plan, 'By a stranger');
  await until('it is not taken', () => sync(stranger, plan)?.room.state === 'refused');
  expect(await titleAt(ana, plan)).toBe('By the editor');
});

test('LR-6 the relay is there: a changed role and a removal reach the room within seconds', async () => {
  const { ana, plan, members } = await partnership(['editor']);
  const [bert] = members as [Laptop];
  expect(await services(ana).room.host('loopback', 'write')).toEqual({ outcome: 'hosting' });
  const room = services(ana).room.state();
  if (room.role !== 'host') throw new Error('not hosting');
  expect(await services(bert).room.join(room.code, false)).toEqual({ outcome: 'joined' });
  await until('he is known', () => {
    const state = services(ana).room.state();
    return state.role === 'host' && state.people[0]?.memberName === 'editor';
  });
  const { members: list } = await services(ana).members.members();
  const { id } = list.find(({ displayName }) => displayName === 'editor')!;
  await services(ana).members.changeRole(id, 'commenter');
  await until('the room knows', () => {
    const state = services(ana).room.state();
    return state.role === 'host' && state.people[0]?.role === 'commenter';
  });
  await until('he knows', () => sync(bert, plan)?.readOnly === 'commenter');
  await services(ana).members.removeMember(id);
  await until('he is out', () => {
    const state = services(bert).room.state();
    return state.role === 'guest' && state.problem === 'removed';
  });
});

test('LR-31 the choice for those who are no members is kept when the host starts again', async () => {
  const ana = await laptop();
  await services(ana).createPartnership({ name: 'Clusters', organisation });
  await services(ana).room.host('loopback', 'write');
  await services(ana).room.setGuestsMay('read');
  const memory = join(ana.profileDir, 'room.json');
  expect(JSON.parse(readFileSync(memory, 'utf8'))).toMatchObject({ host: { guestsMay: 'read' } });
});
