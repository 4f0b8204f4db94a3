import type { IpcMain, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';

import { filesOfSecondStart, parseCommandLine } from './command-line.ts';
import { createIpc, isTrustedSender } from './ipc.ts';
import {
  parseFileRequest,
  parseFileToSave,
  parseLanguage,
  parseNothing,
  parseUnsentCount,
} from './ipc-input.ts';
import { checkedExternalLink } from './navigation-guard.ts';
import { createScanningWindows, isPermissionGranted } from './permissions.ts';
import { windowOptions } from './window-options.ts';

const frame = (origin: string, parent: object | null = null) => ({
  senderFrame: { origin, parent } as never,
});

describe('senders', () => {
  test('only the top frame of the app itself is trusted', () => {
    expect(isTrustedSender(frame('app://workbench'))).toBe(true);
    expect(isTrustedSender(frame('app://workbench', {}))).toBe(false);
    expect(isTrustedSender(frame('https://example.org'))).toBe(false);
    expect(isTrustedSender(frame('null'))).toBe(false);
    expect(isTrustedSender({ senderFrame: null })).toBe(false);
  });

  test('work is done for a trusted sender with well-formed input, and for nothing else', async () => {
    const handlers = new Map<string, (...args: unknown[]) => unknown>();
    const keep = (channel: string, handler: (...args: unknown[]) => unknown) =>
      void handlers.set(channel, handler);
    const reports: string[] = [];
    const done: unknown[] = [];
    const ipc = createIpc(
      { handle: keep, on: keep } as unknown as IpcMain,
      (what) => void reports.push(what),
    );
    ipc.answer('ask', parseLanguage, (language) => done.push(language));
    ipc.receive('note', parseUnsentCount, (count) => void done.push(count));
    const call = (channel: string, event: object, input: unknown) => handlers.get(channel)?.(event, input);

    await expect(call('ask', frame('https://example.org'), 'hr')).rejects.toThrow('refused');
    await expect(call('ask', frame('app://workbench'), 'xx')).rejects.toThrow('malformed message');
    call('note', frame('https://example.org'), 3);
    call('note', frame('app://workbench'), -1);
    expect(done).toEqual([]);
    expect(reports).toEqual(['ask refused: foreign sender', 'note refused: foreign sender', 'note failed']);
    await call('ask', frame('app://workbench'), 'hr');
    call('note', frame('app://workbench'), 3);
    expect(done).toEqual(['hr', 3]);
  });
});

describe('input', () => {
  const filters = [{ name: 'Exchange file', extensions: ['json'] }];

  test('well-formed messages pass', () => {
    const bytes = new Uint8Array(3);
    expect(parseFileToSave({ suggestedName: 'a', content: bytes, filters }).content).toBe(bytes);
    expect(parseFileRequest({ as: 'text', maxBytes: 10, filters })).toEqual({
      as: 'text',
      maxBytes: 10,
      filters,
    });
    expect(parseNothing(undefined)).toBeUndefined();
  });

  test.each([
    [
      'path as extension',
      () => parseFileRequest({ as: 'text', maxBytes: 1, filters: [{ name: '', extensions: ['../x'] }] }),
    ],
    ['no limit', () => parseFileRequest({ as: 'text', maxBytes: Number.NaN, filters })],
    ['limit over the limit', () => parseFileRequest({ as: 'text', maxBytes: 2 ** 40, filters })],
    ['unknown kind', () => parseFileRequest({ as: 'path', maxBytes: 1, filters })],
    ['no content', () => parseFileToSave({ suggestedName: 'a', filters })],
    ['endless name', () => parseFileToSave({ suggestedName: 'a'.repeat(501), content: '', filters })],
    ['list', () => parseFileToSave([])],
    ['fraction', () => parseUnsentCount(1.5)],
    ['argument where none belongs', () => parseNothing('x')],
  ])('%s is refused', (_what, parse) => {
    expect(parse).toThrow(TypeError);
  });
});

describe('links and permissions', () => {
  test.each([
    ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
    ['mailto:office@example.org', 'mailto:office@example.org'],
    ['http://example.org/', undefined],
    ['file:///etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    ['ms-settings:privacy', undefined],
    ['https://bank.example@evil.example/', undefined],
    ['app://workbench/', undefined],
    ['not a link', undefined],
    [`https://example.org/${'a'.repeat(3000)}`, undefined],
  ])('%s', (address, link) => {
    expect(checkedExternalLink(address)).toBe(link);
  });

  test('one permission for one origin', () => {
    const [app, foreign] = ['app://workbench', 'https://example.org'];
    expect(isPermissionGranted({ permission: 'clipboard-sanitized-write', requestingAddress: app })).toBe(
      true,
    );
    expect(isPermissionGranted({ permission: 'clipboard-sanitized-write', requestingAddress: foreign })).toBe(
      false,
    );
    for (const permission of [
      'clipboard-read',
      'media',
      'geolocation',
      'fileSystem',
      'openExternal',
      'unknown',
    ]) {
      expect(isPermissionGranted({ permission, requestingAddress: app })).toBe(false);
    }
  });

  test('the camera is granted to the app, without a microphone, while a picture is scanned', () => {
    const camera = { permission: 'media', requestingAddress: 'app://workbench/index.html', media: ['video'] };
    expect(isPermissionGranted({ ...camera, scanning: true })).toBe(true);
    for (const denied of [
      { ...camera, scanning: false },
      { ...camera, scanning: true, requestingAddress: 'https://example.org' },
      { ...camera, scanning: true, media: ['video', 'audio'] },
      { ...camera, scanning: true, media: [] },
      { ...camera, scanning: true, media: undefined },
      { ...camera, scanning: true, permission: 'geolocation' },
    ]) {
      expect(isPermissionGranted(denied)).toBe(false);
    }
    const windows = createScanningWindows();
    const [one, other] = [{}, {}] as [WebContents, WebContents];
    windows.set(one, true);
    expect([one, other, null].map((contents) => windows.has(contents))).toEqual([true, false, false]);
    windows.set(one, false);
    expect(windows.has(one)).toBe(false);
  });

  test('every window is made behind the wall', () => {
    const options = windowOptions({
      bounds: { x: 1, y: 2, width: 900, height: 600 },
      title: 'x',
      dark: false,
      preloadPath: '/p.cjs',
      appVersion: '1.2.3',
      developer: false,
    });
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
      spellcheck: true,
    });
  });
});

