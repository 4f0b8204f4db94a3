import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { deviceKeySchema, type Role } from '../protocol/access-api.ts';
import { type AccessStore, administrator, type Newcomer, type NewInvite } from './access-store.ts';
import { keyThumbprint } from './relay-identity.ts';

/** One store as two processes see it, and the clock of both. */
export interface TwoStores {
  readonly store: AccessStore;
  readonly other: AccessStore;
  readonly setClock: (milliseconds: number) => void;
}

export function someDevice(): Newcomer {
  const deviceKey = deviceKeySchema.parse(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }));
  const deviceKeyId = keyThumbprint(deviceKey);
  return { memberId: randomUUID(), deviceKey, deviceKeyId, displayName: 'Ana', organisation: 'PP4' };
}

export const startMs = Date.UTC(2026, 0, 1);
export const dayMs = 86_400_000;

export const someInvite = (codeHash: string, change: Partial<NewInvite> = {}): NewInvite => ({
  id: randomUUID(),
  codeHash,
  role: 'editor',
  partner: null,
  expiresAtMs: startMs + dayMs,
  maxUses: 1,
  ...change,
});

/** What the tests of a store begin with. */
export class AccessBench {
  readonly #open: () => Promise<TwoStores>;

  constructor(open: () => Promise<TwoStores>) {
    this.#open = open;
  }

  async empty(): Promise<TwoStores> {
    const stores = await this.#open();
    stores.setClock(startMs);
    return stores;
  }

  /** A workspace `w`. */
  async withInvites(...invites: NewInvite[]): Promise<TwoStores> {
    const stores = await this.empty();
    await stores.store.createWorkspace({ id: 'w', name: 'Partnership' }, administrator);
    for (const one of invites) await stores.store.addInvite('w', one, administrator);
    return stores;
  }

  async withMember(role: Role = 'facilitator') {
    const stores = await this.withInvites(someInvite('first', { role }));
    const { member } = await stores.store.redeemInvite('first', someDevice());
    return { ...stores, member };
  }
}
