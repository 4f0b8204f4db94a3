import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { signedHostname } from '../protocol/access-api.ts';
import { isLoopback } from './loopback.ts';
import type { Caller } from './membership-service.ts';

/** An entry of the list of proxies is neither an address nor a network. */
export class ProxyListError extends Error {
  constructor(entry: string) {
    super(`RELAY_TRUSTED_PROXIES has addresses and networks such as 172.18.0.0/16; this is none: ${entry}`);
    this.name = 'ProxyListError';
  }
}

/** Whether an address is a proxy whose word counts: this machine, and those listed. Throws `ProxyListError`. */
export function trustedProxies(entries: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    if (family === 0 || !/^\d+$/.test(prefix ?? '0') || bits > (family === 4 ? 32 : 128))
      throw new ProxyListError(entry);
    list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const family = isIP(address);
    return isLoopback(address) || (family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6'));
  };
}

/**
 * Who sends a request. Behind a proxy that is trusted the sender's address is the last that the proxy has
 * added to `X-Forwarded-For`; from anybody else that header is not believed.
 */
export function callerOf(request: IncomingMessage, isProxy: (address: string) => boolean): Caller {
  const { remoteAddress, localAddress } = request.socket;
  const near = bare(remoteAddress ?? '');
  const forwarded = request.headers['x-forwarded-for'];
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').at(-1);
  const told = isProxy(near) ? addressIn(last?.trim() ?? '') : undefined;
  return {
    address: told ?? near,
    hostname: hostnameOf(request.headers.host),
    localAddress: bare(localAddress ?? ''),
  };
}

/** Some proxies write the port too, with which one guesser would have 65,536 addresses. */
function addressIn(text: string): string | undefined {
  const [, inBrackets, withPort] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  const address = bare(inBrackets ?? withPort ?? text);
  return isIP(address) === 0 ? undefined : address;
}

const bare = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

function hostnameOf(host: string | undefined): string {
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? signedHostname(new URL(url)) : '';
}

/**
 * Whether a name in a signature means this relay. The `Host` header alone does not prove it: who passes a
 * challenge on to a visitor of its own would send its own name along. Configured names count, and
 * addresses that the connection itself has.
 */
export function isOwnHostname(
  claimed: string,
  { hostname, localAddress }: Caller,
  configured: readonly string[],
): boolean {
  if (configured.includes(claimed)) return true;
  return (
    claimed === hostname && (claimed === localAddress || (isLoopback(claimed) && isLoopback(localAddress)))
  );
}
