import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { someDevice } from '../access/access-bench.test-support.ts';
import { administrator } from '../access/access-store.ts';
import { Laptop } from '../access/laptop.test-support.ts';
import { type ChildRelay, startChildRelay } from '../child-relay.test-support.ts';
import { parseInvite } from '../protocol/invite-link.ts';
import { openAccessStore } from '../storage/open-relay-store.ts';
import { RelayBench } from '../transport/relay.test-support.ts';
import { durationSeconds } from './duration.ts';
import { runAdmin } from './run-admin.ts';

let folder: string;
const children: ChildRelay[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-admin-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.process.kill('SIGKILL');
    await child.ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const text = { out: '', error: '' };
  const code = await runAdmin(args, {
    out: (part) => (text.out += part),
    error: (part) => (text.error += part),
  });
  return { code, ...text };
}
const on = (...args: string[]) => run(...args, '--data', folder);
async function json<T = Record<string, never>>(...args: string[]): Promise<T> {
  const { code, out, error } = await on(...args, '--json');
  if (code !== 0) throw new Error(error);
  return JSON.parse(out) as T;
}

interface Made {
  workspace: { id: string };
  invite: { id: string };
  code: string;
  link: string | null;
}
const create = () =>
  json<Made>('workspace', 'create', '--name', 'Partnership', '--url', 'wss://relay.example/base');

