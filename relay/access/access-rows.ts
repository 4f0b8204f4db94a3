import {
  deviceKeySchema,
  type DevicePublicKey,
  type DocumentAccess,
  documentAccessSchema,
  type Role,
} from '../protocol/access-api.ts';
import type {
  AuditAction,
  AuditLine,
  RelayIdentity,
  StoredInvite,
  StoredMember,
  StoredSigningKey,
  StoredStartCode,
  WorkspaceAccess,
  WorkspaceSummary,
} from './access-store.ts';
import type { ExistingMember, RedeemableInvite } from './redemption.ts';

// The rows are the same in every database; what they mean is said here, once.

export interface IdentityRow {
  relay_id: string;
  code_secret: string;
  address: string | null;
}

export interface SigningKeyRow {
  kid: string;
  public_key: string;
  private_key: string | null;
  made_at_ms: number;
  retired_at_ms: number | null;
  cut_off: number;
}

export interface WorkspaceRow {
  id: string;
  name: string;
  created_at_ms: number;
  revision: number;
}

export interface MemberRow {
  id: string;
  workspace_id: string;
  device_key_id: string;
  device_key: string;
  display_name: string;
  organisation: string;
  partner: string | null;
  role: Role;
  joined_at_ms: number;
  revoked_at_ms: number | null;
  revoked_revision: number | null;
}

export interface InviteRow {
  id: string;
  workspace_id: string;
  code_hash: string;
  role: Role;
  partner: string | null;
  created_at_ms: number;
  created_revision: number;
  expires_at_ms: number;
  max_uses: number;
  uses: number;
}

export interface StartCodeRow {
  id: string;
  created_at_ms: number;
  expires_at_ms: number;
  workspace_id: string | null;
}

export interface DocumentRow {
  document_id: string;
  locked: number;
  roles: string;
}

export interface AuditRow {
  at_ms: number;
  workspace_id: string;
  actor: string;
  action: string;
  subject: string;
  detail: string;
}

export const identityOf = (row: IdentityRow): RelayIdentity => ({
  relayId: row.relay_id,
  codeSecret: row.code_secret,
});

const keyOf = (text: string): DevicePublicKey => deviceKeySchema.parse(JSON.parse(text));

export const signingKeyOf = (row: SigningKeyRow): StoredSigningKey => ({
  kid: row.kid,
  publicKey: keyOf(row.public_key),
  privateKey: row.private_key,
  madeAtMs: row.made_at_ms,
  retiredAtMs: row.retired_at_ms,
  isCutOff: row.cut_off === 1,
});

export const summaryOf = (row: WorkspaceRow & { members: number }): WorkspaceSummary => ({
  id: row.id,
  name: row.name,
  createdAtMs: row.created_at_ms,
  members: row.members,
});

export function workspaceOf(
  { id, name, revision }: WorkspaceRow,
  members: readonly MemberRow[],
  documents: readonly DocumentRow[],
): WorkspaceAccess {
  return {
    id,
    name,
    revision,
    members: new Map(members.map((member) => [member.id, memberOf(member)])),
    documents: documentsOf(documents),
  };
}

export function memberOf(row: MemberRow): StoredMember {
  return {
    id: row.id,
    deviceKey: keyOf(row.device_key),
    deviceKeyId: row.device_key_id,
    displayName: row.display_name,
    organisation: row.organisation,
    partner: row.partner,
    role: row.role,
    joinedAtMs: row.joined_at_ms,
    revokedAtMs: row.revoked_at_ms,
  };
}

export function inviteOf(row: InviteRow): StoredInvite {
  return {
    id: row.id,
    role: row.role,
    partner: row.partner,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    maxUses: row.max_uses,
    uses: row.uses,
  };
}

/** What decides on a redemption: the invite, and what the device is in its workspace already. */
export function redeemableOf(
  invite: InviteRow,
  existing: MemberRow | undefined,
): [RedeemableInvite, ExistingMember | undefined] {
  const redeemable = {
    role: invite.role,
    createdRevision: invite.created_revision,
    expiresAtMs: invite.expires_at_ms,
    maxUses: invite.max_uses,
    uses: invite.uses,
  };
  return [redeemable, existing && { role: existing.role, revokedRevision: existing.revoked_revision }];
}

export function startCodeOf(row: StartCodeRow): StoredStartCode {
  return {
    id: row.id,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    workspaceId: row.workspace_id,
  };
}

function documentsOf(rows: readonly DocumentRow[]): Map<string, DocumentAccess> {
  return new Map(
    rows.map(({ document_id, locked, roles }) => [
      document_id,
      documentAccessSchema.parse({ locked: locked === 1, roles: JSON.parse(roles) }),
    ]),
  );
}

export const auditLineOf = (row: AuditRow): AuditLine => ({
  atMs: row.at_ms,
  workspaceId: row.workspace_id,
  actor: row.actor,
  action: row.action as AuditAction,
  subject: row.subject,
  detail: row.detail,
});
