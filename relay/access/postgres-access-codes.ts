import { AccessError } from './access-error.ts';
import { inviteOf, type InviteRow, memberOf, redeemableOf, type StartCodeRow } from './access-rows.ts';
import {
  type Actor,
  keepEndedMs,
  maxOpenInvites,
  type Membership,
  type Newcomer,
  type NewInvite,
  type NewStartCode,
  type StoredInvite,
  type WorkspaceName,
} from './access-store.ts';
import type { AccessTransaction } from './postgres-access-transaction.ts';
import { decideRedemption } from './redemption.ts';

// What invites and start codes do to members, each within one change. See `AccessStore`.

export const openInvitesSql = `SELECT * FROM access_invite
  WHERE workspace_id = $1 AND expires_at_ms > $2 AND uses < max_uses ORDER BY created_at_ms DESC, id`;
export const startCodesSql = 'SELECT * FROM access_start_code ORDER BY created_at_ms DESC, id';
const inviteByCodeSql = 'SELECT * FROM access_invite WHERE code_hash = $1';
const startCodeByCodeSql = 'SELECT * FROM access_start_code WHERE code_hash = $1';

export async function addInvite(
  change: AccessTransaction,
  workspaceId: string,
  invite: NewInvite,
  by: Actor,
): Promise<StoredInvite> {
  const { revision } = await change.workspace(workspaceId);
  await change.run('DELETE FROM access_invite WHERE expires_at_ms <= $1', change.nowMs - keepEndedMs);
  const open = `SELECT count(*) AS count FROM (${openInvitesSql}) AS open_invite`;
  if ((await change.count(open, workspaceId, change.nowMs)) >= maxOpenInvites)
    throw new AccessError('tooManyInvites');
  const row = await change.first<InviteRow>(
    `INSERT INTO access_invite(id, workspace_id, code_hash, role, partner, created_at_ms,
       created_revision, expires_at_ms, max_uses) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *`,
    invite.id,
    workspaceId,
    invite.codeHash,
    invite.role,
    invite.partner,
    change.nowMs,
    revision,
    invite.expiresAtMs,
    invite.maxUses,
  );
  await change.note(workspaceId, by, 'inviteCreated', invite.id, invite.role);
  return inviteOf(row!);
}

export async function withdrawInvite(
  change: AccessTransaction,
  workspaceId: string,
  inviteId: string,
  by: Actor,
): Promise<void> {
  const gone = await change.first(
    'DELETE FROM access_invite WHERE workspace_id = $1 AND id = $2 RETURNING id',
    workspaceId,
    inviteId,
  );
  if (!gone) throw new AccessError('notFound');
  await change.note(workspaceId, by, 'inviteWithdrawn', inviteId, '');
}

export async function addStartCode(
  change: AccessTransaction,
  { id, codeHash, expiresAtMs }: NewStartCode,
  by: Actor,
): Promise<void> {
  await change.run(
    'INSERT INTO access_start_code(id, code_hash, created_at_ms, expires_at_ms) VALUES ($1, $2, $3, $4)',
    id,
    codeHash,
    change.nowMs,
    expiresAtMs,
  );
  await change.note('', by, 'startCodeCreated', id, '');
}

export async function withdrawStartCode(change: AccessTransaction, id: string, by: Actor): Promise<void> {
  const gone = await change.first('DELETE FROM access_start_code WHERE id = $1 RETURNING id', id);
  if (!gone) throw new AccessError('notFound');
  await change.note('', by, 'startCodeWithdrawn', id, '');
}

export async function redeemInvite(
  change: AccessTransaction,
  codeHash: string,
  newcomer: Newcomer,
): Promise<Membership> {
  const invite = await change.first<InviteRow>(inviteByCodeSql, codeHash);
  if (!invite) {
    const forStarting = await change.first(startCodeByCodeSql, codeHash);
    throw new AccessError(forStarting ? 'codeForStarting' : 'codeUnknown');
  }
  const workspace = await change.workspace(invite.workspace_id);
  const existing = await change.memberOfDevice(workspace.id, newcomer.deviceKeyId);
  const decision = decideRedemption(...redeemableOf(invite, existing), change.nowMs);
  if (decision.kind === 'refuse') throw new AccessError(decision.code);
  if (decision.kind === 'keep') return { workspace, member: memberOf(existing!) };
  await change.run('UPDATE access_invite SET uses = uses + 1 WHERE id = $1', invite.id);
  const { role, partner } = invite;
  if (decision.kind === 'join')
    return { workspace, member: await change.join(workspace.id, newcomer, role, partner) };
  return { workspace, member: await change.promote(existing!, newcomer, invite, decision.kind) };
}

export async function redeemStartCode(
  change: AccessTransaction,
  codeHash: string,
  workspace: WorkspaceName,
  newcomer: Newcomer,
): Promise<Membership> {
  const code = await change.first<StartCodeRow>(startCodeByCodeSql, codeHash);
  if (!code) {
    const forJoining = await change.first(inviteByCodeSql, codeHash);
    throw new AccessError(forJoining ? 'codeForJoining' : 'codeUnknown');
  }
  if (code.workspace_id !== null) return change.startedBefore(code.workspace_id, workspace.id, newcomer);
  if (code.expires_at_ms <= change.nowMs) throw new AccessError('codeExpired');
  await change.addWorkspace(workspace, newcomer.memberId);
  await change.run('UPDATE access_start_code SET workspace_id = $1 WHERE id = $2', workspace.id, code.id);
  return { workspace, member: await change.join(workspace.id, newcomer, 'facilitator', null) };
}
