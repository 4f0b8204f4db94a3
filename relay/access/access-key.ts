import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface AccessKey {
  readonly path: string;
  readonly isNew: boolean;
  /** True when other users of the machine can read the file. */
  readonly exposed: boolean;
  /** Compares in constant time. */
  matches(candidate: string): boolean;
}

/** The key file holds something else than a key; it is left as it is. */
export class AccessKeyError extends Error {
  constructor(path: string) {
    super(`${path} does not hold an access key; move it away and a new key is made at the next start`);
    this.name = 'AccessKeyError';
  }
}

const keyPattern = /^[A-Za-z0-9_-]{43}$/;

/** Reads `access-key` in the data folder, or makes one: 256 random bits, readable by its owner alone. */
export function openAccessKey(dataFolder: string): AccessKey {
  const path = join(dataFolder, 'access-key');
  const stored = readKey(path);
  const key = stored ?? randomBytes(32).toString('base64url');
  if (stored === undefined) writeKey(path, key);
  else if (!keyPattern.test(stored)) throw new AccessKeyError(path);
  const digest = digestOf(key);
  return {
    path,
    isNew: stored === undefined,
    exposed: process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0,
    // Digests have one length, so that not even the length of a guess shows in the time taken.
    matches: (candidate) => timingSafeEqual(digestOf(candidate), digest),
  };
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

function readKey(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Through a second name, so that a crash leaves no half-written key. */
function writeKey(path: string, key: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${key}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}
