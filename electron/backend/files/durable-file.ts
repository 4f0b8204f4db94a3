import { closeSync, copyFileSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFile, syncFolder } from '../../../relay/storage/sync-to-disk.ts';

/**
 * Writes a whole file so that a power cut leaves either the old content or the new, never half:
 * a neighbour file is written and synced, then renamed over the old one, then the folder is synced.
 */
export function writeFileDurably(path: string, content: string | Uint8Array, mode = 0o644): void {
  replaceFileDurably(path, (neighbour) => {
    const file = openSync(neighbour, 'w', mode);
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    } finally {
      closeSync(file);
    }
  });
}

/** Copies a file; the copy is there whole and durably, or not at all. */
export function copyFileDurably(from: string, to: string): void {
  replaceFileDurably(to, (neighbour) => copyFileSync(from, neighbour));
}

/** The neighbour's name while a file is being written. */
export const unfinishedSuffix = '.new';

/** Lets `write` fill a neighbour of the file, then puts it in the file's place durably. */
export function replaceFileDurably(path: string, write: (neighbour: string) => void): void {
  const neighbour = `${path}${unfinishedSuffix}`;
  rmSync(neighbour, { force: true });
  try {
    write(neighbour);
    syncFile(neighbour);
    renameSync(neighbour, path);
  } catch (error) {
    rmSync(neighbour, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}
