import type {
  GuestsMay,
  HostOutcome,
  HostProblem,
  JoinOutcome,
  NearbyRooms,
  RoomNetworkRow,
  RoomState,
} from '../../../shared/contract/room.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import type { KnownRules } from '../membership/partnership-rules.ts';
import type { After } from '../sync/timers.ts';
import type { RoomDiscovery } from './room-discovery.ts';
import { RoomError } from './room-error.ts';
import { createRoomGuest, type RoomGuestLink } from './room-guest.ts';
import { type RoomHost, type RoomIdentity, startRoomHost } from './room-host.ts';
import { acceptInvitation, type RoomMembership } from './room-invitation.ts';
import type { RoomMemoryFile } from './room-memory.ts';
import type { RoomNetwork } from './room-networks.ts';
import { guestState, hostState } from './room-states.ts';

/** Hosting a room or being in one, for the workspace that is open. */
export interface RoomService {
  state(): RoomState;
  networks(): RoomNetworkRow[];
  host(networkId: string, guestsMay: GuestsMay): Promise<HostOutcome>;
  /** What those may do who are no members of the partnership. */
  setGuestsMay(guestsMay: GuestsMay): Promise<void>;
  /** Ends the room that this laptop hosts. */
  stop(): Promise<void>;
  join(invitation: string, switchWorkspace: boolean): Promise<JoinOutcome>;
  leave(): Promise<void>;
  retryNow(): void;
  nearby(): NearbyRooms;
  /** A workspace was opened: what was under way in it goes on. */
  opened(workspace: RoomWorkspace): void;
  /** It is about to be closed. A room that is hosted ends; a guest stays one. */
  closing(): Promise<void>;
  close(): Promise<void>;
}

/** What a room needs of the open workspace. */
export interface RoomWorkspace {
  readonly id: string;
  readonly name: string;
  readonly hub: DocumentHub;
  readonly rules: KnownRules;
}

export interface RoomServiceOptions {
  memory: RoomMemoryFile;
  discovery: RoomDiscovery;
  /** The networks of this laptop, likeliest first. */
  networks: () => RoomNetwork[];
  displayName: () => string;
  /** This laptop's key; null when its file cannot be read. */
  deviceKey: () => DeviceKey | null;
  /** Whether a workspace of the partnership is on this laptop. */
  isHere: (sharedId: string) => boolean;
  openWorkspace: (partnership: { sharedId: string; name: string }) => Promise<unknown>;
  newId: () => string;
  wallClock: () => number;
  after: After;
  /** What `state` says may have changed. */
  onChange: () => void;
  reportBug: (error: unknown) => string;
}

/** What was under way longer ago than this is over, whatever the memory says. */
const maxAgeMs = 24 * 60 * 60 * 1000;
const lookIntervalMs = 3_000;
const looksPerRules = 5;

