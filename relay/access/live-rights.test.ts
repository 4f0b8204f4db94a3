import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { decodeMessage, encodeStep1, encodeToken, encodeUpdate, type Message } from '../protocol/messages.ts';
import { textOf, typing } from '../rooms/rooms.test-support.ts';
import { openAccessStore } from '../storage/open-relay-store.ts';
import { RelayBench } from '../transport/relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { administrator } from './access-store.ts';
import { inviteFor, Laptop } from './laptop.test-support.ts';
import { makeSigningKey } from './relay-identity.ts';
import type { Role } from '../protocol/access-api.ts';

let bench: RelayBench;
let url: string;
/** The administrator's way in, as another process has it: a connection of its own to the database. */
let admin: ReturnType<typeof openAccessStore>;

beforeEach(async () => {
  bench = new RelayBench();
  const folder = bench.folder();
  ({ url } = await bench.start({ folder, open: false }));
  admin = openAccessStore(folder, 'existing');
});
afterEach(async () => {
  await admin.close();
  await bench.dispose();
});

const laptopWith = async (role: Role, workspaceId = 'w') =>
  new Laptop(url).join((await inviteFor(admin.access, workspaceId, role)).code);

class Link {
  readonly #socket: WebSocket;
  readonly #frames: Uint8Array[];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(opened: Awaited<ReturnType<RelayBench['socket']>>) {
    this.#socket = opened.socket;
    this.#frames = opened.frames;
    this.closed = opened.closed;
  }

  get messages(): Message[] {
    return this.#frames.map((frame) => {
      const message = decodeMessage(frame);
      if (!message.ok) throw new Error(message.error.code);
      return message.value;
    });
  }

  last<K extends Message['kind']>(kind: K): Extract<Message, { kind: K }> | undefined {
    return this.messages.findLast(
      (message): message is Extract<Message, { kind: K }> => message.kind === kind,
    );
  }

  get reasons(): string[] {
    return this.messages.flatMap((message) => (message.kind === 'permissionDenied' ? [message.reason] : []));
  }

  send(frame: Uint8Array): void {
    this.#socket.send(frame);
  }
}

async function enter(laptop: Laptop, documentId: string, token = laptop.token): Promise<Link> {
  const link = new Link(await bench.socket(laptop.room(documentId, token)));
  await until('a greeting', () => link.last('confirmation') !== undefined);
  return link;
}

/** What the relay has of a document, as another member gets it. */
async function stored(laptop: Laptop, documentId: string): Promise<string> {
  const link = await enter(laptop, documentId);
  link.send(encodeStep1(new Uint8Array([0])));
  await until('the content', () => link.last('step2') !== undefined);
  return textOf(link.last('step2')!.update);
}

const letter = (client: number, text: string) => typing(client, text).map(encodeUpdate);

