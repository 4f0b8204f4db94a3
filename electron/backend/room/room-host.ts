import { randomBytes, randomUUID } from 'node:crypto';
import type { TransportEvent } from '../../../relay/transport/transport-event.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import { createAttemptLimiter } from './attempt-limiter.ts';
import { helloRoute } from './hello-route.ts';
import { makeRoomCertificate, type RoomCertificate } from './room-certificate.ts';
import { encodeRoomCode, firstRoomPort, roomPorts, secretBits } from './room-code.ts';
import { createRoomGuard } from './room-guard.ts';
import { encodeRoomLink } from './room-link.ts';
import type { RoomNetwork } from './room-networks.ts';
import { carriedKey, type RoomKey, type SecretKind, typedKey } from './room-proof.ts';
import type { GuestsMay } from '../../../shared/contract/room.ts';
import type { KnownRules } from '../membership/partnership-rules.ts';
import { createRoomRights, type RoomStanding } from './room-rights.ts';
import { createRoomRoster, type RoomGuest } from './room-roster.ts';
import { startRoomServers } from './room-server.ts';

/** What makes a room the same room when its host's program was started again meanwhile. */
export interface RoomIdentity {
  readonly roomId: string;
  readonly startedAt: number;
  readonly port: number;
  /** 8 bytes as hex digits; the code carries as many of their bits as fit in. */
  readonly typedSecret: string;
  /** 16 bytes, base64url. */
  readonly carriedSecret: string;
  readonly certificate: RoomCertificate;
}

export type GuestInRoom = RoomGuest & RoomStanding;

export interface RoomHost {
  readonly identity: RoomIdentity;
  readonly network: RoomNetwork;
  /** To be typed. */
  readonly code: string;
  /** To be scanned. */
  readonly link: string;
  guests(): GuestInRoom[];
  guestsMay(): GuestsMay;
  setGuestsMay(may: GuestsMay): void;
  /** Whether members of the partnership are known. */
  knowsMembers(): boolean;
  /** Looks whether the host's own rights are other than before. */
  reconsider(): void;
  /** Stores what has arrived and sends everybody away; the secrets open nothing any more. */
  close(): Promise<void>;
}

export interface RoomHostOptions {
  hub: Pick<DocumentHub, 'rooms' | 'isShared' | 'relayReadOnly' | 'sharedId'>;
  /** Roles and locks, as far as this laptop was told. */
  rules: Pick<KnownRules, 'get' | 'onChange'>;
  /** What those may do who are no members; can be changed while they are here. */
  guestsMay: GuestsMay;
  network: RoomNetwork;
  workspaceName: string;
  /** The host's own name, as it is now; may be empty. */
  hostName: () => string;
  /** Of a room that was cut off, to go on with it. */
  identity?: RoomIdentity;
  wallClock: () => number;
  /** Guests, or what they have unsent, may have changed. */
  onChange: () => void;
  onEvent: (event: TransportEvent) => void;
}

const usualPorts = Array.from({ length: roomPorts }, (_, index) => firstRoomPort + index);

/** Serves the hub's own documents to laptops in one network. Rejects with the system's error when it cannot. */
export async function startRoomHost(options: RoomHostOptions): Promise<RoomHost> {
  const { hub, network, identity: earlier, wallClock } = options;
  const known = {
    roomId: earlier?.roomId ?? randomUUID(),
    startedAt: earlier?.startedAt ?? wallClock(),
    typedSecret: earlier?.typedSecret ?? randomBytes(8).toString('hex'),
    carriedSecret: earlier?.carriedSecret ?? randomBytes(16).toString('base64url'),
    certificate: earlier?.certificate ?? (await makeRoomCertificate(wallClock())),
  };
  const { certificate, carriedSecret } = known;
  const keys: Partial<Record<SecretKind, RoomKey>> = {
    carried: carriedKey(carriedSecret, certificate.fingerprint),
  };
  const now = () => performance.now();
  const guard = createRoomGuard((kind) => keys[kind], createAttemptLimiter(now));
  const roster = createRoomRoster(now, wallClock);
  let guestsMay = options.guestsMay;
  const rights = createRoomRights({
    sharedId: () => hub.sharedId.get(),
    rules: () => options.rules.get(),
    guestsMay: () => guestsMay,
    hostReadOnly: (id) => hub.relayReadOnly(id),
  });
  const guests = () =>
    roster.guests().flatMap((guest) => {
      const standing = rights.standing(guest.deviceKeyId);
      return standing ? { ...guest, ...standing } : [];
    });
  const workspace = { id: hub.sharedId.get(), name: options.workspaceName };
  const hello = helloRoute({
    guard,
    welcome({ guestId: id, name, unsent, leaving }, deviceKeyId) {
      const standing = rights.standing(deviceKeyId);
      if (leaving || !standing) roster.left(id);
      else roster.heard({ id, name, unsent, deviceKeyId });
      options.onChange();
      if (!standing) return undefined;
      const here = guests().filter((guest) => guest.here);
      return {
        roomId: known.roomId,
        hostName: options.hostName(),
        workspace,
        secret: carriedSecret,
        guests: here.map((guest) => ({
          id: guest.id,
          name: guest.name,
          unsent: guest.unsent,
          role: guest.role,
        })),
        role: standing.role,
      };
    },
  });
  const servers = await startRoomServers({
    hub,
    guard,
    rights,
    tls: certificate,
    routes: [hello],
    addresses: [network.address, ...network.further],
    // A room that goes on is looked for at its port; one in a test profile takes any.
    ports: earlier ? [earlier.port, ...usualPorts] : network.port === undefined ? usualPorts : [network.port],
    onEvent: options.onEvent,
  });
  const stopFollowing = options.rules.onChange(() => {
    rights.reconsider();
    options.onChange();
  });
  const { port, addresses } = servers;
  const secret = BigInt.asUintN(secretBits(network.address, port), BigInt(`0x${known.typedSecret}`));
  keys.typed = await typedKey(secret, certificate.fingerprint);
  return {
    identity: { ...known, port },
    network,
    code: encodeRoomCode({ address: network.address, port, secret }),
    link: encodeRoomLink({
      addresses,
      port,
      secret: carriedSecret,
      fingerprint: certificate.fingerprint,
      workspace,
    }),
    guests,
    guestsMay: () => guestsMay,
    setGuestsMay(may) {
      guestsMay = may;
      rights.reconsider();
      options.onChange();
    },
    knowsMembers: () => options.rules.get() !== null,
    reconsider: () => rights.reconsider(),
    async close() {
      stopFollowing();
      await servers.close();
    },
  };
}
