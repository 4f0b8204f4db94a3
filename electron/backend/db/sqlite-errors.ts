import { SqliteError } from 'better-sqlite3';
import { AppError } from '../../../shared/kernel/errors.ts';

const codes: readonly [prefix: string, code: ConstructorParameters<typeof AppError>[0]][] = [
  ['SQLITE_FULL', 'diskFull'],
  ['SQLITE_BUSY', 'workspaceInUse'],
  ['SQLITE_LOCKED', 'workspaceInUse'],
  ['SQLITE_CORRUPT', 'workspaceDamaged'],
  ['SQLITE_NOTADB', 'workspaceDamaged'],
  ['SQLITE_READONLY', 'folderNotWritable'],
  ['SQLITE_CANTOPEN', 'folderNotWritable'],
  ['SQLITE_PERM', 'folderNotWritable'],
  ['SQLITE_IOERR', 'diskFailed'],
];

const fileCodes: Readonly<Record<string, ConstructorParameters<typeof AppError>[0]>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EACCES: 'folderNotWritable',
  EPERM: 'folderNotWritable',
  EROFS: 'folderNotWritable',
  EBUSY: 'fileLocked',
  EEXIST: 'alreadyExists',
  EIO: 'diskFailed',
};

/** A failure of the disk or the database as an expected failure with a text; anything else as it is. */
export function asAppError(error: unknown): unknown {
  if (error instanceof SqliteError) {
    const known = codes.find(([prefix]) => error.code.startsWith(prefix));
    if (known) return new AppError(known[1], {}, { cause: error });
  }
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && fileCodes[code]) return new AppError(fileCodes[code], {}, { cause: error });
  return error;
}
