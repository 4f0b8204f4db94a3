import type { PoolClient } from 'pg';
import type { Role } from '../protocol/access-api.ts';
import { AccessError } from './access-error.ts';
import { type InviteRow, memberOf, type MemberRow, type WorkspaceRow } from './access-rows.ts';
import {
  type Actor,
  administrator,
  type AuditAction,
  maxAuditDetailCharacters,
  maxMembers,
  type Membership,
  type Newcomer,
  type StoredMember,
  type WorkspaceName,
} from './access-store.ts';

/**
 * One change of members or rights. Changes wait for each other, over all relays: they are rare, and counts
 * (uses of an invite, the last facilitator) must not be decided twice at once.
 */
export class AccessTransaction {
  readonly #client: PoolClient;
  readonly #nowMs: number;
  readonly #auditLines: number | undefined;

  private constructor(client: PoolClient, nowMs: number, auditLines: number | undefined) {
    this.#client = client;
    this.#nowMs = nowMs;
    this.#auditLines = auditLines;
  }

  /**
   * Takes the turn of all relays; other relays see by the count that something changed.
   * @param auditLines see `AccessStore.limitAudit`
   */
  static async start(
    client: PoolClient,
    nowMs: number,
    auditLines: number | undefined,
  ): Promise<AccessTransaction> {
    await client.query('UPDATE access_change SET count = count + 1');
    return new AccessTransaction(client, nowMs, auditLines);
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  async run(sql: string, ...values: unknown[]): Promise<void> {
    await this.#client.query(sql, values);
  }

  async first<R extends object>(sql: string, ...values: unknown[]): Promise<R | undefined> {
    return (await this.#client.query<R>(sql, values)).rows[0];
  }

  async count(sql: string, ...values: unknown[]): Promise<number> {
    return (await this.first<{ count: number }>(sql, ...values))!.count;
  }

  async note(
    workspaceId: string,
    by: Actor,
    action: AuditAction,
    subject: string,
    detail: string,
  ): Promise<void> {
    await this.run(
      `INSERT INTO access_audit(workspace_id, at_ms, actor, action, subject, detail)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      workspaceId,
      this.#nowMs,
      by,
      action,
      subject,
      detail.slice(0, maxAuditDetailCharacters),
    );
    if (this.#auditLines === undefined) return;
    for (const id of [workspaceId, '']) {
      await this.run(
        `DELETE FROM access_audit WHERE workspace_id = $1 AND id <=
           (SELECT id FROM access_audit WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)`,
        id,
        this.#auditLines,
      );
    }
  }

  /** @returns the new revision. */
  raiseRevision(workspaceId: string): Promise<number> {
    return this.count(
      'UPDATE access_workspace SET revision = revision + 1 WHERE id = $1 RETURNING revision AS count',
      workspaceId,
    );
  }

  async workspace(id: string): Promise<WorkspaceName & { revision: number }> {
    const row = await this.first<WorkspaceRow>('SELECT * FROM access_workspace WHERE id = $1', id);
    if (!row) throw new AccessError('notFound');
    return { id: row.id, name: row.name, revision: row.revision };
  }

  async member(workspaceId: string, memberId: string): Promise<MemberRow> {
    const row = await this.first<MemberRow>(
      'SELECT * FROM access_member WHERE workspace_id = $1 AND id = $2',
      workspaceId,
      memberId,
    );
    if (!row) throw new AccessError('notFound');
    return row;
  }

  memberOfDevice(workspaceId: string, deviceKeyId: string): Promise<MemberRow | undefined> {
    return this.first<MemberRow>(
      'SELECT * FROM access_member WHERE workspace_id = $1 AND device_key_id = $2',
      workspaceId,
      deviceKeyId,
    );
  }

  async addWorkspace({ id, name }: WorkspaceName, by: Actor): Promise<void> {
    const taken = await this.first('SELECT id FROM access_workspace WHERE id = $1', id);
    if (taken) throw new AccessError('workspaceExists');
    await this.run(
      'INSERT INTO access_workspace(id, name, created_at_ms) VALUES ($1, $2, $3)',
      id,
      name,
      this.#nowMs,
    );
    await this.note(id, by, 'workspaceCreated', id, name);
  }

  async startedBefore(madeId: string, wantedId: string, newcomer: Newcomer): Promise<Membership> {
    const member = await this.memberOfDevice(madeId, newcomer.deviceKeyId);
    if (madeId !== wantedId || !member || member.revoked_at_ms !== null) throw new AccessError('codeUsedUp');
    return { workspace: await this.workspace(madeId), member: memberOf(member) };
  }

  async join(
    workspaceId: string,
    newcomer: Newcomer,
    role: Role,
    partner: string | null,
  ): Promise<StoredMember> {
    const members = await this.count(
      'SELECT count(*) AS count FROM access_member WHERE workspace_id = $1',
      workspaceId,
    );
    if (members >= maxMembers) throw new AccessError('tooManyMembers');
    const row = await this.first<MemberRow>(
      `INSERT INTO access_member(id, workspace_id, device_key_id, device_key, display_name, organisation,
         partner, role, joined_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *`,
      newcomer.memberId,
      workspaceId,
      newcomer.deviceKeyId,
      JSON.stringify(newcomer.deviceKey),
      newcomer.displayName,
      newcomer.organisation,
      partner,
      role,
      this.#nowMs,
    );
    await this.raiseRevision(workspaceId);
    await this.note(workspaceId, row!.id, 'memberJoined', row!.id, role);
    return memberOf(row!);
  }

  /** A member whose role rises, or who was removed and is let in again. */
  async promote(
    member: MemberRow,
    { displayName, organisation }: Newcomer,
    { role, partner }: InviteRow,
    kind: 'raise' | 'return',
  ): Promise<StoredMember> {
    await this.run(
      `UPDATE access_member SET role = $1, partner = $2, display_name = $3, organisation = $4,
         revoked_at_ms = NULL, revoked_revision = NULL WHERE id = $5`,
      role,
      partner ?? member.partner,
      displayName,
      organisation,
      member.id,
    );
    await this.raiseRevision(member.workspace_id);
    const action = kind === 'raise' ? 'roleChanged' : 'memberReturned';
    await this.note(member.workspace_id, member.id, action, member.id, `${member.role} to ${role}`);
    return memberOf(await this.member(member.workspace_id, member.id));
  }

  /** The administrator may take the last one out: a laptop can be lost, and a new one invited. */
  async keepOneFacilitator({ workspace_id, id, role }: MemberRow, by: Actor): Promise<void> {
    if (role !== 'facilitator' || by === administrator) return;
    const others = await this.count(
      `SELECT count(*) AS count FROM access_member
       WHERE workspace_id = $1 AND id <> $2 AND role = 'facilitator' AND revoked_at_ms IS NULL`,
      workspace_id,
      id,
    );
    if (others === 0) throw new AccessError('lastFacilitator');
  }
}
