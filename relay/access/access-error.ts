import type { AccessErrorCode } from '../protocol/access-api.ts';

/** An expected refusal; nothing was changed. */
export class AccessError extends Error {
  readonly code: AccessErrorCode;
  /** With `tooManyAttempts`: when it makes sense to try again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: AccessErrorCode, options: { retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(code, { cause: options.cause });
    this.name = 'AccessError';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
