import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Backend, startBackend } from '../../electron/backend/backend.ts';
import { temporaryFolder } from '../../electron/backend/services/workspace.test-support.ts';
import { AdminActions } from '../../relay/admin/admin-actions.ts';
import { openAccessStore } from '../../relay/storage/open-relay-store.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import type { MemberRole } from '../../shared/contract/membership.ts';
import type { DocumentSync } from '../../shared/contract/plans.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { until } from '../../shared/until.test-support.ts';
import {
  joinInvited,
  organisation,
  planTitle,
  retitlePlan,
  startPartnership,
} from './members.test-support.ts';

const day = 86_400;

let bench: RelayBench;
let folder: string;
let address: string;
let admin: AdminActions;
let closeAdmin: () => Promise<void>;
const laptops: Laptop[] = [];

interface Laptop {
  backend: Backend;
  profileDir: string;
  bugs: unknown[];
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

async function laptop(clockOffMs = 0): Promise<Laptop> {
  const profile = temporaryFolder();
  const bugs: unknown[] = [];
  const start = () =>
    startBackend({
      profileDir: profile.path,
      appVersion: 'test',
      wallClock: () => Date.now() + clockOffMs,
      log: ({ error }) => bugs.push(error),
    });
  const made: Laptop = {
    backend: await start(),
    profileDir: profile.path,
    bugs,
    async restart() {
      await made.backend.close();
      made.backend = await start();
    },
    async dispose() {
      await made.backend.close();
      profile.dispose();
    },
  };
  laptops.push(made);
  return made;
}

beforeEach(async () => {
  bench = new RelayBench();
  folder = bench.folder();
  address = (await bench.start({ folder, open: false })).url;
  const opened = openAccessStore(folder, 'existing');
  closeAdmin = () => opened.close();
  admin = new AdminActions({ store: opened.access, newId: randomUUID, randomBytes, wallClock: Date.now });
});
afterEach(async () => {
  const bugs = laptops.flatMap((each) => each.bugs);
  for (const each of laptops.splice(0)) await each.dispose();
  await closeAdmin();
  await bench.dispose();
  if (bugs.length > 0) throw new AggregateError(bugs, 'a backend reported bugs');
});

const services = ({ backend }: Laptop) => backend.services;
const open = (each: Laptop) => services(each).workspace();
const startCode = async () => ((await admin.createStartCode({ expires: day })).json as { code: string }).code;
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error);

/** A laptop whose partnership is on the relay, with one plan. */
async function facilitator(clockOffMs = 0): Promise<{ ana: Laptop; plan: string }> {
  const ana = await laptop(clockOffMs);
  const plan = await startPartnership(ana.backend, { address, startCode: await startCode() });
  return { ana, plan };
}

async function invited(by: Laptop, role: MemberRole, clockOffMs = 0): Promise<Laptop> {
  const guest = await laptop(clockOffMs);
  await joinInvited(by.backend, guest.backend, { address, role, displayName: 'Bert' });
  return guest;
}

const sync = (each: Laptop, plan: string): DocumentSync | undefined =>
  services(each)
    .syncStatus()
    .documents.find(({ documentId }) => documentId === plan);
const isOnServer = (each: Laptop, plan: string) => sync(each, plan)?.state === 'confirmed';

const retitle = ({ backend }: Laptop, plan: string, title: string) => retitlePlan(backend, plan, title);
const titleAt = ({ backend }: Laptop, plan: string) => planTitle(backend, plan);
const untilTitle = (each: Laptop, plan: string, title: string) =>
  until(`the title ${title}`, async () => (await titleAt(each, plan)) === title);
const memberIdOf = async (by: Laptop, name: string) =>
  (await services(by).members.members()).members.find(({ displayName }) => displayName === name)!.id;

