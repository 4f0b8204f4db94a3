import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access } from '../access/access.ts';
import type { CloseCode } from '../protocol/close-codes.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import { admit, type AdmissionOptions } from './admission.ts';
import { type CallerPolicy, isCallerAllowed } from './caller-check.ts';
import { ConnectionTable, type Entrance } from './connection-table.ts';
import { answerJson, healthRoute, type HttpRoute } from './http-routes.ts';
import { PollingRoute } from './polling-route.ts';
import type { RelayLimits } from './relay-limits.ts';
import type { TransportEvent } from './transport-event.ts';
import { RelaySocket, WebSocketConnection } from './websocket-connection.ts';
import { FrameMemo } from './websocket-frames.ts';

export interface RelayServerOptions {
  /** `close` is called when the server drains. */
  readonly registry: Pick<RoomRegistry, 'open' | 'has' | 'size' | 'onPressure' | 'close'>;
  readonly access: Access;
  readonly limits: RelayLimits;
  readonly callers: CallerPolicy;
  readonly scheduler: Scheduler;
  readonly onEvent: (event: TransportEvent) => void;
  /** False while the relay could not store anything; then `/ready` says so. */
  readonly isReady?: (() => boolean) | undefined;
  /** Asked in their order, after `/health` and `/ready`. */
  readonly routes?: readonly HttpRoute[];
  /** With it the server speaks TLS alone. */
  readonly tls?: TlsIdentity;
  /** Stands beside refusals in the log; undefined = it does not. */
  readonly addressOf?: (request: IncomingMessage) => string | undefined;
  /** The registry's name of a room that was asked for by `requested`; undefined = there is none (4404). */
  readonly roomOf?: (requested: string) => string | undefined;
}

/** Certificate chain and private key, both as PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

interface Handshake {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
}

/** Sockets in: checks who calls, hands WebSockets to rooms and plain requests to routes. */
export class RelayServer {
  readonly #options: RelayServerOptions;
  readonly #http: Server | TlsServer;
  readonly #routes: readonly HttpRoute[];
  readonly #webSockets: WebSocketServer;
  readonly #connections: ConnectionTable;
  readonly #admission: AdmissionOptions;
  readonly #memo = new FrameMemo();

