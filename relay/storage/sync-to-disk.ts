import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Returns when the disk has a file's content, however it was written. */
export function syncFile(path: string): void {
  sync(path, 'r+');
}

/** Makes new files, renames and deletions in a folder durable. Windows has no such call and needs none. */
export function syncFolder(path: string): void {
  if (process.platform !== 'win32') sync(path, 'r');
}

function sync(path: string, mode: 'r' | 'r+'): void {
  const file = openSync(path, mode);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
