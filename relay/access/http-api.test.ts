import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdminActions } from '../admin/admin-actions.ts';
import { signedText } from '../protocol/access-api.ts';
import { inviteCodeBytes, makeInviteCode } from '../protocol/invite-code.ts';
import { openAccessStore } from '../storage/open-relay-store.ts';
import { RelayBench } from '../transport/relay.test-support.ts';
import { Laptop } from './laptop.test-support.ts';

let bench: RelayBench;
let folder: string;
let url: string;
let admin: AdminActions;
let closeAdmin: () => Promise<void>;
const day = 86_400;

beforeEach(async () => {
  bench = new RelayBench();
  folder = bench.folder();
  ({ url } = await bench.start({ folder, open: false }));
  const opened = openAccessStore(folder, 'existing');
  closeAdmin = () => opened.close();
  admin = new AdminActions({ store: opened.access, newId: randomUUID, randomBytes, wallClock: Date.now });
});
afterEach(async () => {
  await closeAdmin();
  await bench.dispose();
});

async function facilitator(): Promise<Laptop> {
  const made = (await admin.createWorkspace({ name: 'Partnership', id: 'w', expires: day })).json;
  return new Laptop(url).join((made as { code: string }).code);
}

async function invited(by: Laptop, wish: object): Promise<{ code: string; id: string }> {
  const { body } = await by.ask('POST', '/workspaces/w/invites', wish);
  const { code, invite } = body as { code: string; invite: { id: string } };
  return { code, id: invite.id };
}

