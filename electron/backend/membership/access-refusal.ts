import type { AccessErrorCode } from '../../../relay/protocol/access-api.ts';
import { AppError, type AppErrorCode } from '../../../shared/kernel/errors.ts';
import { HttpFailure } from './http-fetch.ts';

/** The relay has understood the request and says no. */
export class AccessRefusal extends Error {
  override readonly name = 'AccessRefusal';
  readonly code: AccessErrorCode;

  constructor(code: AccessErrorCode) {
    super(`the relay refuses: ${code}`);
    this.code = code;
  }
}

const userErrors: Readonly<Record<AccessErrorCode, AppErrorCode>> = {
  badRequest: 'relayRefused',
  codeMalformed: 'codeUnknown',
  codeUnknown: 'codeUnknown',
  codeExpired: 'codeExpired',
  codeUsedUp: 'codeUsedUp',
  codeForStarting: 'codeForStarting',
  codeForJoining: 'codeForJoining',
  challengeInvalid: 'relayRefused',
  signatureInvalid: 'relayRefused',
  wrongRelay: 'relayRefused',
  tokenInvalid: 'relayRefused',
  memberRevoked: 'membershipEnded',
  notAllowed: 'notAllowed',
  notFound: 'notFound',
  methodNotAllowed: 'relayRefused',
  workspaceExists: 'partnershipExists',
  lastFacilitator: 'lastFacilitator',
  tooManyMembers: 'relayFull',
  tooManyInvites: 'relayFull',
  bodyTooLarge: 'relayRefused',
  notJson: 'relayRefused',
  tooManyAttempts: 'tooManyAttempts',
  unexpected: 'relayUnavailable',
  unavailable: 'relayUnavailable',
};

/** What a request to a relay ended with, as an expected failure with a text; anything else as it is. */
export function asUserError(error: unknown): unknown {
  if (error instanceof AccessRefusal) return new AppError(userErrors[error.code], {}, { cause: error });
  if (!(error instanceof HttpFailure)) return error;
  const code = error.failure === 'notARelay' ? 'relayRefused' : 'relayUnreachable';
  return new AppError(code, {}, { cause: error });
}
