import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type Role, roleSchema } from '../../../relay/protocol/access-api.ts';
import { type Rights, rightsSchema } from '../../../relay/protocol/rights.ts';
import { knownRulesSchema, type PartnershipRules } from '../membership/partnership-rules.ts';

/** This laptop's place in a partnership on a relay. */
export interface StoredMembership {
  /** Of the relay: `wss://relay.example.org`. */
  address: string;
  memberId: string;
  role: Role;
  partner: string | null;
  /** False once the relay has said that this laptop is no member any more. */
  isMember: boolean;
}

const membershipSchema = z.object({
  address: z.string(),
  memberId: z.string(),
  role: roleSchema,
  partner: z.string().nullable(),
  isMember: z.boolean(),
});
const rightsByDocumentSchema = z.record(z.string(), rightsSchema);

/** What a workspace keeps of its partnership, so that it is known without a network too. */
export interface MembershipRepository {
  get(): StoredMembership | undefined;
  put(membership: StoredMembership): void;
  /** Forgets the membership and all that was known under it. */
  remove(): void;
  /** What the relay said last of documents that may not be changed. */
  rights(documentId: string): Rights | undefined;
  putRights(documentId: string, rights: Rights): void;
  /** The members as they were last read, as the reader wants them back. */
  members(): unknown;
  putMembers(members: unknown): void;
  /** Members, roles and locks as the relay said them last. */
  rules(): PartnershipRules | undefined;
  putRules(rules: PartnershipRules): void;
}

const keys = {
  membership: 'membership',
  rights: 'membership.rights',
  members: 'membership.members',
  rules: 'membership.rules',
} as const;

export function createMembershipRepository(database: Database): MembershipRepository {
  const read = database.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const write = database.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  const erase = database.prepare('DELETE FROM setting WHERE key = ?');
  const content = (key: string): unknown => {
    const text = read.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const put = (key: string, value: unknown) => void write.run(key, JSON.stringify(value));
  // Asked for each document at each report, hundreds of times a minute.
  let rights: Record<string, Rights> | undefined;
  const allRights = () => (rights ??= rightsByDocumentSchema.catch({}).parse(content(keys.rights)));

  return {
    get: () => membershipSchema.safeParse(content(keys.membership)).data,
    put: (membership) => put(keys.membership, membership),
    remove() {
      rights = undefined;
      for (const key of Object.values(keys)) erase.run(key);
    },
    rights: (documentId) => allRights()[documentId],
    putRights(documentId, said) {
      const { [documentId]: known, ...others } = allRights();
      if (JSON.stringify(known) === JSON.stringify(said)) return;
      rights = { ...others, [documentId]: said };
      put(keys.rights, rights);
    },
    members: () => content(keys.members),
    putMembers: (members) => put(keys.members, members),
    rules: () => knownRulesSchema.safeParse(content(keys.rules)).data,
    putRules: (rules) => put(keys.rules, rules),
  };
}
