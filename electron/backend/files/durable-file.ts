import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a whole file so that a power cut leaves either the old content or the new, never half:
 * a neighbour file is written and synced, then renamed over the old one, then the folder is synced.
 */
export function writeFileDurably(path: string, content: string | Uint8Array, mode = 0o644): void {
  const neighbour = `${path}.new`;
  const file = openSync(neighbour, 'w', mode);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(neighbour, path);
  syncFolder(dirname(path));
}

/** Makes renames and deletions in a folder durable. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
