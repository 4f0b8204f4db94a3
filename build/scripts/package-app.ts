import { resolve } from 'node:path';

import { Arch, build, type Configuration, Platform } from 'electron-builder';

export const packagePlatforms = ['linux', 'win', 'mac'] as const;
export type PackagePlatform = (typeof packagePlatforms)[number];

export interface PackageRequest {
  readonly platform: PackagePlatform;
  /** Kinds of package; those of electron-builder.yml when left out. `dir` is the unpacked app. */
  readonly targets?: readonly string[];
  readonly arch?: 'x64' | 'arm64';
  /** A folder with an Electron to pack instead of a downloaded one. */
  readonly electronDist?: string;
  readonly outputFolder?: string;
  /** Without signatures, whatever certificates the machine has. */
  readonly unsigned?: boolean;
}

const root = resolve(import.meta.dirname, '../..');
const platforms = { linux: Platform.LINUX, win: Platform.WINDOWS, mac: Platform.MAC };

/** Packs what lies in dist/ with electron-builder.yml; returns the paths of the packages. */
export async function packageApp(request: PackageRequest): Promise<string[]> {
  const { platform, targets = [], arch, electronDist, outputFolder, unsigned = false } = request;
  const config: Configuration = {
    ...(electronDist === undefined ? {} : { electronDist }),
    ...(outputFolder === undefined ? {} : { directories: { output: outputFolder, buildResources: 'build' } }),
    ...(unsigned ? { mac: { identity: null } } : {}),
  };
  return await build({
    projectDir: root,
    publish: 'never',
    targets: platforms[platform].createTarget([...targets], ...(arch === undefined ? [] : [Arch[arch]])),
    config,
  });
}