export function createRoomService(options: RoomServiceOptions): RoomService {
  const { memory, discovery, wallClock, after, onChange, reportBug } = options;
  let workspace: RoomWorkspace | undefined;
  let host: RoomHost | undefined;
  let guest: RoomGuestLink | undefined;
  let stopAnnouncing: (() => void) | undefined;
  let cancelLook: (() => void) | undefined;
  let looks = 0;
  /** The room has another address, and so another code, than when it began. */
  let moved = false;
  /** The network that is hosted in was away at the last look. */
  let lost = false;
  let lastState = '';
  /** One thing after the other: hosting, joining and ending overlap in no way. */
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  const current = (): RoomWorkspace => {
    if (!workspace) throw new AppError('noWorkspaceOpen');
    return workspace;
  };
  const state = (): RoomState => {
    if (host)
      return {
        ...hostState(host, options.networks(), stopAnnouncing !== undefined && discovery.isAvailable()),
        moved,
      };
    return guest ? guestState(guest) : { role: 'none' };
  };
  const changed = () => {
    const others = host?.guests().filter(({ here }) => here).length;
    workspace?.hub.setHosting(others === undefined ? null : { others });
    const text = JSON.stringify(state());
    if (text === lastState) return;
    lastState = text;
    onChange();
  };
  // People go without a word, networks too.
  const look = () => {
    cancelLook = host ? after(lookIntervalMs, look) : undefined;
    followNetwork();
    host?.reconsider();
    looks += 1;
    // Where the relay can be reached, the facilitator may just be changing a role there.
    if (looks % looksPerRules === 1 && workspace?.hub.relayAnswers()) void workspace.rules.refresh();
    changed();
  };
  const startHosting = async (network: RoomNetwork, guestsMay: GuestsMay, identity?: RoomIdentity) => {
    const { id, name, hub, rules } = current();
    host = await startRoomHost({
      hub,
      network,
      rules,
      guestsMay,
      workspaceName: name,
      hostName: options.displayName,
      ...(identity ? { identity } : {}),
      wallClock,
      onChange: changed,
      onEvent(event) {
        if ('error' in event) reportBug(event.error);
      },
    });
    memory.write({ host: { workspaceId: id, networkId: network.id, guestsMay, identity: host.identity } });
    const { roomId, port } = host.identity;
    stopAnnouncing = network.port === undefined ? discovery.announce({ roomId, port }) : undefined;
    look();
  };
  /** The same room, with the same secrets, in another network or under a new address. */
  const moveTo = async (network: RoomNetwork) => {
    const moving = host;
    if (!moving) return;
    const isElsewhere = moving.network.address !== network.address;
    if (!isElsewhere && !lost) return;
    // Where it can be, the new place is there before the old one is given up.
    if (!isElsewhere) await moving.close();
    cancelLook?.();
    const stopBefore = stopAnnouncing;
    await startHosting(network, moving.guestsMay(), moving.identity);
    stopBefore?.();
    moved ||= isElsewhere;
    lost = false;
    changed();
    if (isElsewhere) await moving.close();
  };
  /** The network may have changed once more: the next look sees to it. Anything else is a fault. */
  const tryAgain = (error: unknown) => {
    try {
      hostProblemOf(error);
    } catch (fault) {
      reportBug(fault);
    }
    cancelLook?.();
    cancelLook = host ? after(lookIntervalMs, look) : undefined;
  };
  const followNetwork = () => {
    if (!host) return;
    const { id, address } = host.network;
    const now = options.networks().find((network) => network.id === id);
    if (now?.address === address && !lost) return;
    // Sockets on an address that was away are dead on some systems, also when it is back.
    if (!now) lost = true;
    else inTurn(() => moveTo(now)).catch(tryAgain);
  };
  const stopHosting = async () => {
    const ending = host;
    host = undefined;
    moved = false;
    lost = false;
    cancelLook?.();
    stopAnnouncing?.();
    stopAnnouncing = undefined;
    if (!ending) return;
    memory.write({ host: null });
    await ending.close();
    changed();
  };
  const enter = (membership: RoomMembership) => {
    const { hub } = current();
    guest = createRoomGuest({
      membership,
      device: options.deviceKey(),
      onRole: (role) => hub.setRoomRole(role),
      describe: () => ({
        name: options.displayName(),
        unsent: hub.status().room.unconfirmedChanges,
      }),
      onFound: (destination) => hub.setRoom(destination),
      onChange: changed,
      heardOf(roomId) {
        discovery.listen();
        return discovery.heard().filter((heard) => heard.roomId === roomId);
      },
      after,
    });
    changed();
  };
  const leaveRoom = async () => {
    const leaving = guest;
    guest = undefined;
    if (!leaving) return;
    memory.write({ guest: null });
    await leaving.leave();
    workspace?.hub.setRoom(null);
    workspace?.hub.setRoomRole(null);
    changed();
  };
  const resume = async (opened: RoomWorkspace) => {
    const { host: hosted, guest: visited } = memory.read();
    const isRecent = (at: number) => Math.abs(wallClock() - at) < maxAgeMs;
    if (hosted?.workspaceId === opened.id && isRecent(hosted.identity.startedAt)) {
      const network = options.networks().find(({ id }) => id === hosted.networkId);
      if (network) await startHosting(network, hosted.guestsMay, hosted.identity);
    } else if (visited?.workspaceId === opened.id && isRecent(visited.membership.joinedAt)) {
      enter(visited.membership);
    }
  };
  const join = async (invitation: string, switchWorkspace: boolean): Promise<JoinOutcome> => {
    const membership = await acceptInvitation(invitation, {
      guestId: options.newId(),
      joinedAt: wallClock(),
      device: options.deviceKey(),
    });
    const { id: sharedId, name } = membership.workspace;
    if (workspace?.hub.sharedId.get() !== sharedId) {
      if (!switchWorkspace) return { outcome: 'otherPartnership', name, here: options.isHere(sharedId) };
      await options.openWorkspace({ sharedId, name });
    }
    // After what the opening of the workspace has set in motion.
    return inTurn(async () => {
      await stopHosting();
      await leaveRoom();
      const addresses = [...membership.addresses];
      memory.write({ guest: { workspaceId: current().id, membership: { ...membership, addresses } } });
      enter(membership);
      return { outcome: 'joined' };
    });
  };

  return {
    state,
    networks: () => options.networks().map(({ id, address, kind }) => ({ id, address, kind })),
    host: (networkId, guestsMay) =>
      inTurn(async () => {
        const networks = options.networks();
        const isThere = networks.some(({ address }) => address === host?.network.address);
        if (host && isThere) return { outcome: 'hosting' };
        const network = networks.find(({ id }) => id === networkId);
        if (!network) return { outcome: 'problem', problem: 'networkGone' };
        await leaveRoom();
        try {
          if (host) await moveTo(network);
          else await startHosting(network, guestsMay);
          return { outcome: 'hosting' };
        } catch (error) {
          return { outcome: 'problem', problem: hostProblemOf(error) };
        }
      }),
    setGuestsMay: (guestsMay) =>
      inTurn(async () => {
        host?.setGuestsMay(guestsMay);
        const { host: hosted } = memory.read();
        if (host && hosted) memory.write({ host: { ...hosted, guestsMay } });
      }),
    stop: () => inTurn(stopHosting),
    async join(invitation, switchWorkspace) {
      try {
        return await join(invitation, switchWorkspace);
      } catch (error) {
        if (error instanceof RoomError) return { outcome: 'problem', problem: error.problem };
        throw error;
      }
    },
    leave: () => inTurn(leaveRoom),
    retryNow() {
      guest?.retryNow();
      workspace?.hub.retryNow();
    },
    nearby() {
      discovery.listen();
      return {
        available: discovery.isAvailable(),
        rooms: discovery.heard().map(({ address, port }) => ({ address, port })),
      };
    },
    opened(opened) {
      workspace = opened;
      inTurn(() => resume(opened)).catch(reportBug);
    },
    async closing() {
      await turn;
      await stopHosting();
      guest?.close();
      guest = undefined;
      workspace = undefined;
    },
    async close() {
      await turn;
      discovery.close();
    },
  };
}

/** Rejections of the system while listening; anything else is a fault of the program. */
function hostProblemOf(error: unknown): HostProblem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'portsTaken';
  if (code === 'EADDRNOTAVAIL') return 'networkGone';
  if (code === 'EACCES' || code === 'EPERM') return 'notAllowed';
  throw error;
}
