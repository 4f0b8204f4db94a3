import { AccessError } from '../access/access-error.ts';
import { type AccessStore, administrator, type WorkspaceAccess } from '../access/access-store.ts';
import { ruledDocumentId } from '../access/document-name.ts';
import { type CodeMaker, type InviteWish, makeInvite, makeStartCode } from '../access/invites.ts';
import { keyThumbprint, makeSigningKey } from '../access/relay-identity.ts';
import type { Role } from '../protocol/access-api.ts';
import { formatInviteCode } from '../protocol/invite-code.ts';
import { inviteLink } from '../protocol/invite-link.ts';
import { type Report, tableLines, timeText } from './report.ts';

export interface AdminTools extends Omit<CodeMaker, 'identity'> {
  readonly store: AccessStore;
}

interface LinkFlags {
  readonly url?: URL;
}

/** What an administrator can do, each with what there is to say about it. Rejects with `AccessError`. */
export class AdminActions {
  readonly #tools: AdminTools;

  constructor(tools: AdminTools) {
    this.#tools = tools;
  }

  async createWorkspace(flags: LinkFlags & { name: string; id?: string; expires: number }): Promise<Report> {
    const { store, newId } = this.#tools;
    const workspace = { id: flags.id ?? newId(), name: flags.name };
    await store.createWorkspace(workspace, administrator);
    const wish = { role: 'facilitator', partner: null, maxUses: 1, expiresInSeconds: flags.expires } as const;
    const invite = await this.#invite(workspace.id, wish, flags);
    return {
      json: { workspace, ...invite.json },
      lines: [`Workspace ${workspace.id} is made.`, '', 'For its first facilitator:', ...invite.lines],
    };
  }

  async listWorkspaces(): Promise<Report> {
    const workspaces = await this.#tools.store.listWorkspaces();
    const rows = workspaces.map(({ id, name, members, createdAtMs }) => [
      id,
      name,
      String(members),
      timeText(createdAtMs),
    ]);
    return { json: { workspaces }, lines: tableLines(['ID', 'NAME', 'MEMBERS', 'MADE'], rows) };
  }

  async createStartCode(flags: LinkFlags & { expires: number }): Promise<Report> {
    const { store } = this.#tools;
    const maker = { ...this.#tools, identity: await store.identity() };
    const { startCode, code } = makeStartCode(flags.expires, maker);
    await store.addStartCode(startCode, administrator);
    const { id, expiresAtMs } = startCode;
    const link = await this.#link(code, flags);
    const json = { startCode: { id, expiresAtMs }, code: formatInviteCode(code), link };
    const lines = [
      `Link:       ${link ?? unknownAddress}`,
      `Start code: ${json.code}`,
      `Until:      ${timeText(expiresAtMs)}, for 1`,
    ];
    return { json, lines };
  }

  async listStartCodes(): Promise<Report> {
    const startCodes = await this.#tools.store.listStartCodes();
    const rows = startCodes.map(({ id, expiresAtMs, workspaceId }) => [
      id,
      timeText(expiresAtMs),
      workspaceId ?? '-',
    ]);
    return { json: { startCodes }, lines: tableLines(['ID', 'UNTIL', 'USED FOR'], rows) };
  }

  async withdrawStartCode(id: string): Promise<Report> {
    await this.#tools.store.withdrawStartCode(id, administrator);
    return done('The start code is withdrawn.');
  }

  async createInvite(
    workspaceId: string,
    flags: LinkFlags & { role: Role; partner?: string; expires: number; uses: number },
  ): Promise<Report> {
    const { role, partner = null, uses, expires } = flags;
    const wish = { role, partner, maxUses: uses, expiresInSeconds: expires };
    return this.#invite(workspaceId, wish, flags);
  }

  async listInvites(workspaceId: string): Promise<Report> {
    await this.#workspace(workspaceId);
    const invites = await this.#tools.store.listInvites(workspaceId);
    const rows = invites.map(({ id, role, partner, uses, maxUses, expiresAtMs }) => [
      id,
      role,
      partner ?? '-',
      `${uses}/${maxUses}`,
      timeText(expiresAtMs),
    ]);
    return { json: { invites }, lines: tableLines(['ID', 'ROLE', 'PARTNER', 'USED', 'UNTIL'], rows) };
  }

  async withdrawInvite(workspaceId: string, inviteId: string): Promise<Report> {
    await this.#tools.store.withdrawInvite(workspaceId, inviteId, administrator);
    return done('The invite is withdrawn. Who joined with it stays a member.');
  }

  async listMembers(workspaceId: string): Promise<Report> {
    const { members } = await this.#workspace(workspaceId);
    const seen = await this.#tools.store.lastSeen(workspaceId);
    const listed = [...members.values()].map((member) => ({
      ...member,
      lastSeenAtMs: seen.get(member.id) ?? null,
    }));
    const rows = listed.map((member) => [
      member.id,
      member.displayName,
      member.organisation || '-',
      member.partner ?? '-',
      member.revokedAtMs === null ? member.role : 'removed',
      timeText(member.joinedAtMs),
      member.lastSeenAtMs === null ? '-' : timeText(member.lastSeenAtMs),
    ]);
    return {
      json: { members: listed },
      lines: tableLines(['ID', 'NAME', 'ORGANISATION', 'PARTNER', 'ROLE', 'JOINED', 'LAST SEEN'], rows),
    };
  }

  async setRole(workspaceId: string, memberId: string, role: Role): Promise<Report> {
    const member = await this.#tools.store.setRole(workspaceId, memberId, role, administrator);
    return done(`${member.displayName} is ${role} now.`);
  }

  async revokeMember(workspaceId: string, memberId: string): Promise<Report> {
    const { store } = this.#tools;
    await store.revokeMember(workspaceId, memberId, administrator);
    const invites = await store.listInvites(workspaceId);
    const still = invites.length === 0 ? '' : ` Open invites: ${invites.length}; see \`invite list\`.`;
    return done(`The member is removed.${still}`);
  }

  async listDocuments(workspaceId: string): Promise<Report> {
    const { documents } = await this.#workspace(workspaceId);
    const rows = [...documents].map(([id, { locked, roles }]) => [
      id,
      locked ? 'locked' : '-',
      Object.entries(roles)
        .map(([member, role]) => `${member}: ${role}`)
        .join(', ') || '-',
    ]);
    const json = { documents: [...documents].map(([id, access]) => ({ id, ...access })) };
    return { json, lines: tableLines(['ID', 'LOCK', 'ROLES'], rows) };
  }

  async lockDocument(workspaceId: string, id: string, locked: boolean): Promise<Report> {
    const documentId = ruledDocumentId(id);
    const { roles } = await this.#document(workspaceId, documentId);
    await this.#tools.store.setDocumentAccess(workspaceId, documentId, { locked, roles }, administrator);
    return done(locked ? 'The document is locked.' : 'The document is open for changes.');
  }

  async setDocumentRole(
    workspaceId: string,
    id: string,
    memberId: string,
    role: Role | null,
  ): Promise<Report> {
    const documentId = ruledDocumentId(id);
    const { locked, roles } = await this.#document(workspaceId, documentId);
    const others = Object.fromEntries(Object.entries(roles).filter(([id]) => id !== memberId));
    const next = role === null ? others : { ...others, [memberId]: role };
    await this.#tools.store.setDocumentAccess(
      workspaceId,
      documentId,
      { locked, roles: next },
      administrator,
    );
    return done(role === null ? 'The role of the workspace counts again.' : `The member is ${role} there.`);
  }