describe('joining over HTTP', () => {
  it('RA-10 an invite makes a device a member, with its role and partner', async () => {
    const ana = await facilitator();
    const { code } = await invited(ana, { role: 'commenter', partner: 'PP7' });
    const eleni = await new Laptop(url).join(code.toLowerCase().replaceAll('-', ' '));
    expect(eleni.membership).toMatchObject({
      workspace: { id: 'w', name: 'Partnership' },
      member: { role: 'commenter', partner: 'PP7' },
      expiresInSeconds: 600,
    });
    const { body } = await eleni.ask('GET', '/workspaces/w/members');
    expect(body).toMatchObject({ workspace: { id: 'w', name: 'Partnership' } });
    const { members } = body as { members: { role: string }[] };
    expect(new Set(members.map(({ role }) => role))).toEqual(new Set(['commenter', 'facilitator']));
    expect(members[0]).not.toHaveProperty('deviceKey');
    expect(await eleni.renewedToken()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('RA-14 a start code makes a workspace with the name that the app gives it', async () => {
    const { code } = (await admin.createStartCode({ expires: day })).json as { code: string };
    const ana = new Laptop(url);
    const answer = await ana.askToStart(code, { id: 'from-the-app', name: 'Σύμπραξη' });
    expect(answer).toMatchObject({ status: 200, body: { member: { role: 'facilitator' } } });
    expect(await new Laptop(url).askToStart(code, { id: 'next', name: 'Next' })).toMatchObject({
      status: 410,
      body: { error: 'codeUsedUp' },
    });
    expect((await new Laptop(url).askToJoin(code)).body).toEqual({ error: 'codeForStarting' });
  });

  it('RA-11 who cannot sign for a key, or signs for another relay or request, gets nothing', async () => {
    const ana = await facilitator();
    const { code } = await invited(ana, { role: 'editor' });
    const laptop = new Laptop(url);
    const { deviceKey } = laptop;
    const base = { deviceKey, displayName: 'Eve', organisation: '', code: code.replaceAll('-', '') };
    const attempt = async (claim: object, signature: string) =>
      (await laptop.ask('POST', '/join', { ...claim, signature })).body;
    const sound = async () => ({ ...base, ...(await laptop.proof()) });
    const first = await sound();
    expect(await attempt(first, new Laptop(url).sign({ purpose: 'join', ...first }))).toEqual({
      error: 'signatureInvalid',
    });
    const renamed = await sound();
    const signed = laptop.sign({ purpose: 'join', ...renamed });
    expect(await attempt({ ...renamed, displayName: 'Ana' }, signed)).toEqual({ error: 'signatureInvalid' });
    const elsewhere = { ...(await sound()), hostname: 'relay.evil.example' };
    expect(await attempt(elsewhere, laptop.sign({ purpose: 'join', ...elsewhere }))).toEqual({
      error: 'wrongRelay',
    });
    const stale = { ...(await sound()), challenge: ana.token };
    expect(await attempt(stale, laptop.sign({ purpose: 'join', ...stale }))).toEqual({
      error: 'challengeInvalid',
    });
    const notOnCurve = { ...(await sound()), deviceKey: { ...deviceKey, x: `${'A'.repeat(42)}I` } };
    expect(await attempt(notOnCurve, signed)).toEqual({ error: 'signatureInvalid' });
    expect((await ana.ask('GET', '/workspaces/w/invites')).body).toMatchObject({ invites: [{ uses: 0 }] });
  });

  it('RA-23 a request that was overheard is worth nothing', async () => {
    const ana = await facilitator();
    const request = await ana.tokenRequest();
    expect((await ana.ask('POST', '/token', request)).status).toBe(200);
    expect(await ana.ask('POST', '/token', request)).toMatchObject({
      status: 401,
      body: { error: 'challengeInvalid' },
    });
    const other = { ...request, memberId: 'somebody-else' };
    expect((await ana.ask('POST', '/token', other)).body).toEqual({ error: 'signatureInvalid' });
    expect(signedText(request)).toContain(request.challenge);
  });

  it('RA-16 codes cannot be guessed at will, and who has the right one still comes in', async () => {
    const ana = await facilitator();
    const { code } = await invited(ana, { role: 'editor' });
    const from = (laptop: Laptop, address: string, guess: string) =>
      laptop.askToJoin(guess, 'Ana', { 'x-forwarded-for': `192.0.2.1, ${address}` });
    const guesser = new Laptop(url);
    expect((await guesser.askToJoin('0000-0000-0001')).body).toEqual({ error: 'codeMalformed' });
    const statuses: number[] = [];
    for (let index = 0; index < 20; index++) {
      const guess = makeInviteCode(new Uint8Array(inviteCodeBytes).fill(index));
      statuses.push((await from(guesser, '198.51.100.7', guess)).status);
    }
    expect(statuses).toEqual(statuses.map(() => 404));
    const stopped = await from(guesser, '198.51.100.7', code);
    expect(stopped).toMatchObject({ status: 429, body: { error: 'tooManyAttempts' } });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await from(new Laptop(url), '198.51.100.8', code)).status).toBe(200);
  });

  it('RA-17 a body that is too large, no JSON, or of another type is refused; pages of other sites too', async () => {
    const laptop = new Laptop(url);
    const attempts = [
      laptop.ask('POST', '/join', `{"code":"${'A'.repeat(140_000)}"}`),
      laptop.ask('POST', '/join', '{"code":'),
      laptop.ask('POST', '/challenge', '{}', { 'content-type': 'text/plain' }),
      laptop.ask('POST', '/challenge', {}, { origin: url.replace('ws', 'http') }),
      laptop.ask('GET', '/challenge'),
      laptop.ask('GET', '/elsewhere'),
      laptop.ask('GET', '/workspaces/..%2f/members'),
      laptop.ask('GET', '/workspaces/%E0%A4%A/members'),
      laptop.ask('POST', '/join', { code: 'x' }),
    ];
    expect(
      (await Promise.all(attempts)).map(({ status, body }) => [status, (body as { error: string }).error]),
    ).toEqual([
      [413, 'bodyTooLarge'],
      [400, 'badRequest'],
      [415, 'notJson'],
      [403, 'notAllowed'],
      [405, 'methodNotAllowed'],
      [404, 'notFound'],
      [404, 'notFound'],
      [404, 'notFound'],
      [400, 'codeMalformed'],
    ]);
    expect(
      (await laptop.ask('POST', '/challenge', {})).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });
});

describe('a body without a length', () => {
  it('RA-17 is refused as soon as it is too large', async () => {
    const piece = new TextEncoder().encode('A'.repeat(65_536));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let count = 0; count < 3; count++) controller.enqueue(piece);
        controller.close();
      },
    });
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
    const response = await fetch(`${url.replace('ws', 'http')}/api/v1/join`, request);
    expect([response.status, await response.json()]).toEqual([413, { error: 'bodyTooLarge' }]);
  });
});

