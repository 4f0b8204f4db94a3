import type { RoomDestination } from '../sync/room-destination.ts';
import type { After } from '../sync/timers.ts';
import type { RoomProblem } from '../../../shared/contract/room.ts';
import type { MemberRole } from '../../../shared/contract/membership.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import { RoomError } from './room-error.ts';
import type { Hello, Welcome } from './room-hello.ts';
import type { RoomMembership } from './room-invitation.ts';
import { openLine, sayHello } from './room-line.ts';
import { carriedKey } from './room-proof.ts';
import { connectToRoom } from './room-socket.ts';

/** This laptop as a guest: stays in touch with the host, finds it again after it was away. */
export interface RoomGuestLink {
  readonly membership: RoomMembership;
  state(): GuestState;
  /** Tries at once. */
  retryNow(): void;
  /** Says goodbye if the host can be heard. */
  leave(): Promise<void>;
  /** Ends without a word: the program ends, the laptop stays a guest. */
  close(): void;
}

export interface GuestState {
  readonly connected: boolean;
  readonly problem: RoomProblem | null;
  readonly hostName: string;
  readonly guests: Welcome['guests'];
  /** Of this laptop. */
  readonly role: MemberRole;
}

export interface RoomGuestOptions {
  membership: RoomMembership;
  /** The own name, and what is unsent now. */
  describe: () => Pick<Hello, 'name' | 'unsent'>;
  /** Where the host was found; called again when it has moved. */
  onFound: (destination: RoomDestination) => void;
  onChange: () => void;
  /** Further addresses at which a room of this id was heard of lately. */
  heardOf: (roomId: string) => readonly { address: string; port: number }[];
  /** This laptop's key, with which it shows who it is. */
  device: DeviceKey | null;
  /** What this laptop may do in the room: when it begins, and whenever the host says otherwise. */
  onRole: (role: MemberRole) => void;
  after: After;
}

const beatMs = 3_000;

export function createRoomGuest(options: RoomGuestOptions): RoomGuestLink {
  const { membership, after } = options;
  const key = carriedKey(membership.secret, membership.fingerprint);
  const keys = { key, device: options.device };
  const connect = connectToRoom(keys);
  const { hostName: firstName, role: firstRole } = membership;
  let state: GuestState = {
    connected: false,
    problem: null,
    hostName: firstName,
    guests: [],
    role: firstRole,
  };
  let place: { address: string; port: number } | undefined;
  let cancel: (() => void) | undefined;
  let beating: Promise<void> | undefined;
  let closed = false;

  const become = (next: GuestState) => {
    const changed = JSON.stringify(next) !== JSON.stringify(state);
    if (next.role !== state.role) options.onRole(next.role);
    state = next;
    if (changed && !closed) options.onChange();
  };
  const tell = async (at: { address: string; port: number }, leaving: boolean) => {
    const line = await openLine({ ...at, fingerprint: membership.fingerprint });
    return sayHello(line, keys, { guestId: membership.guestId, leaving, ...options.describe() });
  };
  const places = () => {
    const own = membership.addresses.map((address) => ({ address, port: membership.port }));
    return [...(place ? [place] : []), ...own, ...options.heardOf(membership.roomId)].slice(0, 12);
  };
  const found = (at: { address: string; port: number }) => {
    if (place?.address === at.address && place.port === at.port) return;
    place = at;
    const host = at.address.includes(':') ? `[${at.address}]` : at.address;
    options.onFound({ roomId: membership.roomId, base: `wss://${host}:${at.port}`, connect });
  };
  const beat = async () => {
    let problem: RoomProblem = 'notReached';
    for (const at of places()) {
      try {
        const welcome = await tell(at, false);
        if (closed) return;
        found(at);
        const { hostName, guests, role } = welcome;
        become({ connected: true, problem: null, hostName, guests, role });
        return;
      } catch (error) {
        if (!(error instanceof RoomError)) throw error;
        problem = error.problem;
      }
      if (closed) return;
    }
    become({ ...state, connected: false, problem, guests: [] });
  };
  const start = () => {
    cancel = undefined;
    beating = beat().finally(() => {
      beating = undefined;
      if (!closed) cancel = after(beatMs, start);
    });
  };
  options.onRole(firstRole);
  start();

  return {
    membership,
    state: () => state,
    retryNow() {
      if (closed || beating) return;
      cancel?.();
      start();
    },
    async leave() {
      closed = true;
      cancel?.();
      if (!state.connected || !place) return;
      // Away already: it will notice by the silence.
      await tell(place, true).catch(() => undefined);
    },
    close() {
      closed = true;
      cancel?.();
    },
  };
}
