import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../../shared/until.test-support.ts';
import { nodeAfter } from '../sync/timers.ts';
import { type Door, DoorBench } from './room-door.test-support.ts';
import { createRoomGuest } from './room-guest.ts';
import { acceptInvitation } from './room-invitation.ts';
import { encodeRoomLink } from './room-link.ts';
import { carriedKey, proofOf, readAuthorization } from './room-proof.ts';
import { connectToRoom } from './room-socket.ts';

const secret = 'A'.repeat(22);
const roomId = randomUUID();
const guestId = randomUUID();
const workspace = { id: 'shared', name: 'Partnership' };

let bench: DoorBench;
let host: Door;
/** Has a certificate of its own and passes everything on, so that proofs for the host's would be right. */
let between: Awaited<ReturnType<DoorBench['passingOn']>>;
let greeted: number;
beforeEach(async () => {
  bench = new DoorBench();
  greeted = 0;
  host = await bench.answering(({ headers }: IncomingMessage, response: ServerResponse) => {
    greeted += 1;
    const { nonce } = readAuthorization(headers.authorization)!;
    const key = carriedKey(secret, host.certificate.fingerprint);
    response.setHeader('x-room-proof', proofOf(key, 'host', nonce));
    const welcome = { roomId, hostName: 'Host', workspace, secret, guests: [], role: 'editor' };
    response.end(JSON.stringify(welcome));
  });
  between = await bench.passingOn(host);
});
afterEach(() => bench.close());

const linkTo = ({ address, port }: Omit<Door, 'certificate'>, fingerprint = host.certificate.fingerprint) =>
  encodeRoomLink({ addresses: [address], port, secret, fingerprint, workspace });
const accept = (link: string) => acceptInvitation(link, { guestId, joinedAt: 0, device: null });

test('LR-21 a link is for the certificate that it names; nothing is said to another one', async () => {
  const membership = await accept(linkTo(host));
  expect(membership).toMatchObject({ roomId, fingerprint: host.certificate.fingerprint, secret });
  await expect(accept(linkTo(between))).rejects.toThrow('notTheRoom');
  // Somebody who made the link for himself has no proof of the host's.
  await expect(accept(linkTo(between, between.certificate.fingerprint))).rejects.toThrow('notTheRoom');
  await expect(accept(linkTo(host, 'F'.repeat(43)))).rejects.toThrow('notTheRoom');
  expect(greeted).toBe(2);
});

test('LR-30 a guest that looks for its host again says nothing to another certificate', async () => {
  const membership = await accept(linkTo(host));
  const found: string[] = [];
  const guest = createRoomGuest({
    membership: { ...membership, port: between.port },
    device: null,
    onRole: () => undefined,
    describe: () => ({ name: 'Guest', unsent: 0 }),
    onFound: ({ base }) => found.push(base),
    onChange: () => undefined,
    heardOf: () => [],
    after: nodeAfter,
  });
  await until('its answer', () => guest.state().problem !== null);
  expect([guest.state().problem, found, between.heard()]).toEqual(['notTheRoom', [], '']);
  guest.close();
});

test('LR-23 documents are asked for from the pinned certificate alone', async () => {
  const { fingerprint } = host.certificate;
  const connect = connectToRoom({ key: carriedKey(secret, fingerprint), device: null });
  const ending = await new Promise((resolve) => {
    connect(
      { url: `wss://127.0.0.1:${between.port}/shared/plan` },
      { onOpen: () => resolve('opened'), onMessage: () => undefined, onClose: resolve },
    );
  });
  expect(ending).toEqual({ code: 1006, failure: 'certificate' });
  expect([greeted, between.heard()]).toEqual([0, '']);
});
