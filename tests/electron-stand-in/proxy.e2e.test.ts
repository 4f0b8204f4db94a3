import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { type FixturePage, portArrived, TestApps } from './fixture/test-apps.ts';

let apps: TestApps;

beforeAll(async () => {
  apps = await TestApps.build();
});
afterEach(() => apps.endAll());
afterAll(() => apps.dispose());

test('the backend learns from the shell which proxy the system uses', async () => {
  const settings = { proxy: 'PROXY proxy.example:3128; DIRECT' };
  const { page } = await apps.launch({ profileDir: await apps.profile(), settings });
  await portArrived(page);
  const choice = await page.evaluate(() =>
    (window as unknown as FixturePage).fixture.ask('proxy for https://relay.example.org'),
  );
  expect(choice).toBe('PROXY proxy.example:3128; DIRECT');
});
