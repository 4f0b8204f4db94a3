import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdminActions } from '../admin/admin-actions.ts';
import type { Role } from '../protocol/access-api.ts';
import { parseInviteCode } from '../protocol/invite-code.ts';
import { openAccessStore } from '../storage/open-relay-store.ts';
import { RelayBench } from '../transport/relay.test-support.ts';
import { type AccessStore, administrator } from './access-store.ts';
import { type ApiAnswer, inviteFor, Laptop } from './laptop.test-support.ts';

let bench: RelayBench;
let url: string;
let store: AccessStore;
let closeStore: () => Promise<void>;

beforeEach(async () => {
  bench = new RelayBench();
  const folder = bench.folder();
  ({ url } = await bench.start({ folder, open: false }));
  const opened = openAccessStore(folder, 'existing');
  store = opened.access;
  closeStore = () => opened.close();
});
afterEach(async () => {
  await closeStore();
  await bench.dispose();
});

const laptopWith = async (role: Role, workspaceId = 'w') =>
  new Laptop(url).join((await inviteFor(store, workspaceId, role)).code);
const statusesOf = (answers: readonly ApiAnswer[]) =>
  answers.map(({ status }) => status).toSorted((one, other) => one - other);
const refusalOf = (body: unknown) => (body as { error: string }).error;

/** Every request about a workspace, with what it would change there. */
function everyRequest(workspaceId: string, memberId: string, inviteId: string): [string, string, unknown?][] {
  const base = `/workspaces/${workspaceId}`;
  return [
    ['GET', `${base}/members`],
    ['PATCH', `${base}/members/${memberId}`, { role: 'reader' }],
    ['DELETE', `${base}/members/${memberId}`],
    ['GET', `${base}/invites`],
    ['POST', `${base}/invites`, { role: 'facilitator' }],
    ['DELETE', `${base}/invites/${inviteId}`],
    ['GET', `${base}/documents/plan/access`],
    ['PUT', `${base}/documents/plan/access`, { locked: true, roles: { [memberId]: 'facilitator' } }],
  ];
}

