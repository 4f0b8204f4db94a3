import type { DevicePublicKey, DocumentAccess, Role } from '../protocol/access-api.ts';

/**
 * The durable home of who may do what. Every call is one transaction: it takes effect as a whole, and is
 * durable when it resolves, or rejects (`AccessError` when the rules forbid it, `StorageError` when the
 * store cannot). Several processes may use one store at the same time.
 */
export interface AccessStore {
  /** The same for all relays on one store; made the first time it is asked for. */
  identity(): Promise<RelayIdentity>;
  /** The newest first: exactly one signs, the others were retired. */
  signingKeys(): Promise<readonly StoredSigningKey[]>;
  /**
   * From now on `key` signs. What the one before has signed is still taken until it runs out; with
   * `cutOff` nothing that any other key has signed is taken any more.
   */
  rotateSigningKey(key: SigningKey, options: { cutOff: boolean }, by: Actor): Promise<void>;
  /** Under which address laptops reach the relay, for links of invites; null = not known yet. */
  address(): Promise<string | null>;
  setAddress(address: string): Promise<void>;
  /** True for the first who uses an id, false for all who come later, until it expires. */
  useOnce(id: string, expiresAtMs: number): Promise<boolean>;

  listWorkspaces(): Promise<readonly WorkspaceSummary[]>;
  /** Rejects with `workspaceExists`. */
  createWorkspace(workspace: WorkspaceName, by: Actor): Promise<void>;
  /** Everything that decides on rights, as it is now; undefined when there is no such workspace. */
  loadWorkspace(workspaceId: string): Promise<WorkspaceAccess | undefined>;
  /** `WorkspaceAccess.revision` of all workspaces. */
  revisions(): Promise<ReadonlyMap<string, number>>;

  /** Rejects with `notFound` (no such workspace) or `tooManyInvites`. */
  addInvite(workspaceId: string, invite: NewInvite, by: Actor): Promise<StoredInvite>;
  /** Those that can still be used, newest first. */
  listInvites(workspaceId: string): Promise<readonly StoredInvite[]>;
  /** Rejects with `notFound`. */
  withdrawInvite(workspaceId: string, inviteId: string, by: Actor): Promise<void>;
  addStartCode(code: NewStartCode, by: Actor): Promise<void>;
  listStartCodes(): Promise<readonly StoredStartCode[]>;
  withdrawStartCode(id: string, by: Actor): Promise<void>;

  /** Makes the newcomer a member, as `redemption.ts` decides; rejects with its refusals. */
  redeemInvite(codeHash: string, newcomer: Newcomer): Promise<Membership>;
  /**
   * Makes the workspace and the newcomer its first facilitator. Done once per start code; the same
   * device that asks again for the same workspace gets the same answer.
   */
  redeemStartCode(codeHash: string, workspace: WorkspaceName, newcomer: Newcomer): Promise<Membership>;

  /** Rejects with `notFound` or `lastFacilitator`. A member that was revoked stays so. */
  setRole(workspaceId: string, memberId: string, role: Role, by: Actor): Promise<StoredMember>;
  /** Rejects with `notFound` or `lastFacilitator`. Calling twice is harmless. */
  revokeMember(workspaceId: string, memberId: string, by: Actor): Promise<void>;
  /**
   * Notes when members were here last; what is known to be later stays. Only of those who are members now,
   * and no change of rights: no revision rises and nobody is told.
   */
  noteSeen(sightings: readonly Sighting[]): Promise<void>;
  /** By member id, in milliseconds since 1970; without those of whom nothing is known, and those removed. */
  lastSeen(workspaceId: string): Promise<ReadonlyMap<string, number>>;
  /** Replaces lock and roles of one document. Rejects with `notFound` (the workspace, or a member named). */
  setDocumentAccess(
    workspaceId: string,
    documentId: string,
    access: DocumentAccess,
    by: Actor,
  ): Promise<void>;

  /** The newest first; null = of all workspaces. */
  listAudit(workspaceId: string | null, limit: number): Promise<readonly AuditLine[]>;
  /**
   * From now on each change made here leaves so many lines of its workspace, and of what belongs to none: the
   * newest. Relays alone are told so: a command must not drop what its relay would keep.
   */
  limitAudit(lines: number): void;
  /** Calls after rights may have changed, by whichever process, at most half a second later. Returns the way to stop. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface RelayIdentity {
  /** The audience of tokens. */
  readonly relayId: string;
  /** What codes are hashed with: base64url. */
  readonly codeSecret: string;
}

