import dns from 'node:dns';
import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decodeRoomCode, encodeRoomCode } from '../../electron/backend/room/room-code.ts';
import { acceptInvitation } from '../../electron/backend/room/room-invitation.ts';
import { openLine } from '../../electron/backend/room/room-line.ts';
import { decodeRoomLink, encodeRoomLink } from '../../electron/backend/room/room-link.ts';
import { until } from '../../shared/until.test-support.ts';
import { holds, RoomBench, write } from './lan-room.test-support.ts';
import { createRelayProcess } from './relay.test-support.ts';

let bench: RoomBench;
beforeEach(() => {
  bench = new RoomBench();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await bench.dispose();
});

const problemOf = (invitation: string): Promise<unknown> =>
  acceptInvitation(invitation, { guestId: randomUUID(), joinedAt: 0, device: null }).then(
    () => 'none',
    (error: unknown) => (error as { problem?: unknown }).problem ?? error,
  );
const roomOf = (laptop: ReturnType<RoomBench['laptop']>, planId = 'plan-1') =>
  laptop.hub.documentStatus(planId, '').room;

describe('a room of laptops', () => {
  test('LR-1 two guests, one by code and one by link, and the host hold the same; confirmations arrive', async () => {
    const [host, ana, bea] = [bench.laptop('host'), bench.laptop('ana'), bench.laptop('bea')];
    const room = await bench.host(host);
    await write(host, 'host. ');
    const guest = await bench.join(ana, room.code.toLowerCase());
    await bench.join(bea, room.link);
    await write(ana, 'ana. ');
    await write(bea, 'bea. ');
    for (const laptop of [host, ana, bea]) await holds(laptop, ['host.', 'ana.', 'bea.']);
    await until('both are confirmed', () => [ana, bea].every((each) => roomOf(each).state === 'confirmed'));
    expect(ana.hub.status().room).toMatchObject({ role: 'guest', link: 'connected', unconfirmedChanges: 0 });
    await until('the host sees both', () => room.guests().filter(({ here }) => here).length === 2);
    await until('nothing is unsent', () => room.guests().every(({ unsent }) => unsent === 0));
    await guest.leave();
    expect(room.guests()).toHaveLength(1);
  });

  test('LR-2 nothing outside is asked at any step: no name is looked up, no other address is called', async () => {
    const lookUp = vi.spyOn(dns, 'lookup');
    const called = vi.spyOn(Socket.prototype, 'connect');
    const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
    const room = await bench.host(host);
    await bench.join(ana, room.code);
    await write(ana, 'ana. ');
    await holds(host, ['ana.']);
    await room.close();
    const targets: unknown[] = called.mock.calls.flat(2);
    const hosts = targets.flatMap((each) =>
      typeof each === 'object' && each !== null && 'host' in each ? [each.host] : [],
    );
    expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
    // Listening asks for the address it was given, which is none to look up.
    expect(new Set(lookUp.mock.calls.map(([name]) => name))).toEqual(new Set(['127.0.0.1']));
  });

  test('LR-3 a plan that a guest brings comes in through the list of plans; other names do not', async () => {
    const host = bench.laptop('host', []);
    const ana = bench.laptop('ana', []);
    const room = await bench.host(host);
    await host.plans.settled();
    await ana.plans.settled();
    await bench.join(ana, room.link);
    const { id } = await ana.plans.create({
      opId: randomUUID(),
      templateKey: 'sustainability-plan',
      language: 'en',
      another: false,
      title: 'Brought along',
    });
    await write(ana, 'ana. ', id);
    await until('the host lists it', () => host.plans.list().some((plan) => plan.id === id));
    await holds(host, ['ana.'], id);
    await until('confirmed', () => roomOf(ana, id).state === 'confirmed');
    expect([...(await host.hub.sequences()).keys()].toSorted()).toEqual(['commons', id].toSorted());
    ana.addPlan('stranger');
    await until('it waits', () => ana.hub.documentStatus('stranger', '').room.state === 'local');
    expect((await host.hub.sequences()).has('stranger')).toBe(false);
  });

  test('LR-4 the host meets the relay later: a laptop that was never in the room has all of it', async () => {
    const relay = await createRelayProcess(join(bench.folder.path, 'relay'));
    const setting = { address: relay.address, accessKey: '' };
    const [host, ana, bea] = [bench.laptop('host'), bench.laptop('ana'), bench.laptop('bea')];
    try {
      host.hub.setRelay(setting);
      const room = await bench.host(host);
      await bench.join(ana, room.code);
      await write(ana, 'ana. ');
      await write(host, 'host. ');
      await holds(host, ['ana.']);
      expect(host.hub.documentStatus('plan-1', '')).toMatchObject({
        state: 'waiting',
        unconfirmedChanges: 2,
      });
      await room.close();
      await relay.start();
      bea.hub.setRelay(setting);
      await holds(bea, ['ana.', 'host.']);
      await until('confirmed', () => host.hub.documentStatus('plan-1', '').state === 'confirmed');
    } finally {
      await relay.kill();
    }
  });

  test('LR-5 a guest goes home and meets the relay without the host', async () => {
    const relay = await createRelayProcess(join(bench.folder.path, 'relay'));
    const setting = { address: relay.address, accessKey: '' };
    const [host, ana, bea] = [bench.laptop('host'), bench.laptop('ana'), bench.laptop('bea')];
    try {
      const room = await bench.host(host);
      const guest = await bench.join(ana, room.code);
      await write(host, 'host. ');
      await write(ana, 'ana. ');
      await holds(ana, ['host.']);
      await guest.leave();
      ana.hub.setRoom(null);
      await room.close();
      await relay.start();
      ana.hub.setRelay(setting);
      bea.hub.setRelay(setting);
      await holds(bea, ['ana.', 'host.']);
      await until('confirmed', () => ana.hub.documentStatus('plan-1', '').state === 'confirmed');
      expect(ana.hub.documentStatus('plan-1', '').unconfirmedChanges).toBe(0);
    } finally {
      await relay.kill();
    }
  });
});

