/** Why the network gave no connection, as a key of the sync catalog (`reason.<key>`). */
export type NetworkFailure =
  | 'hostNotFound'
  | 'connectionRefused'
  | 'timedOut'
  | 'certificate'
  | 'notARelay'
  | 'proxyUnreachable'
  | 'proxyPassword'
  | 'proxyRefused';

const notTrusted = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** What the system's error says of why no connection came about; undefined when it says nothing of use. */
export function networkFailureOf(error: Error): NetworkFailure | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'hostNotFound';
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return 'connectionRefused';
  if (code === 'ETIMEDOUT' || error.message.includes('timed out')) return 'timedOut';
  if (code === 'EPROTO') return 'notARelay'; // speaks no TLS, or none that this laptop speaks
  return notTrusted.test(code) ? 'certificate' : undefined;
}