/** What a WebSocket and a request for long polling are answered in a room. */
async function entering(token: string, room: string): Promise<[number, number]> {
  const { closed } = await bench.socket(`${url}/${room}?token=${token}`);
  const response = await fetch(`${url.replace(/^ws/, 'http')}/${room}?poll=open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  return [(await closed).code, response.status];
}

/** Everything that decides on rights in a workspace, and who changed it. */
async function everythingOf(workspaceId: string): Promise<unknown> {
  const [invites, audit] = [await store.listInvites(workspaceId), await store.listAudit(workspaceId, 100)];
  return structuredClone({ ...(await store.loadWorkspace(workspaceId)), invites, audit });
}

describe('a member who means harm', () => {
  it('RA-15 RA-24 of one workspace gets nothing in another, by no request and no room', async () => {
    const [eve, ana] = [await laptopWith('facilitator', 'a'), await laptopWith('facilitator', 'b')];
    const { id } = await inviteFor(store, 'b', 'reader');
    const before = await everythingOf('b');
    for (const memberId of [ana.memberId, eve.memberId])
      for (const [method, path, body] of everyRequest('b', memberId, id))
        expect([path, (await eve.ask(method, path, body)).body]).toEqual([path, { error: 'notAllowed' }]);
    for (const room of ['b/plan', 'b/plan.images', 'b/plan.comments', 'b/commons', 'b%2fplan'])
      expect([room, await entering(eve.token, room)]).toEqual([room, [4403, 403]]);
    // Ids of others inside the own workspace.
    for (const [method, path, body] of [
      ['PATCH', `/workspaces/a/members/${ana.memberId}`, { role: 'reader' }],
      ['DELETE', `/workspaces/a/members/${ana.memberId}`],
      ['DELETE', `/workspaces/a/invites/${id}`],
      ['PUT', '/workspaces/a/documents/plan/access', { locked: false, roles: { [ana.memberId]: 'reader' } }],
    ] as const)
      expect([path, (await eve.ask(method, path, body)).body]).toEqual([path, { error: 'notFound' }]);
    // A token for the other workspace needs the other's key.
    const { workspace, member } = ana.membership!;
    const ids = { workspaceId: workspace.id, memberId: member.id };
    const claim = { purpose: 'token', ...(await eve.proof()), ...ids } as const;
    const asked = await eve.ask('POST', '/token', { ...claim, signature: eve.sign(claim) });
    expect(asked.body).toEqual({ error: 'signatureInvalid' });
    expect(await everythingOf('b')).toEqual(before);
  });

  it('RA-15 RA-33 who was removed gets nothing with the token that is still good', async () => {
    const [ana, eve] = [await laptopWith('facilitator'), await laptopWith('facilitator')];
    const { id } = await inviteFor(store, 'w', 'reader');
    expect((await ana.ask('DELETE', `/workspaces/w/members/${eve.memberId}`)).status).toBe(200);
    const before = await everythingOf('w');
    for (const memberId of [ana.memberId, eve.memberId])
      for (const [method, path, body] of everyRequest('w', memberId, id))
        expect([path, (await eve.ask(method, path, body)).body]).toEqual([path, { error: 'memberRevoked' }]);
    for (const room of ['w/plan', 'w/plan.images', 'w/plan.comments'])
      expect([room, await entering(eve.token, room)]).toEqual([room, [4403, 403]]);
    const request = await eve.tokenRequest();
    // It is not even noted as used: a removed laptop must not make the disk work.
    for (let attempt = 0; attempt < 2; attempt++)
      expect((await eve.ask('POST', '/token', request)).body).toEqual({ error: 'memberRevoked' });
    expect(await everythingOf('w')).toEqual(before);
  });

  it.each(['reader', 'commenter', 'editor'] as const)('RA-15 who is %s makes nobody more', async (role) => {
    const eve = await laptopWith(role);
    const { id } = await inviteFor(store, 'w', 'reader');
    const before = await everythingOf('w');
    const own = `/workspaces/w/members/${eve.memberId}`;
    for (const next of ['facilitator', 'editor', 'reader'])
      expect(refusalOf((await eve.ask('PATCH', own, { role: next })).body)).toBe('notAllowed');
    const changes = everyRequest('w', eve.memberId, id).filter(([method, path]) => {
      const isReading = method === 'GET' && !path.endsWith('/invites');
      return !isReading && !(method === 'DELETE' && path === own);
    });
    expect(changes).toHaveLength(5);
    for (const [method, path, body] of changes)
      expect([path, (await eve.ask(method, path, body)).body]).toEqual([path, { error: 'notAllowed' }]);
    for (const document of ['plan', 'commons', 'plan.comments'])
      expect(
        (
          await eve.ask('PUT', `/workspaces/w/documents/${document}/access`, {
            locked: false,
            roles: { [eve.memberId]: 'facilitator' },
          })
        ).status,
      ).toBe(403);
    expect(await everythingOf('w')).toEqual(before);
  });

  it('RA-26 a facilitator of one document is one there alone', async () => {
    const [ana, eve] = [await laptopWith('facilitator'), await laptopWith('reader')];
    const roles = { [eve.memberId]: 'facilitator' };
    await ana.ask('PUT', '/workspaces/w/documents/plan/access', { locked: false, roles });
    const attempts = [
      eve.ask('PATCH', `/workspaces/w/members/${eve.memberId}`, { role: 'editor' }),
      eve.ask('DELETE', `/workspaces/w/members/${ana.memberId}`),
      eve.ask('POST', '/workspaces/w/invites', { role: 'facilitator' }),
      eve.ask('PUT', '/workspaces/w/documents/other/access', { locked: false, roles }),
      eve.ask('PUT', '/workspaces/w/documents/plan2/access', { locked: false, roles }),
    ];
    for (const answer of await Promise.all(attempts)) expect(refusalOf(answer.body)).toBe('notAllowed');
    expect(
      (await eve.ask('PUT', '/workspaces/w/documents/plan/access', { locked: true, roles })).status,
    ).toBe(200);
  });

  it('RA-26 a facilitator of the workspace cannot be kept out of the rules of a document', async () => {
    const [ana, eve] = [await laptopWith('facilitator'), await laptopWith('reader')];
    const path = '/workspaces/w/documents/plan/access';
    const roles = { [eve.memberId]: 'facilitator', [ana.memberId]: 'reader' };
    await ana.ask('PUT', path, { locked: false, roles });
    expect((await eve.ask('PUT', path, { locked: true, roles })).status).toBe(200);
    expect((await ana.ask('PUT', path, { locked: false, roles: {} })).status).toBe(200);
  });

  it('RA-15 the last facilitator neither goes nor steps down, also when all do so at once', async () => {
    const [ana, eve] = [await laptopWith('facilitator'), await laptopWith('facilitator')];
    const own = (laptop: Laptop) => `/workspaces/w/members/${laptop.memberId}`;
    const answers = await Promise.all([
      ana.ask('DELETE', own(ana)),
      eve.ask('PATCH', own(eve), { role: 'editor' }),
      ana.ask('PATCH', own(ana), { role: 'reader' }),
      eve.ask('DELETE', own(eve)),
    ]);
    const members = [...(await store.loadWorkspace('w'))!.members.values()];
    const leading = members.filter(({ role, revokedAtMs }) => role === 'facilitator' && revokedAtMs === null);
    expect(leading).toHaveLength(1);
    expect(answers.map(({ body }) => refusalOf(body))).toContain('lastFacilitator');
    const last = leading[0]!.id === ana.memberId ? ana : eve;
    for (const [method, body] of [['DELETE'], ['PATCH', { role: 'editor' }]] as const)
      expect((await last.ask(method, own(last), body)).body).toEqual({ error: 'lastFacilitator' });
  });

  it('RA-2 RA-26 a rule for the images or comments of a document is a rule for the document', async () => {
    const [ana, eve] = [await laptopWith('facilitator'), await laptopWith('editor')];
    const access = (id: string) => `/workspaces/w/documents/${id}/access`;
    await ana.ask('PUT', access('plan.images'), { locked: true, roles: {} });
    expect((await eve.ask('GET', access('plan'))).body).toEqual({ locked: true, roles: {} });
    expect((await eve.ask('GET', access('plan.comments'))).body).toEqual({ locked: true, roles: {} });
    const admin = new AdminActions({ store, newId: randomUUID, randomBytes, wallClock: Date.now });
    await admin.lockDocument('w', 'plan.comments', false);
    await admin.setDocumentRole('w', 'plan.images', eve.memberId, 'reader');
    expect((await store.loadWorkspace('w'))!.documents).toEqual(
      new Map([['plan', { locked: false, roles: { [eve.memberId]: 'reader' } }]]),
    );
  });
});

describe('a stranger who means harm', () => {
  it('RA-6 a code for one lets one in, when many use it at the same moment', async () => {
    await store.createWorkspace({ id: 'w', name: 'Partnership' }, administrator);
    const admin = new AdminActions({ store, newId: randomUUID, randomBytes, wallClock: Date.now });
    const made = await admin.createInvite('w', { role: 'facilitator', uses: 1, expires: 600 });
    const { code } = made.json as { code: string };
    const answers = await Promise.all(Array.from({ length: 6 }, () => new Laptop(url).askToJoin(code)));
    expect(statusesOf(answers)).toEqual([200, 410, 410, 410, 410, 410]);
    expect((await store.loadWorkspace('w'))!.members.size).toBe(1);
  });

  it('RA-23 a request to join that was overheard, and its challenge, are worth nothing', async () => {
    const { code } = await inviteFor(store, 'w', 'editor');
    const laptop = new Laptop(url);
    const newcomer = { deviceKey: laptop.deviceKey, displayName: 'Ana', organisation: '' };
    const claim = { ...newcomer, ...(await laptop.proof()), code: parseInviteCode(code)! };
    const request = { ...claim, signature: laptop.sign({ purpose: 'join', ...claim }) };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => new Laptop(url).ask('POST', '/join', request)),
    );
    expect(statusesOf(answers)).toEqual([200, 401, 401, 401]);
    // The same challenge under another signature of the same laptop, for another purpose.
    const { member, workspace } = answers.find(({ status }) => status === 200)!.body as {
      member: { id: string };
      workspace: { id: string };
    };
    const { hostname, challenge } = claim;
    const second = { hostname, challenge, workspaceId: workspace.id, memberId: member.id };
    const signature = laptop.sign({ purpose: 'token', ...second });
    expect((await laptop.ask('POST', '/token', { ...second, signature })).body).toEqual({
      error: 'challengeInvalid',
    });
  });

  it.each([
    ['turns the direction', 'Ana\u202egnp'],
    ['clears the terminal', '\u001b[2J'],
    ['cannot be seen', '\u3164\u3164'],
    ['is too long', 'A'.repeat(81)],
    ['grows when it is composed', '\ufb2c'.repeat(30)],
  ])('RA-10 a name that %s lets nobody in', async (_, name) => {
    const { code } = await inviteFor(store, 'w', 'editor');
    expect((await new Laptop(url).askToJoin(code, name)).body).toEqual({ error: 'badRequest' });
    expect((await store.loadWorkspace('w'))!.members.size).toBe(0);
  });
});
