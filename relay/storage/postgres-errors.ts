import { StorageError, type StorageErrorCode } from './room-storage.ts';

/** SQLSTATE prefixes; what is not listed is `failed`. */
const states: readonly (readonly [prefix: string, code: StorageErrorCode])[] = [
  ['53100', 'full'],
  ['25006', 'readOnly'],
  ['40001', 'busy'],
  ['40P01', 'busy'],
  ['55P03', 'busy'],
  ['XX001', 'damaged'],
  ['XX002', 'damaged'],
  ['08', 'unavailable'],
  ['53', 'unavailable'],
  ['57P', 'unavailable'],
  ['28', 'unavailable'],
  ['3D', 'unavailable'],
];

const sqlState = /^[0-9A-Z]{5}$/;

/** The SQLSTATE of an answer of the database; undefined when it gave none (it is not there, or too slow). */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error)) return undefined;
  return sqlState.test(String(error.code)) ? String(error.code) : undefined;
}

/** What went wrong in PostgreSQL, or on the way to it, as one of the store's own errors. */
export function postgresErrorOf(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const state = sqlStateOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const code = state === undefined ? 'unavailable' : codeOf(state);
  return new StorageError(code, message, { cause: error });
}

const codeOf = (state: string): StorageErrorCode =>
  states.find(([prefix]) => state.startsWith(prefix))?.[1] ?? 'failed';
