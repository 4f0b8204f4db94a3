import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type AccessBench, dayMs, someDevice, someInvite, startMs } from './access-bench.test-support.ts';
import { type AccessStore, administrator, maxAuditDetailCharacters } from './access-store.ts';
import { keyThumbprint, makeSigningKey } from './relay-identity.ts';

/** The relay's own identity, its keys, its log of changes, and what processes tell each other. */
export function describeKeeping(bench: AccessBench): void {
  it('AS-1 the relay has one identity, whoever asks first', async () => {
    const { store, other } = await bench.empty();
    const made = await store.identity();
    expect(await other.identity()).toEqual(made);
    expect(made.codeSecret).toMatch(/^[\w-]{43}$/);
    expect(await other.address()).toBeNull();
    await store.setAddress('wss://relay.example');
    expect(await other.address()).toBe('wss://relay.example');
    expect(await other.identity()).toEqual(made);
  });

  it('AS-2 an id is used once, in whichever process, until it runs out', async () => {
    const { store, other, setClock } = await bench.empty();
    expect(await store.useOnce('a', startMs + 1_000)).toBe(true);
    expect(await store.useOnce('a', startMs + 1_000)).toBe(false);
    expect(await other.useOnce('a', startMs + 1_000)).toBe(false);
    expect(await other.useOnce('b', startMs + 1_000)).toBe(true);
    setClock(startMs + 1_000);
    expect(await store.useOnce('c', startMs + 2_000)).toBe(true);
    expect(await store.useOnce('a', startMs + 2_000)).toBe(true);
  });

  it('AS-3 a workspace is made once, and both processes have it', async () => {
    const { store, other } = await bench.withInvites();
    await expect(other.createWorkspace({ id: 'w', name: 'Other' }, administrator)).rejects.toMatchObject({
      code: 'workspaceExists',
    });
    expect(await other.listWorkspaces()).toEqual([
      { id: 'w', name: 'Partnership', createdAtMs: startMs, members: 0 },
    ]);
    expect(await other.loadWorkspace('w')).toMatchObject({ id: 'w', name: 'Partnership' });
    expect(await store.loadWorkspace('elsewhere')).toBeUndefined();
  });

  it('AS-16 who changed what is written down, without codes and keys', async () => {
    const { store, member } = await bench.withMember();
    await store.revokeMember('w', member.id, administrator);
    const lines = await store.listAudit('w', 10);
    expect(lines.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
      [administrator, 'memberRevoked', member.id],
      [member.id, 'memberJoined', member.id],
      [administrator, 'inviteCreated', expect.any(String)],
      [administrator, 'workspaceCreated', 'w'],
    ]);
    expect(JSON.stringify(lines)).not.toContain(member.deviceKey.x);
    expect(JSON.stringify(lines)).not.toContain('first');
    expect(await store.listAudit(null, 2)).toHaveLength(2);
    expect(await store.listAudit('other', 10)).toEqual([]);
  });

  it('AS-24 a relay keeps so many lines of each workspace, the newest; a command drops none', async () => {
    const { store, other } = await bench.withInvites();
    await store.createWorkspace({ id: 'v', name: 'Other' }, administrator);
    const lock = (by: AccessStore, workspaceId: string, documentId: string) =>
      by.setDocumentAccess(workspaceId, documentId, { locked: true, roles: {} }, administrator);
    const subjects = async (workspaceId: string) =>
      (await store.listAudit(workspaceId, 100)).map(({ subject }) => subject);
    store.limitAudit(3);
    for (const id of ['a', 'b', 'c', 'd']) await lock(other, 'w', id);
    for (const id of ['s1', 's2', 's3', 's4'])
      await other.addStartCode({ id, codeHash: id, expiresAtMs: startMs + dayMs }, administrator);
    expect(await subjects('w')).toEqual(['d', 'c', 'b', 'a', 'w']);
    await lock(store, 'w', 'e');
    expect(await subjects('w')).toEqual(['e', 'd', 'c']);
    // What belongs to no workspace too, and nothing of a workspace that nobody touched.
    expect(await subjects('')).toEqual(['s4', 's3', 's2']);
    expect(await subjects('v')).toEqual(['v']);
    await lock(store, 'v', 'a');
    expect([await subjects('v'), await subjects('w')]).toEqual([
      ['a', 'v'],
      ['e', 'd', 'c'],
    ]);
  });

  it('AS-24 the roles of a thousand members are not written down in full', async () => {
    const { store, member } = await bench.withMember();
    const locked = { locked: true, roles: { [member.id]: 'reader' } } as const;
    await store.setDocumentAccess('w', 'plan', locked, administrator);
    const [line] = await store.listAudit('w', 1);
    expect(line!.detail).toBe(JSON.stringify(locked));
    const ids = Array.from({ length: 60 }, () => randomUUID());
    await store.addInvite('w', someInvite('many', { maxUses: ids.length }), administrator);
    for (const memberId of ids) await store.redeemInvite('many', { ...someDevice(), memberId });
    const roles = Object.fromEntries(ids.map((id) => [id, 'reader' as const]));
    await store.setDocumentAccess('w', 'plan', { locked: true, roles }, administrator);
    const [cut] = await store.listAudit('w', 1);
    expect(cut!.detail).toBe(JSON.stringify({ locked: true, roles }).slice(0, maxAuditDetailCharacters));
    expect((await store.loadWorkspace('w'))!.documents.get('plan')!.roles).toEqual(roles);
  });

  it('AS-17 a change by one process is told to the other', async () => {
    const { store, other } = await bench.withInvites();
    let told = 0;
    const stop = other.onChange(() => (told += 1));
    await store.addInvite('w', someInvite('h'), administrator);
    await store.redeemInvite('h', someDevice());
    await expect.poll(() => told).toBeGreaterThan(0);
    stop();
    let own = 0;
    store.onChange(() => (own += 1));
    await store.createWorkspace({ id: 'next', name: 'Next' }, administrator);
    expect(own).toBe(1);
  });

  it('AS-19 one key signs; the ones before are known without their private half, and can be cut off', async () => {
    const { store, other, setClock } = await bench.empty();
    const [first] = await store.signingKeys();
    expect(await other.signingKeys()).toEqual([first]);
    expect(first).toMatchObject({ madeAtMs: startMs, retiredAtMs: null, isCutOff: false });
    expect(first!.privateKey).toMatch(/^[\w-]{43}$/);
    expect(first!.kid).toBe(keyThumbprint(first!.publicKey));
    const [second, third] = [makeSigningKey(), makeSigningKey()];
    setClock(startMs + 1_000);
    await other.rotateSigningKey(second, { cutOff: false }, administrator);
    const retired = { ...first, privateKey: null, retiredAtMs: startMs + 1_000 };
    expect(await store.signingKeys()).toEqual([
      {
        kid: keyThumbprint(second),
        publicKey: { kty: second.kty, crv: second.crv, x: second.x },
        privateKey: second.d,
        madeAtMs: startMs + 1_000,
        retiredAtMs: null,
        isCutOff: false,
      },
      retired,
    ]);
    setClock(startMs + 2_000);
    await store.rotateSigningKey(third, { cutOff: true }, administrator);
    expect(
      (await other.signingKeys()).map(({ kid, privateKey, isCutOff }) => [kid, privateKey, isCutOff]),
    ).toEqual([
      [keyThumbprint(third), third.d, false],
      [keyThumbprint(second), null, true],
      [first!.kid, null, true],
    ]);
    const lines = JSON.stringify(await store.listAudit(null, 10));
    expect(lines).toContain('signingKeyRotated');
    for (const { d } of [second, third]) expect(lines).not.toContain(d);
  });

  it('AS-19 a retired key is listed for a month, and the one that signs for ever', async () => {
    const { store, setClock } = await bench.empty();
    const [first] = await store.signingKeys();
    await store.rotateSigningKey(makeSigningKey(), { cutOff: true }, administrator);
    setClock(startMs + 29 * dayMs);
    await store.rotateSigningKey(makeSigningKey(), { cutOff: false }, administrator);
    expect((await store.signingKeys()).map(({ kid }) => kid)).toContain(first!.kid);
    setClock(startMs + 31 * dayMs);
    await store.rotateSigningKey(makeSigningKey(), { cutOff: false }, administrator);
    expect((await store.signingKeys()).map(({ kid }) => kid)).not.toContain(first!.kid);
    expect(await store.signingKeys()).toHaveLength(3);
  });

  it('AS-19 keys that are changed at the same time leave one that signs', async () => {
    const { store, other } = await bench.empty();
    await store.signingKeys();
    await Promise.all(
      [store, other, store, other].map((one) =>
        one.rotateSigningKey(makeSigningKey(), { cutOff: false }, administrator),
      ),
    );
    const keys = await other.signingKeys();
    expect(keys).toHaveLength(5);
    expect(keys.filter(({ privateKey }) => privateKey !== null)).toEqual([keys[0]]);
    expect(keys[0]!.retiredAtMs).toBeNull();
  });

  it('AS-18 refuses every call after close', async () => {
    const { store } = await bench.withInvites();
    await store.close();
    await expect(store.listWorkspaces()).rejects.toMatchObject({ code: 'closed' });
    await expect(store.redeemInvite('h', someDevice())).rejects.toMatchObject({ code: 'closed' });
    await store.close();
  });
}
