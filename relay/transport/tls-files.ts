import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Scheduler } from '../rooms/scheduler.ts';
import type { TlsIdentity } from './relay-server.ts';

export interface TlsPaths {
  /** PEM: the certificate, followed by those between it and the authority. */
  readonly certPath: string;
  readonly keyPath: string;
}

/** The files cannot be read, or do not belong together. */
export class TlsFilesError extends Error {
  constructor({ certPath, keyPath }: TlsPaths, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`the certificate ${certPath} and the key ${keyPath} cannot be used: ${why}`, { cause });
    this.name = 'TlsFilesError';
  }
}

export function readTlsFiles(paths: TlsPaths): TlsIdentity {
  try {
    const identity = {
      cert: readFileSync(paths.certPath, 'utf8'),
      key: readFileSync(paths.keyPath, 'utf8'),
    };
    createSecureContext(identity);
    return identity;
  } catch (error) {
    throw new TlsFilesError(paths, error);
  }
}

const lookEveryMs = 60_000;

/**
 * Hands over a renewed certificate within a minute, or at once when told to look. Files that are written
 * at the moment, or do not fit together, leave the old one in use. Returns `look` and the way to stop.
 */
export function watchTlsFiles(options: {
  paths: TlsPaths;
  current: TlsIdentity;
  scheduler: Scheduler;
  onRenewed: (identity: TlsIdentity) => void;
  onFailed: (error: unknown) => void;
}): { look: () => void; stop: () => void } {
  let { current } = options;
  let complaint = '';
  const look = () => {
    try {
      const identity = readTlsFiles(options.paths);
      complaint = '';
      if (identity.cert === current.cert && identity.key === current.key) return;
      current = identity;
      options.onRenewed(identity);
    } catch (error) {
      // Said once, not every minute.
      const text = String(error);
      if (text !== complaint) options.onFailed(error);
      complaint = text;
    }
  };
  return { look, stop: options.scheduler.every(lookEveryMs, look) };
}
