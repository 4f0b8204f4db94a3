import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the user; undefined on Windows. */
  readonly userId: number | undefined;
}

const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The Electron program on this machine, or undefined. `electronFolder` is that of the installed package. */
export function findElectron(electronFolder: string, machine: Machine): string | undefined {
  const program = programs[machine.platform] ?? 'electron';
  const override = machine.environment['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = join(electronFolder, 'path.txt');
  const installed = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : program;
  const path = override ? join(override, program) : join(electronFolder, 'dist', installed);
  return existsSync(path) ? path : undefined;
}

/** Why no window could be opened here even with an Electron program; undefined when one can. */
export function whyNoWindow({ platform, environment, userId }: Machine): string | undefined {
  if (platform !== 'linux') return undefined;
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return 'There is no display here';
  // Electron's sandbox does not start for this user, and the app does not run without it.
  return userId === 0 ? 'Electron does not run as the root user' : undefined;
}
