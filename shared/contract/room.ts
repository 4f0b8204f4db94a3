import { z } from 'zod';
import { procedure, trusted } from './base.ts';
import type { MemberRole } from './membership.ts';

/** Why a room was not entered or not hosted: keys of the room catalog. */
export type RoomProblem =
  | 'codeMalformed'
  | 'codeMistyped'
  | 'wrongCode'
  | 'notTheRoom'
  | 'tooManyAttempts'
  | 'notReached'
  | 'notARoom'
  /** The partnership has taken this laptop out. */
  | 'removed';

export type HostProblem = 'networkGone' | 'portsTaken' | 'notAllowed';

/** A network that this laptop is in, the likeliest for a room first. */
export interface RoomNetworkRow {
  id: string;
  address: string;
  /** alone: no router, as with a cable between two laptops. virtual: of a program. public: reachable from elsewhere. */
  kind: 'private' | 'alone' | 'virtual' | 'public';
}

/** What people in a room may do who are no members of the partnership: the host's choice. */
export const guestsMay = ['write', 'read'] as const;
export type GuestsMay = (typeof guestsMay)[number];

export interface RoomPerson {
  id: string;
  /** May be empty. */
  name: string;
  /** Changes that the host has not confirmed, as that laptop says. */
  unsent: number;
  /** False: it went away without leaving. */
  here: boolean;
  /** Milliseconds since 1970 by the host's clock. */
  seenAt: number;
  /** In the room; a document may have another rule. */
  role: MemberRole;
  /** Under which name the partnership knows this laptop; null: no member, or not told. */
  memberName: string | null;
}

export type RoomState =
  | { role: 'none' }
  | {
      role: 'host';
      /** To be typed. */
      code: string;
      /** To be scanned. */
      link: string;
      network: RoomNetworkRow;
      /** False: the laptop has left the network that the code speaks of. */
      networkThere: boolean;
      /** The code is another one than when the room began: the laptop's address has changed. */
      moved: boolean;
      /** Others can see that there is a room, without its code. */
      announced: boolean;
      startedAt: number;
      guestsMay: GuestsMay;
      /** The partnership's members are known: their roles hold here too. */
      knowsMembers: boolean;
      people: RoomPerson[];
    }
  | {
      role: 'guest';
      hostName: string;
      connected: boolean;
      problem: RoomProblem | null;
      people: RoomPerson[];
      /** This laptop's own id among them. */
      ownId: string;
      /** Of this laptop in the room. */
      ownRole: MemberRole;
    };

export type JoinOutcome =
  | { outcome: 'joined' }
  /** The room is of a partnership that is not open here. `here`: a workspace of it is on this laptop. */
  | { outcome: 'otherPartnership'; name: string; here: boolean }
  | { outcome: 'problem'; problem: RoomProblem };

export type HostOutcome = { outcome: 'hosting' } | { outcome: 'problem'; problem: HostProblem };

/** A room that was heard of in this network; its code is still needed. */
export interface NearbyRooms {
  /** False: this laptop or network does not let rooms be found by themselves. */
  available: boolean;
  rooms: { address: string; port: number }[];
}

const invitation = z.string().trim().min(1).max(1_500);

/** Rooms without internet: one laptop serves the others in the same network. */
export const room = {
  state: procedure.output(trusted<RoomState>()),
  networks: procedure.output(trusted<RoomNetworkRow[]>()),
  /** Hosting already is no failure; a room whose network is gone goes on in the one that is named. */
  host: procedure
    .input(z.object({ networkId: z.string().max(200), guestsMay: z.enum(guestsMay).default('write') }))
    .output(trusted<HostOutcome>()),
  /** Takes effect at once for everybody in the room. */
  setGuestsMay: procedure.input(z.object({ guestsMay: z.enum(guestsMay) })).output(trusted<null>()),
  stop: procedure.output(trusted<null>()),
  /** `switchWorkspace`: opens the workspace of the room's partnership, or makes one. */
  join: procedure
    .input(z.object({ invitation, switchWorkspace: z.boolean().default(false) }))
    .output(trusted<JoinOutcome>()),
  leave: procedure.output(trusted<null>()),
  retry: procedure.output(trusted<null>()),
  /** Listens while it is asked again every few seconds. */
  nearby: procedure.output(trusted<NearbyRooms>()),
};
