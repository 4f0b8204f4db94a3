import { type AccessErrorCode, compareRoles, type Role } from '../protocol/access-api.ts';

export interface RedeemableInvite {
  readonly role: Role;
  /** The workspace's revision when it was made. Clocks jump; revisions only grow. */
  readonly createdRevision: number;
  readonly expiresAtMs: number;
  readonly maxUses: number;
  readonly uses: number;
}

/** What the device is in the workspace already. */
export interface ExistingMember {
  readonly role: Role;
  /** The workspace's revision that the removal made; null for a member that is in. */
  readonly revokedRevision: number | null;
}

export type Redemption =
  | { readonly kind: 'refuse'; readonly code: AccessErrorCode }
  /** The device is a member already: the answer got lost, or the code was typed again. Nothing changes. */
  | { readonly kind: 'keep' }
  /** A new member, or one whose role rises, or one that is let in again; the invite is used once. */
  | { readonly kind: 'join' | 'raise' | 'return' };

/**
 * What happens when a device redeems an invite. Nobody loses rights by it. Who was removed comes back
 * only by an invite that was made after that: one that was still in a mailbox must not undo a removal.
 */
export function decideRedemption(
  invite: RedeemableInvite,
  member: ExistingMember | undefined,
  nowMs: number,
): Redemption {
  const removed = member?.revokedRevision ?? null;
  if (member && removed === null && compareRoles(invite.role, member.role) <= 0) return { kind: 'keep' };
  if (removed !== null && invite.createdRevision < removed) return { kind: 'refuse', code: 'memberRevoked' };
  if (invite.expiresAtMs <= nowMs) return { kind: 'refuse', code: 'codeExpired' };
  if (invite.uses >= invite.maxUses) return { kind: 'refuse', code: 'codeUsedUp' };
  if (member === undefined) return { kind: 'join' };
  return { kind: removed === null ? 'raise' : 'return' };
}
