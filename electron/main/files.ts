import { open } from 'node:fs/promises';
import { basename } from 'node:path';

import type { FileRequest, OpenOutcome, SaveOutcome } from '../../shared/kernel/shell.ts';
import { errorCode, writeFileAtomic } from './atomic-file.ts';

type Report = (what: string, error: unknown) => void;
type Reading = Pick<FileRequest, 'as' | 'maxBytes'>;

/** Writes the file; the outcome says what went wrong in terms that users can be told. */
export async function writeChosenFile(
  path: string,
  content: string | Uint8Array,
  report: Report,
): Promise<SaveOutcome> {
  try {
    await writeFileAtomic(path, content);
    return { status: 'saved', name: basename(path) };
  } catch (error) {
    report('A file could not be saved', error);
    return { status: 'failed', code: saveFailure(errorCode(error)) };
  }
}

function saveFailure(code: string) {
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return 'diskFull';
  if (['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOTDIR', 'EBUSY'].includes(code)) return 'folderNotWritable';
  return 'unexpected';
}

/** Reads one file of at most `maxBytes`; text must be UTF-8, a byte-order mark is dropped. */
export async function readChosenFile(path: string, reading: Reading, report: Report): Promise<OpenOutcome> {
  const name = basename(path);
  try {
    const bytes = await readUpTo(path, reading.maxBytes);
    if (!bytes) return { status: 'failed', name, code: 'fileTooLarge' };
    return { status: 'opened', name, content: reading.as === 'bytes' ? bytes : decode(bytes) };
  } catch (error) {
    if (error instanceof NotUtf8) return { status: 'failed', name, code: 'fileNotReadable' };
    report('A file could not be read', error);
    return { status: 'failed', name, code: errorCode(error) === '' ? 'unexpected' : 'fileNotReadable' };
  }
}

/** Counts what it reads rather than trusting the size the system states: devices and growing files lie. */
async function readUpTo(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  const file = await open(path, 'r');
  try {
    const status = await file.stat();
    if (status.size > maxBytes) return undefined;
    if (!status.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'EINVAL' });
    const buffer = new Uint8Array(Math.min(status.size + 1, maxBytes + 1));
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) return buffer.slice(0, length);
      length += bytesRead;
    }
    return undefined;
  } finally {
    await file.close();
  }
}

class NotUtf8 extends Error {}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new NotUtf8('not UTF-8', { cause: error });
  }
}
