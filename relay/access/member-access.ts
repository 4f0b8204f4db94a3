import { closeCodes, type CloseCode } from '../protocol/close-codes.ts';
import type { Rights } from '../protocol/rights.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import type { Access, AccessDecision, AccessRequest, LiveRights, RightsOwner } from './access.ts';
import { AccessError } from './access-error.ts';
import type { WorkspaceAccess } from './access-store.ts';
import { type DocumentName, documentNameOf } from './document-name.ts';
import type { KeyRing } from './key-ring.ts';
import type { LastSeen } from './last-seen.ts';
import { rightsOf } from './rights-of.ts';
import { type TokenClaims, TokenExpiredError, type Tokens } from './tokens.ts';
import type { WorkspaceDirectory } from './workspace-directory.ts';

export interface MemberAccessOptions {
  readonly tokens: Tokens;
  readonly keys: Pick<KeyRing, 'isAccepted' | 'onChange'>;
  readonly directory: WorkspaceDirectory;
  readonly seen: Pick<LastSeen, 'note'>;
  readonly scheduler: Scheduler;
  readonly wallClock: () => number;
}

const expiryCheckMs = 1_000;
const refused = (close: CloseCode): AccessDecision => ({ allowed: false, close });

/** Lets members of a workspace into its rooms, with the rights that they have at every moment. */
export class MemberAccess implements Access {
  readonly #options: MemberAccessOptions;
  readonly #watched = new Map<string, Set<MemberRights>>();
  readonly #stop: (() => void)[];

  constructor(options: MemberAccessOptions) {
    this.#options = options;
    this.#stop = [
      options.directory.onChange((workspace) => {
        for (const rights of this.#watchedIn(workspace.id)) rights.reconsider(workspace);
      }),
      // A key that was cut off may have signed for anybody: who came in by it has to show another token.
      options.keys.onChange(() => this.#forAll((rights) => rights.endIfCutOff())),
      options.scheduler.every(expiryCheckMs, () => this.#endExpired()),
    ];
  }

  async authorise({ query, headers }: AccessRequest, room: string): Promise<AccessDecision> {
    const token = bearerOf(headers.authorization) ?? query.get('token') ?? '';
    let claims: TokenClaims;
    try {
      claims = await this.#options.tokens.verify(token);
    } catch (error) {
      if (error instanceof TokenExpiredError) return refused(closeCodes.tokenExpired);
      if (error instanceof AccessError) return refused(closeCodes.notAuthorised);
      throw error;
    }
    const document = documentNameOf(room);
    if (document?.workspaceId !== claims.workspaceId) return refused(closeCodes.forbidden);
    const workspace = await this.#options.directory.get(claims.workspaceId);
    const now = workspace && rightsOf(workspace, claims.memberId, document);
    if (!now) return refused(closeCodes.forbidden);
    const liveRights = new MemberRights(
      this.#options,
      document,
      claims,
      now,
      this.#watchedIn(document.workspaceId),
    );
    return { allowed: true, mayRead: true, mayWrite: now.mayWrite, memberId: claims.memberId, liveRights };
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#watched.clear();
  }

  #watchedIn(workspaceId: string): Set<MemberRights> {
    const known = this.#watched.get(workspaceId);
    if (known) return known;
    const made = new Set<MemberRights>();
    this.#watched.set(workspaceId, made);
    return made;
  }

  #endExpired(): void {
    const nowMs = this.#options.scheduler.now();
    this.#forAll((rights) => rights.endIfExpired(nowMs));
  }

  #forAll(act: (rights: MemberRights) => void): void {
    for (const all of this.#watched.values()) for (const rights of all) act(rights);
  }
}

/** The token of an `Authorization: Bearer` header. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

class MemberRights implements LiveRights {
  now: Rights;
  readonly #options: MemberAccessOptions;
  readonly #document: DocumentName;
  /** Of the newest token. */
  #claims: TokenClaims;
  readonly #watched: Set<MemberRights>;
  #deadlineMs: number;
  #owner: RightsOwner | undefined;

  constructor(
    options: MemberAccessOptions,
    document: DocumentName,
    claims: TokenClaims,
    now: Rights,
    watched: Set<MemberRights>,
  ) {
    this.#options = options;
    this.#document = document;
    this.#claims = claims;
    this.#watched = watched;
    this.#deadlineMs = this.#deadlineOf(claims);
    this.now = now;
  }

  watch(owner: RightsOwner): () => void {
    this.#owner = owner;
    this.#watched.add(this);
    this.#noteSeen();
    // Between the decision and this moment something may have changed.
    const workspace = this.#options.directory.known(this.#document.workspaceId);
    if (workspace) this.reconsider(workspace);
    this.endIfCutOff();
    return () => {
      this.#noteSeen();
      this.#owner = undefined;
      this.#watched.delete(this);
    };
  }

  async renew(token: string): Promise<void> {
    try {
      const claims = await this.#options.tokens.verify(token);
      const { workspaceId, memberId } = this.#claims;
      if (claims.workspaceId !== workspaceId || claims.memberId !== memberId)
        return this.#end(closeCodes.notAuthorised);
      this.#claims = claims;
      this.#noteSeen();
      this.#deadlineMs = Math.max(this.#deadlineMs, this.#deadlineOf(claims));
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      this.#end(error instanceof TokenExpiredError ? closeCodes.tokenExpired : closeCodes.notAuthorised);
    }
  }

  reconsider(workspace: WorkspaceAccess): void {
    const next = rightsOf(workspace, this.#claims.memberId, this.#document);
    if (!next) return this.#end(closeCodes.forbidden);
    const { role, locked, reason } = this.now;
    if (next.role === role && next.locked === locked && next.reason === reason) return;
    this.now = next;
    this.#owner?.changed(next);
  }

  endIfExpired(nowMs: number): void {
    if (nowMs >= this.#deadlineMs) this.#end(closeCodes.tokenExpired);
  }

  endIfCutOff(): void {
    if (!this.#options.keys.isAccepted(this.#claims.kid)) this.#end(closeCodes.tokenExpired);
  }

  #noteSeen(): void {
    this.#options.seen.note(this.#claims.workspaceId, this.#claims.memberId);
  }

  #end(close: CloseCode): void {
    const owner = this.#owner;
    this.#owner = undefined;
    this.#watched.delete(this);
    owner?.ended(close);
  }

  /** By a clock that never jumps: setting the relay's time neither ends all connections nor keeps one for ever. */
  #deadlineOf({ expiresAtMs }: TokenClaims): number {
    const { scheduler, wallClock } = this.#options;
    return scheduler.now() + (expiresAtMs - wallClock());
  }
}