/** What comes of renaming a plan in the list, removing it, and bringing it back. */
function listAttempts(each: Laptop, plan: string): unknown[] {
  const { plans } = open(each);
  const attempts = [
    () => plans.rename(plan, 'Renamed', randomUUID()),
    () => plans.setRemoved(plan, true, randomUUID()),
    () => plans.setRemoved(plan, false, randomUUID()),
  ];
  return attempts.map((attempt) => {
    try {
      attempt();
      return 'done';
    } catch (error) {
      return codeOf(error);
    }
  });
}

describe('coming together', () => {
  test('a workspace goes onto the relay with a start code, another laptop joins, both hold the same plan', async () => {
    const { ana, plan } = await facilitator();
    expect(open(ana).membership.view()).toMatchObject({ address, role: 'facilitator', isMember: true });
    const bert = await invited(ana, 'editor');
    await until('the plan is listed and confirmed', () => isOnServer(bert, plan) && isOnServer(ana, plan));
    await retitle(bert, plan, 'Changed by Bert');
    await untilTitle(ana, plan, 'Changed by Bert');
    const { members, current } = await services(ana).members.members();
    expect(current).toBe(true);
    expect(new Map(members.map(({ displayName, role }) => [displayName, role]))).toEqual(
      new Map([
        ['Ana', 'facilitator'],
        ['Bert', 'editor'],
      ]),
    );
    expect(services(bert).profile.stored().displayName).toBe('Bert');
  });

  test('after a restart the membership is there and nothing has to be entered again', async () => {
    const { ana, plan } = await facilitator();
    await until('confirmed', () => isOnServer(ana, plan));
    await ana.restart();
    await retitle(ana, plan, 'After the restart');
    await until('confirmed again', () => isOnServer(ana, plan) && sync(ana, plan)?.unconfirmedChanges === 0);
    expect(open(ana).membership.view()).toMatchObject({ address, role: 'facilitator', isMember: true });
  });

  test('clocks that are wrong by days do not matter', async () => {
    const { ana, plan } = await facilitator(5 * day * 1000);
    const bert = await invited(ana, 'editor', -5 * day * 1000);
    await until('confirmed on both', () => isOnServer(ana, plan) && isOnServer(bert, plan));
    expect((await services(bert).members.members()).current).toBe(true);
  });

  test('RA-46: facilitators see when others were here last, whatever the clocks; others do not', async () => {
    const ahead = 5 * day * 1000;
    const { ana } = await facilitator(ahead);
    const bert = await invited(ana, 'editor', -ahead);
    const seen = async (by: Laptop, name: string) =>
      (await services(by).members.members()).members.find(({ displayName }) => displayName === name)!
        .lastSeenAt;
    const now = Date.now() + ahead;
    expect(Math.abs((await seen(ana, 'Bert'))! - now)).toBeLessThan(60_000);
    expect([await seen(bert, 'Ana'), await seen(bert, 'Bert')]).toEqual([null, null]);
  });

  test('RA-45: the relay changes its key, cuts the old one off, and nobody notices', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'editor');
    await until('confirmed', () => isOnServer(bert, plan));
    for (const cutOff of [false, true]) {
      await admin.rotateKey(cutOff);
      await retitle(bert, plan, `Written after ${String(cutOff)}`);
      await untilTitle(ana, plan, `Written after ${String(cutOff)}`);
      expect((await services(ana).members.members()).current).toBe(true);
    }
    await until('all is on the server', () => [ana, bert].every((each) => isOnServer(each, plan)));
    expect(open(bert).membership.view()).toMatchObject({ role: 'editor', isMember: true });
  });

  test('an open workspace joins with its plans; what was there before stays and is shared', async () => {
    const { ana, plan } = await facilitator();
    const { code } = await services(ana).members.createInvite({
      role: 'editor',
      partner: 'PP7',
      expiresInDays: 1,
      maxUses: 1,
    });
    const bert = await laptop();
    await services(bert).createPartnership({ name: 'Own work', organisation });
    const own = await open(bert).plans.create({
      opId: randomUUID(),
      templateKey: 'see-initiative',
      language: 'en',
      another: false,
      title: 'Own plan',
    });
    await services(bert).joining.joinHere({ address, code, displayName: 'Bert' });
    await until('both plans on both laptops', () =>
      [ana, bert].every((each) => isOnServer(each, plan) && isOnServer(each, own.id)),
    );
    expect(open(bert).membership.view()).toMatchObject({ role: 'editor' });
    const again = services(bert).joining.joinHere({ address, code, displayName: 'Bert' });
    expect(await again.catch(codeOf)).toBe('partnershipHere');
  });

  test('who joins again with the same laptop comes back to the same workspace', async () => {
    const { ana } = await facilitator();
    const bert = await invited(ana, 'editor');
    const first = open(bert).context.id;
    await services(bert).createPartnership({ name: 'Other', organisation });
    const { code } = await services(ana).members.createInvite({
      role: 'editor',
      partner: null,
      expiresInDays: 1,
      maxUses: 1,
    });
    const input = { address, code, displayName: 'Bert', organisation };
    expect(await services(bert).joining.joinNew(input)).toBe(first);
    expect(services(bert).workspaces.list()).toHaveLength(2);
  });
});

