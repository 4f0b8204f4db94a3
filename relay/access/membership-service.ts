import type {
  CreateInviteRequest,
  DocumentAccess,
  JoinRequest,
  MembershipResponse,
  Role,
  SignedClaim,
  StartWorkspaceRequest,
  TokenRequest,
  TokenResponse,
} from '../protocol/access-api.ts';
import { createInviteRequestSchema, type DevicePublicKey } from '../protocol/access-api.ts';
import { AccessError } from './access-error.ts';
import type {
  AccessStore,
  Membership,
  Newcomer,
  RelayIdentity,
  StoredInvite,
  StoredMember,
  WorkspaceAccess,
} from './access-store.ts';
import { isOwnHostname } from './caller-of.ts';
import { ruledDocumentId } from './document-name.ts';
import type { GuessLimit } from './guess-limit.ts';
import { makeInvite } from './invites.ts';
import type { LastSeen } from './last-seen.ts';
import { bearerOf } from './member-access.ts';
import { hashCode, keyThumbprint } from './relay-identity.ts';
import { rightsOf } from './rights-of.ts';
import { isSigned } from './signatures.ts';
import { type Challenge, type Tokens, tokenLifeSeconds } from './tokens.ts';
import type { WorkspaceDirectory } from './workspace-directory.ts';

export interface MembershipServiceOptions {
  readonly store: AccessStore;
  readonly identity: RelayIdentity;
  readonly tokens: Tokens;
  readonly directory: WorkspaceDirectory;
  readonly guesses: GuessLimit;
  readonly seen: LastSeen;
  /** Host names under which laptops reach this relay. */
  readonly hostnames: readonly string[];
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly wallClock: () => number;
}

/** Who sends a request, as far as the network tells. */
export interface Caller {
  readonly address: string;
  /** Of the `Host` header. */
  readonly hostname: string;
  /** Where the connection came in. */
  readonly localAddress: string;
}

/** A member whose token was checked, in the workspace that it asks about. */
export interface Session {
  readonly workspace: WorkspaceAccess;
  readonly member: StoredMember;
}

/** What the relay does for laptops that ask over HTTP. Everything rejects with `AccessError`. */
export class MembershipService {
  readonly #options: MembershipServiceOptions;

  constructor(options: MembershipServiceOptions) {
    this.#options = options;
  }

