import type { Database, Statement } from 'better-sqlite3';
import type { Role } from '../protocol/access-api.ts';
import type {
  AuditRow,
  DocumentRow,
  IdentityRow,
  InviteRow,
  MemberRow,
  SigningKeyRow,
  StartCodeRow,
  WorkspaceRow,
} from './access-rows.ts';

/** All SQL of the access store, prepared once. */
export function prepareAccessStatements(database: Database) {
  const prepare = <P extends unknown[], R = unknown>(sql: string) =>
    database.prepare(sql) as unknown as Statement<P, R>;
  return {
    identity: prepare<[], IdentityRow>('SELECT * FROM relay_identity'),
    addIdentity: prepare<[string, string]>(
      'INSERT INTO relay_identity(only_row, relay_id, code_secret) VALUES (1, ?, ?)',
    ),
    signingKeys: prepare<[], SigningKeyRow>(
      'SELECT * FROM signing_key ORDER BY retired_at_ms IS NULL DESC, retired_at_ms DESC, kid',
    ),
    addSigningKey: prepare<[string, string, string, number]>(
      'INSERT INTO signing_key(kid, public_key, private_key, made_at_ms) VALUES (?, ?, ?, ?)',
    ),
    retireSigningKey: prepare<[number]>(
      'UPDATE signing_key SET retired_at_ms = ?, private_key = NULL WHERE retired_at_ms IS NULL',
    ),
    cutOffRetired: prepare<[]>('UPDATE signing_key SET cut_off = 1 WHERE retired_at_ms IS NOT NULL'),
    dropOldSigningKeys: prepare<[number]>('DELETE FROM signing_key WHERE retired_at_ms <= ?'),
    setAddress: prepare<[string]>('UPDATE relay_identity SET address = ?'),
    useOnce: prepare<[string, number]>('INSERT OR IGNORE INTO used_once(id, expires_at_ms) VALUES (?, ?)'),
    dropUsed: prepare<[number]>('DELETE FROM used_once WHERE expires_at_ms <= ?'),

    workspaces: prepare<[], WorkspaceRow & { members: number }>(
      `SELECT *, (SELECT count(*) FROM member
         WHERE workspace_id = workspace.id AND revoked_at_ms IS NULL) AS members
       FROM workspace ORDER BY id`,
    ),
    workspace: prepare<[string], WorkspaceRow>('SELECT * FROM workspace WHERE id = ?'),
    revisions: prepare<[], { id: string; revision: number }>('SELECT id, revision FROM workspace'),
    addWorkspace: prepare<[string, string, number]>(
      'INSERT INTO workspace(id, name, created_at_ms) VALUES (?, ?, ?)',
    ),
    raiseRevision: prepare<[string], { revision: number }>(
      'UPDATE workspace SET revision = revision + 1 WHERE id = ? RETURNING revision',
    ),

    members: prepare<[string], MemberRow>('SELECT * FROM member WHERE workspace_id = ? ORDER BY id'),
    member: prepare<[string, string], MemberRow>('SELECT * FROM member WHERE workspace_id = ? AND id = ?'),
    memberOfDevice: prepare<[string, string], MemberRow>(
      'SELECT * FROM member WHERE workspace_id = ? AND device_key_id = ?',
    ),
    otherFacilitators: prepare<[string, string], { count: number }>(
      `SELECT count(*) AS count FROM member
       WHERE workspace_id = ? AND id <> ? AND role = 'facilitator' AND revoked_at_ms IS NULL`,
    ),
    countMembers: prepare<[string], { count: number }>(
      'SELECT count(*) AS count FROM member WHERE workspace_id = ?',
    ),
    addMember: prepare<[MemberRow]>(
      `INSERT INTO member VALUES (:id, :workspace_id, :device_key_id, :device_key, :display_name,
         :organisation, :partner, :role, :joined_at_ms, :revoked_at_ms, :revoked_revision)`,
    ),
    noteSeen: prepare<[number, string, string]>(
      `INSERT INTO member_seen(member_id, at_ms)
       SELECT id, ? FROM member WHERE workspace_id = ? AND id = ? AND revoked_at_ms IS NULL
       ON CONFLICT DO UPDATE SET at_ms = max(at_ms, excluded.at_ms)`,
    ),
    lastSeen: prepare<[string], { member_id: string; at_ms: number }>(
      `SELECT member_id, at_ms FROM member_seen JOIN member ON member.id = member_id
       WHERE workspace_id = ? AND revoked_at_ms IS NULL`,
    ),
    forgetSeen: prepare<[string]>('DELETE FROM member_seen WHERE member_id = ?'),
    setRole: prepare<[Role, string]>('UPDATE member SET role = ? WHERE id = ?'),
    readmit: prepare<[Role, string | null, string, string, string]>(
      `UPDATE member SET role = ?, partner = ?, display_name = ?, organisation = ?,
         revoked_at_ms = NULL, revoked_revision = NULL WHERE id = ?`,
    ),
    revoke: prepare<[number, number, string]>(
      'UPDATE member SET revoked_at_ms = ?, revoked_revision = ? WHERE id = ?',
    ),

    inviteByCode: prepare<[string], InviteRow>('SELECT * FROM invite WHERE code_hash = ?'),
    invite: prepare<[string, string], InviteRow>('SELECT * FROM invite WHERE workspace_id = ? AND id = ?'),
    openInvites: prepare<[string, number], InviteRow>(
      `SELECT * FROM invite WHERE workspace_id = ? AND expires_at_ms > ? AND uses < max_uses
       ORDER BY created_at_ms DESC, id`,
    ),
    addInvite: prepare<[InviteRow]>(
      `INSERT INTO invite VALUES (:id, :workspace_id, :code_hash, :role, :partner, :created_at_ms,
         :created_revision, :expires_at_ms, :max_uses, :uses)`,
    ),
    useInvite: prepare<[string]>('UPDATE invite SET uses = uses + 1 WHERE id = ?'),
    dropInvite: prepare<[string]>('DELETE FROM invite WHERE id = ?'),
    dropOldInvites: prepare<[number]>('DELETE FROM invite WHERE expires_at_ms <= ?'),

    startCodeByCode: prepare<[string], StartCodeRow>('SELECT * FROM start_code WHERE code_hash = ?'),
    startCode: prepare<[string], StartCodeRow>('SELECT * FROM start_code WHERE id = ?'),
    startCodes: prepare<[], StartCodeRow>('SELECT * FROM start_code ORDER BY created_at_ms DESC, id'),
    addStartCode: prepare<[string, string, number, number]>(
      'INSERT INTO start_code(id, code_hash, created_at_ms, expires_at_ms) VALUES (?, ?, ?, ?)',
    ),
    spendStartCode: prepare<[string, string]>('UPDATE start_code SET workspace_id = ? WHERE id = ?'),
    dropStartCode: prepare<[string]>('DELETE FROM start_code WHERE id = ?'),

    documents: prepare<[string], DocumentRow>(
      'SELECT document_id, locked, roles FROM document_access WHERE workspace_id = ?',
    ),
    putDocument: prepare<[string, string, number, string]>(
      `INSERT INTO document_access(workspace_id, document_id, locked, roles) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET locked = excluded.locked, roles = excluded.roles`,
    ),
    dropDocument: prepare<[string, string]>(
      'DELETE FROM document_access WHERE workspace_id = ? AND document_id = ?',
    ),

    addAudit: prepare<[string, number, string, string, string, string]>(
      `INSERT INTO access_audit(workspace_id, at_ms, actor, action, subject, detail)
       VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    dropOldAudit: prepare<[string, string, number]>(
      `DELETE FROM access_audit WHERE workspace_id = ? AND id <=
         (SELECT id FROM access_audit WHERE workspace_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    ),
    audit: prepare<[string | null, string | null, number], AuditRow>(
      `SELECT at_ms, workspace_id, actor, action, subject, detail FROM access_audit
       WHERE ? IS NULL OR workspace_id = ? ORDER BY id DESC LIMIT ?`,
    ),
  };
}

export type AccessStatements = ReturnType<typeof prepareAccessStatements>;
