import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type NetworkFailure, networkFailureOf } from '../sync/network-failure.ts';
import { type After, nodeAfter } from '../sync/timers.ts';
import { ProxiedAgent } from './proxied-agent.ts';
import { environmentProxy, type ResolveProxy, type Way, waysOf } from './proxy-choice.ts';
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
  after?: After;
  reportBug: (error: unknown) => void;
}

export function createNetworkAccess(options: NetworkAccessOptions): NetworkAccess {
  const {
    environment = process.env,
    certificates = nodeCertificates,
    after = nodeAfter,
    reportBug,
  } = options;
  const trust = trustedContext(certificates, reportBug);
  const waysTo = async (url: string): Promise<readonly Way[]> => {
    const named = environmentProxy(environment, url);
    if (named || !options.resolveProxy) return [named];
    try {
      return waysOf(await options.resolveProxy(url));
    } catch (error) {
      reportBug(error);
      return [undefined];
    }
  };
  return {
    async route(url, { keepAlive = false } = {}) {
      const ways = await waysTo(url.replace(/^ws/, 'http'));
      const { protocol, hostname: host } = new URL(url);
      if (ways[0]) return proxied(new ProxiedAgent({ ways, host, trust: trust(), keepAlive, after }));
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

function proxied(agent: ProxiedAgent): NetworkRoute {
  return {
    agent,
    failureOf: (error) => agent.failureOf(error),
    isRefusedByProxy: () => agent.isRefusedByProxy(),
    close: () => agent.destroy(),
  };
}
