import type { IncomingMessage } from 'node:http';
import { signedHostname } from '../protocol/access-api.ts';
import { isLoopback } from './loopback.ts';
import type { Caller } from './membership-service.ts';

/**
 * Who sends a request. Behind a proxy on this machine the sender's address is the last that the proxy has
 * added to `X-Forwarded-For`; from anybody else that header is not believed.
 */
export function callerOf(request: IncomingMessage): Caller {
  const near = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').at(-1)?.trim();
  const isProxy = isLoopback(near.replace(/^::ffff:(?=\d+\.)/i, ''));
  return { address: isProxy && last ? last : near, hostname: hostnameOf(request.headers.host) };
}

function hostnameOf(host: string | undefined): string {
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? signedHostname(new URL(url)) : '';
}
