import { EventEmitter } from 'node:events';
import type { ClientRequest } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { AgentConnectOpts } from 'agent-base';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { type NetworkFailure, networkFailureOf } from '../sync/network-failure.ts';
import type { Way } from './proxy-choice.ts';
import { socksAnswerOf } from './socks-answer.ts';

interface Opened {
  readonly socket: Duplex;
  /** Lets the driver follow the request; not for an attempt that was given up, whose bytes it would mix in. */
  readonly use?: (request: ClientRequest) => void;
}

/** What came of one way to the far end. */
export type Attempt =
  | ({ readonly kind: 'tunnel' | 'direct' } & Opened)
  /** The proxy said no; over the socket comes its answer, as if it were the far end's. */
  | ({ readonly kind: 'refused'; readonly failure: NetworkFailure | undefined } & Opened)
  /** A SOCKS proxy said no, or (`isAway`) the proxy gave no answer at all. */
  | {
      readonly kind: 'failed';
      readonly isAway: boolean;
      readonly failure: NetworkFailure | undefined;
      readonly error: Error;
    };

/** Opens a connection to the far end, without TLS to it. Never rejects. */
export type OpenWay = (options: AgentConnectOpts) => Promise<Attempt>;

export function openerOf(way: Way, trust: SecureContext): OpenWay {
  if (!way) {
    return async (options) => {
      const { host = '', port } = options;
      return { kind: 'direct', socket: connect({ host, port }) };
    };
  }
  return way.protocol.startsWith('socks') ? openSocks(way) : openTunnel(way, trust);
}

/** CONNECT for encrypted and plain addresses alike: proxies cut WebSockets that they can look into. */
function openTunnel(proxy: URL, trust: SecureContext): OpenWay {
  return async (options) => {
    const agent = new HttpsProxyAgent(proxy, { secureContext: trust });
    const { request, use } = standIn();
    let status: number | undefined;
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => (status = statusCode));
    try {
      const socket = await agent.connect(request, plain(options));
      if (status === 200) return { kind: 'tunnel', socket, use };
      return { kind: 'refused', failure: failureOfStatus(status ?? 0), socket, use };
    } catch (thrown) {
      const error = asError(thrown);
      const failure = networkFailureOf(error);
      const isKnown = failure === undefined || failure === 'timedOut';
      return { kind: 'failed', isAway: true, failure: isKnown ? failure : 'proxyUnreachable', error };
    }
  };
}

function openSocks(proxy: URL): OpenWay {
  return async (options) => {
    const agent = new SocksProxyAgent(proxy);
    // An IPv6 address is taken with the brackets that it has in the proxy's address.
    Object.assign(agent.proxy, { host: proxy.hostname.replace(/^\[(.*)\]$/, '$1') });
    const { request, use } = standIn();
    try {
      return { kind: 'tunnel', socket: await agent.connect(request, plain(options)), use };
    } catch (thrown) {
      const error = asError(thrown);
      const answer = socksAnswerOf(error);
      if (answer) return { kind: 'failed', isAway: false, failure: answer.failure, error };
      const failure = networkFailureOf(error) === 'timedOut' ? 'timedOut' : 'proxyUnreachable';
      return { kind: 'failed', isAway: true, failure, error };
    }
  };
}

function failureOfStatus(status: number): NetworkFailure | undefined {
  if (status === 407) return 'proxyPassword';
  return status < 500 ? 'proxyRefused' : undefined;
}

/** Drivers listen to the request and would end it, which an attempt that was given up must not do. */
function standIn(): { request: ClientRequest; use: (request: ClientRequest) => void } {
  const emitter = Object.assign(new EventEmitter(), { destroy: () => undefined });
  return {
    request: emitter as unknown as ClientRequest,
    use: (request) => request.once('socket', (socket) => emitter.emit('socket', socket)),
  };
}

const plain = (options: AgentConnectOpts): AgentConnectOpts => {
  const { host = 'localhost', port } = options;
  return { host, port, secureEndpoint: false };
};

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
