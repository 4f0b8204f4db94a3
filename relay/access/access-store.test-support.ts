import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deviceKeySchema, type Role } from '../protocol/access-api.ts';
import type { AccessStore, Newcomer, NewInvite } from './access-store.ts';
import { administrator, maxMembers, maxOpenInvites } from './access-store.ts';
import { keyThumbprint, makeSigningKey } from './relay-identity.ts';

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

const startMs = Date.UTC(2026, 0, 1);
const dayMs = 86_400_000;

/** What every `AccessStore` does, whatever it keeps its data in. */
export function describeAccessStore(name: string, open: () => Promise<TwoStores>): void {
  const openAt = async (milliseconds = startMs) => {
    const stores = await open();
    stores.setClock(milliseconds);
    return stores;
  };
  const invite = (codeHash: string, change: Partial<NewInvite> = {}): NewInvite => ({
    id: randomUUID(),
    codeHash,
    role: 'editor',
    partner: null,
    expiresAtMs: startMs + dayMs,
    maxUses: 1,
    ...change,
  });
  const openWith = async (...invites: NewInvite[]) => {
    const stores = await openAt();
    await stores.store.createWorkspace({ id: 'w', name: 'Partnership' }, administrator);
    for (const one of invites) await stores.store.addInvite('w', one, administrator);
    return stores;
  };
  const withMember = async (role: Role = 'facilitator') => {
    const stores = await openWith(invite('first', { role }));
    const { member } = await stores.store.redeemInvite('first', someDevice());
    return { ...stores, member };
  };

  describe(`access store: ${name}`, () => {
    it('AS-1 the relay has one identity, whoever asks first', async () => {
      const { store, other } = await openAt();
      const made = await store.identity();
      expect(await other.identity()).toEqual(made);
      expect(made.codeSecret).toMatch(/^[\w-]{43}$/);
      expect(await other.address()).toBeNull();
      await store.setAddress('wss://relay.example');
      expect(await other.address()).toBe('wss://relay.example');
      expect(await other.identity()).toEqual(made);
    });

    it('AS-2 an id is used once, in whichever process, until it runs out', async () => {
      const { store, other, setClock } = await openAt();
      expect(await store.useOnce('a', startMs + 1_000)).toBe(true);
      expect(await store.useOnce('a', startMs + 1_000)).toBe(false);
      expect(await other.useOnce('a', startMs + 1_000)).toBe(false);
      expect(await other.useOnce('b', startMs + 1_000)).toBe(true);
      setClock(startMs + 1_000);
      expect(await store.useOnce('c', startMs + 2_000)).toBe(true);
      expect(await store.useOnce('a', startMs + 2_000)).toBe(true);
    });

    it('AS-3 a workspace is made once, and both processes have it', async () => {
      const { store, other } = await openWith();
      await expect(other.createWorkspace({ id: 'w', name: 'Other' }, administrator)).rejects.toMatchObject({
        code: 'workspaceExists',
      });
      expect(await other.listWorkspaces()).toEqual([
        { id: 'w', name: 'Partnership', createdAtMs: startMs, members: 0 },
      ]);
      expect(await other.loadWorkspace('w')).toMatchObject({ id: 'w', name: 'Partnership' });
      expect(await store.loadWorkspace('elsewhere')).toBeUndefined();
    });

    it('AS-4 redeeming an invite binds a device, with the role and partner of the invite', async () => {
      const { store, other } = await openWith(invite('h', { role: 'commenter', partner: 'PP7' }));
      const device = someDevice();
      const { workspace, member } = await store.redeemInvite('h', device);
      expect(workspace).toMatchObject({ id: 'w', name: 'Partnership' });
      const expected = {
        id: device.memberId,
        deviceKey: device.deviceKey,
        deviceKeyId: device.deviceKeyId,
        displayName: 'Ana',
        organisation: 'PP4',
        partner: 'PP7',
        role: 'commenter',
        joinedAtMs: startMs,
        revokedAtMs: null,
      };
      expect(member).toEqual(expected);
      expect([...(await other.loadWorkspace('w'))!.members]).toEqual([[device.memberId, expected]]);
    });

    it('AS-5 unknown, expired, used-up and withdrawn codes let nobody in, each says why', async () => {
      const late = invite('late', { expiresAtMs: startMs });
      const gone = invite('gone');
      const { store } = await openWith(invite('once'), late, gone);
      await store.redeemInvite('once', someDevice());
      await store.withdrawInvite('w', gone.id, administrator);
      const refusals = await Promise.allSettled(
        ['unknown', 'late', 'once', 'gone'].map((hash) => store.redeemInvite(hash, someDevice())),
      );
      expect(refusals.map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
        'codeUnknown',
        'codeExpired',
        'codeUsedUp',
        'codeUnknown',
      ]);
      expect((await store.listWorkspaces())[0]!.members).toBe(1);
    });

    it('AS-6 an invite is used no more often than it says, also when all come at once to both', async () => {
      const { store, other } = await openWith(invite('h', { maxUses: 3 }));
      const attempts = await Promise.allSettled(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 === 0 ? store : other).redeemInvite('h', someDevice()),
        ),
      );
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      expect((await store.loadWorkspace('w'))!.members.size).toBe(3);
      expect(await store.listInvites('w')).toEqual([]);
    });

    it('AS-7 a device that redeems its code again gets its membership, and uses nothing up', async () => {
      const { store, setClock } = await openWith(invite('h', { maxUses: 2 }));
      const device = someDevice();
      const first = await store.redeemInvite('h', device);
      setClock(startMs + 30 * dayMs);
      const second = await store.redeemInvite('h', { ...device, memberId: randomUUID() });
      expect(second.member).toEqual(first.member);
      setClock(startMs);
      expect(await store.listInvites('w')).toMatchObject([{ uses: 1 }]);
    });

    it('AS-8 an invite raises the role of a member and never lowers it', async () => {
      const low = invite('low', { role: 'reader' });
      const high = invite('high', { role: 'facilitator', partner: 'PP2' });
      const { store } = await openWith(invite('h'), low, high);
      const device = someDevice();
      const { member } = await store.redeemInvite('h', device);
      expect((await store.redeemInvite('low', device)).member.role).toBe('editor');
      const raised = await store.redeemInvite('high', device);
      expect(raised.member).toMatchObject({ id: member.id, role: 'facilitator', partner: 'PP2' });
      expect((await store.listInvites('w')).map(({ id }) => id)).toEqual([low.id]);
    });

    it('AS-9 who was removed comes back by a newer invite alone, whatever the clock says', async () => {
      const { store, setClock, member } = await withMember();
      const device = someDevice();
      const old = invite('old', { maxUses: 9 });
      await store.addInvite('w', old, member.id);
      const joined = await store.redeemInvite('old', device);
      await store.revokeMember('w', joined.member.id, member.id);
      expect((await store.loadWorkspace('w'))!.members.get(joined.member.id)!.revokedAtMs).toBe(startMs);
      await expect(store.redeemInvite('old', device)).rejects.toMatchObject({ code: 'memberRevoked' });
      setClock(startMs - 2 * dayMs);
      await store.addInvite('w', invite('new', { role: 'reader' }), member.id);
      const back = await store.redeemInvite('new', { ...device, displayName: 'Ana K.' });
      expect(back.member).toMatchObject({
        id: joined.member.id,
        role: 'reader',
        revokedAtMs: null,
        displayName: 'Ana K.',
      });
    });

    it('AS-10 a start code makes one workspace with its facilitator, and nothing else', async () => {
      const { store, other } = await openAt();
      const code = { id: randomUUID(), codeHash: 's', expiresAtMs: startMs + dayMs };
      await store.addStartCode(code, administrator);
      await store.createWorkspace({ id: 'taken', name: 'Other' }, administrator);
      const device = someDevice();
      const start = (id: string, who = device) => other.redeemStartCode('s', { id, name: 'New' }, who);
      await expect(start('taken')).rejects.toMatchObject({ code: 'workspaceExists' });
      const { workspace, member } = await start('new');
      expect(workspace).toMatchObject({ id: 'new', name: 'New' });
      expect(member).toMatchObject({ id: device.memberId, role: 'facilitator', partner: null });
      expect((await start('new', { ...device, memberId: randomUUID() })).member).toEqual(member);
      await expect(start('second')).rejects.toMatchObject({ code: 'codeUsedUp' });
      await expect(start('new', someDevice())).rejects.toMatchObject({ code: 'codeUsedUp' });
      expect(await store.listStartCodes()).toEqual([
        { id: code.id, createdAtMs: startMs, expiresAtMs: code.expiresAtMs, workspaceId: 'new' },
      ]);
    });

    it('AS-11 start codes run out, can be withdrawn, and are told from invites', async () => {
      const { store, setClock } = await openWith(invite('i'));
      const add = (codeHash: string) => {
        const id = randomUUID();
        return store
          .addStartCode({ id, codeHash, expiresAtMs: startMs + dayMs }, administrator)
          .then(() => id);
      };
      await add('s');
      await store.withdrawStartCode(await add('gone'), administrator);
      const start = (hash: string) => store.redeemStartCode(hash, { id: 'n', name: 'New' }, someDevice());
      await expect(start('gone')).rejects.toMatchObject({ code: 'codeUnknown' });
      await expect(start('i')).rejects.toMatchObject({ code: 'codeForJoining' });
      await expect(store.redeemInvite('s', someDevice())).rejects.toMatchObject({ code: 'codeForStarting' });
      setClock(startMs + dayMs);
      await expect(start('s')).rejects.toMatchObject({ code: 'codeExpired' });
      expect(await store.loadWorkspace('n')).toBeUndefined();
    });

    it('AS-12 a workspace keeps a facilitator, unless the administrator decides', async () => {
      const { store, member } = await withMember();
      for (const change of [
        () => store.setRole('w', member.id, 'editor', member.id),
        () => store.revokeMember('w', member.id, member.id),
      ])
        await expect(change()).rejects.toMatchObject({ code: 'lastFacilitator' });
      await store.addInvite('w', invite('second', { role: 'facilitator' }), member.id);
      const second = await store.redeemInvite('second', someDevice());
      expect(await store.setRole('w', member.id, 'reader', second.member.id)).toMatchObject({
        role: 'reader',
      });
      await store.revokeMember('w', second.member.id, administrator);
      expect((await store.listWorkspaces())[0]!.members).toBe(1);
    });

    it('AS-13 every change of rights raises the revision of its workspace, and of no other', async () => {
      const { store, other, member } = await withMember();
      await store.createWorkspace({ id: 'other', name: 'Other' }, administrator);
      const before = await other.revisions();
      const seen = [before.get('w')];
      await store.addInvite('w', invite('e'), member.id);
      const editor = (await store.redeemInvite('e', someDevice())).member;
      for (const change of [
        () => store.setRole('w', editor.id, 'reader', member.id),
        () => store.setDocumentAccess('w', 'plan', { locked: true, roles: {} }, member.id),
        () => store.setDocumentAccess('w', 'plan', { locked: false, roles: {} }, member.id),
        () => store.revokeMember('w', editor.id, member.id),
      ]) {
        await change();
        seen.push((await other.revisions()).get('w'));
      }
      expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a! - b!));
      expect(seen).toHaveLength(5);
      expect((await other.revisions()).get('other')).toBe(before.get('other'));
    });

    it('AS-14 locks and roles of a document are kept, replaced, and forgotten when there are none', async () => {
      const { store, other, member } = await withMember();
      const put = (locked: boolean, roles: Record<string, Role>) =>
        store.setDocumentAccess('w', 'σχέδιο', { locked, roles }, member.id);
      await put(true, { [member.id]: 'reader' });
      expect((await other.loadWorkspace('w'))!.documents).toEqual(
        new Map([['σχέδιο', { locked: true, roles: { [member.id]: 'reader' } }]]),
      );
      await put(true, {});
      expect((await other.loadWorkspace('w'))!.documents.get('σχέδιο')).toEqual({ locked: true, roles: {} });
      await put(false, {});
      expect((await other.loadWorkspace('w'))!.documents.size).toBe(0);
      await expect(put(false, { stranger: 'editor' })).rejects.toMatchObject({ code: 'notFound' });
    });

    it('AS-15 what is not there cannot be changed', async () => {
      const { store, member } = await withMember();
      await store.createWorkspace({ id: 'other', name: 'Other' }, administrator);
      for (const change of [
        () => store.setRole('other', member.id, 'reader', administrator),
        () => store.setRole('w', 'nobody', 'reader', administrator),
        () => store.revokeMember('other', member.id, administrator),
        () => store.addInvite('nowhere', invite('x'), administrator),
        () => store.withdrawInvite('w', 'none', administrator),
        () => store.withdrawStartCode('none', administrator),
        () => store.setDocumentAccess('nowhere', 'plan', { locked: true, roles: {} }, administrator),
        () =>
          store.setDocumentAccess(
            'other',
            'plan',
            { locked: true, roles: { [member.id]: 'reader' } },
            administrator,
          ),
      ])
        await expect(change()).rejects.toMatchObject({ code: 'notFound' });
      await store.revokeMember('w', member.id, administrator);
      await expect(store.setRole('w', member.id, 'editor', administrator)).rejects.toMatchObject({
        code: 'notFound',
      });
    });

    it('AS-16 who changed what is written down, without codes and keys', async () => {
      const { store, member } = await withMember();
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

    it('AS-17 a change by one process is told to the other', async () => {
      const { store, other } = await openWith();
      let told = 0;
      const stop = other.onChange(() => (told += 1));
      await store.addInvite('w', invite('h'), administrator);
      await store.redeemInvite('h', someDevice());
      await expect.poll(() => told).toBeGreaterThan(0);
      stop();
      let own = 0;
      store.onChange(() => (own += 1));
      await store.createWorkspace({ id: 'next', name: 'Next' }, administrator);
      expect(own).toBe(1);
    });

    it('AS-19 one key signs; the ones before are known without their private half, and can be cut off', async () => {
      const { store, other, setClock } = await openAt();
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
      const { store, setClock } = await openAt();
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
      const { store, other } = await openAt();
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

    it('AS-20 when members were here last is kept apart from their rights', async () => {
      const { store, other, member } = await withMember();
      await store.addInvite('w', invite('e'), member.id);
      const editor = (await store.redeemInvite('e', someDevice())).member;
      await store.createWorkspace({ id: 'other', name: 'Other' }, administrator);
      const before = await store.revisions();
      let told = 0;
      store.onChange(() => (told += 1));
      const seen = (memberId: string, atMs: number, workspaceId = 'w') => ({ workspaceId, memberId, atMs });
      expect(await store.lastSeen('w')).toEqual(new Map());
      await store.noteSeen([]);
      await store.noteSeen([seen(member.id, startMs + 5), seen(editor.id, startMs + 9)]);
      await other.noteSeen([
        seen(member.id, startMs + 7),
        // An older one that comes late, a stranger, and somebody of another workspace.
        seen(editor.id, startMs + 3),
        seen('nobody', startMs + 9),
        seen(editor.id, startMs + 99, 'other'),
      ]);
      expect(await store.lastSeen('w')).toEqual(
        new Map([
          [member.id, startMs + 7],
          [editor.id, startMs + 9],
        ]),
      );
      expect(await store.lastSeen('other')).toEqual(new Map());
      expect([await store.revisions(), told]).toEqual([before, 0]);
      await store.revokeMember('w', editor.id, member.id);
      await store.noteSeen([seen(editor.id, startMs + 20)]);
      await store.addInvite('w', invite('again'), member.id);
      await store.redeemInvite('again', { ...someDevice(), ...editor, memberId: editor.id });
      expect(await store.lastSeen('w')).toEqual(new Map([[member.id, startMs + 7]]));
    });

    it('AS-21 one device is another member in each workspace, with a role of its own', async () => {
      const { store, other } = await openWith(invite('h', { role: 'facilitator' }));
      await store.createWorkspace({ id: 'v', name: 'Other' }, administrator);
      await store.addInvite('v', invite('g', { role: 'reader' }), administrator);
      const device = someDevice();
      const first = await store.redeemInvite('h', device);
      const second = await other.redeemInvite('g', { ...device, memberId: randomUUID() });
      expect(second).toMatchObject({ workspace: { id: 'v' }, member: { role: 'reader' } });
      expect(second.member.id).not.toBe(first.member.id);
      await store.revokeMember('v', second.member.id, administrator);
      expect((await store.loadWorkspace('w'))!.members.get(first.member.id)!.revokedAtMs).toBeNull();
    });

    it('AS-22 a start code is no way back for its maker who was removed', async () => {
      const { store } = await openAt();
      await store.addStartCode({ id: 's', codeHash: 's', expiresAtMs: startMs + dayMs }, administrator);
      const device = someDevice();
      const start = () => store.redeemStartCode('s', { id: 'new', name: 'New' }, device);
      const { member } = await start();
      await store.revokeMember('new', member.id, administrator);
      await expect(start()).rejects.toMatchObject({ code: 'codeUsedUp' });
    });

    it('AS-23 a workspace has no more open invites and members than it may', async () => {
      const { store } = await openWith(invite('h', { maxUses: maxMembers + 1 }));
      for (let count = 1; count < maxOpenInvites; count++)
        await store.addInvite('w', invite(`i${count}`), administrator);
      await expect(store.addInvite('w', invite('more'), administrator)).rejects.toMatchObject({
        code: 'tooManyInvites',
      });
      const { deviceKey, ...rest } = someDevice();
      const join = (count: number) =>
        store.redeemInvite('h', { ...rest, deviceKey, memberId: `m${count}`, deviceKeyId: `d${count}` });
      for (let count = 0; count < maxMembers; count++) await join(count);
      await expect(join(maxMembers)).rejects.toMatchObject({ code: 'tooManyMembers' });
      expect((await store.listWorkspaces())[0]!.members).toBe(maxMembers);
    });

    it('AS-18 refuses every call after close', async () => {
      const { store } = await openWith();
      await store.close();
      await expect(store.listWorkspaces()).rejects.toMatchObject({ code: 'closed' });
      await expect(store.redeemInvite('h', someDevice())).rejects.toMatchObject({ code: 'closed' });
      await store.close();
    });
  });
}
