import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { keyThumbprint, makeRelayIdentity } from './relay-identity.ts';
import type { NewRelayIdentity } from './access-store.ts';
import { createTokens, TokenExpiredError, type TokenKeys, tokenLifeSeconds } from './tokens.ts';

const startMs = Date.UTC(2026, 0, 1);
const identity = makeRelayIdentity();
const kid = keyThumbprint(identity.signingKey);
const privateKey = createPrivateKey({ key: { ...identity.signingKey }, format: 'jwk' });

/** One key, as a relay has in its first days. */
function keysOf({ signingKey }: NewRelayIdentity): TokenKeys {
  const signing = createPrivateKey({ key: { ...signingKey }, format: 'jwk' });
  const own = keyThumbprint(signingKey);
  return {
    signing: { kid: own, privateKey: signing },
    find: async (wanted) => (wanted === own ? createPublicKey(signing) : undefined),
    isAccepted: (wanted) => wanted === own,
  };
}

function tokensAt(nowMs = startMs, who = identity) {
  const clock = { nowMs };
  return { clock, ...createTokens(who.relayId, keysOf(who), () => clock.nowMs) };
}

/** A token with everything right, to be made wrong in one way. */
function forged(change: {
  header?: Record<string, string>;
  claims?: Record<string, unknown>;
  issuer?: string;
  audience?: string;
  key?: Parameters<SignJWT['sign']>[0];
}): Promise<string> {
  const seconds = startMs / 1_000;
  return new SignJWT({ wsp: 'w', sub: 'm', iat: seconds, exp: seconds + 600, ...change.claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'access+jwt', kid, ...change.header })
    .setIssuer(change.issuer ?? 'clusterpolisee-relay')
    .setAudience(change.audience ?? identity.relayId)
    .sign(change.key ?? privateKey);
}

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('tokens', () => {
  it('RA-20 say whose they are, for ten minutes', async () => {
    const { clock, issue, verify } = tokensAt();
    const token = await issue('w', 'm');
    expect(await verify(token)).toEqual({
      workspaceId: 'w',
      memberId: 'm',
      expiresAtMs: startMs + tokenLifeSeconds * 1_000,
      kid,
    });
    expect(await verify(await forged({}))).toMatchObject({ workspaceId: 'w' });
    clock.nowMs += (tokenLifeSeconds + 31) * 1_000;
    await expect(verify(token)).rejects.toBeInstanceOf(TokenExpiredError);
  });

  it('RA-20 hold no longer when the clock of the relay is set back or on', async () => {
    const { clock, issue, verify } = tokensAt();
    const token = await issue('w', 'm');
    clock.nowMs = startMs - 2 * 86_400_000;
    await expect(verify(token)).rejects.toMatchObject({ code: 'tokenInvalid' });
    clock.nowMs = startMs + 2 * 86_400_000;
    await expect(verify(token)).rejects.toMatchObject({ code: 'tokenInvalid' });
    expect(await verify(await issue('w', 'm'))).toMatchObject({ memberId: 'm' });
  });

  it('RA-21 that were forged in any way are refused', async () => {
    const { verify, issue } = tokensAt();
    const good = await issue('w', 'm');
    const [header = '', payload = '', signature = ''] = good.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const publicKey = createPublicKey(privateKey);
    const withSecret = (secret: string | Buffer) => {
      const text = `${segment({ alg: 'HS256', typ: 'access+jwt', kid })}.${payload}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const forgeries: Record<string, string> = {
      'alg none': new UnsecuredJWT(claims).encode(),
      'alg none with the signature left': `${segment({ alg: 'none', typ: 'access+jwt', kid })}.${payload}.${signature}`,
      'no signature': `${header}.${payload}.`,
      'other claims under the signature': `${header}.${segment({ ...claims, sub: 'facilitator' })}.${signature}`,
      'HS256 with the public key (PEM)': withSecret(
        publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      ),
      'HS256 with the public key (bytes)': withSecret(Buffer.from(identity.signingKey.x, 'base64url')),
      'another key': await forged({ key: stranger }),
      'another key, in the header': await forged({
        key: stranger,
        header: { jwk: createPublicKey(stranger).export({ format: 'jwk' }) as never },
      }),
      'another algorithm': await forged({ key: curve, header: { alg: 'ES256' } }),
      'another kid': await forged({ header: { kid: 'other' } }),
      'no kid': await forged({ header: { kid: undefined as never } }),
      'a kid that is no text': await forged({ header: { kid: [kid] as never } }),
      "a kid of JavaScript's own": await forged({ header: { kid: '__proto__' } }),
      'another relay': await forged({ audience: 'other' }),
      'another issuer': await forged({ issuer: 'somebody' }),
      'another kind of token': await forged({ header: { typ: 'challenge+jwt' } }),
      'expired long ago': await forged({ claims: { iat: 0, exp: 600 } }),
      'good for a year': await forged({ claims: { iat: 1, exp: startMs / 1_000 + 31_536_000 } }),
      'without an end': await forged({ claims: { exp: undefined } }),
      'without a workspace': await forged({ claims: { wsp: undefined } }),
      'without a member': await forged({ claims: { sub: undefined } }),
      'critical extension': await forged({ header: { crit: ['x'] as never, x: 'y' } }).catch(() => 'x.y.z'),
      'no token': '',
      'no token at all': 'Bearer',
      'a very long one': `${good}${'A'.repeat(10_000)}`,
    };
    for (const [name, token] of Object.entries(forgeries)) {
      const outcome = await verify(token).then(
        () => 'accepted',
        (error: unknown) => (error as { code?: string }).code,
      );
      expect([name, outcome]).toEqual([name, 'tokenInvalid']);
    }
    expect(await verify(good)).toMatchObject({ memberId: 'm' });
  });

  it('RA-21 of another relay are refused, though made in the same way', async () => {
    const other = tokensAt(startMs, makeRelayIdentity());
    await expect(tokensAt().verify(await other.issue('w', 'm'))).rejects.toMatchObject({
      code: 'tokenInvalid',
    });
  });
});

describe('challenges', () => {
  it('RA-23 are told apart, and run out after two minutes', async () => {
    const { clock, issueChallenge, verifyChallenge } = tokensAt();
    const [one, other] = [await issueChallenge(), await issueChallenge()];
    expect((await verifyChallenge(one)).id).not.toBe((await verifyChallenge(other)).id);
    clock.nowMs += 151_000;
    await expect(verifyChallenge(one)).rejects.toMatchObject({ code: 'challengeInvalid' });
  });

  it('RA-23 are known as used for as long as they can pass', async () => {
    const { clock, issueChallenge, verifyChallenge } = tokensAt();
    const challenge = await issueChallenge();
    clock.nowMs += 149_000;
    expect((await verifyChallenge(challenge)).expiresAtMs).toBeGreaterThan(startMs + 151_000);
  });

  it('RA-23 are no tokens, and tokens are no challenges', async () => {
    const { issue, verify, issueChallenge, verifyChallenge } = tokensAt();
    await expect(verify(await issueChallenge())).rejects.toMatchObject({ code: 'tokenInvalid' });
    await expect(verifyChallenge(await issue('w', 'm'))).rejects.toMatchObject({ code: 'challengeInvalid' });
    await expect(verifyChallenge('x')).rejects.toMatchObject({ code: 'challengeInvalid' });
  });
});