describe('codes that do not open', () => {
  test('are said to be what they are, and leave nothing behind', async () => {
    const guest = await laptop();
    const join = (code: string, at = address) =>
      services(guest).joining.joinNew({ address: at, code, displayName: 'G', organisation }).catch(codeOf);
    expect(await join('7K3M-Q0ZT-9XW5')).toBe('codeUnknown');
    expect(await join(await startCode())).toBe('codeForStarting');
    expect(await join('SMBH-51HH-X0PC')).toBe('codeUnknown');
    expect(await join('SMBH-51HH-X0PC', 'ws://127.0.0.1:9')).toBe('relayUnreachable');
    expect(await join('SMBH-51HH-X0PC', 'not an address')).toBe('relayAddressInvalid');
    expect(services(guest).workspaces.list()).toEqual([]);
  });

  test('a code is used up, or withdrawn', async () => {
    const { ana } = await facilitator();
    const invite = { role: 'editor' as const, partner: null, expiresInDays: 1, maxUses: 1 };
    const first = await services(ana).members.createInvite(invite);
    expect(first.link).toBe(`${address.replace('ws:', 'http:')}/join#${first.code}`);
    expect(services(ana).members.readInvite(first.link)).toEqual({
      address,
      code: first.code.replaceAll('-', ''),
    });
    const bert = await laptop();
    await services(bert).joining.joinNew({ address, code: first.code, displayName: 'B', organisation });
    const eva = await laptop();
    const join = (code: string) =>
      services(eva).joining.joinNew({ address, code, displayName: 'E', organisation }).catch(codeOf);
    expect(await join(first.code)).toBe('codeUsedUp');
    const second = await services(ana).members.createInvite(invite);
    await services(ana).members.withdrawInvite(second.invite.id);
    expect(await join(second.code)).toBe('codeUnknown');
  });
});

