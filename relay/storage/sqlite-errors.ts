import { StorageError, type StorageErrorCode } from './room-storage.ts';

const codes: readonly (readonly [prefix: string, code: StorageErrorCode])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'readOnly'],
  ['SQLITE_CANTOPEN', 'readOnly'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
];

/** What went wrong in SQLite as one of the store's own errors. */
export function storageErrorOf(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const sqliteCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const code = codes.find(([prefix]) => sqliteCode.startsWith(prefix))?.[1] ?? 'failed';
  const message = error instanceof Error ? error.message : String(error);
  return new StorageError(code, message, { cause: error });
}
