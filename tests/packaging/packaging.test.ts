import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { extractAll, extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ownFileExtensions } from '../../shared/kernel/own-files.ts';
import { launchElectronApp } from '../electron-stand-in/launch.ts';
import { type Packed, packWithStandIn, programPath, readFuses } from './packages.ts';

/* What goes into the packages, looked at in packages made around a stand-in for Electron. */

const sevenZip = programPath('7za');
const dpkg = programPath('dpkg-deb') ?? '';

const platforms = [
  {
    platform: 'linux',
    arch: 'x64',
    driver: 'linux-x64.node',
    resources: 'linux-unpacked/resources',
    program: 'linux-unpacked/clusterpolisee-workbench',
  },
  {
    platform: 'win',
    arch: 'x64',
    driver: 'win32-x64.node',
    resources: 'win-unpacked/resources',
    program: 'win-unpacked/ClusterPoliSEE Workbench.exe',
  },
  {
    platform: 'mac',
    arch: 'arm64',
    driver: 'darwin-arm64.node',
    resources: 'mac-arm64/ClusterPoliSEE Workbench.app/Contents/Resources',
    program:
      'mac-arm64/ClusterPoliSEE Workbench.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
  },
] as const;

describe.each(platforms)('$platform $arch', ({ platform, arch, driver, resources, program }) => {
  let packed: Packed;
  let files: string[];
  const asar = () => join(packed.output, resources, 'app.asar');

  beforeAll(async () => {
    packed = await packWithStandIn(platform, ['dir'], arch);
    files = listPackage(asar(), { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  });
  afterAll(() => packed.dispose());

  test('holds the built app and its one native module, and nothing else', () => {
    const allowed = [
      /^\/package\.json$/,
      /^\/dist$/,
      /^\/dist\/main(\/main\.mjs)?$/,
      /^\/dist\/preload(\/preload\.cjs)?$/,
      /^\/dist\/backend(\/backend\.mjs)?$/,
      /^\/dist\/renderer(\/|$)/,
      /^\/node_modules$/,
      /^\/node_modules\/better-sqlite3(\/(lib(\/.*)?|LICENSE|package\.json|prebuilds(\/.*)?))?$/,
    ];
    expect(files.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
    for (const path of ['/dist/main/main.mjs', '/dist/preload/preload.cjs', '/dist/backend/backend.mjs']) {
      expect(files).toContain(path);
    }
    expect(files).toContain('/dist/renderer/index.html');
  });

  test('has no sources, maps or tests, and no browser host, command line or relay program', () => {
    expect(files.filter((path) => /\.(ts|tsx|map|test\.js|md)$/.test(path))).toEqual([]);
    expect(
      files.filter((path) =>
        /^\/(web|cli|relay|tests|bench|build|docs|shared|renderer|electron)\b/.test(path),
      ),
    ).toEqual([]);
    const backend = extractFile(asar(), 'dist/backend/backend.mjs').toString();
    expect(backend).not.toContain('workbench at http');
    expect(backend).not.toContain('relay listening on');
  });

  test('the native module lies outside the archive, with the driver of this system only', async () => {
    const folder = join(packed.output, resources, 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds');
    expect(await readdir(folder)).toEqual([driver]);
    expect((await stat(join(folder, driver))).size).toBeGreaterThan(500_000);
  });

  test('package.json names the main file and says nothing about how the app is developed', () => {
    const description = JSON.parse(extractFile(asar(), 'package.json').toString()) as Record<string, unknown>;
    expect(description['main']).toBe('dist/main/main.mjs');
    expect(Object.keys(description)).not.toContain('devDependencies');
    expect(Object.keys(description)).not.toContain('scripts');
  });

  test('the doors of Electron that the app does not use are shut', async () => {
    const wire = await readFuses(join(packed.output, program));
    const names = [
      'runAsNode',
      'cookies',
      'nodeOptions',
      'inspect',
      'integrity',
      'onlyAsar',
      'snapshot',
      'file',
    ];
    const state = Object.fromEntries(names.map((name, index) => [name, wire[index]]));
    expect(state).toMatchObject({
      runAsNode: '0',
      cookies: '1',
      nodeOptions: '0',
      inspect: '0',
      integrity: '1',
      onlyAsar: '1',
      file: '0',
    });
  });
});

test('macOS is told that the app owns hand-over files and receipts', async () => {
  const packed = await packWithStandIn('mac', ['dir'], 'arm64');
  const path = join(packed.output, 'mac-arm64/ClusterPoliSEE Workbench.app/Contents/Info.plist');
  const types = (await readFile(path, 'utf8')).split('<key>CFBundleDocumentTypes</key>')[1] ?? '';
  for (const [extension, name] of [
    ['cphandover', 'ClusterPoliSEE hand-over file'],
    ['cpreceipt', 'ClusterPoliSEE receipt'],
  ]) {
    expect(types).toContain(`<string>${extension}</string>`);
    expect(types).toContain(`<string>${name}</string>`);
  }
  expect(types.match(/<string>Owner<\/string>/g)).toHaveLength(2);
  await packed.dispose();
});

test('every system is told of every file that partners send each other', async () => {
  const config = await readFile('electron-builder.yml', 'utf8');
  for (const system of ['win', 'mac', 'linux']) {
    const section = new RegExp(`^${system}:\\n(?:(?: .*)?\\n)+`, 'm').exec(config)?.[0] ?? '';
    const told = [...section.matchAll(/\bext: (\w+)/g)].map(([, extension]) => extension);
    expect(told).toEqual(ownFileExtensions.filter((extension) => extension !== 'json'));
  }
});

test('the packed app starts, opens its window and ends in order', async () => {
  const packed = await packWithStandIn('linux', ['dir']);
  const folder = await mkdtemp(join(tmpdir(), 'workbench-packed-'));
  const code = join(folder, 'app');
  extractAll(join(packed.output, 'linux-unpacked/resources/app.asar'), code);
  const app = await launchElectronApp({
    profileDir: join(folder, 'profile'),
    mainBundle: join(code, 'dist/main/main.mjs'),
  });
  const page = await app.firstWindow();
  // A heading is there only when the page has an answer of the backend, native module included.
  await page.getByRole('heading').first().waitFor();
  await app.quit();
  expect(await readdir(join(folder, 'profile'))).toContain('workspaces');
  await app.kill();
  await rm(folder, { recursive: true });
  await packed.dispose();
});

// A machine without 7za cannot compress the archive: electron-builder would download the tool.
test.skipIf(sevenZip === undefined)(
  'the archive for Linux can be unpacked and holds the program',
  async () => {
    const packed = await packWithStandIn('linux', ['tar.gz']);
    const [archive = ''] = packed.packages;
    const list = execFileSync('tar', ['-tzvf', archive], { encoding: 'utf8' });
    expect(list).toMatch(/^-rwxr-xr-x .*\/clusterpolisee-workbench$/m);
    expect(list).toMatch(/\/resources\/app\.asar$/m);
    expect(list.match(/\S+\.node$/gm)?.map((path) => path.split('/').at(-1))).toEqual(['linux-x64.node']);
    await packed.dispose();
  },
);

// A machine without dpkg-deb is no Debian.
test.skipIf(dpkg === '')(
  'the Debian package puts program, menu entry and icons in their places',
  async () => {
    const packed = await packWithStandIn('linux', ['deb']);
    const [deb = ''] = packed.packages;
    const control = execFileSync(dpkg, ['--field', deb], { encoding: 'utf8' });
    expect(control).toContain('Package: clusterpolisee-workbench');
    expect(control).toContain('Architecture: amd64');
    expect(control).toMatch(/Depends: .*libgtk-3-0/);
    const list = execFileSync(dpkg, ['--contents', deb], { encoding: 'utf8' });
    expect(list).toMatch(/\.\/opt\/ClusterPoliSEE Workbench\/clusterpolisee-workbench$/m);
    expect(list).toMatch(/\.\/usr\/share\/icons\/hicolor\/256x256\/apps\/clusterpolisee-workbench\.png$/m);
    const content = await mkdtemp(join(tmpdir(), 'workbench-deb-'));
    execFileSync(dpkg, ['--extract', deb, content]);
    const entry = await readFile(
      join(content, 'usr/share/applications/clusterpolisee-workbench.desktop'),
      'utf8',
    );
    expect(entry).toContain('Name=ClusterPoliSEE Workbench');
    expect(entry).toContain('Comment[el]=Αποτίμηση');
    expect(entry).toContain(
      'MimeType=application/x-clusterpolisee-handover;application/x-clusterpolisee-receipt;',
    );
    expect(entry).toMatch(/^Exec=.* %U$/m);
    const types = await readFile(
      join(content, 'usr/share/mime/packages/clusterpolisee-workbench.xml'),
      'utf8',
    );
    expect(types).toContain('<mime-type type="application/x-clusterpolisee-handover">');
    expect(types).toContain('<glob pattern="*.cphandover"/>');
    expect(types).toContain('<glob pattern="*.cpreceipt"/>');
    await rm(content, { recursive: true });
    await packed.dispose();
  },
);
