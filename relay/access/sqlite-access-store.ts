import type { Database } from 'better-sqlite3';
import type { DocumentAccess, Role } from '../protocol/access-api.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import { StorageError } from '../storage/room-storage.ts';
import { storageErrorOf } from '../storage/sqlite-errors.ts';
import { AccessError } from './access-error.ts';
import {
  type AccessStore,
  type Actor,
  administrator,
  type AuditAction,
  type AuditLine,
  maxMembers,
  maxOpenInvites,
  type Membership,
  type Newcomer,
  type NewInvite,
  type NewStartCode,
  type RelayIdentity,
  type StoredInvite,
  type StoredMember,
  type StoredStartCode,
  type WorkspaceAccess,
  type WorkspaceName,
  type WorkspaceSummary,
} from './access-store.ts';
import { decideRedemption } from './redemption.ts';
import { documentsOf, inviteOf, memberOf, startCodeOf } from './sqlite-access-rows.ts';
import {
  type AccessStatements,
  type InviteRow,
  type MemberRow,
  prepareAccessStatements,
} from './sqlite-access-statements.ts';
import { SqliteChangeWatch } from './sqlite-change-watch.ts';

/** A code that ran out is still known as such for this long. */
const keepExpiredMs = 30 * 86_400_000;

export interface SqliteAccessStoreOptions {
  readonly scheduler: Scheduler;
  readonly wallClock: () => number;
  readonly makeIdentity: () => RelayIdentity;
}

/**
 * Members and rights in a SQLite database that the caller has opened and whose tables `accessStoreSchema`
 * has made. Rooms of the same database are written through the same connection; the administrator's
 * commands write from a process of their own, which SQLite's `data_version` shows.
 */
export class SqliteAccessStore implements AccessStore {
  readonly #database: Database;
  readonly #options: SqliteAccessStoreOptions;
  readonly #sql: AccessStatements;
  readonly #changes: SqliteChangeWatch;
  #closed = false;

  constructor(database: Database, options: SqliteAccessStoreOptions) {
    this.#database = database;
    this.#options = options;
    this.#sql = prepareAccessStatements(database);
    this.#changes = new SqliteChangeWatch(database, options.scheduler);
  }

  async identity(): Promise<RelayIdentity> {
    return this.#run(() => this.#identity());
  }

  async address(): Promise<string | null> {
    return this.#read(() => this.#sql.identity.get()?.address ?? null);
  }

