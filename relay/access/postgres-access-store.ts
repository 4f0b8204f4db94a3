import type { Pool, PoolClient } from 'pg';
import type { DocumentAccess, Role } from '../protocol/access-api.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import { postgresErrorOf } from '../storage/postgres-errors.ts';
import { inTransaction } from '../storage/postgres-transactions.ts';
import { StorageError } from '../storage/room-storage.ts';
import { AccessError } from './access-error.ts';
import {
  auditLineOf,
  type AuditRow,
  type DocumentRow,
  identityOf,
  type IdentityRow,
  inviteOf,
  type InviteRow,
  memberOf,
  type MemberRow,
  signingKeyOf,
  type SigningKeyRow,
  startCodeOf,
  type StartCodeRow,
  summaryOf,
  workspaceOf,
  type WorkspaceRow,
} from './access-rows.ts';
import type {
  AccessStore,
  Actor,
  AuditLine,
  Membership,
  Newcomer,
  NewInvite,
  NewRelayIdentity,
  NewStartCode,
  RelayIdentity,
  Sighting,
  SigningKey,
  StoredInvite,
  StoredMember,
  StoredSigningKey,
  StoredStartCode,
  WorkspaceAccess,
  WorkspaceName,
  WorkspaceSummary,
} from './access-store.ts';
import type { ChangeWatch } from './change-watch.ts';
import * as codes from './postgres-access-codes.ts';
import { addSigningKey, rotateSigningKey } from './postgres-access-keys.ts';
import { AccessTransaction } from './postgres-access-transaction.ts';
import { postgresChangeWatch } from './postgres-change-watch.ts';

export interface PostgresAccessStoreOptions {
  readonly scheduler: Scheduler;
  readonly wallClock: () => number;
  readonly makeIdentity: () => NewRelayIdentity;
}

/**
 * Members and rights in a PostgreSQL database whose tables `schemaSteps` have made. A count of changes
 * tells all relays within a quarter of a second that something changed; unlike a notification it cannot
 * be missed, and it passes through connection poolers.
 */
export class PostgresAccessStore implements AccessStore {
  readonly #pool: Pool;
  readonly #options: PostgresAccessStoreOptions;
  readonly #changes: ChangeWatch;
  #auditLines: number | undefined;
  #closed = false;

  /** @param pool gives big integers as numbers; it belongs to the caller. */
  constructor(pool: Pool, options: PostgresAccessStoreOptions) {
    this.#pool = pool;
    this.#options = options;
    this.#changes = postgresChangeWatch(
      async () => (await this.#rows<{ count: number }>('SELECT count FROM access_change'))[0]!.count,
      options.scheduler,
    );
  }

  async identity(): Promise<RelayIdentity> {
    const known = await this.#identity();
    if (known) return known;
    const made = this.#options.makeIdentity();
    await this.#write(async (client) => {
      // Relays that start at the same time all take what the first of them made.
      const added = await client.query(
        'INSERT INTO relay_identity(relay_id, code_secret) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [made.relayId, made.codeSecret],
      );
      if (added.rowCount === 1) await addSigningKey(client, made.signingKey, this.#now());
    });
    return (await this.#identity())!;
  }

  async signingKeys(): Promise<readonly StoredSigningKey[]> {
    await this.identity();
    const rows = await this.#rows<SigningKeyRow>(
      'SELECT * FROM access_signing_key ORDER BY retired_at_ms IS NULL DESC, retired_at_ms DESC, kid',
    );
    return rows.map(signingKeyOf);
  }

  async rotateSigningKey(key: SigningKey, options: { cutOff: boolean }, by: Actor): Promise<void> {
    await this.identity();
    await this.#change((change) => rotateSigningKey(change, key, options, by));
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
    return rows.map(summaryOf);
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
    return this.#change((change) => codes.addInvite(change, workspaceId, invite, by));
  }

  async listInvites(workspaceId: string): Promise<readonly StoredInvite[]> {
    return (await this.#rows<InviteRow>(codes.openInvitesSql, [workspaceId, this.#now()])).map(inviteOf);
  }

  async withdrawInvite(workspaceId: string, inviteId: string, by: Actor): Promise<void> {
    await this.#change((change) => codes.withdrawInvite(change, workspaceId, inviteId, by));
  }

  async addStartCode(code: NewStartCode, by: Actor): Promise<void> {
    await this.#change((change) => codes.addStartCode(change, code, by));
  }

  async listStartCodes(): Promise<readonly StoredStartCode[]> {
    return (await this.#rows<StartCodeRow>(codes.startCodesSql)).map(startCodeOf);
  }

  async withdrawStartCode(id: string, by: Actor): Promise<void> {
    await this.#change((change) => codes.withdrawStartCode(change, id, by));
  }

  async redeemInvite(codeHash: string, newcomer: Newcomer): Promise<Membership> {
    return this.#change((change) => codes.redeemInvite(change, codeHash, newcomer));
  }

  async redeemStartCode(codeHash: string, workspace: WorkspaceName, newcomer: Newcomer): Promise<Membership> {
    return this.#change((change) => codes.redeemStartCode(change, codeHash, workspace, newcomer));
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
      await change.run('DELETE FROM access_member_seen WHERE member_id = $1', memberId);
      await change.note(workspaceId, by, 'memberRevoked', memberId, '');
    });
  }

  /** Outside the turn that changes of rights take: nobody waits for it, and nobody is told. */
  async noteSeen(sightings: readonly Sighting[]): Promise<void> {
    await this.#rows(
      `INSERT INTO access_member_seen(member_id, at_ms)
       SELECT member.id, max(seen.at_ms) FROM unnest($1::text[], $2::text[], $3::bigint[])
         AS seen(workspace_id, member_id, at_ms)
       JOIN access_member member ON member.workspace_id = seen.workspace_id AND member.id = seen.member_id
       WHERE revoked_at_ms IS NULL GROUP BY member.id ORDER BY member.id
       ON CONFLICT (member_id) DO UPDATE SET at_ms = greatest(access_member_seen.at_ms, excluded.at_ms)`,
      [
        sightings.map(({ workspaceId }) => workspaceId),
        sightings.map(({ memberId }) => memberId),
        sightings.map(({ atMs }) => atMs),
      ],
    );
  }

  async lastSeen(workspaceId: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#rows<{ member_id: string; at_ms: number }>(
      `SELECT member_id, at_ms FROM access_member_seen JOIN access_member ON id = member_id
       WHERE workspace_id = $1 AND revoked_at_ms IS NULL`,
      [workspaceId],
    );
    return new Map(rows.map((row) => [row.member_id, row.at_ms]));
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
    return rows.map(auditLineOf);
  }

  limitAudit(lines: number): void {
    this.#auditLines = lines;
  }

  onChange(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  /** The pool stays open: it belongs to the caller. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#changes.close();
  }

  async #identity(): Promise<RelayIdentity | undefined> {
    const [row] = await this.#rows<IdentityRow>('SELECT * FROM relay_identity');
    return row && identityOf(row);
  }

  #now(): number {
    return this.#options.wallClock();
  }

  async #change<T>(work: (change: AccessTransaction) => Promise<T>): Promise<T> {
    const result = await this.#write(async (client) =>
      work(await AccessTransaction.start(client, this.#now(), this.#auditLines)),
    );
    this.#changes.tell();
    return result;
  }

  #write<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.#attempt(() => inTransaction(this.#pool, 'write', work));
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
  const documents = await client.query<DocumentRow>(
    'SELECT document_id, locked, roles FROM access_document WHERE workspace_id = $1',
    [id],
  );
  return workspaceOf(row, members.rows, documents.rows);
}
