import type { Pool, PoolClient } from 'pg';
import type { DocumentAccess, Role } from '../protocol/access-api.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import { postgresErrorOf } from '../storage/postgres-errors.ts';
import { inTransaction } from '../storage/postgres-transactions.ts';
import { StorageError } from '../storage/room-storage.ts';
import { AccessError } from './access-error.ts';
import {
  type AccessStore,
  type Actor,
  type AuditAction,
  type AuditLine,
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
import { AccessTransaction } from './postgres-access-transaction.ts';
import { decideRedemption } from './redemption.ts';
import { documentsOf, inviteOf, memberOf, startCodeOf } from './sqlite-access-rows.ts';
import type {
  AuditRow,
  IdentityRow,
  InviteRow,
  MemberRow,
  StartCodeRow,
  WorkspaceRow,
} from './sqlite-access-statements.ts';

/** How soon a change by another process is noticed. */
const pollIntervalMs = 250;
/** A code that ran out is still known as such for this long. */
const keepExpiredMs = 30 * 86_400_000;

const openInvitesSql = `SELECT * FROM access_invite
  WHERE workspace_id = $1 AND expires_at_ms > $2 AND uses < max_uses ORDER BY created_at_ms DESC, id`;
const inviteByCodeSql = 'SELECT * FROM access_invite WHERE code_hash = $1';
const startCodeByCodeSql = 'SELECT * FROM access_start_code WHERE code_hash = $1';

export interface PostgresAccessStoreOptions {
  readonly scheduler: Scheduler;
  readonly wallClock: () => number;
  readonly makeIdentity: () => RelayIdentity;
}

/**
 * Members and rights in a PostgreSQL database whose tables `schemaSteps` have made. A count of changes
 * tells all relays within a quarter of a second that something changed; unlike a notification it cannot
 * be missed, and it passes through connection poolers.
 */
export class PostgresAccessStore implements AccessStore {
  readonly #pool: Pool;
  readonly #options: PostgresAccessStoreOptions;
  readonly #listeners = new Set<() => void>();
  #stopPolling: (() => void) | undefined;
  #lastCount: number | undefined;
  #looking = false;
  #closed = false;

  /** @param pool gives big integers as numbers; it belongs to the caller. */
  constructor(pool: Pool, options: PostgresAccessStoreOptions) {
    this.#pool = pool;
    this.#options = options;
  }

  async identity(): Promise<RelayIdentity> {
    const find = async () => (await this.#rows<IdentityRow>('SELECT * FROM relay_identity'))[0];
    let row = await find();
    if (!row) {
      const { relayId, signingKey, codeSecret } = this.#options.makeIdentity();
      // Relays that start at the same time all take what the first of them made.
      await this.#rows(
        `INSERT INTO relay_identity(relay_id, signing_key, code_secret) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING`,
        [relayId, JSON.stringify(signingKey), codeSecret],
      );
      row = (await find())!;
    }
    const signingKey = JSON.parse(row.signing_key) as RelayIdentity['signingKey'];
    return { relayId: row.relay_id, signingKey, codeSecret: row.code_secret };
  }

  async address(): Promise<string | null> {
    const [row] = await this.#rows<IdentityRow>('SELECT * FROM relay_identity');
    return row?.address ?? null;
  }

  async setAddress(address: string): Promise<void> {
    await this.identity();
    await this.#rows('UPDATE relay_identity SET address = $1', [address]);
  }

  async useOnce(id: string, expiresAtMs: number): Promise<boolean> {
    await this.#rows('DELETE FROM access_used_once WHERE expires_at_ms <= $1', [this.#now()]);
    const added = await this.#rows(
      'INSERT INTO access_used_once(id, expires_at_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
      [id, expiresAtMs],
    );
    return added.length === 1;
  }

  async listWorkspaces(): Promise<readonly WorkspaceSummary[]> {
    const rows = await this.#rows<WorkspaceRow & { members: number }>(
      `SELECT *, (SELECT count(*) FROM access_member m
         WHERE m.workspace_id = w.id AND revoked_at_ms IS NULL) AS members
       FROM access_workspace w ORDER BY id`,
    );
    return rows.map(({ id, name, created_at_ms, members }) => ({
      id,
      name,
      createdAtMs: created_at_ms,
      members,
    }));
  }

  async createWorkspace(workspace: WorkspaceName, by: Actor): Promise<void> {
    await this.#change((change) => change.addWorkspace(workspace, by));
  }

  async loadWorkspace(workspaceId: string): Promise<WorkspaceAccess | undefined> {
    return this.#attempt(() =>
      inTransaction(this.#pool, 'read', (client) => readWorkspace(client, workspaceId)),
    );
  }

  async revisions(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#rows<WorkspaceRow>('SELECT id, revision FROM access_workspace');
    return new Map(rows.map(({ id, revision }) => [id, revision]));
  }

  async addInvite(workspaceId: string, invite: NewInvite, by: Actor): Promise<StoredInvite> {
    return this.#change(async (change) => {
      const { revision } = await change.workspace(workspaceId);
      await change.run('DELETE FROM access_invite WHERE expires_at_ms <= $1', change.nowMs - keepExpiredMs);
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
    });
  }

  async listInvites(workspaceId: string): Promise<readonly StoredInvite[]> {
    return (await this.#rows<InviteRow>(openInvitesSql, [workspaceId, this.#now()])).map(inviteOf);
  }

  async withdrawInvite(workspaceId: string, inviteId: string, by: Actor): Promise<void> {
    await this.#change(async (change) => {
      const gone = await change.first(
        'DELETE FROM access_invite WHERE workspace_id = $1 AND id = $2 RETURNING id',
        workspaceId,
        inviteId,
      );
      if (!gone) throw new AccessError('notFound');
      await change.note(workspaceId, by, 'inviteWithdrawn', inviteId, '');
    });
  }

  async addStartCode({ id, codeHash, expiresAtMs }: NewStartCode, by: Actor): Promise<void> {
    await this.#change(async (change) => {
      await change.run(
        `INSERT INTO access_start_code(id, code_hash, created_at_ms, expires_at_ms) VALUES ($1, $2, $3, $4)`,
        id,
        codeHash,
        change.nowMs,
        expiresAtMs,
      );
      await change.note('', by, 'startCodeCreated', id, '');
    });
  }

  async listStartCodes(): Promise<readonly StoredStartCode[]> {
    const rows = await this.#rows<StartCodeRow>(
      'SELECT * FROM access_start_code ORDER BY created_at_ms DESC, id',
    );
    return rows.map(startCodeOf);
  }

  async withdrawStartCode(id: string, by: Actor): Promise<void> {
    await this.#change(async (change) => {
      const gone = await change.first('DELETE FROM access_start_code WHERE id = $1 RETURNING id', id);
      if (!gone) throw new AccessError('notFound');
      await change.note('', by, 'startCodeWithdrawn', id, '');
    });
  }

  async redeemInvite(codeHash: string, newcomer: Newcomer): Promise<Membership> {
    return this.#change(async (change) => {
      const invite = await change.first<InviteRow>(inviteByCodeSql, codeHash);
      if (!invite) {
        const forStarting = await change.first(startCodeByCodeSql, codeHash);
        throw new AccessError(forStarting ? 'codeForStarting' : 'codeUnknown');
      }
      const workspace = await change.workspace(invite.workspace_id);
      const existing = await change.memberOfDevice(workspace.id, newcomer.deviceKeyId);
      const decision = decideRedemption(
        {
          role: invite.role,
          createdRevision: invite.created_revision,
          expiresAtMs: invite.expires_at_ms,
          maxUses: invite.max_uses,
          uses: invite.uses,
        },
        existing && { role: existing.role, revokedRevision: existing.revoked_revision },
        change.nowMs,
      );
      if (decision.kind === 'refuse') throw new AccessError(decision.code);
      if (decision.kind === 'keep') return { workspace, member: memberOf(existing!) };
      await change.run('UPDATE access_invite SET uses = uses + 1 WHERE id = $1', invite.id);
      const { role, partner } = invite;
      if (decision.kind === 'join')
        return { workspace, member: await change.join(workspace.id, newcomer, role, partner) };
      return { workspace, member: await change.promote(existing!, newcomer, invite, decision.kind) };
    });
  }

  async redeemStartCode(codeHash: string, workspace: WorkspaceName, newcomer: Newcomer): Promise<Membership> {
    return this.#change(async (change) => {
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
    });
  }

  async setRole(workspaceId: string, memberId: string, role: Role, by: Actor): Promise<StoredMember> {
    return this.#change(async (change) => {
      const member = await change.member(workspaceId, memberId);
      if (member.revoked_at_ms !== null) throw new AccessError('notFound');
      if (member.role === role) return memberOf(member);
      await change.keepOneFacilitator(member, by);
      await change.run('UPDATE access_member SET role = $1 WHERE id = $2', role, memberId);
      await change.raiseRevision(workspaceId);
      await change.note(workspaceId, by, 'roleChanged', memberId, `${member.role} to ${role}`);
      return memberOf({ ...member, role });
    });
  }

  async revokeMember(workspaceId: string, memberId: string, by: Actor): Promise<void> {
    await this.#change(async (change) => {
      const member = await change.member(workspaceId, memberId);
      if (member.revoked_at_ms !== null) return;
      await change.keepOneFacilitator(member, by);
      await change.run(
        'UPDATE access_member SET revoked_at_ms = $1, revoked_revision = $2 WHERE id = $3',
        change.nowMs,
        await change.raiseRevision(workspaceId),
        memberId,
      );
      await change.note(workspaceId, by, 'memberRevoked', memberId, '');
    });
  }

  async setDocumentAccess(
    workspaceId: string,
    documentId: string,
    { locked, roles }: DocumentAccess,
    by: Actor,
  ): Promise<void> {
    await this.#change(async (change) => {
      await change.workspace(workspaceId);
      const listed = Object.keys(roles);
      for (const memberId of listed) await change.member(workspaceId, memberId);
      await change.run(
        'DELETE FROM access_document WHERE workspace_id = $1 AND document_id = $2',
        workspaceId,
        documentId,
      );
      if (locked || listed.length > 0) {
        await change.run(
          'INSERT INTO access_document(workspace_id, document_id, locked, roles) VALUES ($1, $2, $3, $4)',
          workspaceId,
          documentId,
          locked ? 1 : 0,
          JSON.stringify(roles),
        );
      }
      await change.raiseRevision(workspaceId);
      const detail = JSON.stringify({ locked, roles });
      await change.note(workspaceId, by, 'documentAccessChanged', documentId, detail);
    });
  }

  async listAudit(workspaceId: string | null, limit: number): Promise<readonly AuditLine[]> {
    const rows = await this.#rows<AuditRow>(
      `SELECT at_ms, workspace_id, actor, action, subject, detail FROM access_audit
       WHERE $1::text IS NULL OR workspace_id = $1 ORDER BY id DESC LIMIT $2`,
      [workspaceId, limit],
    );
    return rows.map((row) => ({
      atMs: row.at_ms,
      workspaceId: row.workspace_id,
      actor: row.actor,
      action: row.action as AuditAction,
      subject: row.subject,
      detail: row.detail,
    }));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#stopPolling ??= this.#options.scheduler.every(pollIntervalMs, () => void this.#look());
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stopPolling?.();
      this.#stopPolling = undefined;
    };
  }

  /** The pool stays open: it belongs to the caller. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopPolling?.();
    this.#listeners.clear();
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const [row] = await this.#rows<{ count: number }>('SELECT count FROM access_change');
      const changed = this.#lastCount !== row!.count;
      this.#lastCount = row!.count;
      if (changed) this.#tell();
    } catch {
      // The database is away, which is reported elsewhere; when it is back the count still tells.
    } finally {
      this.#looking = false;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #now(): number {
    return this.#options.wallClock();
  }

  async #change<T>(work: (change: AccessTransaction) => Promise<T>): Promise<T> {
    const result = await this.#attempt(() =>
      inTransaction(this.#pool, 'write', async (client) =>
        work(await AccessTransaction.start(client, this.#now())),
      ),
    );
    this.#tell();
    return result;
  }

  async #rows<R extends object>(sql: string, values: unknown[] = []): Promise<R[]> {
    return this.#attempt(async () => (await this.#pool.query<R>(sql, values)).rows);
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StorageError('closed', 'the store is closed');
    try {
      return await work();
    } catch (error) {
      throw error instanceof AccessError ? error : postgresErrorOf(error);
    }
  }
}

async function readWorkspace(client: PoolClient, id: string): Promise<WorkspaceAccess | undefined> {
  const workspaces = await client.query<WorkspaceRow>('SELECT * FROM access_workspace WHERE id = $1', [id]);
  const [row] = workspaces.rows;
  if (!row) return undefined;
  const members = await client.query<MemberRow>(
    'SELECT * FROM access_member WHERE workspace_id = $1 ORDER BY id',
    [id],
  );
  const documents = await client.query<{ document_id: string; locked: number; roles: string }>(
    'SELECT document_id, locked, roles FROM access_document WHERE workspace_id = $1',
    [id],
  );
  return {
    id: row.id,
    name: row.name,
    revision: row.revision,
    members: new Map(members.rows.map((member) => [member.id, memberOf(member)])),
    documents: documentsOf(documents.rows),
  };
}
