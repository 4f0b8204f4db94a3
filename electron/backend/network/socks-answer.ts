import type { NetworkFailure } from '../sync/network-failure.ts';

/** What the driver's words for a SOCKS server's answer mean; it has no codes. */
const answers: readonly (readonly [RegExp, NetworkFailure | undefined])[] = [
  [/authentication failed|no accepted authentication type/i, 'proxyPassword'],
  [/rejected connection - (NotAllowed|\(Rejected(Ident)?\))/i, 'proxyRefused'],
  [/rejected connection - (ConnectionRefused|HostUnreachable|NetworkUnreachable)/i, 'connectionRefused'],
  [/rejected connection - TTLExpired/i, 'timedOut'],
  [/rejected connection/i, undefined],
];

/**
 * The answer in an error of a SOCKS connection: a server that answered has decided, however short its
 * reason. Undefined when none came, because the server is away or speaks something else.
 */
export function socksAnswerOf(error: Error): { readonly failure: NetworkFailure | undefined } | undefined {
  const found = answers.find(([words]) => words.test(error.message));
  return found && { failure: found[1] };
}
