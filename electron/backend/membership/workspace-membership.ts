import type { MembershipResponse } from '../../../relay/protocol/access-api.ts';
import type { Rights } from '../../../relay/protocol/rights.ts';
import type { Membership, ReadOnlyReason } from '../../../shared/contract/membership.ts';
import { isComments } from '../../../shared/documents/companions.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { commonsDocumentId } from '../documents/document-hub.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import type { MembershipRepository, StoredMembership } from '../repositories/membership-repository.ts';
import type { RelaySetting } from '../sync/relay-address.ts';
import type { After } from '../sync/timers.ts';
import { type AccessClient, createAccessClient } from './access-client.ts';
import { AccessRefusal, asUserError } from './access-refusal.ts';
import type { DocumentRights } from './document-rights.ts';
import type { HttpFetch } from './http-fetch.ts';
import { storedMembership } from './joining.ts';
import { linkTokens } from './link-tokens.ts';
import { createKnownRules, type KnownRules } from './partnership-rules.ts';
import { createTokenSource, type TokenSource } from './token-source.ts';

/** The membership of the open workspace, and everything that is done under it. */
export interface WorkspaceMembership {
  view(): Membership | null;
  /** The relay for this workspace's documents; null without a membership. */
  relay(): RelaySetting | null;
  readonly rights: DocumentRights;
  /** Who is a member with which role, and what is locked: what this laptop goes by when it hosts a room. */
  readonly rules: KnownRules;
  readonly repository: MembershipRepository;
  /** Asks the relay something under the membership. Rejects with an `AppError`. */
  ask<Answer>(question: (client: AccessClient, token: string) => Promise<Answer>): Promise<Answer>;
  /** Takes up a membership, or gives it up with null. */
  set(address: string, response: MembershipResponse | null): void;
  close(): void;
}

export interface WorkspaceMembershipOptions {
  repository: MembershipRepository;
  /** The partnership's id at the relay. */
  sharedId: () => string;
  deviceKey: () => DeviceKey;
  fetch: HttpFetch;
  after: After;
  monotonicNow: () => number;
  /** The documents meet elsewhere from now on. */
  relayChanged: () => void;
  /** Role or standing are other than before. */
  changed: () => void;
  /** The relay can be reached now. */
  relayAnswers: () => boolean;
  reportBug: (error: unknown) => string;
}

const rulesIntervalMs = 60_000;

interface Connection {
  client: AccessClient;
  tokens: TokenSource;
  relay: RelaySetting;
}

export function createWorkspaceMembership(options: WorkspaceMembershipOptions): WorkspaceMembership {
  const { repository, deviceKey, fetch } = options;
  let stored = repository.get();
  const rules = createKnownRules({
    repository,
    async ask() {
      if (!connection || !stored?.isMember) return undefined;
      const { client, tokens } = connection;
      const sharedId = options.sharedId();
      try {
        return await client.rules(await tokens.get(), sharedId);
      } catch (error) {
        // No network, or no answer that can be read: what was said last holds.
        if (asUserError(error) instanceof AppError) return undefined;
        throw error;
      }
    },
    reportBug: options.reportBug,
  });
  let connection = stored && connect(stored);

  const update = (patch: Partial<StoredMembership>) => {
    if (!stored) return;
    const next = { ...stored, ...patch };
    if (next.role === stored.role && next.isMember === stored.isMember) return;
    stored = next;
    repository.put(next);
    options.changed();
  };
  function connect({ address, memberId }: StoredMembership): Connection {
    const client = createAccessClient({ address, deviceKey, fetch });
    const tokens = createTokenSource({
      request: () => client.token(options.sharedId(), memberId),
      onGrant({ role }) {
        update({ role, isMember: true });
        void rules.refresh();
      },
      onRefused: ({ code }) => code === 'memberRevoked' && update({ isMember: false }),
      after: options.after,
      monotonicNow: options.monotonicNow,
    });
    return { client, tokens, relay: { address, tokens: linkTokens(tokens) } };
  }
  // The relay does not tell of members that come; a laptop that goes offline soon should know of them.
  const lookAtRules = () => {
    cancelLook = options.after(rulesIntervalMs, lookAtRules);
    if (options.relayAnswers()) void rules.refresh();
  };
  let cancelLook = options.after(rulesIntervalMs, lookAtRules);
  const rights: DocumentRights = {
    readOnly(documentId) {
      if (!stored) return null;
      if (!stored.isMember) return 'removed';
      const known = repository.rights(documentId);
      return known ? reasonOf(known) : reasonOfRole(stored.role, documentId);
    },
    note(documentId, said) {
      const known = JSON.stringify(repository.rights(documentId));
      repository.putRights(documentId, said);
      // A role or a lock was changed: perhaps not for this laptop alone.
      if (known !== undefined && known !== JSON.stringify(said)) void rules.refresh();
      // Sooner than by the next token.
      if (documentId === commonsDocumentId) update({ role: said.role });
    },
  };
  return {
    rights,
    rules,
    repository,
    view() {
      if (!stored) return null;
      const { address, memberId, role, isMember } = stored;
      return { address, memberId, role, isMember };
    },
    relay: () => connection?.relay ?? null,
    async ask(question) {
      if (!connection) throw new AppError('notFound');
      const { client, tokens } = connection;
      try {
        const token = await tokens.get();
        try {
          return await question(client, token);
        } catch (error) {
          // It ran out while the laptop slept: one more try with a new one.
          if (!(error instanceof AccessRefusal) || error.code !== 'tokenInvalid') throw error;
          tokens.reject(token);
          return await question(client, await tokens.get());
        }
      } catch (error) {
        throw asUserError(error);
      }
    },
    set(address, response) {
      connection?.tokens.close();
      repository.remove();
      rules.forget();
      stored = response ? storedMembership(address, response) : undefined;
      if (stored) repository.put(stored);
      connection = stored && connect(stored);
      options.relayChanged();
      options.changed();
    },
    close() {
      cancelLook();
      rules.close();
      connection?.tokens.close();
    },
  };
}

function reasonOf(rights: Rights): ReadOnlyReason | null {
  if (rights.mayWrite) return null;
  if (rights.reason === 'locked') return 'locked';
  if (rights.reason === 'document-full') return 'full';
  return rights.reason === 'comment-only' ? 'commenter' : 'reader';
}

/** Before the relay has said anything of a document, the role of the partnership counts. */
function reasonOfRole(role: Membership['role'], documentId: string): ReadOnlyReason | null {
  if (role === 'reader') return 'reader';
  return role === 'commenter' && !isComments(documentId) ? 'commenter' : null;
}
