import type { MemberRole } from '../../../shared/contract/membership.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import { decodeRoomCode } from './room-code.ts';
import { RoomError } from './room-error.ts';
import type { Hello, Welcome } from './room-hello.ts';
import { openLine, type RoomLine, sayHello } from './room-line.ts';
import { decodeRoomLink, isRoomLink } from './room-link.ts';
import { carriedKey, typedKey } from './room-proof.ts';

/** What a laptop needs to come back into a room. */
export interface RoomMembership {
  readonly roomId: string;
  readonly guestId: string;
  /** The one that worked last first. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** The long secret. */
  readonly secret: string;
  readonly fingerprint: string;
  readonly hostName: string;
  readonly workspace: { readonly id: string; readonly name: string };
  /** Milliseconds since 1970. */
  readonly joinedAt: number;
  /** Of this laptop in the room, as the host said when it came in. */
  readonly role: MemberRole;
}

/** Finds the host of a typed code or of a scanned link, and gets to know its room. Throws a RoomError. */
export async function acceptInvitation(
  text: string,
  { guestId, joinedAt, device }: { guestId: string; joinedAt: number; device: DeviceKey | null },
): Promise<RoomMembership> {
  const { addresses, port, fingerprint, keyFor } = readInvitation(text);
  const { address, line } = await firstLine(addresses, port, fingerprint);
  const key = await keyFor(line.fingerprint);
  // Only to look: whether the laptop comes in is decided when the room's partnership is known.
  const look: Hello = { guestId, name: '', unsent: 0, leaving: true };
  const welcome: Welcome = await sayHello(line, { key, device }, look);
  const { roomId, hostName, workspace, secret, role } = welcome;
  const others = addresses.filter((each) => each !== address);
  return {
    roomId,
    guestId,
    addresses: [address, ...others],
    port,
    secret,
    fingerprint: line.fingerprint,
    hostName,
    workspace,
    joinedAt,
    role,
  };
}

function readInvitation(text: string) {
  if (isRoomLink(text)) {
    const { addresses, port, fingerprint, secret } = decodeRoomLink(text);
    return { addresses, port, fingerprint, keyFor: async (seen: string) => carriedKey(secret, seen) };
  }
  const { address, port, secret } = decodeRoomCode(text);
  return { addresses: [address], port, keyFor: (seen: string) => typedKey(secret, seen) };
}

async function firstLine(
  addresses: readonly string[],
  port: number,
  fingerprint: string | undefined,
): Promise<{ address: string; line: RoomLine }> {
  let problem: unknown = new RoomError('notReached');
  for (const address of addresses) {
    try {
      return { address, line: await openLine({ address, port, fingerprint }) };
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}