  async listKeys(): Promise<Report> {
    const stored = await this.#tools.store.signingKeys();
    const keys = stored.map(({ kid, madeAtMs, retiredAtMs, isCutOff }) => ({
      kid,
      madeAtMs,
      retiredAtMs,
      cutOff: isCutOff,
    }));
    const rows = keys.map(({ kid, madeAtMs, retiredAtMs, cutOff }) => [
      kid,
      retiredAtMs === null ? 'signs' : cutOff ? 'cut off' : 'retired',
      timeText(madeAtMs),
      retiredAtMs === null ? '-' : timeText(retiredAtMs),
    ]);
    return { json: { keys }, lines: tableLines(['KEY', 'STATE', 'MADE', 'RETIRED'], rows) };
  }

  async rotateKey(cutOff: boolean): Promise<Report> {
    const key = makeSigningKey();
    await this.#tools.store.rotateSigningKey(key, { cutOff }, administrator);
    const kid = keyThumbprint(key);
    const before = cutOff
      ? 'Nothing that earlier keys have signed is taken any more; laptops get new tokens by themselves.'
      : 'Tokens of the key before hold until they run out, 10 minutes at most.';
    return { json: { kid, cutOff }, lines: [`New tokens are signed by ${kid}.`, before] };
  }

  async audit(workspaceId: string, limit: number): Promise<Report> {
    await this.#workspace(workspaceId);
    const audit = await this.#tools.store.listAudit(workspaceId, limit);
    const rows = audit.map(({ atMs, actor, action, subject, detail }) => [
      timeText(atMs),
      actor,
      action,
      subject,
      detail || '-',
    ]);
    return { json: { audit }, lines: tableLines(['WHEN', 'WHO', 'WHAT', 'TO', 'DETAIL'], rows) };
  }

  async #invite(workspaceId: string, wish: InviteWish, flags: LinkFlags) {
    const { store } = this.#tools;
    const made = makeInvite(wish, { ...this.#tools, identity: await store.identity() });
    const invite = await store.addInvite(workspaceId, made.invite, administrator);
    const code = formatInviteCode(made.code);
    const link = await this.#link(made.code, flags);
    const lines = [
      `Link:  ${link ?? unknownAddress}`,
      `Code:  ${code}`,
      `Role:  ${invite.role}`,
      `Until: ${timeText(invite.expiresAtMs)}, for ${invite.maxUses}`,
    ];
    return { json: { invite, code, link }, lines };
  }

  async #link(code: string, { url }: LinkFlags): Promise<string | null> {
    const address = url?.href ?? (await this.#tools.store.address());
    return address === null ? null : inviteLink(address, code);
  }

  async #workspace(workspaceId: string): Promise<WorkspaceAccess> {
    const workspace = await this.#tools.store.loadWorkspace(workspaceId);
    if (!workspace) throw new AccessError('notFound');
    return workspace;
  }

  async #document(workspaceId: string, documentId: string) {
    const { documents } = await this.#workspace(workspaceId);
    return documents.get(documentId) ?? { locked: false, roles: {} };
  }
}

const unknownAddress = 'the address of the relay is not known; see --url';
const done = (line: string): Report => ({ json: { done: true }, lines: [line] });
