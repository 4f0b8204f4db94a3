import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type AccessBench, dayMs, someDevice, someInvite, startMs } from './access-bench.test-support.ts';
import { administrator, maxMembers, maxOpenInvites } from './access-store.ts';

/** How devices become members: invites and start codes. */
export function describeJoining(bench: AccessBench): void {
  it('AS-4 redeeming an invite binds a device, with the role and partner of the invite', async () => {
    const { store, other } = await bench.withInvites(someInvite('h', { role: 'commenter', partner: 'PP7' }));
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
    const late = someInvite('late', { expiresAtMs: startMs });
    const gone = someInvite('gone');
    const { store } = await bench.withInvites(someInvite('once'), late, gone);
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
    const { store, other } = await bench.withInvites(someInvite('h', { maxUses: 3 }));
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
    const { store, setClock } = await bench.withInvites(someInvite('h', { maxUses: 2 }));
    const device = someDevice();
    const first = await store.redeemInvite('h', device);
    setClock(startMs + 30 * dayMs);
    const second = await store.redeemInvite('h', { ...device, memberId: randomUUID() });
    expect(second.member).toEqual(first.member);
    setClock(startMs);
    expect(await store.listInvites('w')).toMatchObject([{ uses: 1 }]);
  });

  it('AS-8 an invite raises the role of a member and never lowers it', async () => {
    const low = someInvite('low', { role: 'reader' });
    const high = someInvite('high', { role: 'facilitator', partner: 'PP2' });
    const { store } = await bench.withInvites(someInvite('h'), low, high);
    const device = someDevice();
    const { member } = await store.redeemInvite('h', device);
    expect((await store.redeemInvite('low', device)).member.role).toBe('editor');
    const raised = await store.redeemInvite('high', device);
    expect(raised.member).toMatchObject({ id: member.id, role: 'facilitator', partner: 'PP2' });
    expect((await store.listInvites('w')).map(({ id }) => id)).toEqual([low.id]);
  });

  it('AS-9 who was removed comes back by a newer invite alone, whatever the clock says', async () => {
    const { store, setClock, member } = await bench.withMember();
    const device = someDevice();
    const old = someInvite('old', { maxUses: 9 });
    await store.addInvite('w', old, member.id);
    const joined = await store.redeemInvite('old', device);
    await store.revokeMember('w', joined.member.id, member.id);
    expect((await store.loadWorkspace('w'))!.members.get(joined.member.id)!.revokedAtMs).toBe(startMs);
    await expect(store.redeemInvite('old', device)).rejects.toMatchObject({ code: 'memberRevoked' });
    setClock(startMs - 2 * dayMs);
    await store.addInvite('w', someInvite('new', { role: 'reader' }), member.id);
    const back = await store.redeemInvite('new', { ...device, displayName: 'Ana K.' });
    expect(back.member).toMatchObject({
      id: joined.member.id,
      role: 'reader',
      revokedAtMs: null,
      displayName: 'Ana K.',
    });
  });

  it('AS-10 a start code makes one workspace with its facilitator, and nothing else', async () => {
    const { store, other } = await bench.empty();
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
    const { store, setClock } = await bench.withInvites(someInvite('i'));
    const add = (codeHash: string) => {
      const id = randomUUID();
      return store.addStartCode({ id, codeHash, expiresAtMs: startMs + dayMs }, administrator).then(() => id);
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

  it('AS-21 one device is another member in each workspace, with a role of its own', async () => {
    const { store, other } = await bench.withInvites(someInvite('h', { role: 'facilitator' }));
    await store.createWorkspace({ id: 'v', name: 'Other' }, administrator);
    await store.addInvite('v', someInvite('g', { role: 'reader' }), administrator);
    const device = someDevice();
    const first = await store.redeemInvite('h', device);
    const second = await other.redeemInvite('g', { ...device, memberId: randomUUID() });
    expect(second).toMatchObject({ workspace: { id: 'v' }, member: { role: 'reader' } });
    expect(second.member.id).not.toBe(first.member.id);
    await store.revokeMember('v', second.member.id, administrator);
    expect((await store.loadWorkspace('w'))!.members.get(first.member.id)!.revokedAtMs).toBeNull();
  });

  it('AS-22 a start code is no way back for its maker who was removed', async () => {
    const { store } = await bench.empty();
    await store.addStartCode({ id: 's', codeHash: 's', expiresAtMs: startMs + dayMs }, administrator);
    const device = someDevice();
    const start = () => store.redeemStartCode('s', { id: 'new', name: 'New' }, device);
    const { member } = await start();
    await store.revokeMember('new', member.id, administrator);
    await expect(start()).rejects.toMatchObject({ code: 'codeUsedUp' });
  });

  it('AS-23 a workspace has no more open invites and members than it may', async () => {
    const { store } = await bench.withInvites(someInvite('h', { maxUses: maxMembers + 1 }));
    for (let count = 1; count < maxOpenInvites; count++)
      await store.addInvite('w', someInvite(`i${count}`), administrator);
    await expect(store.addInvite('w', someInvite('more'), administrator)).rejects.toMatchObject({
      code: 'tooManyInvites',
    });
    const { deviceKey, ...rest } = someDevice();
    const join = (count: number) =>
      store.redeemInvite('h', { ...rest, deviceKey, memberId: `m${count}`, deviceKeyId: `d${count}` });
    for (let count = 0; count < maxMembers; count++) await join(count);
    await expect(join(maxMembers)).rejects.toMatchObject({ code: 'tooManyMembers' });
    expect((await store.listWorkspaces())[0]!.members).toBe(maxMembers);
  });
}
