import { expect, it } from 'vitest';
import type { Role } from '../protocol/access-api.ts';
import { type AccessBench, someDevice, someInvite, startMs } from './access-bench.test-support.ts';
import { administrator } from './access-store.ts';

/** Roles, locks, and when members were here last. */
export function describeRules(bench: AccessBench): void {
  it('AS-12 a workspace keeps a facilitator, unless the administrator decides', async () => {
    const { store, member } = await bench.withMember();
    for (const change of [
      () => store.setRole('w', member.id, 'editor', member.id),
      () => store.revokeMember('w', member.id, member.id),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'lastFacilitator' });
    await store.addInvite('w', someInvite('second', { role: 'facilitator' }), member.id);
    const second = await store.redeemInvite('second', someDevice());
    expect(await store.setRole('w', member.id, 'reader', second.member.id)).toMatchObject({
      role: 'reader',
    });
    await store.revokeMember('w', second.member.id, administrator);
    expect((await store.listWorkspaces())[0]!.members).toBe(1);
  });

  it('AS-13 every change of rights raises the revision of its workspace, and of no other', async () => {
    const { store, other, member } = await bench.withMember();
    await store.createWorkspace({ id: 'other', name: 'Other' }, administrator);
    const before = await other.revisions();
    const seen = [before.get('w')];
    await store.addInvite('w', someInvite('e'), member.id);
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
    const { store, other, member } = await bench.withMember();
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
    const { store, member } = await bench.withMember();
    await store.createWorkspace({ id: 'other', name: 'Other' }, administrator);
    for (const change of [
      () => store.setRole('other', member.id, 'reader', administrator),
      () => store.setRole('w', 'nobody', 'reader', administrator),
      () => store.revokeMember('other', member.id, administrator),
      () => store.addInvite('nowhere', someInvite('x'), administrator),
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

  it('AS-20 when members were here last is kept apart from their rights', async () => {
    const { store, other, member } = await bench.withMember();
    await store.addInvite('w', someInvite('e'), member.id);
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
    await store.addInvite('w', someInvite('again'), member.id);
    await store.redeemInvite('again', { ...someDevice(), ...editor, memberId: editor.id });
    expect(await store.lastSeen('w')).toEqual(new Map([[member.id, startMs + 7]]));
  });
}
