import type { RoomPerson, RoomState } from '../../../shared/contract/room.ts';
import type { RoomGuestLink } from './room-guest.ts';
import type { RoomHost } from './room-host.ts';
import type { RoomNetwork } from './room-networks.ts';

/** What the screen shows of a room that this laptop hosts. */
export function hostState(
  host: RoomHost,
  networks: readonly RoomNetwork[],
  announced: boolean,
): Omit<Extract<RoomState, { role: 'host' }>, 'moved'> {
  const { id, address, kind } = host.network;
  return {
    role: 'host',
    code: host.code,
    link: host.link,
    network: { id, address, kind },
    networkThere: networks.some((network) => network.address === address),
    announced,
    startedAt: host.identity.startedAt,
    guestsMay: host.guestsMay(),
    knowsMembers: host.knowsMembers(),
    people: host.guests().map(({ deviceKeyId: _deviceKeyId, ...person }) => person),
  };
}

/** What the screen shows of a room that this laptop is in. */
export function guestState(link: RoomGuestLink): Extract<RoomState, { role: 'guest' }> {
  const { connected, problem, hostName, guests, role: ownRole } = link.state();
  const people = guests.map((person): RoomPerson => ({ ...person, here: true, seenAt: 0, memberName: null }));
  return { role: 'guest', hostName, connected, problem, people, ownId: link.membership.guestId, ownRole };
}
