import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { packageApp, type PackagePlatform } from '../../build/scripts/package-app.ts';
import { fuseMark, makeElectronDist } from './electron-dist.ts';

/** Where a program of the machine lies, or undefined. */
export function programPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

export interface Packed {
  /** The folder that electron-builder wrote to. */
  readonly output: string;
  readonly packages: readonly string[];
  dispose(): Promise<void>;
}

/** Packs dist/ around a stand-in for Electron. Nothing is downloaded: what needs a tool uses the machine's. */
export async function packWithStandIn(
  platform: PackagePlatform,
  targets: readonly string[],
  arch: 'x64' | 'arm64' = 'x64',
): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-package-'));
  const electronDist = join(folder, 'electron');
  const output = join(folder, 'release');
  await makeElectronDist(platform, electronDist);
  const restore = setVariables({
    ELECTRON_BUILDER_7ZIP_PATH: programPath('7za'),
    CUSTOM_FPM_PATH: await fpmProgram(folder),
  });
  try {
    const packages = await packageApp({
      platform,
      targets,
      arch,
      electronDist,
      outputFolder: output,
      unsigned: true,
    });
    return { output, packages, dispose: () => rm(folder, { recursive: true, force: true }) };
  } finally {
    restore();
  }
}

/** The state of each fuse of a packed program, in Electron's order. */
export async function readFuses(program: string): Promise<string> {
  const content = await readFile(program);
  const wire = content.indexOf(fuseMark) + fuseMark.length;
  const count = content[wire + 1] ?? 0;
  return content.toString('latin1', wire + 2, wire + 2 + count);
}

async function fpmProgram(folder: string): Promise<string> {
  const program = join(folder, 'fpm');
  await writeFile(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${join(import.meta.dirname, 'fpm.ts')}' "$@"\n`,
  );
  await chmod(program, 0o755);
  return program;
}

function setVariables(variables: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const put = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(variables)) put(name, value);
  return () => {
    for (const [name, value] of before) put(name, value);
  };
}
