import { deviceKeySchema, type DocumentAccess, documentAccessSchema } from '../protocol/access-api.ts';
import type { StoredInvite, StoredMember, StoredStartCode } from './access-store.ts';
import type { InviteRow, MemberRow, StartCodeRow } from './sqlite-access-statements.ts';

export function memberOf(row: MemberRow): StoredMember {
  return {
    id: row.id,
    deviceKey: deviceKeySchema.parse(JSON.parse(row.device_key)),
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

export function startCodeOf(row: StartCodeRow): StoredStartCode {
  return {
    id: row.id,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    workspaceId: row.workspace_id,
  };
}

export function documentsOf(
  rows: readonly { document_id: string; locked: number; roles: string }[],
): Map<string, DocumentAccess> {
  return new Map(
    rows.map(({ document_id, locked, roles }) => [
      document_id,
      documentAccessSchema.parse({ locked: locked === 1, roles: JSON.parse(roles) }),
    ]),
  );
}
