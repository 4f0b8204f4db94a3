import { BlockList, isIP } from 'node:net';

/**
 * Which way leads to an address, in the words of a proxy configuration: `DIRECT`, or
 * `PROXY host:port; SOCKS5 host:port; DIRECT`, as Chromium's `resolveProxy` answers.
 */
export type ResolveProxy = (url: string) => Promise<string>;

/** A proxy's address (`http:`, `https:`, `socks4a:`, `socks5h:`), or undefined for the direct way. */
export type Way = URL | undefined;

/**
 * Names are looked up by the proxy, as browsers have it: this laptop's network may not know those of the
 * internet. `SOCKS` alone means version 4 in a proxy configuration, which is older than version 5.
 */
const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4a',
  SOCKS4: 'socks4a',
  SOCKS5: 'socks5h',
};

/** The ways that can be used, in the order in which to try them; nothing comes after the direct one. */
export function waysOf(choice: string): readonly Way[] {
  const ways: Way[] = [];
  for (const entry of choice.split(';')) {
    const [kind = '', where = ''] = entry.trim().split(/\s+/, 2);
    if (kind.toUpperCase() === 'DIRECT') return [...ways, undefined];
    const scheme = schemes[kind.toUpperCase()];
    const address = `${scheme}://${where}`;
    if (scheme && where !== '' && URL.canParse(address)) ways.push(new URL(address));
  }
  return ways.length > 0 ? ways : [undefined];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the schemes of addresses mean; `socks:` alone means version 5 there. */
const schemesOfAddresses: Readonly<Record<string, string>> = {
  'http:': 'http:',
  'https:': 'https:',
  'socks:': 'socks5h:',
  'socks5:': 'socks5h:',
  'socks5h:': 'socks5h:',
  'socks4:': 'socks4a:',
  'socks4a:': 'socks4a:',
};

/**
 * The proxy that the environment names for an address: `HTTPS_PROXY` (encrypted addresses), `HTTP_PROXY`
 * (others), `ALL_PROXY`, unless `NO_PROXY` names the host. Small letters count first, as everywhere.
 */
export function environmentProxy(environment: Environment, url: string): URL | undefined {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || '';
  const { protocol } = new URL(url);
  const encrypted = protocol === 'wss:' || protocol === 'https:';
  const named = read(encrypted ? 'HTTPS_PROXY' : 'HTTP_PROXY') || read('ALL_PROXY');
  if (named === '' || isExcepted(new URL(url), read('NO_PROXY'))) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  if (!URL.canParse(address)) return undefined;
  const proxy = new URL(address);
  const scheme = schemesOfAddresses[proxy.protocol];
  if (scheme === undefined || proxy.hostname === '') return undefined;
  proxy.protocol = scheme;
  return proxy;
}

/** This machine is never asked for through a proxy. */
function isExcepted(url: URL, exceptions: string): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (host === 'localhost' || matchesNetwork(host, '127.0.0.0/8') || host === '::1') return true;
  const port = url.port || (url.protocol === 'wss:' || url.protocol === 'https:' ? '443' : '80');
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .some((exception) => exception !== '' && matches(host, port, exception));
}

function matches(host: string, port: string, exception: string): boolean {
  if (exception === '*') return true;
  if (exception.includes('/')) return matchesNetwork(host, exception);
  if (isIP(exception.replace(/^\[(.*)\]$/, '$1')) !== 0) return exception.replace(/^\[|\]$/g, '') === host;
  const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(exception) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const bare = name.replace(/^\*?\./, '');
  return host === bare || host.endsWith(`.${bare}`);
}

function matchesNetwork(host: string, network: string): boolean {
  const [address = '', prefix = ''] = network.split('/');
  const family = isIP(address);
  const bits = Number(prefix);
  const largest = family === 4 ? 32 : 128;
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(prefix) || bits > largest) return false;
  const list = new BlockList();
  list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
