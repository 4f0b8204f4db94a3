import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { isAppAddress } from './app-origin.ts';
import { createAssetHandler } from './app-protocol.ts';
import { resolveAsset } from './asset-path.ts';

const folder = join('/', 'srv', 'renderer');

describe('addresses', () => {
  test.each([
    ['app://workbench/', 'index.html', 'text/html; charset=utf-8'],
    ['app://workbench/index.html#/plans?x=1', 'index.html', 'text/html; charset=utf-8'],
    [
      'app://workbench/assets/index-OoeUvgJi.js',
      'assets/index-OoeUvgJi.js',
      'text/javascript; charset=utf-8',
    ],
    ['app://workbench/assets/inter-greek-wght.woff2?v=2', 'assets/inter-greek-wght.woff2', 'font/woff2'],
  ])('%s is a file of the interface', (address, path, contentType) => {
    expect(resolveAsset(address, folder)).toEqual({ path: join(folder, path), contentType });
  });

  test.each([
    ['encoded parent', 'app://workbench/..%2fmain%2fmain.mjs'],
    ['encoded dots', 'app://workbench/assets/%2e%2e%2f%2e%2e%2fpackage.json'],
    ['twice encoded', 'app://workbench/%252e%252e/main.mjs'],
    ['backslash', 'app://workbench/..%5cmain%5cmain.mjs'],
    ['drive letter', 'app://workbench/C:%5cWindows%5cwin.ini'],
    ['alternate data stream', 'app://workbench/index.html::$DATA.js'],
    ['hidden file', 'app://workbench/.env.json'],
    ['null byte', 'app://workbench/index.html%00.js'],
    ['broken encoding', 'app://workbench/%E0%A4%A.js'],
    ['empty segment', 'app://workbench//etc/passwd.json'],
    ['folder', 'app://workbench/assets/'],
    ['unknown kind of file', 'app://workbench/assets/tool.exe'],
    ['no extension', 'app://workbench/assets/tool'],
    ['other host', 'app://other/index.html'],
    ['other scheme', 'file:///index.html'],
    ['user name', 'app://user@workbench/index.html'],
    ['not an address', 'index.html'],
  ])('%s is refused', (_what, address) => {
    expect(resolveAsset(address, folder)).toBeUndefined();
  });
});

test('only the app itself is the app', () => {
  expect(isAppAddress('app://workbench')).toBe(true);
  expect(isAppAddress('app://workbench.example.org/')).toBe(false);
  expect(isAppAddress('https://workbench/')).toBe(false);
  expect(isAppAddress('app://workbench:90/')).toBe(false);
});

describe('answers', () => {
  const root = mkdtempSync(join(tmpdir(), 'workbench-assets-'));
  const answer = createAssetHandler(join(root, 'renderer'));
  beforeAll(() => {
    mkdirSync(join(root, 'renderer'));
    writeFileSync(join(root, 'renderer', 'index.html'), '<p>here</p>');
    writeFileSync(join(root, 'secret.html'), 'secret');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('a file comes with its type and every guard', async () => {
    const response = await answer({ url: 'app://workbench/', method: 'GET' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<p>here</p>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  test('the policy allows nothing by default and no network at all', async () => {
    const response = await answer({ url: 'app://workbench/', method: 'GET' });
    const policy = Object.fromEntries(
      (response.headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
        const [name, ...sources] = directive.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' blob: data:",
      'font-src': "'self'",
      'connect-src': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'object-src': "'none'",
    });
  });

  test.each([
    ['app://workbench/missing.html', 'GET', 404],
    ['app://workbench/..%2fsecret.html', 'GET', 400],
    ['app://workbench/', 'POST', 405],
  ])('%s by %s is %d, without a body but with the policy', async (url, method, status) => {
    const response = await answer({ url, method });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
