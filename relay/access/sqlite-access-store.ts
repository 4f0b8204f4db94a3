import type { Database } from 'better-sqlite3';
import type { DocumentAccess, Role } from '../protocol/access-api.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import { StorageError } from '../storage/room-storage.ts';
import { storageErrorOf } from '../storage/sqlite-errors.ts';
import { AccessError } from './access-error.ts';
import {
  auditLineOf,
  inviteOf,
  type InviteRow,
  memberOf,
  redeemableOf,
  signingKeyOf,
  startCodeOf,
  summaryOf,
  workspaceOf,
} from './access-rows.ts';
import {
  type AccessStore,
  type Actor,
  type AuditLine,
  keepEndedMs,
  maxOpenInvites,
  type Membership,
  type Newcomer,
  type NewInvite,
  type NewRelayIdentity,
  type NewStartCode,
  type RelayIdentity,
  type Sighting,
  type SigningKey,
  type StoredInvite,
  type StoredMember,
  type StoredSigningKey,
  type StoredStartCode,
  type WorkspaceAccess,
  type WorkspaceName,
  type WorkspaceSummary,
} from './access-store.ts';
import type { ChangeWatch } from './change-watch.ts';
import { decideRedemption } from './redemption.ts';
import { type AccessStatements, prepareAccessStatements } from './sqlite-access-statements.ts';
import { SqliteAccessTransaction } from './sqlite-access-transaction.ts';
import { sqliteChangeWatch } from './sqlite-change-watch.ts';

export interface SqliteAccessStoreOptions {
  readonly scheduler: Scheduler;
  readonly wallClock: () => number;
  readonly makeIdentity: () => NewRelayIdentity;
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
  readonly #step: SqliteAccessTransaction;
  readonly #changes: ChangeWatch;
  #closed = false;

  constructor(database: Database, options: SqliteAccessStoreOptions) {
    this.#database = database;
    this.#options = options;
    this.#sql = prepareAccessStatements(database);
    this.#step = new SqliteAccessTransaction(this.#sql, options.wallClock);
    this.#changes = sqliteChangeWatch(database, options.scheduler);
  }

  async identity(): Promise<RelayIdentity> {
    return this.#run(() => this.#step.identity(this.#options.makeIdentity));
  }

