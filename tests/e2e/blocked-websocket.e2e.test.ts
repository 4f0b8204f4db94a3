import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { type BlockingPort, startBlockingPort } from './support/blocking-port.ts';
import { portOf, startRelay } from './support/processes.ts';
import { endAll, prepareJourneys } from './support/journey.ts';
import { createPlan, expectText, openChapter, startWithDemo, write } from './support/plan-steps.ts';
import { writeProfile } from './support/profile.ts';

const { hosts, folders } = await prepareJourneys();

describe.each(hosts)('two laptops whose network blocks WebSockets: $name', (host) => {
  const [annaDir, bertDir] = [folders.make(), folders.make()];
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let network: BlockingPort;
  let anna: RunningApp;
  let bert: RunningApp;

  beforeAll(async () => {
    relay = await startRelay(folders.make());
    network = await startBlockingPort(portOf(relay.address));
    const relayAddress = `ws://127.0.0.1:${network.port}`;
    writeProfile(annaDir, { displayName: 'Anna', relayAddress });
    writeProfile(bertDir, { displayName: 'Bert', relayAddress });
  });
  afterAll(() =>
    endAll([() => anna?.close(), () => bert?.close(), () => network?.close(), () => relay?.stop()]),
  );

  it('write in one document all the same, and are told that it takes a little longer', async () => {
    [anna, bert] = await Promise.all([startWithDemo(host, annaDir), startWithDemo(host, bertDir)]);
    for (const { page } of [anna, bert]) {
      await createPlan(page);
      await openChapter(page, 'Vision and foresight');
    }
    await write(anna.page, 'Anna writes first. ');
    await expectText(bert.page, 'Anna writes first.');
    await write(bert.page, 'Bert answers. ');
    await expectText(anna.page, 'Bert answers.');
    expect(network.blocked()).toBeGreaterThan(0);
    const indicator = anna.page.getByRole('button', { name: /Where your work is: On the server/i });
    await indicator.waitFor();
    await indicator.click();
    await anna.page.getByText(/only by a slower path/).waitFor();
    expect([...anna.faults, ...bert.faults]).toEqual([]);
  });
});