test('LR-6 what the host may not change its guests may not change there; it stays on their laptops', async () => {
  const locked = {
    readOnly: (id: string) => (id === 'plan-1' ? 'locked' : null),
    note: () => undefined,
  } as const;
  const host = bench.laptop('host', ['plan-1', 'plan-2'], { rights: locked });
  const ana = bench.laptop('ana', ['plan-1', 'plan-2']);
  const room = await bench.host(host);
  await bench.join(ana, room.link);
  await write(ana, 'ana. ', 'plan-1');
  await write(ana, 'ana. ', 'plan-2');
  await holds(host, ['ana.'], 'plan-2');
  await until('it is said', () => roomOf(ana, 'plan-1').unconfirmedChanges === 1);
  expect((await host.hub.sequences()).get('plan-1')).toBeUndefined();
  await holds(ana, ['ana.'], 'plan-1');
});

describe('who may come in', () => {
  test('LR-20 a wrong code opens nothing, and guessing is slowed down for everybody but those with the link', async () => {
    const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
    const room = await bench.host(host);
    const meant = decodeRoomCode(room.code);
    const wrong = encodeRoomCode({ ...meant, secret: meant.secret ^ 1n });
    expect(await problemOf(wrong)).toBe('wrongCode');
    const more: unknown[] = [];
    // A few at a time: a busy machine answers 24 at once too late for some.
    for (let round = 0; round < 6; round += 1)
      more.push(...(await Promise.all(Array.from({ length: 4 }, () => problemOf(wrong)))));
    expect(new Set(more)).toEqual(new Set(['wrongCode', 'tooManyAttempts']));
    expect(await problemOf(room.code)).toBe('tooManyAttempts');
    await bench.join(ana, room.link);
    await write(ana, 'ana. ');
    await holds(host, ['ana.']);
  });

  test('LR-21 who stands between with another certificate gets neither the code through nor the link', async () => {
    const room = await bench.host(bench.laptop('host'));
    const between = await bench.listeningProxy(room.identity.port);
    const code = encodeRoomCode({ ...decodeRoomCode(room.code), port: between.port });
    const link = encodeRoomLink({ ...decodeRoomLink(room.link), port: between.port });
    expect(await problemOf(code)).toBe('wrongCode');
    expect(await problemOf(link)).toBe('notTheRoom');
    // Of the link's secret not even a proof was said; nothing that was said opens the room.
    expect(between.overheard()).not.toContain('carried');
    expect(between.overheard()).not.toContain(room.identity.carriedSecret);
    expect(room.guests()).toEqual([]);
  });

  test('LR-22 an answer without the proof of the host is not believed', async () => {
    const { createServer } = await import('node:https');
    const { makeRoomCertificate } = await import('../../electron/backend/room/room-certificate.ts');
    const pretender = createServer(await makeRoomCertificate(Date.now()), (_request, response) => {
      response.setHeader('x-room-proof', 'A'.repeat(43));
      response.end(
        JSON.stringify({
          roomId: randomUUID(),
          hostName: '',
          workspace: { id: 'shared', name: 'x' },
          secret: 'A'.repeat(22),
          guests: [],
        }),
      );
    });
    await new Promise<void>((resolve) => pretender.listen(0, '127.0.0.1', resolve));
    const { port } = pretender.address() as { port: number };
    expect(await problemOf(encodeRoomCode({ address: '127.0.0.1', port, secret: 5n }))).toBe('notTheRoom');
    pretender.close();
  });

  test('LR-23 a document needs the long secret: neither nothing nor a guess nor a web page gets one', async () => {
    const host = bench.laptop('host');
    const room = await bench.host(host);
    const { carriedKey, authorizationOf, newNonce, typedKey } = await import(
      '../../electron/backend/room/room-proof.ts'
    );
    const { WebSocket } = await import('ws');
    const key = carriedKey(room.identity.carriedSecret, room.identity.certificate.fingerprint);
    const other = carriedKey('A'.repeat(22), room.identity.certificate.fingerprint);
    const closedWith = (path: string, headers: Record<string, string>) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`wss://127.0.0.1:${room.identity.port}/${path}`, {
          rejectUnauthorized: false,
          headers,
        });
        socket.on('message', () => resolve('let in'));
        socket.on('close', resolve);
        socket.on('error', () => resolve('error'));
      });
    const right = () => ({ authorization: authorizationOf(key, newNonce()) });
    expect(await closedWith('shared/plan-1', right())).toBe('let in');
    expect(await closedWith('shared/plan-1', {})).toBe(4401);
    expect(await closedWith('shared/plan-1', { authorization: authorizationOf(other, newNonce()) })).toBe(
      4401,
    );
    expect(await closedWith('shared/plan-1', { ...right(), origin: 'https://127.0.0.1' })).toBe(4401);
    const { fingerprint } = room.identity.certificate;
    const typed = await typedKey(decodeRoomCode(room.code).secret, fingerprint);
    expect(await closedWith('shared/plan-1', { authorization: authorizationOf(typed, newNonce()) })).toBe(
      4401,
    );
    const forged = `${'A'.repeat(43)}.${'A'.repeat(86)}`;
    expect(await closedWith('shared/plan-1', { ...right(), 'x-room-device': forged })).toBe(4401);
    expect(await closedWith('other/plan-1', right())).toBe(4404);
    expect(await closedWith('shared/plan-1/x', right())).toBe(4404);
    expect(await closedWith('shared/../plan-1', right())).toBe(4404);
    expect(await closedWith('shared/setting', right())).toBe(4503);
    expect((await host.hub.sequences()).has('setting')).toBe(false);
  });

  test('LR-24 two rooms in one network do not mix; a code of the one is none of the other', async () => {
    const [one, two] = [bench.laptop('one'), bench.laptop('two')];
    const [first, second] = [await bench.host(one), await bench.host(two)];
    const [ana, bea] = [bench.laptop('ana'), bench.laptop('bea')];
    await bench.join(ana, first.code);
    await bench.join(bea, second.code);
    await write(ana, 'ana. ');
    await write(bea, 'bea. ');
    await holds(one, ['ana.']);
    await holds(two, ['bea.']);
    const { secret } = decodeRoomCode(first.code);
    const crossed = encodeRoomCode({ ...decodeRoomCode(second.code), secret });
    expect(await problemOf(crossed)).toBe('wrongCode');
    await until('both are confirmed', () => [ana, bea].every((each) => roomOf(each).state === 'confirmed'));
    await expect(holds(two, ['ana.'], 'plan-1', 10)).rejects.toThrow('in: bea. ');
  });

  test('LR-25 the code is worth nothing once the room has ended', async () => {
    const host = bench.laptop('host');
    const room = await bench.host(host);
    await room.close();
    expect(await problemOf(room.code)).toBe('notReached');
    const next = await bench.host(host);
    const oldSecret = encodeRoomCode({
      ...decodeRoomCode(next.code),
      secret: decodeRoomCode(room.code).secret,
    });
    expect(await problemOf(oldSecret)).toBe('wrongCode');
    const { port } = next.identity;
    const pinned = openLine({
      address: '127.0.0.1',
      port,
      fingerprint: room.identity.certificate.fingerprint,
    });
    await expect(pinned).rejects.toThrow('notTheRoom');
  });
});

