import { BlockList, isIP } from 'node:net';

/**
 * Which way leads to an address, in the words of a proxy configuration: `DIRECT`, or
 * `PROXY host:port; DIRECT`, as Chromium's `resolveProxy` answers.
 */
export type ResolveProxy = (url: string) => Promise<string>;

/** The first way that can be used: a proxy's address, or undefined for the direct one. SOCKS is not spoken. */
export function firstProxy(choice: string): URL | undefined {
  for (const way of choice.split(';')) {
    const [kind = '', where = ''] = way.trim().split(/\s+/, 2);
    if (kind.toUpperCase() === 'DIRECT') return undefined;
    const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' }[kind.toUpperCase()];
    if (scheme && URL.canParse(`${scheme}://${where}`)) return new URL(`${scheme}://${where}`);
  }
  return undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

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
  return proxy.protocol === 'http:' || proxy.protocol === 'https:' ? proxy : undefined;
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
