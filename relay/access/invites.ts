import type { Role } from '../protocol/access-api.ts';
import { inviteCodeBytes, makeInviteCode } from '../protocol/invite-code.ts';
import type { NewInvite, NewStartCode, RelayIdentity } from './access-store.ts';
import { hashCode } from './relay-identity.ts';

export interface CodeMaker {
  readonly identity: RelayIdentity;
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly wallClock: () => number;
}

export interface InviteWish {
  readonly role: Role;
  readonly partner: string | null;
  readonly expiresInSeconds: number;
  readonly maxUses: number;
}

/** An invite and its code, which is nowhere kept. */
export function makeInvite(wish: InviteWish, maker: CodeMaker): { invite: NewInvite; code: string } {
  const { role, partner, maxUses } = wish;
  const { code, ...made } = makeCode(wish.expiresInSeconds, maker);
  return { invite: { ...made, role, partner, maxUses }, code };
}

export function makeStartCode(
  expiresInSeconds: number,
  maker: CodeMaker,
): { startCode: NewStartCode; code: string } {
  const { code, ...startCode } = makeCode(expiresInSeconds, maker);
  return { startCode, code };
}

function makeCode(expiresInSeconds: number, { identity, newId, randomBytes, wallClock }: CodeMaker) {
  const code = makeInviteCode(randomBytes(inviteCodeBytes));
  const expiresAtMs = wallClock() + expiresInSeconds * 1_000;
  return { id: newId(), codeHash: hashCode(identity, code), expiresAtMs, code };
}
