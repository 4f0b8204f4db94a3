import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeEvent } from '../../shared/contract/events.ts';
import type { Contract } from '../../shared/contract/index.ts';
import { channelPair, textPortOf } from '../../shared/kernel/channel.ts';
import { type Backend, startBackend } from './backend.ts';
import { newOpId, temporaryFolder, windowSession } from './services/workspace.test-support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
let faults: { id: string; error: unknown }[];
beforeEach(async () => {
  folder = temporaryFolder();
  faults = [];
  backend = await start();
});
afterEach(async () => {
  await backend.close();
  folder.dispose();
});

const start = (appVersion = '0.1.0') =>
  startBackend({
    profileDir: folder.path,
    appVersion,
    linkToRelay: false,
    log: (entry) => faults.push(entry),
  });

/** A window: the contract's client over a channel to the backend. */
function openWindow(): ContractRouterClient<Contract> {
  const [window, server] = channelPair(queueMicrotask);
  backend.connect(server);
  return createORPCClient(new RPCLink({ port: textPortOf(window) }));
}

const organisation = {
  legalName: 'Agency',
  shortName: '',
  country: 'HR',
  type: 'D' as const,
  regionName: 'Istra',
  nutsCode: 'HR036',
};
const entry = (present: number) => ({
  opId: newOpId(),
  session: windowSession,
  scope: 'a1',
  changes: [
    { kind: 'criterionEntry' as const, id: 'a1/4.1', parentId: 'a1', patch: { criterionId: '4.1', present } },
  ],
});
async function withAssessment(window: ContractRouterClient<Contract>): Promise<void> {
  await window.workspaces.create({ name: 'Partnership', organisation });
  const [partner] = await window.records.list({ kind: 'partner' });
  await window.assessments.create({
    opId: newOpId(),
    id: 'a1',
    title: 'Round',
    partnerId: partner!.id,
    regionId: null,
    frameworkVersion: '1.0.0',
    referenceDate: '2014-06-30',
    pastYear: 2009,
    targetYear: 2020,
  });
}

describe('a window', () => {
  test('works on an assessment, and finds it after a restart', async () => {
    const window = openWindow();
    await withAssessment(window);
    await window.records.apply(entry(3));
    await backend.close();
    backend = await start();
    const bundle = await openWindow().assessments.bundle({ id: 'a1' });
    expect(bundle.entries).toMatchObject([{ id: 'a1/4.1', fields: { present: 3, desired: null } }]);
  });

  test('sees figures of this version of the app, not those that an older one kept', async () => {
    const window = openWindow();
    await withAssessment(window);
    const warnings = (await window.assessments.list())[0]?.summary.warningCount;
    const { database } = backend.services.workspace().context;
    database.prepare("UPDATE assessment_summary SET summary = json_set(summary, '$.warningCount', 77)").run();
    expect((await window.assessments.list())[0]?.summary.warningCount).toBe(77);
    await backend.close();
    backend = await start('0.2.0');
    expect((await openWindow().assessments.list())[0]?.summary.warningCount).toBe(warnings);
  });

  test('hears what another window changed', async () => {
    const [first, second] = [openWindow(), openWindow()];
    await withAssessment(first);
    const events = await second.events.changes();
    const next = events.next();
    await first.records.apply(entry(2));
    expect((await next).value).toEqual({
      type: 'records',
      kinds: ['criterionEntry'],
      scope: 'a1',
      session: windowSession,
    } satisfies ChangeEvent);
    await events.return?.();
  });

  test('does not get round the rules for plans, nor take back what the backend did', async () => {
    const window = openWindow();
    await window.workspaces.create({ name: 'Partnership', organisation });
    const made = await window.plans.create({
      opId: newOpId(),
      templateKey: 'see-initiative',
      language: 'en',
      another: false,
      title: 'Initiative',
    });
    const plan = { kind: 'planDocument' as const, id: made.id, parentId: null };
    const target = { opId: newOpId(), session: windowSession, scope: 'workspace' };
    const backendSession = '00000000-0000-4000-8000-000000000000';
    const attempts = [
      window.records.apply({ ...target, changes: [{ ...plan, patch: { title: 'Other' } }] }),
      window.records.apply({ ...target, changes: [...entry(1).changes, { ...plan, deleted: true }] }),
      window.records.apply({ ...entry(1), session: backendSession }),
      window.records.undo({ ...target, session: backendSession }),
      window.records.redo({ ...target, session: backendSession }),
    ];
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map((each) => each.status === 'rejected' && each.reason.data?.code)).toEqual(
      attempts.map(() => 'notAllowed'),
    );
    expect(await window.plans.list()).toMatchObject([{ title: 'Initiative' }]);
  });

  test('takes an import back with its own undo', async () => {
    const window = openWindow();
    await withAssessment(window);
    await window.records.apply(entry(2));
    const { content } = await window.assessments.export({ id: 'a1' });
    await window.records.apply(entry(5));
    await window.assessments.import({ opId: newOpId(), content, session: windowSession });
    const present = async () => (await window.assessments.bundle({ id: 'a1' })).entries[0]?.fields.present;
    expect(await present()).toBe(2);
    await window.records.undo({ opId: newOpId(), session: windowSession, scope: 'a1' });
    expect(await present()).toBe(5);
  });
});

describe('what goes wrong', () => {
  const failure = async (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => error,
    );

  test('is told by its code when it was to be expected', async () => {
    const error = await failure(openWindow().assessments.list());
    expect(error).toMatchObject({ code: 'APP', data: { code: 'noWorkspaceOpen', params: {} } });
    expect(faults).toEqual([]);
  });

  test('is told by the place when a field is wrong', async () => {
    const window = openWindow();
    await withAssessment(window);
    expect(await failure(window.records.apply(entry(7)))).toMatchObject({
      data: { code: 'invalidInput', params: { kind: 'criterionEntry', field: 'present' } },
    });
  });

  test('is refused when it does not fit the contract', async () => {
    const window = openWindow();
    const error = await failure(window.workspaces.open({ id: '' }));
    expect(error).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await failure(window.records.apply({ ...entry(1), opId: 'not a uuid' }))).toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  test('is logged once under an id when it is a fault of the program, and only the id goes out', async () => {
    const window = openWindow();
    await withAssessment(window);
    backend.services.workspace().assessments.list = () => {
      throw new TypeError('something internal');
    };
    const error = await failure(window.assessments.list());
    expect(faults).toHaveLength(1);
    expect(error).toMatchObject({ data: { code: 'unexpected', params: { id: faults[0]!.id } } });
    expect(JSON.stringify(error)).not.toContain('something internal');
  });

  test.each(['', 'no json', '{"i":1}', '[]', 'null'])(
    'in the messages of one window ends its link and leaves the others at work: %j',
    async (junk) => {
      const other = openWindow();
      await withAssessment(other);
      const [window, server] = channelPair(queueMicrotask);
      backend.connect(server);
      const ended = new Promise<void>((resolve) => window.onClose(resolve));
      window.send(junk);
      await ended;
      expect(faults).toHaveLength(1);
      expect(await other.assessments.list()).toHaveLength(1);
    },
  );
});
