import { createPrivateKey } from 'node:crypto';
import Database from 'better-sqlite3';
import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from '../storage/room-storage.ts';
import { type AccessStore, administrator, type SigningKey } from './access-store.ts';
import { KeyRing } from './key-ring.ts';
import { keyThumbprint, makeRelayIdentity, makeSigningKey } from './relay-identity.ts';
import { accessStoreSchema } from './sqlite-access-schema.ts';
import { SqliteAccessStore } from './sqlite-access-store.ts';
import { createTokens, TokenExpiredError, type Tokens } from './tokens.ts';

const startMs = Date.UTC(2026, 0, 1);
const clock = { wallMs: startMs, steadyMs: 0 };
const tasks = new Set<() => void>();
const scheduler = {
  now: () => clock.steadyMs,
  afterTurn: (task: () => void) => void setImmediate(task),
  after: (delayMs: number, task: () => void) => void setTimeout(task, delayMs),
  every: (_intervalMs: number, task: () => void) => {
    tasks.add(task);
    return () => tasks.delete(task);
  },
};
const pass = (milliseconds: number) => {
  clock.wallMs += milliseconds;
  clock.steadyMs += milliseconds;
};
const wallClock = () => clock.wallMs;
const failures: unknown[] = [];

let database: Database.Database;
let store: AccessStore;
let relayId: string;
const rings: KeyRing[] = [];

beforeEach(async () => {
  Object.assign(clock, { wallMs: startMs, steadyMs: 0 });
  failures.length = 0;
  database = new Database(':memory:');
  database.exec(accessStoreSchema);
  store = new SqliteAccessStore(database, { scheduler, wallClock, makeIdentity: makeRelayIdentity });
  ({ relayId } = await store.identity());
});
afterEach(() => {
  for (const ring of rings.splice(0)) ring.close();
  tasks.clear();
  database.close();
});

interface Relay {
  readonly ring: KeyRing;
  readonly tokens: Tokens;
  /** How often the keys were read. */
  readonly reads: () => number;
  /** Stands for a relay that has not noticed yet what others have written. */
  readonly setDeaf: (deaf: boolean) => void;
}

async function relay(): Promise<Relay> {
  let reads = 0;
  let deaf = false;
  const source = {
    signingKeys: () => {
      reads += 1;
      return store.signingKeys();
    },
    onChange: (listener: () => void) => store.onChange(() => deaf || listener()),
  };
  const ring = await KeyRing.open({
    store: source,
    scheduler,
    wallClock,
    onFailed: (error) => failures.push(error),
  });
  rings.push(ring);
  const tokens = createTokens(relayId, ring, wallClock);
  return { ring, tokens, reads: () => reads, setDeaf: (next) => (deaf = next) };
}

async function rotate(cutOff = false): Promise<SigningKey> {
  const key = makeSigningKey();
  await store.rotateSigningKey(key, { cutOff }, administrator);
  for (const ring of rings) await ring.refresh();
  return key;
}

const outcomeOf = (tokens: Tokens, token: string): Promise<string> =>
  tokens.verify(token).then(
    () => 'taken',
    (error: unknown) =>
      error instanceof TokenExpiredError ? 'ran out' : String((error as { code?: string }).code),
  );
const kidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;

/** What somebody makes who has got hold of a key. */
function forgedWith({ d, ...key }: SigningKey, kid = keyThumbprint(key)): Promise<string> {
  const seconds = Math.floor(clock.wallMs / 1_000);
  return new SignJWT({ wsp: 'w', sub: 'facilitator' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'access+jwt', kid })
    .setIssuer('clusterpolisee-relay')
    .setAudience(relayId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 600)
    .sign(createPrivateKey({ key: { ...key, d }, format: 'jwk' }));
}

const firstKey = async (): Promise<SigningKey> => {
  const { publicKey, privateKey } = (await store.signingKeys())[0]!;
  return { ...publicKey, d: privateKey! };
};

