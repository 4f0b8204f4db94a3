import type { InviteDescription, MemberDescription } from '../../../relay/protocol/access-api.ts';
import { formatInviteCode, parseInviteCode } from '../../../relay/protocol/invite-code.ts';
import { inviteLink, parseInvite } from '../../../relay/protocol/invite-link.ts';
import type {
  DocumentAccess,
  InviteRow,
  MemberList,
  MemberRole,
  MemberRow,
  NewInvite,
  ReadInvite,
} from '../../../shared/contract/membership.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { planIdOf } from '../../../shared/documents/companions.ts';
import type { WorkspaceMembership } from './workspace-membership.ts';

/** The members of the open workspace's partnership, as its relay knows them. */
export interface MembershipService {
  /** The code in the form the relay takes, with the address when the text is a link. */
  readInvite(text: string): ReadInvite | null;
  members(): Promise<MemberList>;
  changeRole(memberId: string, role: MemberRole): Promise<void>;
  removeMember(memberId: string): Promise<void>;
  invites(): Promise<InviteRow[]>;
  createInvite(input: NewInviteInput): Promise<NewInvite>;
  withdrawInvite(inviteId: string): Promise<void>;
  documentAccess(documentId: string): Promise<DocumentAccess>;
  setLocked(documentId: string, locked: boolean): Promise<DocumentAccess>;
  setDocumentRole(documentId: string, memberId: string, role: MemberRole | null): Promise<DocumentAccess>;
}

export interface NewInviteInput {
  role: MemberRole;
  partner: string | null;
  expiresInDays: number;
  maxUses: number;
}

export interface MembershipServiceOptions {
  /** Of the open workspace; throws `noWorkspaceOpen`. */
  current: () => { membership: WorkspaceMembership; sharedId: string };
  wallClock: () => number;
  /** What windows show of members is other than before. */
  changed: () => void;
}

const secondsPerDay = 86_400;

export function createMembershipService(options: MembershipServiceOptions): MembershipService {
  const { current } = options;
  const changed = () => {
    void current().membership.rules.refresh();
    options.changed();
  };
  const changeAccess = async (documentId: string, change: (access: DocumentAccess) => DocumentAccess) => {
    const { membership, sharedId } = current();
    const planId = planIdOf(documentId);
    const access = await membership.ask(async (client, token) => {
      const before = await client.documentAccess(token, sharedId, planId);
      return client.setDocumentAccess(token, sharedId, planId, change(before));
    });
    changed();
    return access;
  };

  return {
    readInvite(text) {
      const invite = parseInvite(text);
      return invite ? { code: invite.code, address: invite.address } : null;
    },
    async members() {
      const { membership, sharedId } = current();
      try {
        const { members } = await membership.ask((client, token) => client.members(token, sharedId));
        const readAt = options.wallClock();
        const list = { members: members.map((member) => memberRow(member, readAt)), readAt };
        void membership.rules.refresh();
        membership.repository.putMembers(list);
        return { ...list, current: true };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { ...lastKnown(membership.repository.members()), current: false };
      }
    },
    async changeRole(memberId, role) {
      const { membership, sharedId } = current();
      await membership.ask((client, token) => client.changeRole(token, sharedId, memberId, role));
      changed();
    },
    async removeMember(memberId) {
      const { membership, sharedId } = current();
      await membership.ask((client, token) => client.removeMember(token, sharedId, memberId));
      changed();
    },
    async invites() {
      const { membership, sharedId } = current();
      const { invites } = await membership.ask((client, token) => client.invites(token, sharedId));
      return invites.map(inviteRow);
    },
    async createInvite({ role, partner, expiresInDays, maxUses }) {
      const { membership, sharedId } = current();
      const request = { role, partner, maxUses, expiresInSeconds: expiresInDays * secondsPerDay };
      const { invite, code } = await membership.ask((client, token) =>
        client.createInvite(token, sharedId, request),
      );
      options.changed();
      const { address } = membership.view()!;
      const bare = parseInviteCode(code) ?? code;
      return { invite: inviteRow(invite), code: formatInviteCode(bare), link: inviteLink(address, bare) };
    },
    async withdrawInvite(inviteId) {
      const { membership, sharedId } = current();
      await membership.ask((client, token) => client.withdrawInvite(token, sharedId, inviteId));
      options.changed();
    },
    documentAccess(documentId) {
      const { membership, sharedId } = current();
      return membership.ask((client, token) => client.documentAccess(token, sharedId, planIdOf(documentId)));
    },
    setLocked: (documentId, locked) => changeAccess(documentId, (access) => ({ ...access, locked })),
    setDocumentRole: (documentId, memberId, role) =>
      changeAccess(documentId, ({ locked, roles: { [memberId]: _before, ...others } }) => ({
        locked,
        roles: role === null ? others : { ...others, [memberId]: role },
      })),
  };
}

const shownDeviceSigns = 6;

/** The relay says how long ago: the clocks of a laptop and a relay may be days apart. */
function memberRow(member: MemberDescription, readAt: number): MemberRow {
  const { seenSecondsAgo } = member;
  return {
    id: member.id,
    displayName: member.displayName,
    organisation: member.organisation,
    partner: member.partner,
    role: member.role,
    removed: member.revoked,
    device: member.deviceKeyId.slice(-shownDeviceSigns),
    joinedAt: member.joinedAtMs,
    lastSeenAt: seenSecondsAgo === null ? null : readAt - seenSecondsAgo * 1000,
  };
}

function inviteRow({ createdAtMs, expiresAtMs, ...invite }: InviteDescription): InviteRow {
  return { ...invite, createdAt: createdAtMs, expiresAt: expiresAtMs };
}

/** Written by this service alone; whatever else stands there is no list. */
function lastKnown(stored: unknown): { members: MemberRow[]; readAt: number | null } {
  const list = stored as { members?: MemberRow[]; readAt?: number } | undefined;
  return Array.isArray(list?.members) && typeof list.readAt === 'number'
    ? { members: list.members, readAt: list.readAt }
    : { members: [], readAt: null };
}
