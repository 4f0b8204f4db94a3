import type { IncomingMessage } from 'node:http';

/** Addresses are personal data: they go into the log only where the operator asks for them. */
export const addressLogging = ['none', 'direct', 'forwarded'] as const;
export type AddressLogging = (typeof addressLogging)[number];

/**
 * Whose address stands beside a refusal in the log. `forwarded` believes the last `X-Forwarded-For`, which
 * only makes sense behind a proxy that writes it; nothing but the log ever depends on it.
 */
export function addressOf(logging: AddressLogging): (request: IncomingMessage) => string | undefined {
  return ({ headers, socket }) => {
    if (logging === 'none') return undefined;
    const forwarded = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim();
    return logging === 'forwarded' && forwarded ? forwarded.slice(0, 64) : socket.remoteAddress;
  };
}
