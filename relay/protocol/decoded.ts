/** Why bytes from outside could not be read. Kept apart from exceptions: hostile input is expected. */
export type MalformedCode = 'truncated' | 'tooMany' | 'notOrdered' | 'outOfRange' | 'badText' | 'malformed';

export interface Malformed {
  readonly code: MalformedCode;
  /** For logs: never holds content of the document. */
  readonly detail: string;
}

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Malformed };

/** Thrown inside decoders only; `decodeSafely` turns it into a value. */
export class MalformedError extends Error {
  readonly code: MalformedCode;

  constructor(code: MalformedCode, detail: string) {
    super(detail);
    this.name = 'MalformedError';
    this.code = code;
  }
}

/**
 * Runs a decoder so that it is total: whatever it throws on hostile bytes (also the stack overflow
 * of deeply nested values) becomes a typed error.
 */
export function decodeSafely<T>(decode: () => T): Decoded<T> {
  try {
    return { ok: true, value: decode() };
  } catch (error) {
    if (error instanceof MalformedError)
      return { ok: false, error: { code: error.code, detail: error.message } };
    const detail = error instanceof Error ? error.name : 'unknown';
    return { ok: false, error: { code: 'malformed', detail } };
  }
}