describe('roles', () => {
  test('RP-60: a reader reads; what it changes stays on its laptop, is shown so, and goes out when it may write', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'editor');
    await until('confirmed', () => isOnServer(bert, plan));
    const bertId = await memberIdOf(ana, 'Bert');
    await services(ana).members.changeRole(bertId, 'reader');
    await until('read-only', () => sync(bert, plan)?.readOnly === 'reader');
    expect(open(bert).membership.view()).toMatchObject({ role: 'reader' });
    await retitle(bert, plan, 'Written by a reader');
    await until('not taken', () => sync(bert, plan)?.state === 'refused');
    expect(sync(bert, plan)).toMatchObject({ readOnly: 'reader', unconfirmedChanges: 1 });
    await retitle(ana, plan, 'Ana goes on');
    await until('the reader has it', () => isOnServer(ana, plan));
    expect(await titleAt(ana, plan)).toBe('Ana goes on');
    // The last of two writers of one field wins; what counts is that the reader's change arrives at all.
    await services(ana).members.changeRole(bertId, 'editor');
    await until('taken', () => isOnServer(bert, plan) && sync(bert, plan)?.unconfirmedChanges === 0);
    expect(sync(bert, plan)?.readOnly).toBeNull();
    await until('the same', () => isOnServer(ana, plan));
    await untilTitle(ana, plan, (await titleAt(bert, plan)) as string);
  });

  test.each(['reader', 'commenter'] as const)(
    'a %s makes no new plan: nobody would take it, and nothing is left of the attempt',
    async (role) => {
      const { ana, plan } = await facilitator();
      const bert = await invited(ana, role);
      const { plans } = open(bert);
      const make = (another: boolean) =>
        plans.create({
          opId: randomUUID(),
          templateKey: 'see-initiative',
          language: 'en',
          another,
          title: 'Of a reader',
        });
      expect([await make(false).catch(codeOf), await make(true).catch(codeOf)]).toEqual([
        'notAllowed',
        'notAllowed',
      ]);
      await until('the plan of the others is there', () => plans.list().length > 0);
      expect(plans.list().map(({ id }) => id)).toEqual([plan]);
    },
  );

  test('what a reader may not do is known without a network too, also after a restart', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'reader');
    await untilTitle(bert, plan, 'Sustainability Plan');
    await retitle(bert, plan, 'Kept');
    await until('not taken', () => sync(bert, plan)?.state === 'refused');
    await bench.dispose();
    await bert.restart();
    await until('read-only', () => sync(bert, plan)?.readOnly === 'reader');
    expect(sync(bert, plan)).toMatchObject({ unconfirmedChanges: 1 });
    expect(await titleAt(bert, plan)).toBe('Kept');
    const { members, current, readAt } = await services(bert).members.members();
    expect([members, current, readAt]).toEqual([[], false, null]);
  });

  test('the list that was read last is shown while the relay is away', async () => {
    const { ana } = await facilitator();
    await services(ana).members.members();
    await bench.dispose();
    const { members, current, readAt } = await services(ana).members.members();
    expect(members.map(({ displayName }) => displayName)).toEqual(['Ana']);
    expect([current, typeof readAt]).toEqual([false, 'number']);
  });

  test.each(['reader', 'commenter'] as const)(
    'a %s renames, removes and brings back nothing',
    async (role) => {
      const { ana, plan } = await facilitator();
      const bert = await invited(ana, role);
      await until('the plan is there', () => sync(bert, plan)?.readOnly === role);
      expect(listAttempts(bert, plan)).toEqual(['notAllowed', 'notAllowed', 'notAllowed']);
      // Its own role in the plan opens the text, not the list.
      await services(ana).members.setDocumentRole(plan, await memberIdOf(ana, 'Bert'), 'editor');
      await until('may write here', () => sync(bert, plan)?.readOnly === null);
      expect(listAttempts(bert, plan)).toEqual(['notAllowed', 'notAllowed', 'notAllowed']);
      expect(open(bert).plans.list()).toMatchObject([{ id: plan, title: 'Sustainability Plan' }]);
    },
  );

  test('a locked plan keeps its name and its place in the list, for facilitators too', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'editor');
    await services(ana).members.setLocked(plan, true);
    await until('locked', () => [ana, bert].every((each) => sync(each, plan)?.readOnly === 'locked'));
    for (const each of [ana, bert])
      expect(listAttempts(each, plan)).toEqual(['planLocked', 'planLocked', 'planLocked']);
    await services(ana).members.setLocked(plan, false);
    await until('open', () => sync(bert, plan)?.readOnly === null);
    expect(listAttempts(bert, plan)).toEqual(['done', 'done', 'done']);
    await until('the others have it', () => open(ana).plans.list()[0]?.title === 'Renamed');
  });

  test('a laptop that was taken out changes nothing in the list', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'editor');
    await until('confirmed', () => isOnServer(bert, plan));
    await services(ana).members.removeMember(await memberIdOf(ana, 'Bert'));
    await until('removed', () => sync(bert, plan)?.readOnly === 'removed');
    const ended = ['membershipEnded', 'membershipEnded', 'membershipEnded'];
    expect(listAttempts(bert, plan)).toEqual(ended);
  });

  test('a locked plan is read-only for everybody until the lock is taken off', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'editor');
    await until('confirmed', () => isOnServer(bert, plan));
    expect(await services(ana).members.setLocked(plan, true)).toEqual({ locked: true, roles: {} });
    await until('locked', () => [ana, bert].every((each) => sync(each, plan)?.readOnly === 'locked'));
    await services(ana).members.setLocked(plan, false);
    await until('open', () => [ana, bert].every((each) => sync(each, plan)?.readOnly === null));
  });

  test('a member may have another role in one plan', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'reader');
    await until('read-only', () => sync(bert, plan)?.readOnly === 'reader');
    const bertId = await memberIdOf(ana, 'Bert');
    await services(ana).members.setDocumentRole(plan, bertId, 'editor');
    await until('may write here', () => sync(bert, plan)?.readOnly === null);
    expect(open(bert).membership.view()).toMatchObject({ role: 'reader' });
    await services(ana).members.setDocumentRole(plan, bertId, null);
    await until('as elsewhere', () => sync(bert, plan)?.readOnly === 'reader');
  });

  test('only facilitators look after members, and one always stays', async () => {
    const { ana } = await facilitator();
    const bert = await invited(ana, 'editor');
    const { members } = services(bert);
    const [anaId, bertId] = [await memberIdOf(ana, 'Ana'), await memberIdOf(ana, 'Bert')];
    expect(await members.changeRole(bertId, 'facilitator').catch(codeOf)).toBe('notAllowed');
    expect(await members.removeMember(anaId).catch(codeOf)).toBe('notAllowed');
    expect(await members.invites().catch(codeOf)).toBe('notAllowed');
    expect(await services(ana).members.changeRole(anaId, 'editor').catch(codeOf)).toBe('lastFacilitator');
  });

  test('a removed member keeps everything, knows it, and may come back or go on alone', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'editor');
    await until('confirmed', () => isOnServer(bert, plan));
    const bertId = await memberIdOf(ana, 'Bert');
    await services(ana).members.removeMember(bertId);
    await until('removed', () => sync(bert, plan)?.readOnly === 'removed');
    await until('every link has ended', () => services(bert).syncStatus().relay === 'refused');
    expect(services(bert).syncStatus().reason).toBe('removed');
    expect(await titleAt(bert, plan)).toBe('Sustainability Plan');
    await bert.restart();
    expect(open(bert).membership.view()).toMatchObject({ isMember: false });
    const { code } = await services(ana).members.createInvite({
      role: 'commenter',
      partner: null,
      expiresInDays: 1,
      maxUses: 1,
    });
    await services(bert).joining.joinHere({ address, code, displayName: 'Bert' });
    await until('back', () => sync(bert, plan)?.readOnly === 'commenter');
    await services(bert).joining.leave();
    expect(sync(bert, plan)).toMatchObject({ readOnly: null, state: 'local' });
    expect(open(bert).membership.view()).toBeNull();
  });

  test('who leaves is no member any more; the only facilitator does not leave others alone', async () => {
    const { ana, plan } = await facilitator();
    const bert = await invited(ana, 'editor');
    expect(await services(ana).joining.leave().catch(codeOf)).toBe('lastFacilitator');
    expect(open(ana).membership.view()).toMatchObject({ isMember: true });
    await until('confirmed', () => isOnServer(bert, plan));
    await services(bert).joining.leave();
    expect(sync(bert, plan)).toMatchObject({ state: 'local', readOnly: null });
    const { members } = await services(ana).members.members();
    expect(members.find(({ displayName }) => displayName === 'Bert')?.removed).toBe(true);
    await services(ana).joining.leave();
    expect(open(ana).membership.view()).toBeNull();
  });
});
