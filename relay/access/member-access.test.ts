import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CloseCode } from '../protocol/close-codes.ts';
import type { Rights } from '../protocol/rights.ts';
import { StorageError } from '../storage/room-storage.ts';
import type { AccessDecision, AccessGrant, RightsOwner } from './access.ts';
import { someDevice } from './access-bench.test-support.ts';
import { type AccessStore, administrator } from './access-store.ts';
import { KeyRing } from './key-ring.ts';
import { LastSeen } from './last-seen.ts';
import { MemberAccess } from './member-access.ts';
import { makeRelayIdentity, makeSigningKey } from './relay-identity.ts';
import { accessStoreSchema } from './sqlite-access-schema.ts';
import { SqliteAccessStore } from './sqlite-access-store.ts';
import { createTokens, tokenLifeSeconds } from './tokens.ts';
import { WorkspaceDirectory } from './workspace-directory.ts';

const startMs = Date.UTC(2026, 0, 1);
const lifeMs = tokenLifeSeconds * 1_000;

/** Time that passes when the test says so: the relay's clock, and the one that never jumps. */
class FakeTime {
  wallMs = startMs;
  #steadyMs = 0;
  readonly #tasks = new Set<() => void>();
  readonly scheduler = {
    now: () => this.#steadyMs,
    afterTurn: (task: () => void) => void setImmediate(task),
    after: (delayMs: number, task: () => void) => void setTimeout(task, delayMs),
    every: (_intervalMs: number, task: () => void) => {
      this.#tasks.add(task);
      return () => this.#tasks.delete(task);
    },
  };