describe('changing the key that signs', () => {
  it('RA-45 new tokens are of the new key, old ones hold until they run out', async () => {
    const { tokens } = await relay();
    const old = await tokens.issue('w', 'm');
    const challenge = await tokens.issueChallenge();
    const key = await rotate();
    const fresh = await tokens.issue('w', 'm');
    expect(kidOf(fresh)).toBe(keyThumbprint(key));
    expect(kidOf(old)).not.toBe(kidOf(fresh));
    expect(await Promise.all([old, fresh].map((token) => outcomeOf(tokens, token)))).toEqual([
      'taken',
      'taken',
    ]);
    expect((await tokens.verifyChallenge(challenge)).id).toMatch(/^[\w-]+$/);
    pass(599_000);
    expect(await outcomeOf(tokens, old)).toBe('taken');
    pass(40_000);
    expect(await outcomeOf(tokens, old)).toBe('ran out');
  });

  it('RA-45 a key that was cut off counts at once for nothing, nor does one retired before', async () => {
    const { tokens } = await relay();
    const stolen = await firstKey();
    const tokenOf = async () => [await tokens.issue('w', 'm'), await forgedWith(stolen)];
    const old = await tokenOf();
    await rotate();
    expect(await Promise.all(old.map((token) => outcomeOf(tokens, token)))).toEqual(['taken', 'taken']);
    const between = await tokens.issue('w', 'm');
    const challenge = await tokens.issueChallenge();
    await rotate(true);
    const all = [...old, between, await forgedWith(stolen)];
    expect(await Promise.all(all.map((token) => outcomeOf(tokens, token)))).toEqual(all.map(() => 'ran out'));
    await expect(tokens.verifyChallenge(challenge)).rejects.toMatchObject({ code: 'challengeInvalid' });
    expect(await outcomeOf(tokens, await tokens.issue('w', 'm'))).toBe('taken');
    // However the clock is set.
    pass(-86_400_000);
    expect(await outcomeOf(tokens, await forgedWith(stolen))).toBe('ran out');
  });

  it('RA-45 a retired key signs nothing new that would be taken, once its tokens have run out', async () => {
    const { tokens } = await relay();
    const retired = await firstKey();
    await rotate();
    pass(659_000);
    expect(await outcomeOf(tokens, await forgedWith(retired))).toBe('taken');
    pass(1_000);
    expect(await outcomeOf(tokens, await forgedWith(retired))).toBe('ran out');
  });

  it('RA-21 a kid of a known key does not make the signature of another one good', async () => {
    const { tokens } = await relay();
    const retired = await firstKey();
    const key = await rotate(true);
    const stranger = makeSigningKey();
    const forgeries = [
      await forgedWith(stranger),
      await forgedWith(stranger, keyThumbprint(key)),
      await forgedWith(stranger, keyThumbprint(retired)),
      await forgedWith(retired, keyThumbprint(key)),
    ];
    expect(await Promise.all(forgeries.map((token) => outcomeOf(tokens, token)))).toEqual(
      forgeries.map(() => 'tokenInvalid'),
    );
  });

  it('RA-45 a token of a key that is too new to be known is looked up, not refused', async () => {
    const [one, other] = [await relay(), await relay()];
    other.setDeaf(true);
    await store.rotateSigningKey(makeSigningKey(), { cutOff: false }, administrator);
    await one.ring.refresh();
    pass(1_000);
    expect(await outcomeOf(other.tokens, await one.tokens.issue('w', 'm'))).toBe('taken');
  });

  it('RA-45 made-up kids do not make a relay read its store at will', async () => {
    const { tokens, reads } = await relay();
    const before = reads();
    pass(10_000);
    for (let attempt = 0; attempt < 20; attempt++)
      expect(await outcomeOf(tokens, await forgedWith(makeSigningKey()))).toBe('tokenInvalid');
    expect(reads() - before).toBe(1);
    pass(250);
    await outcomeOf(tokens, await forgedWith(makeSigningKey()));
    expect(reads() - before).toBe(2);
  });

  it('RA-35 keys that cannot be read stay as they were, and are read as soon as possible', async () => {
    const { tokens, ring } = await relay();
    const old = await tokens.issue('w', 'm');
    const real = store.signingKeys.bind(store);
    store.signingKeys = () => Promise.reject(new StorageError('busy', 'locked'));
    await store.rotateSigningKey(makeSigningKey(), { cutOff: true }, administrator);
    await ring.refresh();
    expect(failures.length).toBeGreaterThan(0);
    expect(await outcomeOf(tokens, old)).toBe('taken');
    store.signingKeys = real;
    for (const task of tasks) task();
    await expect.poll(() => outcomeOf(tokens, old)).toBe('ran out');
  });

  it('RA-22 a relay whose keys cannot be read at first does not start', async () => {
    const before = tasks.size;
    const source = {
      signingKeys: () => Promise.reject(new StorageError('busy', 'locked')),
      onChange: store.onChange.bind(store),
    };
    const opening = KeyRing.open({ store: source, scheduler, wallClock, onFailed: () => undefined });
    await expect(opening).rejects.toMatchObject({ code: 'busy' });
    expect(tasks.size).toBe(before);
  });
});
