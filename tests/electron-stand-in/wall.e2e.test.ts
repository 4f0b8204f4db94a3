import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type FixturePage, portArrived, TestApps } from './fixture/test-apps.ts';
import type { ElectronApp } from './launch.ts';

/* The wall between a page and the laptop: what a page cannot reach, and where it cannot go. */

let apps: TestApps;
let app: ElectronApp;
let page: Page;
let hostile: Server;
let hostileAddress: string;
const hostileRequests: string[] = [];

beforeAll(async () => {
  apps = await TestApps.build();
  ({ app, page } = await apps.launch({ profileDir: await apps.profile() }));
  await portArrived(page);
  hostile = createServer((incoming, response) => {
    hostileRequests.push(incoming.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*').end('<title>hostile</title>');
  });
  await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
  hostileAddress = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`;
});

afterAll(async () => {
  hostile.close();
  await apps.dispose();
});

test('the hostile server of these tests answers, so that what does not reach it was stopped', async () => {
  const status = await new Promise((resolve) => {
    request(`${hostileAddress}/alive`, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(200);
  expect(hostileRequests.splice(0)).toEqual(['/alive']);
});

test('a page has no Node, no module loader and no raw messages to the shell', async () => {
  const found = await page.evaluate(() => {
    const names = [
      'require',
      'process',
      'module',
      'Buffer',
      'global',
      'ipcRenderer',
      'electron',
      '__toShell',
    ];
    return names.filter((name) => name in window);
  });
  expect(found).toEqual([]);
});

test('the shell object is frozen and cannot be replaced', async () => {
  const result = await page.evaluate(() => {
    const own = window as unknown as { workbenchShell: object };
    const before = own.workbenchShell;
    const attempts = [
      () => Object.assign(before, { saveFile: null }),
      () => Object.defineProperty(own, 'workbenchShell', { value: {} }),
    ].map((attempt) => {
      try {
        attempt();
        return 'allowed';
      } catch (error) {
        return (error as Error).name;
      }
    });
    return { attempts, same: own.workbenchShell === before };
  });
  expect(result).toEqual({ attempts: ['TypeError', 'TypeError'], same: true });
});

test('the content policy stops requests, inline scripts, evaluated text, frames and foreign pictures', async () => {
  const violated = await page.evaluate(async (address) => {
    const directives: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      directives.push(event.effectiveDirective),
    );
    await fetch(`${address}/fetched`).catch(() => undefined);
    await fetch('/index.html').catch(() => undefined);
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.body.append(inline);
    const frame = document.createElement('iframe');
    frame.src = `${address}/framed`;
    document.body.append(frame);
    const picture = new Image();
    picture.src = `${address}/picture.png`;
    document.body.append(picture);
    const socket = new WebSocket(address.replace('http', 'ws'));
    await new Promise((resolve) => socket.addEventListener('error', resolve));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [...new Set(directives)].toSorted();
  }, hostileAddress);
  expect(violated).toEqual(['connect-src', 'frame-src', 'img-src', 'script-src-elem']);
  expect(await page.evaluate(() => 'inlineRan' in window)).toBe(false);
  const evaluated = await page.evaluate(() => {
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.handlerRan = true');
    document.body.append(button);
    button.click();
    return 'handlerRan' in window;
  });
  expect(evaluated).toBe(false);
  expect(hostileRequests).toEqual([]);
});

test('every answer of the app carries the policy; a path outside the interface is refused', async () => {
  const response = await page.reload();
  const headers = (await response?.allHeaders()) ?? {};
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("connect-src 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  await portArrived(page);
  const statuses = await page.evaluate(async () => {
    const load = (source: string) =>
      new Promise<string>((resolve) => {
        const script = document.createElement('script');
        script.addEventListener('load', () => resolve('loaded'));
        script.addEventListener('error', () => resolve('refused'));
        script.src = source;
        document.body.append(script);
      });
    return await Promise.all(
      [
        '/page.js',
        '/..%2fmain/main.mjs',
        '/%2e%2e/main/main.mjs',
        '/..%5cmain%5cmain.mjs',
        '/missing.js',
      ].map(load),
    );
  });
  expect(statuses).toEqual(['loaded', 'refused', 'refused', 'refused', 'refused']);
});

test('a page cannot leave the app, by script or by link', async () => {
  const before = page.url();
  await page.evaluate((address) => {
    window.location.href = `${address}/left`;
  }, hostileAddress);
  await page.evaluate((address) => {
    const link = document.createElement('a');
    link.href = `${address}/link`;
    document.body.append(link);
    link.click();
  }, hostileAddress);
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  expect(await page.title()).toBe('Fixture');
  expect(hostileRequests).toEqual([]);
});

test('new windows are refused; secure links go to the system, others nowhere', async () => {
  await page.click('#secure');
  await page.click('#plain');
  await page.evaluate((address) => {
    window.open(`${address}/opened`);
    window.open('file:///etc/passwd');
    window.open('https://name:secret@example.org/');
    window.open('mailto:office@example.org');
  }, hostileAddress);
  await expect
    .poll(async () => await app.control.openedLinks())
    .toEqual(['https://example.org/page', 'mailto:office@example.org']);
  expect(await app.windows()).toHaveLength(1);
  expect(hostileRequests).toEqual([]);
});

test('permissions are denied, except writing text to the clipboard', async () => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'clipboard-read', 'clipboard-write'];
    const found = names.map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      return [name, state];
    });
    return Object.fromEntries(await Promise.all(found)) as Record<string, string>;
  });
  expect(states).toEqual({
    geolocation: 'denied',
    notifications: 'denied',
    camera: 'denied',
    'clipboard-read': 'denied',
    'clipboard-write': 'granted',
  });
  const position = await page.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code),
        );
      }),
  );
  expect(position).toBe(1);
});

test('malformed messages to the shell are refused and change nothing', async () => {
  const outcomes = await page.evaluate(async () => {
    const { workbenchShell: shell } = window as unknown as FixturePage;
    const attempt = (work: Promise<unknown>) =>
      work.then(() => 'done').catch((error: Error) => error.message);
    return await Promise.all([
      attempt(shell.setLanguage('../../etc' as never)),
      attempt(shell.saveFile({ suggestedName: 'a', content: 5 as never, filters: [] })),
      attempt(shell.openFile({ filters: [{ name: 'x', extensions: ['*'] }], as: 'text', maxBytes: 5 })),
      attempt(shell.openFile({ filters: [], as: 'text', maxBytes: Number.POSITIVE_INFINITY })),
    ]);
  });
  for (const outcome of outcomes) expect(outcome).toContain('malformed message');
  expect(await app.control.dialogs()).toEqual([]);
});

// Last: the driver of these tests waits for the refused form's page from then on.
test('a page cannot send a form anywhere', async () => {
  await page.evaluate((address) => {
    const form = document.createElement('form');
    form.action = `${address}/form`;
    document.body.append(form);
    form.submit();
  }, hostileAddress);
  await page.waitForTimeout(300);
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'document.title + location.pathname',
  });
  expect(result.value).toBe('Fixture/index.html');
  expect(hostileRequests).toEqual([]);
});