describe('rights while a connection is open', () => {
  it('RA-30 a client that asked is told its rights when it comes in', async () => {
    const link = await enter(await laptopWith('commenter'), 'plan');
    expect(link.last('rights')?.rights).toEqual({
      role: 'commenter',
      locked: false,
      mayWrite: false,
      reason: 'comment-only',
    });
    const stock = await bench.socket((await laptopWith('reader')).room('plan').replace('confirm=1&', ''));
    await until('a greeting', () => stock.frames.length > 0);
    expect(stock.frames.every((frame) => frame[0] === 0)).toBe(true);
  });

  it('RP-26 RA-31 what a reader writes is refused, said once, and never confirmed', async () => {
    const [reader, editor] = [await laptopWith('reader'), await laptopWith('editor')];
    const link = await enter(reader, 'plan');
    for (const frame of letter(7, 'abc')) link.send(frame);
    await until('a refusal', () => link.reasons.length > 0);
    expect(await stored(editor, 'plan')).toBe('');
    expect(link.reasons).toEqual(['read-only']);
    expect(link.last('confirmation')!.count).toBe(0);
  });

  it('RA-31 the confirmed count never passes over a refused update', async () => {
    const [ana, eleni] = [await laptopWith('facilitator'), await laptopWith('editor')];
    const link = await enter(eleni, 'plan');
    const [a, b, c] = letter(7, 'abc') as [Uint8Array, Uint8Array, Uint8Array];
    link.send(a);
    await until('the first confirmation', () => link.last('confirmation')!.count === 1);
    const access = `/workspaces/w/documents/plan/access`;
    await ana.ask('PUT', access, { locked: true, roles: {} });
    link.send(b);
    await until('a refusal', () => link.reasons.length > 0);
    // Known already, so it is taken: it comes after one that was not.
    link.send(a);
    link.send(c);
    await until(
      'a further confirmation',
      () => link.messages.filter(({ kind }) => kind === 'confirmation').length > 2,
    );
    expect(link.last('confirmation')!.count).toBe(1);
    expect(link.reasons).toEqual(['locked']);
    expect(await stored(ana, 'plan')).toBe('a');
  });

  it('RA-32 RP-62 who was refused and may write again is sent back to send it again, stock clients too', async () => {
    const [ana, eleni] = [await laptopWith('facilitator'), await laptopWith('reader')];
    const codes: (number | undefined)[] = [];
    // The stock client says so on the console.
    const said = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const stock = bench.client(url, 'w/plan', { token: eleni.token });
    stock.provider.on('connection-close', (event) => codes.push(event?.code));
    stock.text.insert(0, 'kept on the laptop');
    const link = await enter(eleni, 'plan');
    link.send(letter(9, 'x')[0]!);
    await until('a refusal', () => link.reasons.length > 0);
    await ana.ask('PATCH', `/workspaces/w/members/${eleni.memberId}`, { role: 'editor' });
    expect((await link.closed).code).toBe(4502);
    await until('the return', () => codes.includes(4502));
    const witness = bench.client(url, 'w/plan', { token: ana.token });
    await until('what was refused', () => witness.text.toJSON() === 'kept on the laptop');
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });

  it('RA-32 a change of role or lock is told at once and acts on the next update', async () => {
    const [ana, eleni] = [await laptopWith('facilitator'), await laptopWith('editor')];
    const link = await enter(eleni, 'plan');
    const other = await enter(eleni, 'other');
    const rights = () => link.last('rights')!.rights;
    await ana.ask('PUT', '/workspaces/w/documents/plan/access', { locked: true, roles: {} });
    await until('the lock', () => rights().locked);
    expect(rights()).toEqual({ role: 'editor', locked: true, mayWrite: false, reason: 'locked' });
    await ana.ask('PUT', '/workspaces/w/documents/plan/access', { locked: false, roles: {} });
    await until('the end of the lock', () => rights().mayWrite);
    await ana.ask('PATCH', `/workspaces/w/members/${eleni.memberId}`, { role: 'reader' });
    await until('the new role', () => rights().reason === 'read-only');
    expect(other.messages.filter(({ kind }) => kind === 'rights')).toHaveLength(2);
    await ana.ask('PUT', '/workspaces/w/documents/plan/access', {
      locked: false,
      roles: { [eleni.memberId]: 'editor' },
    });
    await until('the role of the document', () => rights().mayWrite);
    expect(other.last('rights')!.rights.mayWrite).toBe(false);
    link.send(letter(7, 'y')[0]!);
    await until('a confirmation', () => link.last('confirmation')!.count === 1);
  });

  it('RA-33 a member that is removed is closed out of all rooms within a second', async () => {
    const [ana, eleni] = [await laptopWith('facilitator'), await laptopWith('editor')];
    const links = await Promise.all(['plan', 'other'].map((id) => enter(eleni, id)));
    const stays = await enter(ana, 'plan');
    await ana.ask('DELETE', `/workspaces/w/members/${eleni.memberId}`);
    for (const { closed } of links)
      expect(await closed).toEqual({ code: 4403, reason: 'no access to this room' });
    const again = await bench.socket(eleni.room('plan'));
    expect((await again.closed).code).toBe(4403);
    stays.send(letter(7, 'z')[0]!);
    await until('the others go on', () => stays.last('confirmation')!.count === 1);
  });

  it('RA-41 the same by a command of another process, while the relay runs', async () => {
    const eleni = await laptopWith('editor');
    const link = await enter(eleni, 'plan');
    await admin.access.setDocumentAccess('w', 'plan', { locked: true, roles: {} }, administrator);
    await until('the lock', () => link.last('rights')!.rights.locked);
    await admin.access.setRole('w', eleni.memberId, 'reader', administrator);
    await until('the role', () => link.last('rights')!.rights.role === 'reader');
    await admin.access.revokeMember('w', eleni.memberId, administrator);
    expect((await link.closed).code).toBe(4403);
  });

  it('RA-25 a commenter writes comments and nothing else; companions share the lock', async () => {
    const [ana, eleni] = [await laptopWith('facilitator'), await laptopWith('commenter')];
    const [plan, images, comments] = [
      await enter(eleni, 'plan'),
      await enter(eleni, 'plan.images'),
      await enter(eleni, 'plan.comments'),
    ];
    for (const link of [plan, images, comments]) link.send(letter(7, 'c')[0]!);
    await until('refusals', () => plan.reasons.length > 0 && images.reasons.length > 0);
    expect([...plan.reasons, ...images.reasons]).toEqual(['comment-only', 'comment-only']);
    await until('the comment', () => comments.last('confirmation')!.count === 1);
    await ana.ask('PUT', '/workspaces/w/documents/plan/access', { locked: true, roles: {} });
    await until('the lock', () => comments.last('rights')!.rights.reason === 'locked');
    await until('the lock', () => images.last('rights')!.rights.reason === 'locked');
  });

  it('RA-24 rooms of other workspaces, and rooms of none, are closed to a member', async () => {
    const ana = await laptopWith('facilitator');
    await laptopWith('facilitator', 'other');
    const headers = { authorization: `Bearer ${ana.token}` };
    for (const room of ['other/plan', 'plan', 'w', 'W/plan', 'other/w/plan']) {
      const { closed } = await bench.socket(`${url}/${room}`, { headers });
      expect([room, (await closed).code]).toEqual([room, 4403]);
    }
    const own = await bench.socket(`${url}/w%2fplan`, { headers });
    await until('a greeting', () => own.frames.length > 0);
  });

  it('RA-21 forged tokens open no room, and one that is good opens it still', async () => {
    const ana = await laptopWith('facilitator');
    const [header = '', payload = '', signature = ''] = ana.token.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'access+jwt' })).toString('base64url');
    const elsewhere = await bench.start({ folder: bench.folder(), open: false });
    const forgeries = [
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${header}.${Buffer.from('{"wsp":"w","sub":"x","exp":9999999999}').toString('base64url')}.${signature}`,
      `${header}.${payload}`,
      '..',
    ];
    for (const token of forgeries) {
      const { closed, frames } = await bench.socket(ana.room('plan', token));
      expect([(await closed).code, frames.length]).toEqual([4401, 0]);
    }
    const stranger = await bench.socket(`${elsewhere.url}/w/plan`, {
      headers: { authorization: `Bearer ${ana.token}` },
    });
    expect((await stranger.closed).code).toBe(4401);
    expect((await enter(ana, 'plan')).last('rights')?.rights.mayWrite).toBe(true);
  });

  it('RA-45 a key that was cut off by a command ends its connections, and laptops come back', async () => {
    const ana = await laptopWith('facilitator');
    const [link, polled] = [await enter(ana, 'plan'), ana.token];
    await admin.access.rotateSigningKey(makeSigningKey(), { cutOff: true }, administrator);
    expect((await link.closed).code).toBe(4501);
    expect((await ana.ask('GET', '/workspaces/w/members')).body).toEqual({ error: 'tokenInvalid' });
    const again = await bench.socket(ana.room('plan', polled));
    expect((await again.closed).code).toBe(4501);
    const back = await enter(ana, 'plan', await ana.renewedToken());
    expect(back.last('rights')?.rights.mayWrite).toBe(true);
  });

  it('RA-45 changing the key ends no connection, which goes on with a token of the new key', async () => {
    const ana = await laptopWith('facilitator');
    const link = await enter(ana, 'plan');
    const kidOf = (token: string) => Buffer.from(token.split('.')[0]!, 'base64url').toString();
    await admin.access.rotateSigningKey(makeSigningKey(), { cutOff: false }, administrator);
    let renewed = ana.token;
    await expect.poll(async () => kidOf((renewed = await ana.renewedToken()))).not.toBe(kidOf(ana.token));
    link.send(encodeToken(renewed));
    link.send(letter(7, 'k')[0]!);
    await until('a confirmation', () => link.last('confirmation')!.count === 1);
    expect((await enter(ana, 'plan', ana.token)).last('rights')?.rights.mayWrite).toBe(true);
  });

  it('RA-34 another token of the same member keeps a connection, one of another ends it', async () => {
    const [ana, eleni] = [await laptopWith('facilitator'), await laptopWith('editor')];
    const link = await enter(ana, 'plan');
    link.send(encodeToken(await ana.renewedToken()));
    link.send(letter(7, 'k')[0]!);
    await until('a confirmation', () => link.last('confirmation')!.count === 1);
    for (const token of [eleni.token, `${ana.token}x`, '']) {
      const other = await enter(ana, 'plan');
      other.send(encodeToken(token));
      expect((await other.closed).code).toBe(4401);
    }
  });
});
