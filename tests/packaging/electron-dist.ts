import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { createPackage } from '@electron/asar';

/*
 * Folders that look to electron-builder like an unpacked Electron, for machines where none can be had. The
 * programs in them do not run; they carry what the packing changes: a fuse wire and a version resource.
 */

/** The mark before the fuses, their version, how many there are, and each as '0' (off) or '1' (on). */
export const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseWire = Buffer.concat([Buffer.from(fuseMark), Buffer.from([1, 9]), Buffer.from('101100101')]);
const electronVersion = '45.4.1';

export async function makeElectronDist(platform: 'linux' | 'win' | 'mac', folder: string): Promise<void> {
  if (platform === 'linux') await makeLinux(folder);
  else if (platform === 'win') await makeWindows(folder);
  else await makeMac(folder);
  await put(folder, 'version', electronVersion);
  await put(folder, 'LICENSE', 'stand-in');
}

async function makeLinux(folder: string): Promise<void> {
  await put(folder, 'electron', Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), fuseWire]), 0o755);
  await put(folder, 'chrome-sandbox', '', 0o755);
  await put(folder, 'chrome_crashpad_handler', '', 0o755);
  for (const language of ['de', 'el', 'en-GB', 'en-US', 'hr'])
    await put(folder, `locales/${language}.pak`, '');
  await defaultApp(join(folder, 'resources'));
}

/** The part of resedit used here; it is electron-builder's own tool for the resources of Windows programs. */
interface Resedit {
  NtExecutable: { createEmpty(is32Bit: boolean, isLibrary: boolean): { generate(): ArrayBuffer } };
  NtExecutableResource: {
    from(program: object): { entries: object[]; outputResource(program: object): void };
  };
  Resource: {
    VersionInfo: {
      createEmpty(): {
        setFileVersion(major: number, minor: number, micro: number, revision: number, language: number): void;
        setStringValues(language: { lang: number; codepage: number }, values: Record<string, string>): void;
        outputToResourceEntries(entries: object[]): void;
      };
    };
  };
}

async function makeWindows(folder: string): Promise<void> {
  const builder = createRequire(import.meta.url).resolve('electron-builder');
  const { NtExecutable, NtExecutableResource, Resource } = createRequire(builder)('resedit') as Resedit;
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion(45, 4, 1, 0, 1033);
  version.setStringValues(
    { lang: 1033, codepage: 1200 },
    { ProductName: 'Electron', FileDescription: 'Electron' },
  );
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  await put(folder, 'electron.exe', Buffer.concat([Buffer.from(program.generate()), fuseWire]), 0o755);
  for (const language of ['de', 'el', 'en-GB', 'en-US', 'hr'])
    await put(folder, `locales/${language}.pak`, '');
  await defaultApp(join(folder, 'resources'));
}

async function makeMac(folder: string): Promise<void> {
  const app = join(folder, 'Electron.app/Contents');
  const framework = join(app, 'Frameworks/Electron Framework.framework');
  await put(app, 'Info.plist', plist('Electron', 'com.github.Electron'));
  await put(app, 'MacOS/Electron', '', 0o755);
  await put(framework, 'Electron Framework', fuseWire, 0o755);
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const name = `Electron Helper${kind}`;
    await put(app, `Frameworks/${name}.app/Contents/Info.plist`, plist(name, 'com.github.Electron.helper'));
    await put(app, `Frameworks/${name}.app/Contents/MacOS/${name}`, '', 0o755);
  }
  for (const language of ['de', 'el', 'en', 'en_GB', 'hr']) {
    await put(framework, `Versions/A/Resources/${language}.lproj/locale.pak`, '');
    await put(app, `Resources/${language}.lproj/.keep`, '');
  }
  await put(app, 'Resources/electron.icns', '');
  await defaultApp(join(app, 'Resources'));
}

async function defaultApp(resources: string): Promise<void> {
  const source = await mkdtemp(join(tmpdir(), 'default-app-'));
  await put(source, 'main.js', '');
  await mkdir(resources, { recursive: true });
  await createPackage(source, join(resources, 'default_app.asar'));
  await rm(source, { recursive: true });
}

async function put(folder: string, path: string, content: string | Buffer, mode = 0o644): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content, { mode });
}

function plist(name: string, id: string): string {
  const pairs = {
    CFBundleName: name,
    CFBundleExecutable: name,
    CFBundleIdentifier: id,
    CFBundleDisplayName: name,
  };
  const body = Object.entries(pairs).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>${body.join('')}</dict></plist>
`;
}
