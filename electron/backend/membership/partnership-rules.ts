import type { z } from 'zod';
import { rulesResponseSchema } from '../../../relay/protocol/access-api.ts';
import type { MembershipRepository } from '../repositories/membership-repository.ts';

/** Members, roles and locks of a partnership, as its relay said them last. */
export type PartnershipRules = z.infer<typeof knownRulesSchema>;

export const knownRulesSchema = rulesResponseSchema.pick({ documents: true }).extend({
  members: rulesResponseSchema.shape.members.element
    .pick({ id: true, deviceKeyId: true, displayName: true, role: true, revoked: true })
    .array(),
});

/** What a laptop knows of the rules of its partnership: a room without internet goes by it. */
export interface KnownRules {
  /** Null: the relay has never said them. */
  get(): PartnershipRules | null;
  /** Asks the relay, if it can be reached; resolves when that is over. */
  refresh(): Promise<void>;
  onChange(listener: () => void): () => void;
}

export interface KnownRulesOptions {
  repository: Pick<MembershipRepository, 'rules' | 'putRules'>;
  /** Undefined when there is nobody to ask, or no answer. */
  ask: () => Promise<PartnershipRules | undefined>;
  reportBug: (error: unknown) => string;
}

export interface OwnedRules extends KnownRules {
  /** The membership is another one, or none. */
  forget(): void;
  /** What is asked for now comes too late. */
  close(): void;
}

export function createKnownRules({ repository, ask, reportBug }: KnownRulesOptions): OwnedRules {
  const listeners = new Set<() => void>();
  let known: PartnershipRules | null = repository.rules() ?? null;
  let underWay: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let memberships = 0;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const read = async () => {
    const asked = memberships;
    const answer = await ask();
    if (!answer || asked !== memberships) return;
    const next = knownRulesSchema.parse(answer);
    if (JSON.stringify(next) === JSON.stringify(known)) return;
    known = next;
    repository.putRules(next);
    tell();
  };
  const readAll = async () => {
    do {
      again = false;
      await read();
    } while (again);
  };
  return {
    get: () => known,
    refresh() {
      // A token may be granted after the workspace was closed.
      if (closed) return Promise.resolve();
      // The answer that is under way may be from before the change that brought this call.
      if (underWay) again = true;
      else {
        underWay = readAll()
          .catch((error: unknown) => void reportBug(error))
          .finally(() => {
            underWay = undefined;
          });
      }
      return underWay;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget() {
      memberships += 1;
      known = null;
      tell();
    },
    close() {
      closed = true;
      memberships += 1;
      listeners.clear();
    },
  };
}

/** In a workspace of no partnership. */
export const noRules: KnownRules = {
  get: () => null,
  refresh: async () => undefined,
  onChange: () => () => undefined,
};