  pass(milliseconds: number): void {
    this.wallMs += milliseconds;
    this.#steadyMs += milliseconds;
    for (const task of this.#tasks) task();
  }
}

class Owner implements RightsOwner {
  readonly rights: Rights[] = [];
  readonly ends: CloseCode[] = [];
  changed(rights: Rights): void {
    this.rights.push(rights);
  }
  ended(close: CloseCode): void {
    this.ends.push(close);
  }
}

let time: FakeTime;
let database: Database.Database;
let store: AccessStore;
let access: MemberAccess;
let directory: WorkspaceDirectory;
let keys: KeyRing;
let seen: LastSeen;
let memberId: string;
let issue: (workspaceId: string, memberId: string) => Promise<string>;
const failures: unknown[] = [];

beforeEach(async () => {
  time = new FakeTime();
  failures.length = 0;
  database = new Database(':memory:');
  database.exec(accessStoreSchema);
  const wallClock = () => time.wallMs;
  const { scheduler } = time;
  store = new SqliteAccessStore(database, { scheduler, wallClock, makeIdentity: makeRelayIdentity });
  const onFailed = (error: unknown) => failures.push(error);
  keys = await KeyRing.open({ store, scheduler, wallClock, onFailed });
  const tokens = createTokens((await store.identity()).relayId, keys, wallClock);
  ({ issue } = tokens);
  directory = new WorkspaceDirectory({ store, scheduler, onFailed });
  seen = new LastSeen({ store, scheduler, wallClock, onFailed });
  access = new MemberAccess({ tokens, keys, directory, seen, scheduler, wallClock });
  await store.createWorkspace({ id: 'w', name: 'Partnership' }, administrator);
  const invite = {
    id: randomUUID(),
    role: 'editor',
    partner: null,
    maxUses: 9,
    expiresAtMs: startMs + 1,
  } as const;
  await store.addInvite('w', { ...invite, codeHash: 'h' }, administrator);
  memberId = (await store.redeemInvite('h', someDevice())).member.id;
});
afterEach(() => {
  access.close();
  directory.close();
  keys.close();
  database.close();
});

async function decide(room: string, token: string): Promise<AccessDecision> {
  return access.authorise({ query: new URLSearchParams({ token }), headers: {} }, room);
}

async function grantFor(room: string): Promise<AccessGrant> {
  const decision = await decide(room, await issue('w', memberId));
  if (!decision.allowed) throw new Error(decision.close.reason);
  return decision;
}

async function watched(room = 'w/plan') {
  const { liveRights } = await grantFor(room);
  const owner = new Owner();
  const stop = liveRights!.watch(owner);
  return { owner, stop, liveRights: liveRights! };
}

const codes = ({ ends }: Owner) => ends.map(({ code }) => code);

describe('access of members', () => {
  it('RA-34 a connection ends when its token runs out, for the client to come back', async () => {
    const { owner } = await watched();
    time.pass(lifeMs - 1_000);
    expect(owner.ends).toEqual([]);
    time.pass(1_000);
    expect(owner.ends).toMatchObject([{ code: 4501, transient: true }]);
    time.pass(lifeMs);
    expect(owner.ends).toHaveLength(1);
  });

  it('RA-34 a renewed token carries it on', async () => {
    const { owner, liveRights } = await watched();
    for (let round = 0; round < 5; round++) {
      time.pass(lifeMs - 60_000);
      await liveRights.renew(await issue('w', memberId));
    }
    expect(owner.ends).toEqual([]);
    time.pass(lifeMs);
    expect(codes(owner)).toEqual([4501]);
  });

  it('RA-34 setting the clock of the relay neither ends connections nor makes them last', async () => {
    const { owner } = await watched();
    time.wallMs += 2 * 86_400_000;
    time.pass(1_000);
    expect(owner.ends).toEqual([]);
    time.wallMs -= 4 * 86_400_000;
    time.pass(lifeMs);
    expect(codes(owner)).toEqual([4501]);
  });

  it('RA-20 a token that ran out says come back, any other defect says stay away', async () => {
    const token = await issue('w', memberId);
    expect(await decide('w/plan', `${token}x`)).toMatchObject({ close: { code: 4401, transient: false } });
    time.pass(lifeMs + 60_000);
    expect(await decide('w/plan', token)).toMatchObject({ close: { code: 4501, transient: true } });
    expect(await decide('w/plan', await issue('w', 'nobody'))).toMatchObject({ close: { code: 4403 } });
    expect(await decide('v/plan', await issue('v', memberId))).toMatchObject({ close: { code: 4403 } });
  });

  it('RA-33 who was removed between the decision and the entry is ended at the door', async () => {
    const { liveRights } = await grantFor('w/plan');
    await store.revokeMember('w', memberId, administrator);
    await directory.refresh();
    const owner = new Owner();
    liveRights!.watch(owner);
    expect(codes(owner)).toEqual([4403]);
  });

  it('RA-32 a change that comes while rights are being read is not missed', async () => {
    const { owner } = await watched();
    const real = store.revisions.bind(store);
    const gate = Promise.withResolvers<void>();
    store.revisions = async () => {
      const seen = await real();
      await gate.promise;
      return seen;
    };
    const reading = directory.refresh();
    await store.setRole('w', memberId, 'reader', administrator);
    gate.resolve();
    await reading;
    expect(owner.rights).toMatchObject([{ role: 'reader', mayWrite: false }]);
  });

  it('RA-32 an older reading that comes late takes no change back', async () => {
    const { owner } = await watched();
    const old = await store.loadWorkspace('w');
    await store.setRole('w', memberId, 'reader', administrator);
    await directory.refresh();
    expect(owner.rights).toMatchObject([{ role: 'reader' }]);
    const read = vi.spyOn(store, 'loadWorkspace').mockResolvedValue(old);
    await store.setRole('w', memberId, 'commenter', administrator);
    await directory.refresh();
    expect(read).toHaveBeenCalled();
    expect(owner.rights).toHaveLength(1);
    expect(directory.known('w')!.members.get(memberId)!.role).toBe('reader');
  });

  it('RA-32 after the watch has ended nothing is told', async () => {
    const { owner, stop } = await watched();
    stop();
    await store.revokeMember('w', memberId, administrator);
    await directory.refresh();
    time.pass(lifeMs);
    expect(owner.ends).toEqual([]);
    expect(owner.rights).toEqual([]);
  });

  it('RA-45 nobody is ended when a key is changed, everybody of it when it is cut off', async () => {
    const { owner: stays, liveRights } = await watched();
    await store.rotateSigningKey(makeSigningKey(), { cutOff: false }, administrator);
    await keys.refresh();
    expect(stays.ends).toEqual([]);
    const { owner } = await watched();
    // One of them has shown a token of the key that stays.
    const kept = await watched();
    await store.rotateSigningKey(makeSigningKey(), { cutOff: false }, administrator);
    await keys.refresh();
    await liveRights.renew(await issue('w', memberId));
    await store.rotateSigningKey(makeSigningKey(), { cutOff: true }, administrator);
    const renewed = kept.liveRights.renew(await issue('w', memberId));
    await keys.refresh();
    await renewed;
    expect([codes(owner), codes(stays)]).toEqual([[4501], [4501]]);
    const { owner: back } = await watched();
    await keys.refresh();
    expect(back.ends).toEqual([]);
  });

  it('RA-45 a connection that has shown a token of the new key stays when the old one is cut off', async () => {
    const { owner, liveRights } = await watched();
    await store.rotateSigningKey(makeSigningKey(), { cutOff: false }, administrator);
    await keys.refresh();
    await liveRights.renew(await issue('w', memberId));
    const { kid } = keys.signing;
    // Only what was signed before the key in use is cut off.
    database.prepare('UPDATE signing_key SET cut_off = 1 WHERE kid <> ?').run(kid);
    await keys.refresh();
    expect(owner.ends).toEqual([]);
  });

  it('RA-45 who came in while its key was being cut off is ended at the door', async () => {
    const { liveRights } = await grantFor('w/plan');
    await store.rotateSigningKey(makeSigningKey(), { cutOff: true }, administrator);
    await keys.refresh();
    const owner = new Owner();
    liveRights!.watch(owner);
    expect(codes(owner)).toEqual([4501]);
  });

  it('RA-46 a member is seen when it comes, renews its token and goes; written once a minute', async () => {
    const stored = async () => (await store.lastSeen('w')).get(memberId);
    const minute = 60_000;
    const { stop, liveRights } = await watched();
    const written = vi.spyOn(store, 'noteSeen');
    const { stop: stopOther } = await watched('w/other');
    expect(await stored()).toBeUndefined();
    expect((await seen.secondsAgo('w')).get(memberId)).toBe(0);
    time.pass(minute);
    await expect.poll(stored).toBe(startMs);
    expect(written).toHaveBeenCalledTimes(1);
    time.pass(minute);
    await seen.write();
    expect(written).toHaveBeenCalledTimes(1);
    await liveRights.renew(await issue('w', memberId));
    await seen.write();
    expect(await stored()).toBe(startMs + 2 * minute);
    time.pass(minute);
    stop();
    stopOther();
    expect(await stored()).toBe(startMs + 2 * minute);
    time.wallMs += 5_400;
    expect((await seen.secondsAgo('w')).get(memberId)).toBe(5);
    await seen.close();
    expect(await stored()).toBe(startMs + 3 * minute);
    expect(written).toHaveBeenCalledTimes(3);
  });

  it('RA-46 what is noted while it is being written is written the next time', async () => {
    const { liveRights } = await watched();
    const real = store.noteSeen.bind(store);
    const gate = Promise.withResolvers<void>();
    store.noteSeen = async (sightings) => {
      await real(sightings);
      await gate.promise;
    };
    const writing = seen.write();
    const token = await issue('w', memberId);
    time.pass(5_000);
    await liveRights.renew(token);
    gate.resolve();
    await writing;
    store.noteSeen = real;
    await seen.write();
    expect((await store.lastSeen('w')).get(memberId)).toBe(startMs + 5_000);
  });

  it('RA-46 what cannot be written is written the next time', async () => {
    await watched();
    const real = store.noteSeen.bind(store);
    store.noteSeen = () => Promise.reject(new StorageError('full', 'no space'));
    await seen.write();
    expect(failures).toHaveLength(1);
    store.noteSeen = real;
    await seen.write();
    expect((await store.lastSeen('w')).get(memberId)).toBe(startMs);
  });

  it('RA-35 rights that cannot be read stay as they were, and are read as soon as possible', async () => {
    const { owner } = await watched();
    const real = store.revisions.bind(store);
    store.revisions = () => Promise.reject(new StorageError('busy', 'locked'));
    await store.revokeMember('w', memberId, administrator);
    await expect.poll(() => failures.length).toBeGreaterThan(0);
    expect(owner.ends).toEqual([]);
    store.revisions = real;
    time.pass(1_000);
    await expect.poll(() => codes(owner)).toEqual([4403]);
  });
});
