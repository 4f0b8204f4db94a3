import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ownFileExtensions } from '../../shared/kernel/own-files.ts';

export interface CommandLine {
  /** Another profile folder than the system's usual one; absolute. */
  readonly profileFolder: string | undefined;
  /** Files that the system asks to open; absolute. */
  readonly files: readonly string[];
}

/** Reads what follows the program (and, unpacked, the app's folder) on its command line. */
export function parseCommandLine(args: readonly string[], folder: string): CommandLine {
  const files: string[] = [];
  let profileFolder: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    const value = argument === '--profile' ? args[(index += 1)] : afterPrefix(argument, '--profile=');
    if (value) profileFolder = resolve(folder, value);
    else if (isOwnFile(argument)) files.push(resolve(folder, pathOf(argument)));
  }
  return { profileFolder, files };
}

function isOwnFile(argument: string): boolean {
  const extension = extname(argument).slice(1).toLowerCase();
  return !argument.startsWith('-') && ownFileExtensions.some((own) => own === extension);
}

/** Desktops on Linux hand files over as addresses. Another host's, or a malformed one, stays as it is written. */
function pathOf(argument: string): string {
  if (!argument.startsWith('file:')) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    return argument; // then there is no such file, which is what the user is told
  }
}

function afterPrefix(argument: string, prefix: string): string | undefined {
  return argument.startsWith(prefix) ? argument.slice(prefix.length) : undefined;
}

/** The files in what a second start hands over; it comes from another process, so it is checked. */
export function filesOfSecondStart(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('files' in data) || !Array.isArray(data.files))
    return [];
  return data.files
    .filter((file): file is string => typeof file === 'string' && isOwnFile(file))
    .slice(0, 20);
}