describe('command line', () => {
  test('profile and files, among flags of others', () => {
    expect(
      parseCommandLine(['.', '--no-sandbox', '--profile', 'p', 'sub/a.JSON', 'b.exe', '-x.json'], '/home'),
    ).toEqual({
      profileFolder: '/home/p',
      files: ['/home/sub/a.JSON'],
    });
    expect(parseCommandLine(['--profile=/q'], '/home')).toEqual({ profileFolder: '/q', files: [] });
    expect(parseCommandLine(['--profile'], '/home')).toEqual({ profileFolder: undefined, files: [] });
  });

  test('files are paths or, from desktops on Linux, addresses', () => {
    const files = (...args: string[]) => parseCommandLine(args, '/home').files;
    expect(files('a.cphandover', 'b.CPRECEIPT', 'c.json.txt')).toEqual([
      '/home/a.cphandover',
      '/home/b.CPRECEIPT',
    ]);
    expect(files('file:///mnt/my%20stick/%C5%BEupanija.cphandover')).toEqual([
      '/mnt/my stick/županija.cphandover',
    ]);
    expect(files('file://elsewhere/a.cphandover', 'file:///%zz.json')).toHaveLength(2);
  });

  test('a second start is believed only as far as it makes sense', () => {
    expect(filesOfSecondStart({ files: ['/a.cphandover', 5, '/b.exe', '--c.json'] })).toEqual([
      '/a.cphandover',
    ]);
    expect(filesOfSecondStart(null)).toEqual([]);
    expect(filesOfSecondStart({ files: Array(50).fill('/a.json') })).toHaveLength(20);
  });
});
