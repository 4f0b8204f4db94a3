import { z } from 'zod';
import { entityId, procedure, shortText, trusted } from './base.ts';
import { newOrganisation } from './workspaces.ts';

/** From least to most: each may do what those before it may. */
export const memberRoles = ['reader', 'commenter', 'editor', 'facilitator'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Why a document of the partnership can't be changed on this laptop. */
export type ReadOnlyReason =
  | 'reader'
  | 'commenter'
  | 'locked'
  | 'full'
  | 'removed'
  /** As the host of a room has it: the role there, or that the host may not change the document itself. */
  | 'roomReader'
  | 'roomCommenter'
  | 'roomHost';

/** The open workspace's place in a partnership on a relay. */
export interface Membership {
  /** Address of the relay. */
  address: string;
  /** This laptop's own entry among the members. */
  memberId: string;
  role: MemberRole;
  /** False when a facilitator has taken this laptop out of the partnership. */
  isMember: boolean;
}

export interface MemberRow {
  id: string;
  displayName: string;
  organisation: string;
  partner: string | null;
  role: MemberRole;
  removed: boolean;
  /** The last signs of its laptop's key: tells two laptops of one person apart. */
  device: string;
  joinedAt: number;
  /** When its laptop was last at the relay, by this laptop's clock; null: not known, or not for this member to know. */
  lastSeenAt: number | null;
}

export interface MemberList {
  members: MemberRow[];
  /** When the relay said so, by this laptop's clock; null: never. */
  readAt: number | null;
  /** False when the relay could not be asked now: the list is the last one that is known. */
  current: boolean;
}

export interface InviteRow {
  id: string;
  role: MemberRole;
  partner: string | null;
  createdAt: number;
  expiresAt: number;
  maxUses: number;
  uses: number;
}

/** The code is shown once: the relay itself does not know it any more. */
export interface NewInvite {
  invite: InviteRow;
  code: string;
  link: string;
}

/** An invitation as it was read from what somebody typed or pasted. */
export interface ReadInvite {
  code: string;
  /** Null: a bare code, the relay's address has to be typed. */
  address: string | null;
}

export interface DocumentAccess {
  locked: boolean;
  /** Members with a role of their own in this document. */
  roles: Record<string, MemberRole>;
}

const role = z.enum(memberRoles);
const address = z.string().trim().max(300);
const code = z.string().trim().min(1).max(500);
/** Shown to all members. */
const displayName = z.string().trim().min(1).max(80);
const member = z.object({ memberId: entityId });
const document = z.object({ documentId: entityId });

export const membership = {
  get: procedure.output(trusted<Membership | null>()),
  /** Null when the text is neither a code nor a link with one. */
  readInvite: procedure.input(z.object({ text: z.string().max(500) })).output(trusted<ReadInvite | null>()),
  /** The open workspace becomes a partnership on a relay, and this laptop its facilitator. */
  start: procedure.input(z.object({ address, code, displayName })).output(trusted<Membership>()),
  /** The open workspace joins a partnership: its plans and theirs come together. */
  joinHere: procedure.input(z.object({ address, code, displayName })).output(trusted<Membership>()),
  /** Makes a workspace of the partnership and opens it, or the one that this laptop has of it already. */
  joinNew: procedure
    .input(z.object({ address, code, displayName, organisation: newOrganisation }))
    .output(trusted<{ id: string }>()),
  /** Goes on without the relay; nothing leaves this laptop, and nothing is deleted there. */
  leave: procedure.output(trusted<null>()),
  members: procedure.output(trusted<MemberList>()),
  changeRole: procedure.input(member.extend({ role })).output(trusted<null>()),
  removeMember: procedure.input(member).output(trusted<null>()),
  invites: procedure.output(trusted<InviteRow[]>()),
  createInvite: procedure
    .input(
      z.object({
        role,
        partner: shortText.max(160).nullable(),
        expiresInDays: z.number().int().min(1).max(366),
        maxUses: z.number().int().min(1).max(1000),
      }),
    )
    .output(trusted<NewInvite>()),
  withdrawInvite: procedure.input(z.object({ inviteId: entityId })).output(trusted<null>()),
  documentAccess: procedure.input(document).output(trusted<DocumentAccess>()),
  setLocked: procedure.input(document.extend({ locked: z.boolean() })).output(trusted<DocumentAccess>()),
  /** Null: the member's role of the partnership holds again. */
  setDocumentRole: procedure
    .input(document.extend({ memberId: entityId, role: role.nullable() }))
    .output(trusted<DocumentAccess>()),
};