/** Ed25519, private, as a JWK; never leaves the relay. */
export type SigningKey = DevicePublicKey & { readonly d: string };

export interface NewRelayIdentity extends RelayIdentity {
  /** The first one. */
  readonly signingKey: SigningKey;
}

export interface StoredSigningKey {
  /** RFC 7638 thumbprint: the `kid` of the tokens that it signs. */
  readonly kid: string;
  readonly publicKey: DevicePublicKey;
  /** `d` of the JWK; forgotten when the key is retired. */
  readonly privateKey: string | null;
  readonly madeAtMs: number;
  /** Null for the one that signs. */
  readonly retiredAtMs: number | null;
  /** It may be in wrong hands: nothing that it has signed is taken, whatever the clock says. */
  readonly isCutOff: boolean;
}

export interface Sighting {
  readonly workspaceId: string;
  readonly memberId: string;
  readonly atMs: number;
}

/** Who changed something: a member's id, or the administrator at the relay's machine. */
export type Actor = string;
export const administrator: Actor = 'administrator';

export interface WorkspaceName {
  readonly id: string;
  readonly name: string;
}

export interface WorkspaceSummary extends WorkspaceName {
  readonly createdAtMs: number;
  /** Without those that were revoked. */
  readonly members: number;
}

export interface WorkspaceAccess extends WorkspaceName {
  /** Grows with every change of members, roles and locks. */
  readonly revision: number;
  /** By member id, also those that were revoked. */
  readonly members: ReadonlyMap<string, StoredMember>;
  /** Only documents that differ from the rule of the workspace. */
  readonly documents: ReadonlyMap<string, DocumentAccess>;
}

export interface StoredMember {
  readonly id: string;
  readonly deviceKey: DevicePublicKey;
  /** RFC 7638 thumbprint of the key. One device is one member of a workspace. */
  readonly deviceKeyId: string;
  readonly displayName: string;
  readonly organisation: string;
  readonly partner: string | null;
  readonly role: Role;
  readonly joinedAtMs: number;
  readonly revokedAtMs: number | null;
}

export interface NewInvite {
  readonly id: string;
  readonly codeHash: string;
  readonly role: Role;
  readonly partner: string | null;
  readonly expiresAtMs: number;
  readonly maxUses: number;
}

export interface StoredInvite extends Omit<NewInvite, 'codeHash'> {
  readonly createdAtMs: number;
  readonly uses: number;
}

export interface NewStartCode {
  readonly id: string;
  readonly codeHash: string;
  readonly expiresAtMs: number;
}

export interface StoredStartCode {
  readonly id: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** The workspace that was made with it. */
  readonly workspaceId: string | null;
}

export interface Newcomer {
  /** The id of the member, should one be made. */
  readonly memberId: string;
  readonly deviceKey: DevicePublicKey;
  readonly deviceKeyId: string;
  readonly displayName: string;
  readonly organisation: string;
}

export interface Membership {
  readonly workspace: WorkspaceName;
  readonly member: StoredMember;
}

/** Who did what to whom. Carries names and roles, never codes, keys or anything of documents. */
export interface AuditLine {
  readonly atMs: number;
  /** Empty for what belongs to no workspace. */
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly action: AuditAction;
  /** The id of a member, invite or document. */
  readonly subject: string;
  /** At most `maxAuditDetailCharacters`. */
  readonly detail: string;
}

export type AuditAction =
  | 'startCodeCreated'
  | 'startCodeWithdrawn'
  | 'workspaceCreated'
  | 'inviteCreated'
  | 'inviteWithdrawn'
  | 'memberJoined'
  | 'memberReturned'
  | 'roleChanged'
  | 'memberRevoked'
  | 'documentAccessChanged'
  | 'signingKeyRotated';

/** What one workspace may hold. */
export const maxMembers = 1_000;
export const maxOpenInvites = 500;

/** What an audit line says in detail: the roles of a thousand members would fill the disk. */
export const maxAuditDetailCharacters = 2_000;

/** A code that ran out is still known as such for this long, a retired key is still listed. */
export const keepEndedMs = 30 * 86_400_000;