  async signingKeys(): Promise<readonly StoredSigningKey[]> {
    const read = () => this.#sql.signingKeys.all().map(signingKeyOf);
    const known = this.#read(read);
    if (known.length > 0) return known;
    return this.#run(() => {
      this.#step.identity(this.#options.makeIdentity);
      return read();
    });
  }

  async rotateSigningKey(key: SigningKey, options: { cutOff: boolean }, by: Actor): Promise<void> {
    this.#change(() => {
      this.#step.identity(this.#options.makeIdentity);
      this.#step.rotateSigningKey(key, options, by);
    });
  }

  async address(): Promise<string | null> {
    return this.#read(() => this.#sql.identity.get()?.address ?? null);
  }

  async setAddress(address: string): Promise<void> {
    this.#run(() => {
      this.#step.identity(this.#options.makeIdentity);
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
    return this.#read(() => this.#sql.workspaces.all().map(summaryOf));
  }

  async createWorkspace(workspace: WorkspaceName, by: Actor): Promise<void> {
    this.#change(() => this.#step.addWorkspace(workspace, by));
  }

  async loadWorkspace(workspaceId: string): Promise<WorkspaceAccess | undefined> {
    return this.#read(() => {
      const row = this.#sql.workspace.get(workspaceId);
      if (!row) return undefined;
      return workspaceOf(row, this.#sql.members.all(workspaceId), this.#sql.documents.all(workspaceId));
    });
  }

  async revisions(): Promise<ReadonlyMap<string, number>> {
    return this.#read(() => new Map(this.#sql.revisions.all().map(({ id, revision }) => [id, revision])));
  }

  async addInvite(workspaceId: string, invite: NewInvite, by: Actor): Promise<StoredInvite> {
    return this.#change(() => {
      const { revision } = this.#step.workspace(workspaceId);
      const nowMs = this.#now();
      this.#sql.dropOldInvites.run(nowMs - keepEndedMs);
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
      this.#step.note(workspaceId, by, 'inviteCreated', invite.id, invite.role);
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
      this.#step.note(workspaceId, by, 'inviteWithdrawn', inviteId, '');
    });
  }

  async addStartCode({ id, codeHash, expiresAtMs }: NewStartCode, by: Actor): Promise<void> {
    this.#change(() => {
      this.#sql.addStartCode.run(id, codeHash, this.#now(), expiresAtMs);
      this.#step.note('', by, 'startCodeCreated', id, '');
    });
  }

  async listStartCodes(): Promise<readonly StoredStartCode[]> {
    return this.#read(() => this.#sql.startCodes.all().map(startCodeOf));
  }

  async withdrawStartCode(id: string, by: Actor): Promise<void> {
    this.#change(() => {
      if (!this.#sql.startCode.get(id)) throw new AccessError('notFound');
      this.#sql.dropStartCode.run(id);
      this.#step.note('', by, 'startCodeWithdrawn', id, '');
    });
  }

  async redeemInvite(codeHash: string, newcomer: Newcomer): Promise<Membership> {
    return this.#change(() => {
      const step = this.#step;
      const invite = step.inviteFor(codeHash);
      const workspace = step.workspace(invite.workspace_id);
      const existing = this.#sql.memberOfDevice.get(workspace.id, newcomer.deviceKeyId);
      const decision = decideRedemption(...redeemableOf(invite, existing), this.#now());
      if (decision.kind === 'refuse') throw new AccessError(decision.code);
      if (decision.kind === 'keep') return { workspace, member: memberOf(existing!) };
      this.#sql.useInvite.run(invite.id);
      const { role, partner } = invite;
      if (decision.kind === 'join')
        return { workspace, member: step.join(workspace.id, newcomer, role, partner) };
      return { workspace, member: step.promote(existing!, newcomer, invite, decision.kind) };
    });
  }

  async redeemStartCode(codeHash: string, workspace: WorkspaceName, newcomer: Newcomer): Promise<Membership> {
    return this.#change(() => {
      const step = this.#step;
      const code = step.startCodeFor(codeHash);
      if (code.workspace_id !== null) return step.startedBefore(code.workspace_id, workspace.id, newcomer);
      if (code.expires_at_ms <= this.#now()) throw new AccessError('codeExpired');
      step.addWorkspace(workspace, newcomer.memberId);
      this.#sql.spendStartCode.run(workspace.id, code.id);
      return { workspace, member: step.join(workspace.id, newcomer, 'facilitator', null) };
    });
  }

  async setRole(workspaceId: string, memberId: string, role: Role, by: Actor): Promise<StoredMember> {
    return this.#change(() => {
      const member = this.#step.member(workspaceId, memberId);
      if (member.revoked_at_ms !== null) throw new AccessError('notFound');
      if (member.role === role) return memberOf(member);
      this.#step.keepOneFacilitator(member, by);
      this.#sql.setRole.run(role, memberId);
      this.#sql.raiseRevision.get(workspaceId);
      this.#step.note(workspaceId, by, 'roleChanged', memberId, `${member.role} to ${role}`);
      return memberOf({ ...member, role });
    });
  }

  async revokeMember(workspaceId: string, memberId: string, by: Actor): Promise<void> {
    this.#change(() => {
      const member = this.#step.member(workspaceId, memberId);
      if (member.revoked_at_ms !== null) return;
      this.#step.keepOneFacilitator(member, by);
      const { revision } = this.#sql.raiseRevision.get(workspaceId)!;
      this.#sql.revoke.run(this.#now(), revision, memberId);
      this.#sql.forgetSeen.run(memberId);
      this.#step.note(workspaceId, by, 'memberRevoked', memberId, '');
    });
  }

  async noteSeen(sightings: readonly Sighting[]): Promise<void> {
    this.#run(() => {
      for (const { workspaceId, memberId, atMs } of sightings)
        this.#sql.noteSeen.run(atMs, workspaceId, memberId);
    });
  }

  async lastSeen(workspaceId: string): Promise<ReadonlyMap<string, number>> {
    return this.#read(
      () => new Map(this.#sql.lastSeen.all(workspaceId).map((row) => [row.member_id, row.at_ms])),
    );
  }

  async setDocumentAccess(
    workspaceId: string,
    documentId: string,
    { locked, roles }: DocumentAccess,
    by: Actor,
  ): Promise<void> {
    this.#change(() => {
      this.#step.workspace(workspaceId);
      const listed = Object.entries(roles);
      for (const [memberId] of listed) this.#step.member(workspaceId, memberId);
      if (!locked && listed.length === 0) this.#sql.dropDocument.run(workspaceId, documentId);
      else this.#sql.putDocument.run(workspaceId, documentId, locked ? 1 : 0, JSON.stringify(roles));
      this.#sql.raiseRevision.get(workspaceId);
      const detail = JSON.stringify({ locked, roles });
      this.#step.note(workspaceId, by, 'documentAccessChanged', documentId, detail);
    });
  }

  async listAudit(workspaceId: string | null, limit: number): Promise<readonly AuditLine[]> {
    return this.#read(() => this.#sql.audit.all(workspaceId, workspaceId, limit).map(auditLineOf));
  }

  limitAudit(lines: number): void {
    this.#step.limitAudit(lines);
  }

  onChange(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  /** The database stays open: it belongs to the caller. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#changes.close();
  }

  #now(): number {
    return this.#options.wallClock();
  }

  #change<T>(work: () => T): T {
    const result = this.#run(work);
    this.#changes.tell();
    return result;
  }

  /** One transaction, on the disk when it ends; on failure nothing stays. */
  #run<T>(work: () => T): T {
    return this.#attempt(() => {
      // Rooms may share the connection, and they wait for the disk in their own way.
      const before = this.#database.pragma('synchronous', { simple: true });
      this.#database.pragma('synchronous = FULL');
      try {
        return this.#database.transaction(work).immediate();
      } finally {
        this.#database.pragma(`synchronous = ${before as number}`);
      }
    });
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
