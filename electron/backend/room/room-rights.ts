import type { AccessGrant, LiveRights, RightsOwner } from '../../../relay/access/access.ts';
import type { WorkspaceAccess } from '../../../relay/access/access-store.ts';
import { documentNameOf } from '../../../relay/access/document-name.ts';
import { rightsOf } from '../../../relay/access/rights-of.ts';
import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import type { Rights } from '../../../relay/protocol/rights.ts';
import type { MemberRole, ReadOnlyReason } from '../../../shared/contract/membership.ts';
import type { GuestsMay } from '../../../shared/contract/room.ts';
import type { PartnershipRules } from '../membership/partnership-rules.ts';

/** What somebody may do in the room, apart from documents with rules of their own. */
export interface RoomStanding {
  readonly role: MemberRole;
  /** The name of a member of the partnership; null for everybody else. */
  readonly memberName: string | null;
}

/** Who may do what in a room: the roles and locks that the host knows, by the same rules as at the relay. */
export interface RoomRights {
  /** @param deviceKeyId null: the laptop has shown none. Undefined: it was removed from the partnership. */
  standing(deviceKeyId: string | null): RoomStanding | undefined;
  /** The grant for one connection, or undefined for who was removed. */
  grant(deviceKeyId: string | null, documentId: string): AccessGrant | undefined;
  /** Something it was asked for is other than before: open connections go on under what is right now. */
  reconsider(): void;
}

export interface RoomRightsOptions {
  sharedId: () => string;
  /** Null: nothing was ever said about members. */
  rules: () => PartnershipRules | null;
  /** For everybody who is no member. */
  guestsMay: () => GuestsMay;
  /** Why the host may not change a document: it could not bring to the relay what guests write in it. */
  hostReadOnly: (documentId: string) => ReadOnlyReason | null;
}

export function createRoomRights(options: RoomRightsOptions): RoomRights {
  const watched = new Set<() => void>();
  const memberOf = (deviceKeyId: string | null) =>
    options.rules()?.members.find((member) => member.deviceKeyId === deviceKeyId);
  const rights = (deviceKeyId: string | null, documentId: string): Rights | undefined => {
    const workspaceId = options.sharedId();
    const name = documentNameOf(`${workspaceId}/${documentId}`);
    if (!name) return undefined;
    const member = memberOf(deviceKeyId) ?? stranger(options.guestsMay());
    const given = rightsOf(workspaceOf(workspaceId, member, options.rules()), member.id, name);
    return given && limited(given, options.hostReadOnly(documentId));
  };
  return {
    standing(deviceKeyId) {
      const member = memberOf(deviceKeyId);
      if (!member) return { role: roleOf(options.guestsMay()), memberName: null };
      return member.revoked ? undefined : { role: member.role, memberName: member.displayName };
    },
    grant(deviceKeyId, documentId) {
      const now = rights(deviceKeyId, documentId);
      if (!now) return undefined;
      const liveRights = follow(now, () => rights(deviceKeyId, documentId), watched);
      return { allowed: true, mayRead: true, mayWrite: now.mayWrite, origin: 'room', liveRights };
    },
    reconsider() {
      for (const look of watched) look();
    },
  };
}

/** The rights of one connection, as they are whenever they are asked for. */
function follow(first: Rights, ask: () => Rights | undefined, watched: Set<() => void>): LiveRights {
  let told = first;
  return {
    get now() {
      return ask() ?? told;
    },
    watch(owner: RightsOwner) {
      const look = () => {
        const next = ask();
        if (!next) {
          watched.delete(look);
          owner.ended(closeCodes.forbidden);
        } else if (JSON.stringify(next) !== JSON.stringify(told)) {
          told = next;
          owner.changed(next);
        }
      };
      watched.add(look);
      // Between the decision and this moment something may have changed.
      look();
      return () => void watched.delete(look);
    },
    // There are no tokens in a room: a connection lives as long as the room does.
    renew: async () => undefined,
  };
}

type Member = PartnershipRules['members'][number];

/** One member, as the rules of the relay want to see it. */
function workspaceOf(id: string, member: Member, rules: PartnershipRules | null): WorkspaceAccess {
  const { revoked, ...known } = member;
  const stored = {
    ...known,
    deviceKey: { kty: 'OKP', crv: 'Ed25519', x: '' } as const,
    organisation: '',
    partner: null,
    joinedAtMs: 0,
    revokedAtMs: revoked ? 0 : null,
  };
  return {
    id,
    name: '',
    revision: 0,
    members: new Map([[member.id, stored]]),
    documents: new Map(Object.entries(rules?.documents ?? {})),
  };
}

/** Everybody who is no member; the id is none that a relay gives. */
const stranger = (guestsMay: GuestsMay): Member => ({
  id: 'no member',
  deviceKeyId: '',
  displayName: '',
  role: roleOf(guestsMay),
  revoked: false,
});

const roleOf = (guestsMay: GuestsMay): MemberRole => (guestsMay === 'write' ? 'editor' : 'reader');

/** Nobody may do more than the host. */
function limited(rights: Rights, hostReadOnly: ReadOnlyReason | null): Rights {
  if (hostReadOnly === null || !rights.mayWrite) return rights;
  if (hostReadOnly === 'locked') return { ...rights, locked: true, mayWrite: false, reason: 'locked' };
  const reason = hostReadOnly === 'full' ? 'document-full' : 'host-read-only';
  return { ...rights, mayWrite: false, reason };
}
