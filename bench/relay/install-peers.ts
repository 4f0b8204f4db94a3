import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'peers');

/** Installs the other servers exactly as locked, unless that has been done. They are no part of the workbench. */
export function installPeers(): void {
  const installed = join(folder, 'node_modules/.package-lock.json');
  const lock = join(folder, 'package-lock.json');
  if (existsSync(installed) && versionsOf(installed) === versionsOf(lock)) return;
  console.error('installing the servers to compare with ...');
  // None of their packages needs its install script: binaries for this system are in the packages.
  const run = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0)
    throw new Error('the other servers could not be installed; is the registry reachable?');
}

function versionsOf(lockPath: string): string {
  const { packages } = JSON.parse(readFileSync(lockPath, 'utf8')) as {
    packages: Record<string, { version?: string; optional?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([name, entry]) => name !== '' && !entry.optional)
    .map(([name, { version }]) => `${name}@${version}`)
    .toSorted()
    .join();
}
