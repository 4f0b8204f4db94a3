import type { AccessErrorCode } from '../../../relay/protocol/access-api.ts';
import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { type LinkTokens, NoTokenError } from '../sync/link-tokens.ts';
import { abnormalClose, type SocketEnding } from '../sync/relay-socket.ts';
import { AccessRefusal } from './access-refusal.ts';
import { HttpFailure } from './http-fetch.ts';
import type { TokenSource } from './token-source.ts';

/** A token source as links need it: what goes wrong is told as the end of a connection is. */
export function linkTokens(source: TokenSource): LinkTokens {
  return {
    async get() {
      try {
        return await source.get();
      } catch (error) {
        const ending = endingOf(error);
        throw ending ? new NoTokenError(ending, { cause: error }) : error;
      }
    },
    reject: (token) => source.reject(token),
    onRenewed: (listener) => source.onRenewed(listener),
  };
}

function endingOf(error: unknown): SocketEnding | undefined {
  if (error instanceof HttpFailure) {
    return error.failure === 'unreachable'
      ? { code: abnormalClose }
      : { code: abnormalClose, failure: error.failure };
  }
  // The laptop's own key can't be read.
  if (error instanceof AppError) return { code: closeCodes.notAuthorised.code };
  if (!(error instanceof AccessRefusal)) return undefined;
  if (error.code === 'memberRevoked') return { code: closeCodes.forbidden.code, failure: 'removed' };
  return { code: foreign.has(error.code) ? closeCodes.notAuthorised.code : closeCodes.roomUnavailable.code };
}

/** Another key than the one that joined, or a relay that does not know this partnership. */
const foreign: ReadonlySet<AccessErrorCode> = new Set([
  'signatureInvalid',
  'wrongRelay',
  'notFound',
  'badRequest',
]);