  async challenge(): Promise<{ challenge: string }> {
    return { challenge: await this.#options.tokens.issueChallenge() };
  }

  async start(request: StartWorkspaceRequest, caller: Caller): Promise<MembershipResponse> {
    const claim = { purpose: 'start', ...request } as const;
    const challenge = await this.#prove(claim, request.deviceKey, request.signature, caller);
    const { store, identity, guesses } = this.#options;
    const hash = hashCode(identity, request.startCode);
    const membership = await guesses.attempt(caller.address, async () => {
      await this.#spend(challenge);
      return store.redeemStartCode(hash, request.workspace, this.#newcomer(request));
    });
    return this.#answer(membership);
  }

  async join(request: JoinRequest, caller: Caller): Promise<MembershipResponse> {
    const claim = { purpose: 'join', ...request } as const;
    const challenge = await this.#prove(claim, request.deviceKey, request.signature, caller);
    const { store, identity, guesses } = this.#options;
    const hash = hashCode(identity, request.code);
    const membership = await guesses.attempt(caller.address, async () => {
      await this.#spend(challenge);
      return store.redeemInvite(hash, this.#newcomer(request));
    });
    return this.#answer(membership);
  }

  async token(request: TokenRequest, caller: Caller): Promise<TokenResponse> {
    const { workspaceId, memberId, signature } = request;
    const workspace = await this.#options.directory.get(workspaceId);
    const member = workspace?.members.get(memberId);
    // Whether there is such a member is told to that member alone.
    if (!member) throw new AccessError('signatureInvalid');
    const claim = { purpose: 'token', ...request } as const;
    const challenge = await this.#prove(claim, member.deviceKey, signature, caller);
    // Before anything is written: who was removed must not make the disk work.
    if (member.revokedAtMs !== null) throw new AccessError('memberRevoked');
    await this.#spend(challenge);
    const token = await this.#issue(workspaceId, memberId);
    return { token, expiresInSeconds: tokenLifeSeconds, role: member.role };
  }

  /** Checks the token of a request about a workspace. */
  async session(authorization: string | undefined, workspaceId: string): Promise<Session> {
    const claims = await this.#options.tokens.verify(bearerOf(authorization) ?? '');
    if (claims.workspaceId !== workspaceId) throw new AccessError('notAllowed');
    const workspace = await this.#options.directory.get(workspaceId);
    const member = workspace?.members.get(claims.memberId);
    if (!workspace || !member) throw new AccessError('notAllowed');
    if (member.revokedAtMs !== null) throw new AccessError('memberRevoked');
    return { workspace, member };
  }

  /**
   * How many seconds ago members were here last, by id. For facilitators alone: it tells when somebody
   * works, and they are the ones who have to find laptops that stay away.
   */
  async seenSecondsAgo({ workspace, member }: Session): Promise<ReadonlyMap<string, number>> {
    return member.role === 'facilitator' ? this.#options.seen.secondsAgo(workspace.id) : new Map();
  }

  async changeRole(session: Session, memberId: string, role: Role): Promise<StoredMember> {
    facilitator(session);
    const { store } = this.#options;
    return this.#inForce(store.setRole(session.workspace.id, memberId, role, session.member.id));
  }

  /** A facilitator removes anybody, everybody can leave. */
  async removeMember(session: Session, memberId: string): Promise<void> {
    if (memberId !== session.member.id) facilitator(session);
    const { store } = this.#options;
    await this.#inForce(store.revokeMember(session.workspace.id, memberId, session.member.id));
  }

  async invites(session: Session): Promise<readonly StoredInvite[]> {
    facilitator(session);
    return this.#options.store.listInvites(session.workspace.id);
  }

  async createInvite(
    session: Session,
    wish: CreateInviteRequest,
  ): Promise<{ invite: StoredInvite; code: string }> {
    facilitator(session);
    const made = makeInvite(createInviteRequestSchema.parse(wish), this.#options);
    const { store } = this.#options;
    const invite = await store.addInvite(session.workspace.id, made.invite, session.member.id);
    return { invite, code: made.code };
  }

  async withdrawInvite(session: Session, inviteId: string): Promise<void> {
    facilitator(session);
    await this.#options.store.withdrawInvite(session.workspace.id, inviteId, session.member.id);
  }

  documentAccess({ workspace }: Session, documentId: string): DocumentAccess {
    return workspace.documents.get(ruledDocumentId(documentId)) ?? { locked: false, roles: {} };
  }

  /** For facilitators of the workspace, and for those of this one document. */
  async setDocumentAccess(session: Session, id: string, access: DocumentAccess): Promise<void> {
    const { workspace, member } = session;
    const documentId = ruledDocumentId(id);
    const document = { workspaceId: workspace.id, documentId, isComments: false };
    if (member.role !== 'facilitator' && rightsOf(workspace, member.id, document)?.role !== 'facilitator')
      throw new AccessError('notAllowed');
    const { store } = this.#options;
    await this.#inForce(store.setDocumentAccess(workspace.id, documentId, access, member.id));
  }

  /** The request is the device's own, for this relay, made just now. */
  async #prove(
    claim: SignedClaim,
    key: DevicePublicKey,
    signature: string,
    caller: Caller,
  ): Promise<Challenge> {
    const { tokens, hostnames } = this.#options;
    if (!isOwnHostname(claim.hostname, caller, hostnames)) throw new AccessError('wrongRelay');
    const challenge = await tokens.verifyChallenge(claim.challenge);
    if (!isSigned(claim, key, signature)) throw new AccessError('signatureInvalid');
    return challenge;
  }

  /** ...and is seen for the first time. Writes to the disk, so strangers get here within bounds only. */
  async #spend({ id, expiresAtMs }: Challenge): Promise<void> {
    if (!(await this.#options.store.useOnce(id, expiresAtMs))) throw new AccessError('challengeInvalid');
  }

  #newcomer({ deviceKey, displayName, organisation }: JoinRequest | StartWorkspaceRequest): Newcomer {
    const deviceKeyId = keyThumbprint(deviceKey);
    return { memberId: this.#options.newId(), deviceKey, deviceKeyId, displayName, organisation };
  }

  async #answer({ workspace: { id, name }, member }: Membership): Promise<MembershipResponse> {
    await this.#options.directory.refresh();
    return {
      workspace: { id, name },
      member: { id: member.id, role: member.role, partner: member.partner },
      token: await this.#issue(id, member.id),
      expiresInSeconds: tokenLifeSeconds,
    };
  }

  #issue(workspaceId: string, memberId: string): Promise<string> {
    this.#options.seen.note(workspaceId, memberId);
    return this.#options.tokens.issue(workspaceId, memberId);
  }

  /** Answers only when open connections have felt the change. */
  async #inForce<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    await this.#options.directory.refresh();
    return result;
  }
}

function facilitator({ member }: Session): void {
  if (member.role !== 'facilitator') throw new AccessError('notAllowed');
}
