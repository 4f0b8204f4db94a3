import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as waitMs } from 'node:timers/promises';

/** Virus scanners hold a fresh file for a moment; Windows then refuses the rename. */
const renameRetryDelaysMs = [20, 100, 400];

/**
 * Writes the whole content or leaves the old file as it was: a temporary file beside it, flushed to the
 * disk, takes the name in one step. Throws the system's error (ENOSPC, EACCES, ...).
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const target = await followLink(path);
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${basename(target).slice(0, 80)}.${randomUUID()}.tmp`);
  try {
    await writeDurably(temporary, content);
    await renameWithRetry(temporary, target);
  } catch (error) {
    await removeIfThere(temporary);
    throw error;
  }
  await flushFolder(folder);
}

/** A link is written through, not replaced by a file. */
async function followLink(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return path;
    throw error;
  }
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function renameWithRetry(from: string, to: string): Promise<void> {
  for (const delayMs of renameRetryDelaysMs) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || !['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error)))
        throw error;
      await waitMs(delayMs);
    }
  }
  await rename(from, to);
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Makes the rename itself durable. Windows has no way to flush a folder and does not need it. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The code of a system error (`ENOENT`), or an empty text. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