describe('npm run relay -- admin', () => {
  it('RA-42 makes a workspace with an invite for its facilitator', async () => {
    const made = await create();
    expect(parseInvite(made.link!)).toEqual({
      address: 'wss://relay.example/base',
      code: made.code.replaceAll('-', ''),
    });
    const listed = await on('workspace', 'list');
    expect(listed.out).toContain(made.workspace.id);
    expect(listed.out).toContain('Partnership');
    expect(await json('workspace', 'list')).toMatchObject({
      workspaces: [{ name: 'Partnership', members: 0 }],
    });
    expect(await json('invite', 'list', made.workspace.id)).toMatchObject({
      invites: [{ id: made.invite.id, role: 'facilitator', uses: 0, maxUses: 1 }],
    });
  });

  it('RA-42 makes invites with role, partner, end and number of uses, and withdraws them', async () => {
    const { workspace, invite } = await create();
    const wish = ['--role', 'reader', '--partner', 'PP4', '--expires', '12h', '--uses', '5'];
    const before = Date.now();
    const made = await json<{ invite: { id: string; expiresAtMs: number }; link: null }>(
      'invite',
      'create',
      workspace.id,
      ...wish,
    );
    expect(made).toMatchObject({ invite: { role: 'reader', partner: 'PP4', maxUses: 5 }, link: null });
    expect(made.invite.expiresAtMs - before).toBeGreaterThanOrEqual(12 * 3_600_000);
    expect(made.invite.expiresAtMs - Date.now()).toBeLessThanOrEqual(12 * 3_600_000);
    expect((await on('invite', 'withdraw', workspace.id, invite.id)).code).toBe(0);
    const text = (await on('invite', 'list', workspace.id)).out;
    expect(text).toContain('0/5');
    expect(text).not.toContain(invite.id);
  });

  it('RA-43 drops nothing of what was written down, which a running relay does', async () => {
    const { workspace } = await create();
    const lock = (documentId: string) => on('document', 'lock', workspace.id, documentId);
    const subjects = async () => {
      const { audit } = await json<{ audit: { subject: string }[] }>('audit', workspace.id);
      return audit.map(({ subject }) => subject);
    };
    const bench = new RelayBench();
    const { url } = await bench.start({ folder, open: false, limits: { maxAuditLines: 2 } });
    try {
      for (const id of ['a', 'b', 'c']) await lock(id);
      expect(await subjects()).toEqual(['c', 'b', 'a', expect.any(String), workspace.id]);
      const { code } = await json<{ code: string }>('invite', 'create', workspace.id);
      const { memberId } = await new Laptop(url).join(code);
      expect(await subjects()).toEqual([memberId, expect.any(String)]);
    } finally {
      await bench.dispose();
    }
  });

  it('RA-43 nothing that is listed later gives a code away', async () => {
    const { workspace, code } = await create();
    const start = await json<{ code: string; link: string }>(
      'start-code',
      'create',
      '--url',
      'ws://10.0.0.7:4455',
    );
    expect(parseInvite(start.link)?.address).toBe('ws://10.0.0.7:4455');
    const later = await Promise.all([
      on('invite', 'list', workspace.id, '--json'),
      on('start-code', 'list', '--json'),
      on('audit', workspace.id, '--json'),
    ]);
    for (const { out, code: exit } of later) {
      expect(exit).toBe(0);
      for (const secret of [code, start.code]) {
        expect(out).not.toContain(secret);
        expect(out).not.toContain(secret.replaceAll('-', ''));
      }
    }
    expect(later[2].out).toContain('workspaceCreated');
  });

  it('RA-42 RA-45 changes the key that signs, and lists keys without their private halves', async () => {
    await create();
    interface Keys {
      keys: { kid: string; retiredAtMs: number | null; cutOff: boolean }[];
    }
    const first = (await json<Keys>('key', 'list')).keys[0]!;
    const { kid } = await json<{ kid: string }>('keys', 'rotate');
    expect((await json<Keys>('key', 'list')).keys).toMatchObject([
      { kid, retiredAtMs: null, cutOff: false },
      { kid: first.kid, retiredAtMs: expect.any(Number) as number, cutOff: false },
    ]);
    const rotated = await on('key', 'rotate', '--cut-off');
    expect([rotated.code, rotated.out]).toEqual([0, expect.stringMatching(/^New tokens[^]*Nothing that/)]);
    const listed = await on('keys', 'list');
    expect(listed.out).toMatch(/signs[^]*cut off[^]*cut off/);
    const opened = openAccessStore(folder, 'existing');
    const { privateKey } = (await opened.access.signingKeys())[0]!;
    await opened.close();
    const all = [rotated.out, listed.out, (await on('key', 'list', '--json')).out].join();
    expect(all).not.toContain(privateKey!);
    expect((await run('key', 'rotate', '--data', join(folder, 'typing-error'))).code).toBe(1);
  });

  it('RA-42 RA-46 says when members were here last', async () => {
    const { workspace } = await create();
    const opened = openAccessStore(folder, 'existing');
    const { access } = opened;
    const newcomer = someDevice();
    const { id } = await access.addInvite(
      workspace.id,
      {
        id: 'i',
        codeHash: 'h',
        role: 'editor',
        partner: null,
        expiresAtMs: Date.now() + 86_400_000,
        maxUses: 2,
      },
      administrator,
    );
    expect(id).toBe('i');
    for (const device of [newcomer, someDevice()]) await access.redeemInvite('h', device);
    const atMs = Date.UTC(2026, 2, 4, 5, 6, 7);
    await access.noteSeen([{ workspaceId: workspace.id, memberId: newcomer.memberId, atMs }]);
    await opened.close();
    const lines = (await on('member', 'list', workspace.id)).out.split('\n');
    expect(lines[0]).toMatch(/LAST SEEN$/);
    expect(lines.find((line) => line.includes(newcomer.memberId))).toMatch(/2026-03-04 05:06 UTC$/);
    expect(lines.filter((line) => line.endsWith(' -'))).toHaveLength(1);
    const { members } = await json<{ members: { lastSeenAtMs: number | null }[] }>(
      'member',
      'list',
      workspace.id,
    );
    expect(new Set(members.map(({ lastSeenAtMs }) => lastSeenAtMs))).toEqual(new Set([atMs, null]));
  });

  it('RA-42 RA-26 locks a document and gives roles in it, each without touching the other', async () => {
    const { workspace } = await create();
    const opened = openAccessStore(folder, 'existing');
    const invite = { id: 'i', codeHash: 'h', role: 'editor', partner: null, maxUses: 2 } as const;
    await opened.access.addInvite(
      workspace.id,
      { ...invite, expiresAtMs: Date.now() + 86_400_000 },
      administrator,
    );
    const [ana, eva] = [someDevice(), someDevice()];
    for (const device of [ana, eva]) await opened.access.redeemInvite('h', device);
    await opened.close();
    const document = (...args: string[]) => on('document', args[0]!, workspace.id, 'plan', ...args.slice(1));
    const rules = async () =>
      (await json<{ documents: unknown[] }>('document', 'list', workspace.id)).documents;
    await document('role', ana.memberId, 'reader');
    await document('lock');
    await document('role', eva.memberId, 'facilitator');
    const roles = { [ana.memberId]: 'reader', [eva.memberId]: 'facilitator' };
    expect(await rules()).toEqual([{ id: 'plan', locked: true, roles }]);
    await document('role', ana.memberId, 'none');
    expect(await rules()).toEqual([{ id: 'plan', locked: true, roles: { [eva.memberId]: 'facilitator' } }]);
    await document('unlock');
    expect(await rules()).toEqual([{ id: 'plan', locked: false, roles: { [eva.memberId]: 'facilitator' } }]);
    await document('role', eva.memberId, 'none');
    expect(await rules()).toEqual([]);
  });

  it('RA-44 tells apart what was not done and what was asked wrongly', async () => {
    const { workspace } = await create();
    const one = workspace.id;
    const outcomes = [
      await on('workspace', 'create', '--name', 'Again', '--id', one),
      await on('invite', 'create', 'nowhere'),
      await on('member', 'revoke', one, 'nobody'),
      await on('document', 'role', one, 'plan', 'nobody', 'reader'),
      await run('workspace', 'list', '--data', join(folder, 'typing-error')),
      await run('workspace', 'list'),
      await on('invite', 'create', one, '--role', 'owner'),
      await on('invite', 'create', one, '--expires', '2y'),
      await on('invite', 'create', one, '--uses', '0'),
      await on('invite', 'create', one, '--uses', '1001'),
      await on('invite', 'create', one, '--url', 'wss://user@relay.example'),
      await on('member', 'role', one, 'someone', 'owner'),
      await on('workspace', 'create', '--name', ' '),
      await on('workspace', 'create', '--name', 'X', '--url', 'https://relay.example'),
      await on('frobnicate'),
    ];
    expect(outcomes.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, ...Array<number>(10).fill(2)]);
    for (const { out, error } of outcomes) {
      expect(out).toBe('');
      expect(error).toMatch(/\w/);
      expect(error).not.toMatch(/at .*\.ts:\d+/);
    }
    writeFileSync(join(folder, 'relay.sqlite'), 'not a database');
    const broken = await on('workspace', 'list');
    expect([broken.code, broken.error]).toEqual([1, expect.stringMatching(/cannot be used/)]);
  });

  it('RA-44 explains itself', async () => {
    const general = await run('--help');
    expect(general.code).toBe(0);
    expect(general.out).toMatch(
      /workspace[^]*start-code[^]*invite[^]*member[^]*document[^]*audit[^]*Exit codes/,
    );
    const one = await run('invite', 'create', '--help');
    expect([one.code, one.out]).toEqual([
      0,
      expect.stringMatching(/--role[^]*--partner[^]*--expires[^]*--uses/),
    ]);
  });

  it.each([
    ['30m', 1_800],
    ['12h', 43_200],
    ['366d', 31_622_400],
    ['367d', undefined],
    ['0d', undefined],
    ['1w', undefined],
    ['', undefined],
  ])('RA-42 %j is %s seconds', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it('RA-41 commands of another process act on a running relay: join, change, lock, remove', async () => {
    const relay = await startChildRelay(['--data', folder, '--port', '0']);
    children.push(relay);
    await expect.poll(() => relay.stderr()).toContain('admin workspace create');
    const command = async (...args: string[]) => {
      const child = await startChildRelay(['admin', ...args, '--data', folder, '--json']);
      children.push(child);
      expect([await child.ended, child.stderr()]).toEqual([0, '']);
      return JSON.parse(child.stdout()) as Made;
    };
    const made = await command('workspace', 'create', '--name', 'Partnership');
    const invite = parseInvite(made.link!)!;
    expect(invite.address).toBe(relay.url);
    const ana = await new Laptop(invite.address!).join(invite.code);
    const workspaceId = made.workspace.id;
    await command('document', 'lock', workspaceId, 'plan');
    const access = () => ana.ask('GET', `/workspaces/${workspaceId}/documents/plan/access`);
    await expect.poll(async () => (await access()).body).toEqual({ locked: true, roles: {} });
    await command('member', 'revoke', workspaceId, ana.memberId);
    await expect.poll(async () => (await access()).body).toEqual({ error: 'memberRevoked' });
    expect(relay.stderr()).not.toContain(invite.code);
  });
});
