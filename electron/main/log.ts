import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const largestLogBytes = 1024 * 1024;

export interface Log {
  readonly path: string;
  /** Writes one entry at once and returns its number, which may be shown to the user. */
  write(what: string, error?: unknown): string;
}

/** A log file of at most 1 MB beside one older file. Contains no text that users wrote. */
export function openLog(path: string, now: () => Date): Log {
  mkdirSync(dirname(path), { recursive: true });
  return {
    path,
    write(what, error) {
      const id = randomBytes(4).toString('hex');
      const reason = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
      rotate(path);
      appendFileSync(
        path,
        `${now().toISOString()} ${id} ${what}${reason === undefined ? '' : `: ${reason}`}\n`,
      );
      return id;
    },
  };
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLogBytes) renameSync(path, `${path}.1`);
}
