import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { AccessError } from './access-error.ts';
import type { RelayIdentity } from './access-store.ts';
import { keyThumbprint } from './relay-identity.ts';

/** Short, because a token is looked at alone: rights are looked up anew, but a stolen one must die soon. */
export const tokenLifeSeconds = 600;
const challengeLifeSeconds = 120;
/** Several relays on one store do not have the same time to the second. */
const toleranceSeconds = 30;
const issuer = 'clusterpolisee-relay';
// Pinned: what a token says about its own algorithm is compared, never followed.
const algorithm = 'EdDSA';
const tokenType = 'access+jwt';
const challengeType = 'challenge+jwt';

/** Whose token it is, and how long it holds. */
export interface TokenClaims {
  readonly workspaceId: string;
  readonly memberId: string;
  readonly expiresAtMs: number;
}

export interface Challenge {
  readonly id: string;
  readonly expiresAtMs: number;
}

/** The token was good and ran out; all other defects are `tokenInvalid`. */
export class TokenExpiredError extends AccessError {
  constructor(cause: unknown) {
    super('tokenInvalid', { cause });
    this.name = 'TokenExpiredError';
  }
}

export interface Tokens {
  readonly issue: (workspaceId: string, memberId: string) => Promise<string>;
  /** Rejects with `TokenExpiredError` or `AccessError` `tokenInvalid`. */
  readonly verify: (token: string) => Promise<TokenClaims>;
  /** Nothing is kept of it until it is answered. */
  readonly issueChallenge: () => Promise<string>;
  /** Rejects with `challengeInvalid`. Whether it was used before is for the caller to see. */
  readonly verifyChallenge: (challenge: string) => Promise<Challenge>;
}

export function createTokens(identity: RelayIdentity, wallClock: () => number): Tokens {
  const { relayId, signingKey } = identity;
  const privateKey = createPrivateKey({ key: { ...signingKey }, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  const kid = keyThumbprint(signingKey);
  const now = () => Math.floor(wallClock() / 1_000);

  const sign = (type: string, claims: Record<string, string>, lifeSeconds: number) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ: type, kid })
      .setIssuer(issuer)
      .setAudience(relayId)
      .setIssuedAt(now())
      .setExpirationTime(now() + lifeSeconds)
      .sign(privateKey);
  const check = async (text: string, type: string, lifeSeconds: number) => {
    const { payload, protectedHeader } = await jwtVerify(text, publicKey, {
      algorithms: [algorithm],
      typ: type,
      issuer,
      audience: relayId,
      currentDate: new Date(wallClock()),
      clockTolerance: toleranceSeconds,
      // Also after the relay's clock was set back nothing holds longer than it should.
      maxTokenAge: lifeSeconds,
      requiredClaims: ['exp', 'iat'],
    });
    if (protectedHeader.kid !== kid) throw new errors.JWKSNoMatchingKey();
    return payload;
  };

  return {
    issue: (workspaceId, memberId) => sign(tokenType, { wsp: workspaceId, sub: memberId }, tokenLifeSeconds),
    async verify(token) {
      try {
        const { wsp, sub, exp } = await check(token, tokenType, tokenLifeSeconds);
        if (typeof wsp !== 'string' || sub === undefined) throw new errors.JWTInvalid();
        return { workspaceId: wsp, memberId: sub, expiresAtMs: exp! * 1_000 };
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new TokenExpiredError(error);
        throw refusal(error, 'tokenInvalid');
      }
    },
    issueChallenge: () => sign(challengeType, { jti: randomUUID() }, challengeLifeSeconds),
    async verifyChallenge(challenge) {
      try {
        const { jti, exp } = await check(challenge, challengeType, challengeLifeSeconds);
        if (jti === undefined) throw new errors.JWTInvalid();
        // As long as the tolerance lets it pass it must be known as used.
        return { id: jti, expiresAtMs: (exp! + 2 * toleranceSeconds) * 1_000 };
      } catch (error) {
        throw refusal(error, 'challengeInvalid');
      }
    },
  };
}

/** Whatever is wrong with a text from outside is a refusal; anything else is a fault of ours. */
function refusal(error: unknown, code: 'tokenInvalid' | 'challengeInvalid'): unknown {
  return error instanceof errors.JOSEError || error instanceof TypeError
    ? new AccessError(code, { cause: error })
    : error;
}
