import type { Role } from '../protocol/access-api.ts';
import { AccessError } from './access-error.ts';
import {
  identityOf,
  type IdentityRow,
  type InviteRow,
  memberOf,
  type MemberRow,
  type StartCodeRow,
} from './access-rows.ts';
import {
  type Actor,
  administrator,
  type AuditAction,
  keepEndedMs,
  maxAuditDetailCharacters,
  maxMembers,
  type Membership,
  type Newcomer,
  type NewRelayIdentity,
  type RelayIdentity,
  type SigningKey,
  type StoredMember,
  type WorkspaceName,
} from './access-store.ts';
import { keyThumbprint } from './relay-identity.ts';
import type { AccessStatements } from './sqlite-access-statements.ts';

/** The steps that changes of members and rights are made of; the caller has begun the transaction. */
export class SqliteAccessTransaction {
  readonly #sql: AccessStatements;
  readonly #wallClock: () => number;
  #auditLines: number | undefined;

  constructor(sql: AccessStatements, wallClock: () => number) {
    this.#sql = sql;
    this.#wallClock = wallClock;
  }

  get nowMs(): number {
    return this.#wallClock();
  }

  /** See `AccessStore`. */
  limitAudit(lines: number): void {
    this.#auditLines = lines;
  }

  note(workspaceId: string, by: Actor, action: AuditAction, subject: string, detail: string): void {
    const shortened = detail.slice(0, maxAuditDetailCharacters);
    this.#sql.addAudit.run(workspaceId, this.nowMs, by, action, subject, shortened);
    if (this.#auditLines === undefined) return;
    for (const id of [workspaceId, '']) this.#sql.dropOldAudit.run(id, id, this.#auditLines);
  }

  identity(make: () => NewRelayIdentity): RelayIdentity {
    const row: IdentityRow | undefined = this.#sql.identity.get();
    if (row) return identityOf(row);
    const { relayId, codeSecret, signingKey } = make();
    this.#sql.addIdentity.run(relayId, codeSecret);
    this.#addSigningKey(signingKey);
    return { relayId, codeSecret };
  }

  rotateSigningKey(key: SigningKey, { cutOff }: { cutOff: boolean }, by: Actor): void {
    this.#sql.dropOldSigningKeys.run(this.nowMs - keepEndedMs);
    this.#sql.retireSigningKey.run(this.nowMs);
    if (cutOff) this.#sql.cutOffRetired.run();
    this.#addSigningKey(key);
    this.note('', by, 'signingKeyRotated', keyThumbprint(key), cutOff ? 'cut off' : '');
  }

  #addSigningKey({ d, ...publicKey }: SigningKey): void {
    this.#sql.addSigningKey.run(keyThumbprint(publicKey), JSON.stringify(publicKey), d, this.nowMs);
  }

  workspace(id: string): WorkspaceName & { revision: number } {
    const row = this.#sql.workspace.get(id);
    if (!row) throw new AccessError('notFound');
    return { id: row.id, name: row.name, revision: row.revision };
  }

  member(workspaceId: string, memberId: string): MemberRow {
    const row = this.#sql.member.get(workspaceId, memberId);
    if (!row) throw new AccessError('notFound');
    return row;
  }

  addWorkspace({ id, name }: WorkspaceName, by: Actor): void {
    if (this.#sql.workspace.get(id)) throw new AccessError('workspaceExists');
    this.#sql.addWorkspace.run(id, name, this.nowMs);
    this.note(id, by, 'workspaceCreated', id, name);
  }

  inviteFor(codeHash: string): InviteRow {
    const invite = this.#sql.inviteByCode.get(codeHash);
    if (invite) return invite;
    throw new AccessError(this.#sql.startCodeByCode.get(codeHash) ? 'codeForStarting' : 'codeUnknown');
  }

  startCodeFor(codeHash: string): StartCodeRow {
    const code = this.#sql.startCodeByCode.get(codeHash);
    if (code) return code;
    throw new AccessError(this.#sql.inviteByCode.get(codeHash) ? 'codeForJoining' : 'codeUnknown');
  }

  startedBefore(madeId: string, wantedId: string, newcomer: Newcomer): Membership {
    const member = this.#sql.memberOfDevice.get(madeId, newcomer.deviceKeyId);
    if (madeId !== wantedId || !member || member.revoked_at_ms !== null) throw new AccessError('codeUsedUp');
    return { workspace: this.workspace(madeId), member: memberOf(member) };
  }

  join(workspaceId: string, newcomer: Newcomer, role: Role, partner: string | null): StoredMember {
    if (this.#sql.countMembers.get(workspaceId)!.count >= maxMembers) throw new AccessError('tooManyMembers');
    const row: MemberRow = {
      id: newcomer.memberId,
      workspace_id: workspaceId,
      device_key_id: newcomer.deviceKeyId,
      device_key: JSON.stringify(newcomer.deviceKey),
      display_name: newcomer.displayName,
      organisation: newcomer.organisation,
      partner,
      role,
      joined_at_ms: this.nowMs,
      revoked_at_ms: null,
      revoked_revision: null,
    };
    this.#sql.addMember.run(row);
    this.#sql.raiseRevision.get(workspaceId);
    this.note(workspaceId, row.id, 'memberJoined', row.id, role);
    return memberOf(row);
  }

  /** A member whose role rises, or who was removed and is let in again. */
  promote(
    member: MemberRow,
    { displayName, organisation }: Newcomer,
    { role, partner }: InviteRow,
    kind: 'raise' | 'return',
  ): StoredMember {
    const kept = partner ?? member.partner;
    this.#sql.readmit.run(role, kept, displayName, organisation, member.id);
    this.#sql.raiseRevision.get(member.workspace_id);
    const action = kind === 'raise' ? 'roleChanged' : 'memberReturned';
    this.note(member.workspace_id, member.id, action, member.id, `${member.role} to ${role}`);
    return memberOf(this.member(member.workspace_id, member.id));
  }

  /** The administrator may take the last one out: a laptop can be lost, and a new one invited. */
  keepOneFacilitator({ workspace_id, id, role }: MemberRow, by: Actor): void {
    if (role !== 'facilitator' || by === administrator) return;
    if (this.#sql.otherFacilitators.get(workspace_id, id)!.count === 0)
      throw new AccessError('lastFacilitator');
  }
}