describe('what members may ask for', () => {
  it('RA-15 facilitators alone invite, change and remove; everybody may leave', async () => {
    const ana = await facilitator();
    const eleni = await new Laptop(url).join((await invited(ana, { role: 'editor' })).code);
    const member = `/workspaces/w/members/${ana.memberId}`;
    const refused = [
      eleni.ask('GET', '/workspaces/w/invites'),
      eleni.ask('POST', '/workspaces/w/invites', { role: 'facilitator' }),
      eleni.ask('PATCH', member, { role: 'reader' }),
      eleni.ask('DELETE', member),
      eleni.ask('PUT', '/workspaces/w/documents/plan/access', { locked: true, roles: {} }),
    ];
    for (const answer of await Promise.all(refused))
      expect(answer).toMatchObject({ status: 403, body: { error: 'notAllowed' } });
    expect((await ana.ask('PATCH', member, { role: 'reader' })).body).toEqual({ error: 'lastFacilitator' });
    const own = `/workspaces/w/members/${eleni.memberId}`;
    expect(await ana.ask('PATCH', own, { role: 'commenter' })).toMatchObject({
      status: 200,
      body: { member: { id: eleni.memberId, role: 'commenter' } },
    });
    expect((await eleni.ask('DELETE', own)).body).toEqual({ done: true });
    expect(await eleni.ask('GET', '/workspaces/w/members')).toMatchObject({
      status: 403,
      body: { error: 'memberRevoked' },
    });
    expect((await eleni.ask('POST', '/token', await eleni.tokenRequest())).body).toEqual({
      error: 'memberRevoked',
    });
  });

  it('RA-46 facilitators alone are told when members were here last', async () => {
    const ana = await facilitator();
    const eleni = await new Laptop(url).join((await invited(ana, { role: 'editor' })).code);
    const seenBy = async (asker: Laptop) => {
      const { body } = await asker.ask('GET', '/workspaces/w/members');
      const { members } = body as { members: { id: string; seenSecondsAgo: number | null }[] };
      return members.find(({ id }) => id === eleni.memberId)!.seenSecondsAgo;
    };
    expect(await seenBy(ana)).toBeLessThan(60);
    expect(await seenBy(eleni)).toBeNull();
    await ana.ask('PATCH', `/workspaces/w/members/${eleni.memberId}`, { role: 'facilitator' });
    expect(await seenBy(eleni)).toBeLessThan(60);
    await ana.ask('DELETE', `/workspaces/w/members/${eleni.memberId}`);
    expect(await seenBy(ana)).toBeNull();
  });

  it('RA-15 a withdrawn invite lets nobody in', async () => {
    const ana = await facilitator();
    const { code, id } = await invited(ana, { role: 'editor' });
    expect((await ana.ask('DELETE', `/workspaces/w/invites/${id}`)).body).toEqual({ done: true });
    expect((await new Laptop(url).askToJoin(code)).body).toEqual({ error: 'codeUnknown' });
    expect((await ana.ask('GET', '/workspaces/w/invites')).body).toEqual({ invites: [] });
  });

  it('RA-15 rules of a document: everybody reads them, its facilitators change them', async () => {
    const ana = await facilitator();
    const eleni = await new Laptop(url).join((await invited(ana, { role: 'editor' })).code);
    const path = `/workspaces/w/documents/${encodeURIComponent('σχέδιο')}/access`;
    expect((await eleni.ask('GET', path)).body).toEqual({ locked: false, roles: {} });
    const access = { locked: true, roles: { [eleni.memberId]: 'facilitator' } };
    expect(await ana.ask('PUT', path, access)).toMatchObject({ status: 200, body: access });
    expect((await eleni.ask('GET', path)).body).toEqual(access);
    expect((await eleni.ask('PUT', path, { ...access, locked: false })).status).toBe(200);
    expect((await eleni.ask('PUT', '/workspaces/w/documents/other/access', access)).status).toBe(403);
    expect((await ana.ask('PUT', path, { locked: true, roles: { stranger: 'editor' } })).status).toBe(404);
  });

  it('RA-15 every member reads all rules at once, of one moment', async () => {
    const ana = await facilitator();
    const eleni = await new Laptop(url).join((await invited(ana, { role: 'reader' })).code);
    const access = { locked: true, roles: { [eleni.memberId]: 'editor' } };
    await ana.ask('PUT', '/workspaces/w/documents/plan/access', access);
    const { status, body } = await eleni.ask('GET', '/workspaces/w/rules');
    const { members, documents } = body as { members: { id: string; role: string }[]; documents: object };
    expect(status).toBe(200);
    expect(documents).toEqual({ plan: access });
    expect(members.find(({ id }) => id === eleni.memberId)?.role).toBe('reader');
    await admin.createWorkspace({ name: 'Other', id: 'other', expires: day });
    expect((await ana.ask('GET', '/workspaces/other/rules')).body).toEqual({ error: 'notAllowed' });
  });

  it('RA-24 a member of one workspace is a stranger in another', async () => {
    const ana = await facilitator();
    await admin.createWorkspace({ name: 'Other', id: 'other', expires: day });
    for (const path of ['/workspaces/other/members', '/workspaces/nowhere/members'])
      expect(await ana.ask('GET', path)).toMatchObject({ status: 403, body: { error: 'notAllowed' } });
    for (const authorization of ['', 'Bearer', 'Bearer x.y.z', `Basic ${ana.token}`])
      expect(await ana.ask('GET', '/workspaces/w/members', undefined, { authorization })).toMatchObject({
        status: 401,
        body: { error: 'tokenInvalid' },
      });
  });

  it('RA-18 nothing secret is reported', async () => {
    const ana = await facilitator();
    const { code } = await invited(ana, { role: 'editor' });
    await new Laptop(url).askToJoin(code.replace(/.$/, '?'));
    await ana.ask('GET', '/workspaces/w/members', undefined, { authorization: `Bearer ${ana.token}x` });
    const events = JSON.stringify(bench.events);
    expect(events).toContain('accessRefused');
    for (const secret of [code, code.replaceAll('-', ''), ana.token, 'Ana'])
      expect(events).not.toContain(secret);
  });
});
