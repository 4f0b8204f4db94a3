import { type KeyObject, randomUUID } from 'node:crypto';
import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose';
import { AccessError } from './access-error.ts';

/** Short, because a token is looked at alone: rights are looked up anew, but a stolen one must die soon. */
export const tokenLifeSeconds = 600;
const challengeLifeSeconds = 120;
/** Several relays on one store do not have the same time to the second. */
export const toleranceSeconds = 30;
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
  /** The key that signed it. */
  readonly kid: string;
}

/** The keys of a relay, as they are at every moment. */
export interface TokenKeys {
  readonly signing: { readonly kid: string; readonly privateKey: KeyObject };
  /** The public key of that id, also when nothing that it signed is taken any more. */
  find(kid: string): Promise<KeyObject | undefined>;
  /** False for keys that are unknown, cut off, or retired for so long that their tokens have run out. */
  isAccepted(kid: string): boolean;
}

export interface Challenge {
  readonly id: string;
  readonly expiresAtMs: number;
}

/** The token was good and ran out, or its key was retired; all other defects are `tokenInvalid`. */
export class TokenExpiredError extends AccessError {
  constructor(cause: unknown) {
    super('tokenInvalid', { cause });
    this.name = 'TokenExpiredError';
  }
}

/** The signature is right, and the key that made it no longer counts. */
class KeyRetiredError extends errors.JOSEError {}

export interface Tokens {
  readonly issue: (workspaceId: string, memberId: string) => Promise<string>;
  /** Rejects with `TokenExpiredError` or `AccessError` `tokenInvalid`. */
  readonly verify: (token: string) => Promise<TokenClaims>;
  /** Nothing is kept of it until it is answered. */
  readonly issueChallenge: () => Promise<string>;
  /** Rejects with `challengeInvalid`. Whether it was used before is for the caller to see. */
  readonly verifyChallenge: (challenge: string) => Promise<Challenge>;
}

export function createTokens(relayId: string, keys: TokenKeys, wallClock: () => number): Tokens {
  const now = () => Math.floor(wallClock() / 1_000);

  const sign = (type: string, claims: Record<string, string>, lifeSeconds: number) => {
    const { kid, privateKey } = keys.signing;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ: type, kid })
      .setIssuer(issuer)
      .setAudience(relayId)
      .setIssuedAt(now())
      .setExpirationTime(now() + lifeSeconds)
      .sign(privateKey);
  };
  // The id chooses among the relay's own keys; a key in the header is never looked at.
  const keyOf = async ({ kid }: JWTHeaderParameters) => {
    const key = typeof kid === 'string' ? await keys.find(kid) : undefined;
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  const check = async (text: string, type: string, lifeSeconds: number) => {
    const { payload, protectedHeader } = await jwtVerify(text, keyOf, {
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
    const kid = protectedHeader.kid!;
    if (!keys.isAccepted(kid)) throw new KeyRetiredError();
    return { payload, kid };
  };

  return {
    issue: (workspaceId, memberId) => sign(tokenType, { wsp: workspaceId, sub: memberId }, tokenLifeSeconds),
    async verify(token) {
      try {
        const { payload, kid } = await check(token, tokenType, tokenLifeSeconds);
        const { wsp, sub, exp } = payload;
        if (typeof wsp !== 'string' || sub === undefined) throw new errors.JWTInvalid();
        return { workspaceId: wsp, memberId: sub, expiresAtMs: exp! * 1_000, kid };
      } catch (error) {
        if (error instanceof errors.JWTExpired || error instanceof KeyRetiredError)
          throw new TokenExpiredError(error);
        throw refusal(error, 'tokenInvalid');
      }
    },
    issueChallenge: () => sign(challengeType, { jti: randomUUID() }, challengeLifeSeconds),
    async verifyChallenge(challenge) {
      try {
        const { payload } = await check(challenge, challengeType, challengeLifeSeconds);
        const { jti, exp } = payload;
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