  async setAddress(address: string): Promise<void> {
    this.#run(() => {
      this.#identity();
      this.#sql.setAddress.run(address);
    });
  }

  async useOnce(id: string, expiresAtMs: number): Promise<boolean> {
    return this.#run(() => {
      this.#sql.dropUsed.run(this.#now());
      return this.#sql.useOnce.run(id, expiresAtMs).changes === 1;
    });
  }

  async listWorkspaces(): Promise<readonly WorkspaceSummary[]> {
    return this.#read(() =>
      this.#sql.workspaces
        .all()
        .map(({ id, name, created_at_ms, members }) => ({ id, name, createdAtMs: created_at_ms, members })),
    );
  }

  async createWorkspace(workspace: WorkspaceName, by: Actor): Promise<void> {
    this.#change(() => this.#addWorkspace(workspace, by));
  }

  async loadWorkspace(workspaceId: string): Promise<WorkspaceAccess | undefined> {
    return this.#read(() => {
      const row = this.#sql.workspace.get(workspaceId);
      if (!row) return undefined;
      const members = this.#sql.members.all(workspaceId).map(memberOf);
      return {
        id: row.id,
        name: row.name,
        revision: row.revision,
        members: new Map(members.map((member) => [member.id, member])),
        documents: documentsOf(this.#sql.documents.all(workspaceId)),
      };
    });
  }

  async revisions(): Promise<ReadonlyMap<string, number>> {
    return this.#read(() => new Map(this.#sql.revisions.all().map(({ id, revision }) => [id, revision])));
  }

  async addInvite(workspaceId: string, invite: NewInvite, by: Actor): Promise<StoredInvite> {
    return this.#change(() => {
      const { revision } = this.#workspace(workspaceId);
      const nowMs = this.#now();
      this.#sql.dropOldInvites.run(nowMs - keepExpiredMs);
      if (this.#sql.openInvites.all(workspaceId, nowMs).length >= maxOpenInvites)
        throw new AccessError('tooManyInvites');
      const row: InviteRow = {
        id: invite.id,
        workspace_id: workspaceId,
        code_hash: invite.codeHash,
        role: invite.role,
        partner: invite.partner,
        created_at_ms: nowMs,
        created_revision: revision,
        expires_at_ms: invite.expiresAtMs,
        max_uses: invite.maxUses,
        uses: 0,
      };
      this.#sql.addInvite.run(row);
      this.#note(workspaceId, by, 'inviteCreated', invite.id, invite.role);
      return inviteOf(row);
    });
  }

  async listInvites(workspaceId: string): Promise<readonly StoredInvite[]> {
    return this.#read(() => this.#sql.openInvites.all(workspaceId, this.#now()).map(inviteOf));
  }

  async withdrawInvite(workspaceId: string, inviteId: string, by: Actor): Promise<void> {
    this.#change(() => {
      if (!this.#sql.invite.get(workspaceId, inviteId)) throw new AccessError('notFound');
      this.#sql.dropInvite.run(inviteId);
      this.#note(workspaceId, by, 'inviteWithdrawn', inviteId, '');
    });
  }

  async addStartCode({ id, codeHash, expiresAtMs }: NewStartCode, by: Actor): Promise<void> {
    this.#change(() => {
      this.#sql.addStartCode.run(id, codeHash, this.#now(), expiresAtMs);
      this.#note('', by, 'startCodeCreated', id, '');
    });
  }

  async listStartCodes(): Promise<readonly StoredStartCode[]> {
    return this.#read(() => this.#sql.startCodes.all().map(startCodeOf));
  }

  async withdrawStartCode(id: string, by: Actor): Promise<void> {
    this.#change(() => {
      if (!this.#sql.startCode.get(id)) throw new AccessError('notFound');
      this.#sql.dropStartCode.run(id);
      this.#note('', by, 'startCodeWithdrawn', id, '');
    });
  }

  async redeemInvite(codeHash: string, newcomer: Newcomer): Promise<Membership> {
    return this.#change(() => {
      const invite = this.#sql.inviteByCode.get(codeHash);
      if (!invite) {
        throw new AccessError(this.#sql.startCodeByCode.get(codeHash) ? 'codeForStarting' : 'codeUnknown');
      }
      const workspace = this.#workspace(invite.workspace_id);
      const existing = this.#sql.memberOfDevice.get(workspace.id, newcomer.deviceKeyId);
      const decision = decideRedemption(
        {
          role: invite.role,
          createdRevision: invite.created_revision,
          expiresAtMs: invite.expires_at_ms,
          maxUses: invite.max_uses,
          uses: invite.uses,
        },
        existing && { role: existing.role, revokedRevision: existing.revoked_revision },
        this.#now(),
      );
      if (decision.kind === 'refuse') throw new AccessError(decision.code);
      if (decision.kind === 'keep') return { workspace, member: memberOf(existing!) };
      this.#sql.useInvite.run(invite.id);
      const { role, partner } = invite;
      if (decision.kind === 'join')
        return { workspace, member: this.#join(workspace.id, newcomer, role, partner) };
      return { workspace, member: this.#promote(existing!, newcomer, invite, decision.kind) };
    });
  }

  async redeemStartCode(codeHash: string, workspace: WorkspaceName, newcomer: Newcomer): Promise<Membership> {
    return this.#change(() => {
      const code = this.#sql.startCodeByCode.get(codeHash);
      if (!code) {
        throw new AccessError(this.#sql.inviteByCode.get(codeHash) ? 'codeForJoining' : 'codeUnknown');
      }
      if (code.workspace_id !== null) return this.#startedBefore(code.workspace_id, workspace.id, newcomer);
      if (code.expires_at_ms <= this.#now()) throw new AccessError('codeExpired');
      this.#addWorkspace(workspace, newcomer.memberId);
      this.#sql.spendStartCode.run(workspace.id, code.id);
      return { workspace, member: this.#join(workspace.id, newcomer, 'facilitator', null) };
    });
  }

  async setRole(workspaceId: string, memberId: string, role: Role, by: Actor): Promise<StoredMember> {
    return this.#change(() => {
      const member = this.#member(workspaceId, memberId);
      if (member.revoked_at_ms !== null) throw new AccessError('notFound');
      if (member.role === role) return memberOf(member);
      this.#keepOneFacilitator(member, by);
      this.#sql.setRole.run(role, memberId);
      this.#sql.raiseRevision.get(workspaceId);
      this.#note(workspaceId, by, 'roleChanged', memberId, `${member.role} to ${role}`);
      return memberOf({ ...member, role });
    });
  }

  async revokeMember(workspaceId: string, memberId: string, by: Actor): Promise<void> {
    this.#change(() => {
      const member = this.#member(workspaceId, memberId);
      if (member.revoked_at_ms !== null) return;
      this.#keepOneFacilitator(member, by);
      const { revision } = this.#sql.raiseRevision.get(workspaceId)!;
      this.#sql.revoke.run(this.#now(), revision, memberId);
      this.#note(workspaceId, by, 'memberRevoked', memberId, '');
    });
  }

  async setDocumentAccess(
    workspaceId: string,
    documentId: string,
    { locked, roles }: DocumentAccess,
    by: Actor,
  ): Promise<void> {
    this.#change(() => {
      this.#workspace(workspaceId);
      const listed = Object.entries(roles);
      for (const [memberId] of listed) this.#member(workspaceId, memberId);
      if (!locked && listed.length === 0) this.#sql.dropDocument.run(workspaceId, documentId);
      else this.#sql.putDocument.run(workspaceId, documentId, locked ? 1 : 0, JSON.stringify(roles));
      this.#sql.raiseRevision.get(workspaceId);
      const detail = JSON.stringify({ locked, roles });
      this.#note(workspaceId, by, 'documentAccessChanged', documentId, detail);
    });
  }

  async listAudit(workspaceId: string | null, limit: number): Promise<readonly AuditLine[]> {
    return this.#read(() =>
      this.#sql.audit.all(workspaceId, workspaceId, limit).map((row) => ({
        atMs: row.at_ms,
        workspaceId: row.workspace_id,
        actor: row.actor,
        action: row.action as AuditAction,
        subject: row.subject,
        detail: row.detail,
      })),
    );
  }

  onChange(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  /** The database stays open: it belongs to the caller. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#changes.close();
  }

  #identity(): RelayIdentity {
    const row = this.#sql.identity.get();
    if (row) {
      const signingKey = JSON.parse(row.signing_key) as RelayIdentity['signingKey'];
      return { relayId: row.relay_id, signingKey, codeSecret: row.code_secret };
    }
    const made = this.#options.makeIdentity();
    this.#sql.addIdentity.run(made.relayId, JSON.stringify(made.signingKey), made.codeSecret);
    return made;
  }

  #now(): number {
    return this.#options.wallClock();
  }

  #workspace(id: string) {
    const row = this.#sql.workspace.get(id);
    if (!row) throw new AccessError('notFound');
    return { id: row.id, name: row.name, revision: row.revision };
  }

  #member(workspaceId: string, memberId: string): MemberRow {
    const row = this.#sql.member.get(workspaceId, memberId);
    if (!row) throw new AccessError('notFound');
    return row;
  }

  #addWorkspace({ id, name }: WorkspaceName, by: Actor): void {
    if (this.#sql.workspace.get(id)) throw new AccessError('workspaceExists');
    this.#sql.addWorkspace.run(id, name, this.#now());
    this.#note(id, by, 'workspaceCreated', id, name);
  }

  #startedBefore(madeId: string, wantedId: string, newcomer: Newcomer): Membership {
    const member = this.#sql.memberOfDevice.get(madeId, newcomer.deviceKeyId);
    if (madeId !== wantedId || !member || member.revoked_at_ms !== null) throw new AccessError('codeUsedUp');
    return { workspace: this.#workspace(madeId), member: memberOf(member) };
  }

  #join(workspaceId: string, newcomer: Newcomer, role: Role, partner: string | null): StoredMember {
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
      joined_at_ms: this.#now(),
      revoked_at_ms: null,
      revoked_revision: null,
    };
    this.#sql.addMember.run(row);
    this.#sql.raiseRevision.get(workspaceId);
    this.#note(workspaceId, row.id, 'memberJoined', row.id, role);
    return memberOf(row);
  }

  /** A member whose role rises, or who was removed and is let in again. */
  #promote(
    member: MemberRow,
    { displayName, organisation }: Newcomer,
    { role, partner }: InviteRow,
    kind: 'raise' | 'return',
  ): StoredMember {
    const kept = partner ?? member.partner;
    this.#sql.readmit.run(role, kept, displayName, organisation, member.id);
    this.#sql.raiseRevision.get(member.workspace_id);
    const action = kind === 'raise' ? 'roleChanged' : 'memberReturned';
    this.#note(member.workspace_id, member.id, action, member.id, `${member.role} to ${role}`);
    return memberOf(this.#member(member.workspace_id, member.id));
  }

  /** The administrator may take the last one out: a laptop can be lost, and a new one invited. */
  #keepOneFacilitator({ workspace_id, id, role }: MemberRow, by: Actor): void {
    if (role !== 'facilitator' || by === administrator) return;
    if (this.#sql.otherFacilitators.get(workspace_id, id)!.count === 0)
      throw new AccessError('lastFacilitator');
  }

  #note(workspaceId: string, by: Actor, action: AuditAction, subject: string, detail: string): void {
    this.#sql.addAudit.run(workspaceId, this.#now(), by, action, subject, detail);
  }

  #change<T>(work: () => T): T {
    const result = this.#run(work);
    this.#changes.tell();
    return result;
  }

  /** One transaction; on failure nothing stays. */
  #run<T>(work: () => T): T {
    return this.#attempt(() => this.#database.transaction(work).immediate());
  }

  /** What is read belongs together, also while another process writes. */
  #read<T>(work: () => T): T {
    return this.#attempt(() => this.#database.transaction(work).deferred());
  }

  #attempt<T>(work: () => T): T {
    if (this.#closed) throw new StorageError('closed', 'the store is closed');
    try {
      return work();
    } catch (error) {
      throw error instanceof AccessError ? error : storageErrorOf(error);
    }
  }
}
