import * as tls from 'node:tls';

/** Reads a list of certificates (PEM) that this process may trust. */
export type ReadCertificates = (list: 'default' | 'system') => readonly string[];

/** Node's own list with `NODE_EXTRA_CA_CERTS`, and the one of the operating system. */
export const nodeCertificates: ReadCertificates = (list) => tls.getCACertificates(list);

/**
 * What connections of the app trust: the authorities that come with the program and those of the
 * operating system, where an organisation puts its own. Read once, when first needed: some systems take
 * a while for it.
 */
export function trustedContext(
  read: ReadCertificates,
  reportBug: (error: unknown) => void,
): () => tls.SecureContext {
  let context: tls.SecureContext | undefined;
  const systemList = (): readonly string[] => {
    try {
      return read('system');
    } catch (error) {
      // Without the system's list most relays can still be reached.
      reportBug(error);
      return [];
    }
  };
  return () => {
    context ??= tls.createSecureContext({ ca: [...new Set([...read('default'), ...systemList()])] });
    return context;
  };
}