describe('when the host is away', () => {
  test('LR-30 it sleeps: guests notice, go on alone, and everything meets when it wakes', async () => {
    const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
    const room = await bench.host(host);
    const path = await bench.sleepyProxy(room.identity.port);
    const guest = await bench.join(ana, encodeRoomCode({ ...decodeRoomCode(room.code), port: path.port }));
    await until('connected', () => roomOf(ana).state === 'confirmed');
    path.sleep();
    await write(ana, 'alone. ');
    await write(host, 'asleep. ');
    await until('the guest knows', () => !guest.state().connected && roomOf(ana).state === 'waiting');
    expect(ana.hub.status().room).toMatchObject({ link: 'offline', unconfirmedChanges: 1 });
    path.wake();
    await holds(host, ['alone.']);
    await holds(ana, ['asleep.']);
    await until('confirmed', () => guest.state().connected && roomOf(ana).state === 'confirmed');
  });

  test('LR-31 its program is started again: the same room goes on, with the same code', async () => {
    const [host, ana] = [bench.laptop('host'), bench.laptop('ana')];
    const room = await bench.host(host);
    const guest = await bench.join(ana, room.code);
    await until('connected', () => roomOf(ana).state === 'confirmed');
    await room.close();
    await write(ana, 'alone. ');
    await until('the guest knows', () => !guest.state().connected);
    const again = await bench.host(host, { identity: room.identity });
    expect(again.code).toBe(room.code);
    await holds(host, ['alone.']);
    await until('confirmed', () => roomOf(ana).state === 'confirmed');
  });
});
