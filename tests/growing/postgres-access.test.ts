import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { someDevice } from '../../relay/access/access-bench.test-support.ts';
import { describeAccessStore } from '../../relay/access/access-store.test-support.ts';
import { administrator } from '../../relay/access/access-store.ts';
import { KeyRing } from '../../relay/access/key-ring.ts';
import { PostgresAccessStore } from '../../relay/access/postgres-access-store.ts';
import { makeRelayIdentity } from '../../relay/access/relay-identity.ts';
import { createTokens } from '../../relay/access/tokens.ts';
import { runAdmin } from '../../relay/admin/run-admin.ts';
import { nodeScheduler } from '../../relay/rooms/scheduler.ts';
import { openPostgresStore, type PostgresStore } from '../../relay/storage/open-postgres-store.ts';
import { findPrograms, type PostgresService, startPostgres } from './services.test-support.ts';

const programs = findPrograms();

describe.skipIf(!programs)('members and rights in PostgreSQL (needs postgresql)', () => {
  let server: PostgresService;
  const opened: (PostgresStore | PostgresAccessStore)[] = [];
  beforeAll(async () => {
    server = await startPostgres(programs!);
  });
  afterAll(() => server.dispose());
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close();
  });

  /** Several relays on one database, each with connections of its own. */
  async function openMany(count: number) {
    const url = await server.newSchema();
    const clock = { nowMs: 0 };
    const stores: PostgresAccessStore[] = [];
    for (let index = 0; index < count; index++) {
      const postgres = await openPostgresStore({ url });
      const wallClock = () => clock.nowMs;
      const options = { scheduler: nodeScheduler, wallClock, makeIdentity: makeRelayIdentity };
      const store = new PostgresAccessStore(postgres.pool, options);
      opened.push(postgres, store);
      stores.push(store);
    }
    return { url, stores, clock };
  }

  describeAccessStore('PostgreSQL', async () => {
    const { stores, clock } = await openMany(2);
    return { store: stores[0]!, other: stores[1]!, setClock: (milliseconds) => (clock.nowMs = milliseconds) };
  });

  it('RC-10 relays that start together have one identity', async () => {
    const { stores } = await openMany(4);
    const identities = await Promise.all(stores.map((store) => store.identity()));
    expect(new Set(identities.map(({ relayId }) => relayId)).size).toBe(1);
  });

  it('RC-10 an invite for three lets exactly three in, asked for at all relays at once', async () => {
    const { stores } = await openMany(3);
    const [store] = stores;
    await store!.createWorkspace({ id: 'w', name: 'Partnership' }, administrator);
    const invite = { id: 'i', codeHash: 'code', role: 'facilitator', partner: null } as const;
    await store!.addInvite('w', { ...invite, expiresAtMs: 1_000, maxUses: 3 }, administrator);
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => stores[index % 3]!.redeemInvite('code', someDevice())),
    );
    const joined = answers.filter(({ status }) => status === 'fulfilled');
    expect(joined).toHaveLength(3);
    expect((await store!.loadWorkspace('w'))!.members.size).toBe(3);
    const members = [...(await store!.loadWorkspace('w'))!.members.keys()];
    const left = await Promise.allSettled(
      members.map((member, index) => stores[index]!.revokeMember('w', member, 'somebody')),
    );
    expect(left.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('RA-45 RC-10 all relays take a new key without a restart, and drop one that was cut off', async () => {
    const { url, stores, clock } = await openMany(2);
    const failures: unknown[] = [];
    const relays = await Promise.all(
      stores.map(async (store) => {
        const wallClock = () => clock.nowMs;
        const onFailed = (error: unknown) => failures.push(error);
        const keys = await KeyRing.open({ store, scheduler: nodeScheduler, wallClock, onFailed });
        return { keys, tokens: createTokens((await store.identity()).relayId, keys, wallClock) };
      }),
    );
    const [one, other] = relays;
    const rotate = (...args: string[]) =>
      runAdmin(['key', 'rotate', ...args, '--database', url], {
        out: () => undefined,
        error: () => undefined,
      });
    const old = await one!.tokens.issue('w', 'm');
    const first = one!.keys.signing.kid;
    expect(other!.keys.signing.kid).toBe(first);
    expect(await rotate()).toBe(0);
    await expect.poll(() => relays.map(({ keys }) => keys.signing.kid)).not.toContain(first);
    expect(one!.keys.signing.kid).toBe(other!.keys.signing.kid);
    expect(await other!.tokens.verify(old)).toMatchObject({ memberId: 'm' });
    expect(await other!.tokens.verify(await one!.tokens.issue('w', 'm'))).toMatchObject({ memberId: 'm' });
    expect(await rotate('--cut-off')).toBe(0);
    await expect.poll(() => relays.some(({ keys }) => keys.isAccepted(first))).toBe(false);
    for (const { tokens } of relays)
      await expect(tokens.verify(old)).rejects.toMatchObject({ code: 'tokenInvalid' });
    for (const { keys } of relays) keys.close();
    expect(failures).toEqual([]);
  });

  it("RC-10 the administrator's commands work on the database, and relays hear of it", async () => {
    const { url, stores } = await openMany(1);
    const heard: number[] = [];
    stores[0]!.onChange(() => heard.push(heard.length));
    const run = async (...args: string[]) => {
      const output = { out: '', error: '' };
      const code = await runAdmin([...args, '--database', url, '--json'], {
        out: (text) => (output.out += text),
        error: (text) => (output.error += text),
      });
      return { code, ...output };
    };
    const made = await run('workspace', 'create', '--name', 'Partnership', '--id', 'w');
    expect([made.code, made.error]).toEqual([0, '']);
    const before = heard.length;
    expect((await run('invite', 'create', 'w', '--role', 'reader')).code).toBe(0);
    await expect.poll(() => heard.length).toBeGreaterThan(before);
    expect(JSON.parse((await run('workspace', 'list')).out)).toMatchObject({
      workspaces: [{ id: 'w', name: 'Partnership' }],
    });
    const { password } = new URL(url);
    const wrong = await runAdmin(['workspace', 'list', '--database', url.replace(password, 'secret')], {
      out: () => undefined,
      error: (text) => {
        expect(text).toMatch(/Check user, password/);
        expect(text).not.toContain('secret');
      },
    });
    expect(wrong).toBe(1);
  });
});
