import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { LoopDisk } from '../faults/loop-disk.test-support.ts';
import { type RunningProgram, startHost } from './support/processes.ts';
import { writeProfile } from './support/profile.ts';
import { openWindowClient, type WindowClient } from './support/window-client.ts';

describe.skipIf(!LoopDisk.canBeUsed())('a laptop that loses power', () => {
  const closers: (() => void | Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function startOn(folder: string): Promise<RunningProgram & WindowClient> {
    const host = await startHost(join(folder, 'profile'));
    closers.push(() => host.kill());
    return { ...host, ...(await openWindowClient(host.address)) };
  }

  it('has everything that was shown as saved, in records and in plans', async () => {
    const disk = new LoopDisk();
    closers.push(() => disk.dispose());
    const folder = disk.format();
    mkdirSync(join(folder, 'profile'));
    writeProfile(join(folder, 'profile'), { displayName: 'Ana' });
    const { client, pid } = await startOn(folder);
    await client.workspaces.createDemo();
    const [entry] = await client.records.list({ kind: 'criterionEntry' });
    const [plan] = await client.plans.list();
    const saved = { words: 0, titles: 0 };
    const write = async () => {
      const command = { session: randomUUID(), scope: entry!.parentId! };
      for (let count = 1; ; count += 1) {
        const patch = { justification: { en: `words ${count}` } };
        const changes = [{ kind: entry!.kind, id: entry!.id, parentId: entry!.parentId, patch }];
        await client.records.apply({ ...command, opId: randomUUID(), changes });
        saved.words = count;
        await client.plans.rename({ id: plan!.id, opId: randomUUID(), title: `Title ${count}` });
        saved.titles = count;
      }
    };
    // What is under way when the power goes may come or not: nobody was told that it is saved.
    void write().catch(() => undefined);
    await expect.poll(() => saved.titles).toBeGreaterThan(5);
    await pause(700);
    process.kill(pid, 'SIGSTOP');
    const promised = { ...saved };
    const again = await startOn(disk.afterPowerCut());
    const after = await again.client.records.get({ kind: 'criterionEntry', id: entry!.id });
    const plans = await again.client.plans.list();
    const numberIn = (text: string | undefined) => Number(/\d+$/.exec(text ?? '')?.[0]);
    const { en } = after!.fields['justification'] as { en: string };
    expect(numberIn(en)).toBeGreaterThanOrEqual(promised.words);
    expect(numberIn(plans.find(({ id }) => id === plan!.id)?.title)).toBeGreaterThanOrEqual(promised.titles);
  });
});
