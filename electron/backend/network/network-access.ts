import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { checkServerIdentity, type SecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { type NetworkFailure, networkFailureOf } from '../sync/network-failure.ts';
import { environmentProxy, firstProxy, type ResolveProxy } from './proxy-choice.ts';
import { nodeCertificates, type ReadCertificates, trustedContext } from './trusted-certificates.ts';

/** The way from this laptop to one address: direct or through a proxy, with what is trusted there. */
export interface NetworkRoute {
  readonly agent: HttpAgent;
  /** What went wrong, given the error or the status of an answer; undefined when nobody can say. */
  failureOf(error?: Error): NetworkFailure | undefined;
  /** True when the last answer was the proxy's own: it did not let the request through. */
  isRefusedByProxy(): boolean;
  close(): void;
}

export interface NetworkAccess {
  /** @param options.keepAlive whether several requests in a row use one connection. */
  route(url: string, options?: { keepAlive?: boolean }): Promise<NetworkRoute>;
}

export interface NetworkAccessOptions {
  /** The system's proxy settings; without it only the environment is asked. */
  resolveProxy?: ResolveProxy;
  environment?: Readonly<Record<string, string | undefined>>;
  certificates?: ReadCertificates;
  reportBug: (error: unknown) => void;
}

export function createNetworkAccess(options: NetworkAccessOptions): NetworkAccess {
  const { environment = process.env, certificates = nodeCertificates, reportBug } = options;
  const trust = trustedContext(certificates, reportBug);
  const proxyFor = async (url: string): Promise<URL | undefined> => {
    const named = environmentProxy(environment, url);
    if (named || !options.resolveProxy) return named;
    try {
      return firstProxy(await options.resolveProxy(url));
    } catch (error) {
      reportBug(error);
      return undefined;
    }
  };
  return {
    async route(url, { keepAlive = false } = {}) {
      const proxy = await proxyFor(url.replace(/^ws/, 'http'));
      if (proxy) return proxyRoute(proxy, new URL(url).hostname, trust(), keepAlive);
      const { protocol } = new URL(url);
      const encrypted = protocol === 'wss:' || protocol === 'https:';
      const agent = encrypted
        ? new HttpsAgent({ secureContext: trust(), keepAlive })
        : new HttpAgent({ keepAlive });
      return {
        agent,
        failureOf: (error) => error && networkFailureOf(error),
        isRefusedByProxy: () => false,
        close: () => agent.destroy(),
      };
    },
  };
}

/** CONNECT for encrypted and plain addresses alike: proxies cut WebSockets that they can look into. */
function proxyRoute(proxy: URL, host: string, trust: SecureContext, keepAlive: boolean): NetworkRoute {
  let connectStatus: number | undefined;
  const agent = new HttpsProxyAgent(proxy, { keepAlive, secureContext: trust });
  // Checked by the name that was asked for: with an address of digits the agent would check the proxy's.
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  Object.assign(agent.options, {
    secureContext: trust,
    checkServerIdentity: (_name: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
      checkServerIdentity(bare, certificate),
  });
  agent.on('proxyConnect', ({ statusCode }: { statusCode: number }) => (connectStatus = statusCode));
  const isRefusedByProxy = () => connectStatus !== undefined && connectStatus !== 200;
  return {
    agent,
    isRefusedByProxy,
    failureOf(error) {
      if (connectStatus === 407) return 'proxyPassword';
      if (isRefusedByProxy()) return connectStatus! < 500 ? 'proxyRefused' : undefined;
      const failure = error && networkFailureOf(error);
      const farEnd = connectStatus === 200 || failure === 'timedOut';
      return farEnd || failure === undefined ? failure : 'proxyUnreachable';
    },
    close: () => agent.destroy(),
  };
}
