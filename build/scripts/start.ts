import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

import { ensureBuilt } from './ensure-built.ts';
import { findElectron, type Machine, whyNoWindow } from './find-electron.ts';
import { requireNode } from './require-node.ts';
import { watchParent } from './watch-parent.ts';

// Starts the desktop app; where that cannot be, the same app in the browser, after one plain line saying why.

const root = resolve(import.meta.dirname, '../..');
const electronFolder = join(root, 'node_modules/electron');
const downloadLimitMs = 60_000;

requireNode();
const machine: Machine = {
  platform: process.platform,
  environment: process.env,
  userId: process.getuid?.(),
};
const reason = whyNoWindow(machine);
const electron = reason === undefined ? electronProgram() : undefined;
if (electron === undefined) {
  console.log(
    `${reason ?? 'Electron could not be downloaded'}: the same app is served in the browser instead.`,
  );
  run(process.execPath, [join(root, 'build/scripts/web.ts')]);
} else {
  ensureBuilt('renderer');
  ensureBuilt('shell');
  run(electron, [root]);
}

function electronProgram(): string | undefined {
  const found = findElectron(electronFolder, machine);
  if (found !== undefined) return found;
  // Electron's own installer; quiet, and no longer than a person would wait.
  spawnSync(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: downloadLimitMs,
    killSignal: 'SIGKILL',
  });
  return findElectron(electronFolder, machine);
}

/** Hands over to the program: same arguments, same terminal, signals passed on, its exit code ours. */
function run(program: string, firstArgs: readonly string[]): void {
  const child = spawn(program, [...firstArgs, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  watchParent(() => child.kill('SIGTERM'));
  child.once('error', (error) => {
    console.error(`The app could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exit(code ?? (signal === null ? 1 : 128));
  });
}
