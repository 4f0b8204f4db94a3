import { randomUUID } from 'node:crypto';
import { connect as connectTcp, createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DeviceKey } from '../../electron/backend/identity/device-key.ts';
import { noRules } from '../../electron/backend/membership/partnership-rules.ts';
import { makeRoomCertificate } from '../../electron/backend/room/room-certificate.ts';
import { createRoomGuest, type RoomGuestLink } from '../../electron/backend/room/room-guest.ts';
import { type RoomHost, type RoomHostOptions, startRoomHost } from '../../electron/backend/room/room-host.ts';
import { acceptInvitation, type RoomMembership } from '../../electron/backend/room/room-invitation.ts';
import { loopbackNetwork } from '../../electron/backend/room/room-networks.ts';
import { nodeAfter } from '../../electron/backend/sync/timers.ts';
import type { DocumentHubOptions } from '../../electron/backend/documents/document-hub.ts';
import { startLaptop, temporaryFolder, type TestLaptop } from './laptops.test-support.ts';

/** Laptops, rooms and what stands between them, of one test. */
export class RoomBench {
  readonly folder = temporaryFolder();
  readonly #closing: (() => unknown)[] = [];

  laptop(
    name: string,
    planIds: readonly string[] = ['plan-1'],
    options: Partial<DocumentHubOptions> = {},
  ): TestLaptop {
    const path = join(this.folder.path, `${name}.sqlite`);
    const laptop = startLaptop({ path, relay: null, ...options });
    laptop.hub.sharedId.set('shared');
    for (const id of planIds) laptop.addPlan(id);
    this.#closing.push(() => laptop.close());
    return laptop;
  }

  async host(laptop: TestLaptop, options: Partial<RoomHostOptions> = {}): Promise<RoomHost> {
    const host = await startRoomHost({
      hub: laptop.hub,
      network: loopbackNetwork,
      workspaceName: 'Partnership',
      rules: noRules,
      guestsMay: 'write',
      hostName: () => 'Host',
      wallClock: Date.now,
      onChange: () => laptop.hub.setHosting({ others: 1 }),
      onEvent: () => undefined,
      ...options,
    });
    this.#closing.push(() => host.close());
    return host;
  }

  async join(
    laptop: TestLaptop,
    invitation: string,
    device: DeviceKey | null = null,
  ): Promise<RoomGuestLink> {
    const membership = await acceptInvitation(invitation, {
      guestId: randomUUID(),
      joinedAt: Date.now(),
      device,
    });
    return this.enter(laptop, membership, device);
  }

  enter(laptop: TestLaptop, membership: RoomMembership, device: DeviceKey | null = null): RoomGuestLink {
    const guest = createRoomGuest({
      membership,
      device,
      onRole: (role) => laptop.hub.setRoomRole(role),
      describe: () => ({ name: 'Guest', unsent: laptop.hub.status().room.unconfirmedChanges }),
      onFound: (destination) => laptop.hub.setRoom(destination),
      onChange: () => undefined,
      heardOf: () => [],
      after: nodeAfter,
    });
    this.#closing.push(() => guest.close());
    return guest;
  }

  /** Passes bytes on to a port, until it is told to fall asleep: then it keeps connections and says nothing. */
  async sleepyProxy(port: number): Promise<{ port: number; sleep(): void; wake(): void }> {
    const sockets = new Set<Socket>();
    const pairs: [Socket, Socket][] = [];
    let asleep = false;
    const server = createServer((inside) => {
      sockets.add(inside);
      inside.on('error', () => inside.destroy());
      if (asleep) return;
      const outside = connectTcp(port, '127.0.0.1');
      sockets.add(outside);
      pairs.push([inside, outside]);
      outside.on('error', () => outside.destroy());
      inside.pipe(outside).pipe(inside);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#closing.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return {
      port: (server.address() as AddressInfo).port,
      sleep() {
        asleep = true;
        for (const [inside, outside] of pairs.splice(0)) {
          inside.unpipe(outside);
          outside.unpipe(inside);
        }
      },
      wake() {
        asleep = false;
      },
    };
  }

  /** Stands between guest and host with a certificate of its own, and passes everything on. */
  async listeningProxy(port: number): Promise<{ port: number; overheard: () => string }> {
    let heard = '';
    const { cert, key } = await makeRoomCertificate(Date.now());
    const server = createTlsServer({ cert, key }, (inside) => {
      import('node:tls').then(
        ({ connect }) => {
          const outside = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
          inside.on('error', () => outside.destroy());
          outside.on('error', () => inside.destroy());
          inside.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
          outside.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
          inside.pipe(outside).pipe(inside);
        },
        () => inside.destroy(),
      );
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#closing.push(() => server.close());
    return { port: (server.address() as AddressInfo).port, overheard: () => heard };
  }

  async dispose(): Promise<void> {
    for (const close of this.#closing.reverse()) await close();
    this.folder.remove();
  }
}

export async function write(laptop: TestLaptop, text: string, planId = 'plan-1'): Promise<void> {
  const document = await laptop.hub.open(planId);
  await document.change((doc) => doc.getText('t').insert(doc.getText('t').length, text));
  document.close();
}

/** Waits until a laptop holds all of the parts. */
export async function holds(
  laptop: TestLaptop,
  parts: readonly string[],
  planId = 'plan-1',
  looks = 2_400,
): Promise<void> {
  let text = '';
  for (let left = looks; left > 0; left -= 1) {
    const doc = await laptop.hub.read(planId);
    text = doc.getText('t').toJSON();
    doc.destroy();
    if (parts.every((part) => text.includes(part))) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`not all of ${parts.join(', ')} in: ${text}`);
}
