import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../backend.ts';
import type { BackendServices } from '../services/backend-services.ts';
import { until } from '../../../shared/until.test-support.ts';

let folders: string[];
let backends: Backend[];
beforeEach(() => {
  folders = [];
  backends = [];
});
afterEach(async () => {
  for (const backend of backends) await backend.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function profile(displayName: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'room-service-'));
  folders.push(folder);
  const settings = { deviceId: `device-${displayName}`, displayName, roomOnLoopback: true };
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(settings));
  return folder;
}

async function start(profileDir: string): Promise<Backend> {
  const backend = await startBackend({ profileDir, appVersion: '0.0.0' });
  backends.push(backend);
  return backend;
}

const partnership = (name: string) => ({
  name,
  organisation: {
    legalName: name,
    shortName: '',
    country: 'GR',
    type: 'A1' as const,
    regionName: '',
    nutsCode: '',
  },
});

async function hostedBy({ room }: BackendServices) {
  expect(await room.host(room.networks()[0]!.id, 'write')).toEqual({ outcome: 'hosting' });
  const state = room.state();
  if (state.role !== 'host') throw new Error('not hosting');
  return state;
}

/** Two laptops with the demo partnership, one as the other's guest. */
async function bothInRoom() {
  const [hostDir, guestDir] = [profile('Anna'), profile('Bert')];
  const [host, guest] = [await start(hostDir), await start(guestDir)];
  await host.services.createDemo();
  await guest.services.createDemo();
  const { code } = await hostedBy(host.services);
  expect(await guest.services.room.join(code, false)).toEqual({ outcome: 'joined' });
  return { hostDir, guestDir, host, guest, code };
}

const roleOf = (backend: Backend) => backend.services.room.state().role;

describe('hosting and joining as the app does', () => {
  it('offers another partnership to a laptop that has none of it, and makes its workspace', async () => {
    const [host, guest] = [await start(profile('Anna')), await start(profile('Bert'))];
    await host.services.createPartnership(partnership('South East'));
    await guest.services.createPartnership(partnership('Elsewhere'));
    const { code } = await hostedBy(host.services);
    const { room, workspaces } = guest.services;
    const other = { outcome: 'otherPartnership', name: 'South East', here: false };
    expect(await room.join(code, false)).toEqual(other);
    expect([room.state().role, workspaces.list().length]).toEqual(['none', 1]);
    expect(await room.join(code, true)).toEqual({ outcome: 'joined' });
    expect(
      workspaces
        .list()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Elsewhere', 'South East']);
    expect(guest.services.workspace().hub.sharedId.get()).toBe(host.services.workspace().hub.sharedId.get());
    await until('they see each other', () => {
      const [mine, theirs] = [host.services.room.state(), room.state()];
      return (
        mine.role === 'host' &&
        mine.people[0]?.name === 'Bert' &&
        theirs.role === 'guest' &&
        theirs.hostName === 'Anna'
      );
    });
    await until('the word says so', () => guest.services.syncStatus().room.link === 'connected');
    await room.leave();
    expect(room.state()).toEqual({ role: 'none' });
    await until('the host forgets', () => {
      const state = host.services.room.state();
      return state.role === 'host' && state.people.length === 0;
    });
    expect(await room.join(code, false)).toEqual({ outcome: 'joined' });
  });

  it('a laptop with no workspace at all is offered the partnership of the room, and receives its plans', async () => {
    const [host, guest] = [await start(profile('Anna')), await start(profile('Bert'))];
    await host.services.createPartnership(partnership('South East'));
    const { id: planId } = await host.services.workspace().plans.create({
      opId: randomUUID(),
      templateKey: 'sustainability-plan',
      language: 'en',
      another: false,
      title: 'Sustainability Plan',
    });
    const { code } = await hostedBy(host.services);
    const { room, workspaces } = guest.services;
    const offer = { outcome: 'otherPartnership', name: 'South East', here: false };
    expect(await room.join(code, false)).toEqual(offer);
    expect([room.state().role, workspaces.list()]).toEqual(['none', []]);
    expect(await room.join(code, true)).toEqual({ outcome: 'joined' });
    expect(workspaces.list()).toMatchObject([{ name: 'South East', condition: 'ok' }]);
    const plans = () => guest.services.workspace().plans.list();
    await until('the plan is here', () => plans()[0]?.id === planId && plans()[0]!.chapters.total > 0);
  });

  it('LR-32 goes on with the room after a crash, as host and as guest; an orderly end forgets it', async () => {
    const { hostDir, guestDir, host, guest, code } = await bothInRoom();
    const memory = join(hostDir, 'room.json');
    expect(statSync(memory).mode & 0o077).toBe(0);
    const afterCrash = readFileSync(memory, 'utf8');
    await host.close();
    expect(existsSync(memory)).toBe(false);

    await guest.close();
    writeFileSync(memory, afterCrash);
    const [again, back] = [await start(hostDir), await start(guestDir)];
    await until('both are back', () => roleOf(again) === 'host' && roleOf(back) === 'guest');
    expect(again.services.room.state()).toMatchObject({ code });
    await until('connected', () => back.services.syncStatus().room.link === 'connected');

    await again.close();
    const later = await start(hostDir);
    expect(roleOf(later)).toBe('none');
  });

  it('LR-32 a room of another day is over, for its host and for its guests', async () => {
    const { hostDir, guestDir, host, guest } = await bothInRoom();
    const [hostMemory, guestMemory] = [hostDir, guestDir].map((folder) => join(folder, 'room.json'));
    const kept = [hostMemory!, guestMemory!].map((path) => readFileSync(path, 'utf8'));
    await guest.close();
    await host.close();
    const dayMs = 86_400_000;
    const aged = (text: string) =>
      text.replace(/"(startedAt|joinedAt)":(\d+)/g, (_, key, at) => `"${key}":${Number(at) - dayMs - 1}`);
    writeFileSync(hostMemory!, aged(kept[0]!));
    writeFileSync(guestMemory!, aged(kept[1]!));
    const [later, gone] = [await start(hostDir), await start(guestDir)];
    // What opening sets in motion comes before what is asked after it.
    for (const each of [later, gone]) await each.services.room.leave();
    expect([roleOf(later), roleOf(gone)]).toEqual(['none', 'none']);
    await later.close();
    writeFileSync(hostMemory!, kept[0]!);
    const again = await start(hostDir);
    await until('a room of today goes on', () => roleOf(again) === 'host');
  });

  it('a memory that cannot be read, or is of another day or workspace, starts no room', async () => {
    const folder = profile('Anna');
    writeFileSync(join(folder, 'room.json'), '{"host":{"workspaceId":"x"},"guest":7}');
    const backend = await start(folder);
    await backend.services.createDemo();
    expect(backend.services.room.state()).toEqual({ role: 'none' });
    const { room } = backend.services;
    expect(await room.host('nowhere', 'write')).toEqual({ outcome: 'problem', problem: 'networkGone' });
    expect(await room.join('what', false)).toEqual({ outcome: 'problem', problem: 'codeMalformed' });
  });
});