  constructor(options: RelayServerOptions) {
    const { limits, access, roomOf = (requested) => requested } = options;
    this.#options = options;
    this.#connections = new ConnectionTable(options);
    this.#admission = { access, roomOf, authenticateMs: limits.authenticateMs };
    this.#webSockets = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: limits.maxMessageBytes,
      clientTracking: false,
      WebSocket: RelaySocket,
    });
    const { isReady: isStoreReady = () => true } = options;
    const isReady = () => !this.#connections.isDraining && this.#connections.isReading && isStoreReady();
    const polling = new PollingRoute({
      ...options,
      connections: this.#connections,
      onRefused: (request, { code, reason }) => this.#noteRefusal(request, reason, code),
      admission: this.#admission,
    });
    this.#routes = [healthRoute(isReady), ...(options.routes ?? []), polling];
    this.#http = createHttp(options, (request, response) => void this.#answerHttp(request, response));
    this.#http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      void this.#upgrade({ request, stream, head });
    });
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** For whoever measures. */
  get connections(): Pick<ConnectionTable, 'snapshot' | 'traffic'> {
    return this.#connections;
  }

  /** New connections get this certificate; those that are open keep theirs. */
  renewTls(identity: TlsIdentity): void {
    if (this.#http instanceof TlsServer) this.#http.setSecureContext({ ...identity, minVersion: 'TLSv1.2' });
  }

  /** Resolves to the port in use; rejects with the system's error (`EADDRINUSE`, `EACCES`, ...). */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen({ host, port, backlog: 1_024 }, () => {
        this.#http.off('error', reject);
        resolve();
      });
    });
    return (this.#http.address() as AddressInfo).port;
  }

  /**
   * Ends the service without losing anything: nothing new comes in, what was received is stored and
   * confirmed, connections are told to come back later.
   */
  async drain(): Promise<void> {
    // Still listening: who polls fetches what is left, and `/ready` says that others should go elsewhere.
    await this.#connections.drain();
    const closed = new Promise<void>((resolve) => {
      this.#http.close(() => resolve());
    });
    this.#http.closeAllConnections();
    await closed;
  }

  async #answerHttp(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (!isCallerAllowed(request.headers, this.#options.callers)) {
        answerJson(response, 403, { error: 'forbidden' });
        return;
      }
      for (const route of this.#routes) if (await route.handle(request, response)) return;
      answerJson(response, 404, { error: 'notFound' });
    } catch (error) {
      this.#options.onEvent({ kind: 'requestFailed', error });
      if (response.headersSent) response.destroy();
      else answerJson(response, 500, { error: 'unexpected' });
    }
  }

  async #upgrade(handshake: Handshake): Promise<void> {
    const { request, stream } = handshake;
    const onError = () => stream.destroy();
    stream.on('error', onError);
    // Refused before WebSocket speaks, so that it costs next to nothing.
    if (!isCallerAllowed(request.headers, this.#options.callers))
      return this.#refuse(handshake, 403, 'host or origin not allowed');
    if (this.#connections.isDraining) return this.#refuse(handshake, 503, 'shutting down');
    const release = this.#connections.reserve();
    if (!release) return this.#refuse(handshake, 503, 'too many connections');
    try {
      await this.#admit(handshake, () => stream.off('error', onError));
    } catch (error) {
      this.#options.onEvent({ kind: 'connectionFailed', room: '', error });
      stream.destroy();
    } finally {
      release();
    }
  }

  #refuse({ request, stream }: Handshake, status: 403 | 503, reason: string): void {
    this.#noteRefusal(request, reason, status);
    const title = status === 403 ? 'Forbidden' : 'Service Unavailable';
    stream.end(`HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  async #admit({ request, stream, head }: Handshake, onAccepted: () => void): Promise<void> {
    const admission = await admit(request, this.#admission);
    if (stream.destroyed) return;
    this.#webSockets.handleUpgrade(request, stream, head, (socket) => {
      onAccepted();
      if (!(socket instanceof RelaySocket)) return socket.terminate();
      if (!admission.allowed) return this.#turnAway(request, socket, admission.close);
      const tooMany = this.#connections.refusal(admission.entrance);
      if (tooMany) return this.#turnAway(request, socket, tooMany);
      this.#enter(admission.entrance, socket, stream);
    });
  }

  #noteRefusal(request: IncomingMessage, reason: string, status: number): void {
    const address = this.#options.addressOf?.(request);
    this.#options.onEvent({ kind: 'refused', reason, status, ...(address ? { address } : {}) });
  }

  /** A browser cannot see an HTTP status, so the reason goes out as a close code. */
  #turnAway(request: IncomingMessage, socket: WebSocket, { code, reason }: CloseCode): void {
    this.#noteRefusal(request, reason, code);
    socket.on('error', () => socket.terminate());
    socket.close(code, reason);
  }

  #enter(entrance: Entrance, socket: RelaySocket, stream: Duplex): void {
    const host = this.#connections;
    host.enter(new WebSocketConnection({ ...entrance, socket, stream, host, memo: this.#memo }));
  }
}

function createHttp(
  { limits, tls }: RelayServerOptions,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Server | TlsServer {
  const { authenticateMs, requestMs, maxConnections } = limits;
  const options = { connectionsCheckingInterval: 1_000 };
  const http = tls
    ? createTlsServer({ ...options, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: authenticateMs }, answer)
    : createServer(options, answer);
  // Sockets that say nothing, or half a request, are ended by these; nothing of theirs is kept.
  http.headersTimeout = authenticateMs;
  http.requestTimeout = Math.max(requestMs, authenticateMs);
  // Longer than a client of long polling is silent between two requests.
  http.keepAliveTimeout = 65_000;
  // Long polling takes two sockets; some room above, so that newcomers can be told why they cannot come in.
  http.maxConnections = maxConnections * 2 + 100;
  return http;
}
