import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access, AccessDecision } from '../access/access.ts';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import { type CallerPolicy, isCallerAllowed } from './caller-check.ts';
import { answerJson, healthRoute, type HttpRoute, targetOf } from './http-routes.ts';
import type { RelayLimits } from './relay-limits.ts';
import { roomNameOf } from './room-name.ts';
import {
  type ConnectionHost,
  type ConnectionOptions,
  RelaySocket,
  type SilenceLimits,
  WebSocketConnection,
} from './websocket-connection.ts';
import { FrameMemo } from './websocket-frames.ts';

export interface RelayServerOptions {
  readonly registry: RoomRegistry;
  readonly access: Access;
  readonly limits: RelayLimits;
  readonly callers: CallerPolicy;
  readonly scheduler: Scheduler;
  readonly onEvent: (event: TransportEvent) => void;
  /** Asked in their order, after `/health` and `/ready`. */
  readonly routes?: readonly HttpRoute[];
  /** With it the server speaks TLS alone. */
  readonly tls?: TlsIdentity;
  /** The registry's name of a room that was asked for by `requested`; undefined = there is none (4404). */
  readonly roomOf?: (requested: string) => string | undefined;
}

/** Certificate chain and private key, both as PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/** What an operator should be able to see. Carries no content and no keys. */
export type TransportEvent =
  | { readonly kind: 'refused'; readonly reason: string; readonly status: number }
  | { readonly kind: 'paused' | 'resumed'; readonly pendingBytes: number }
  | { readonly kind: 'requestFailed'; readonly error: unknown }
  | { readonly kind: 'connectionFailed'; readonly room: string; readonly error: unknown };

interface Handshake {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
}

/** WebSockets in, rooms out: checks who calls, hands connections to rooms, looks after their silence. */
export class RelayServer {
  readonly #options: RelayServerOptions;
  readonly #http: Server | TlsServer;
  readonly #routes: readonly HttpRoute[];
  readonly #webSockets: WebSocketServer;
  readonly #connections = new Set<WebSocketConnection>();
  readonly #host: ConnectionHost = {
    memo: new FrameMemo(),
    gone: (connection) => this.#connections.delete(connection),
  };
  readonly #silence: SilenceLimits;
  readonly #stop: (() => void)[];
  #handshakes = 0;
  #reading = true;
  #draining = false;

  constructor(options: RelayServerOptions) {
    const { limits, scheduler, registry } = options;
    this.#options = options;
    this.#webSockets = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: limits.maxMessageBytes,
      clientTracking: false,
      WebSocket: RelaySocket,
    });
    this.#routes = [healthRoute(() => !this.#draining && this.#reading), ...(options.routes ?? [])];
    const answer = (request: IncomingMessage, response: ServerResponse) =>
      void this.#answerHttp(request, response);
    const serverOptions = { connectionsCheckingInterval: 1_000 };
    this.#http = options.tls
      ? createTlsServer(
          {
            ...serverOptions,
            ...options.tls,
            minVersion: 'TLSv1.2',
            handshakeTimeout: limits.authenticateMs,
          },
          answer,
        )
      : createServer(serverOptions, answer);
    // Sockets that say nothing, or half a request, are ended by these; nothing of theirs is kept.
    this.#http.headersTimeout = limits.authenticateMs;
    this.#http.requestTimeout = limits.authenticateMs;
    // Some room above the limit, so that newcomers can still be told why they cannot come in.
    this.#http.maxConnections = limits.maxConnections + 100;
    this.#http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      void this.#upgrade({ request, stream, head });
    });
    this.#silence = silenceOf(limits);
    this.#stop = [
      scheduler.every(limits.sweepMs, () => this.#sweep()),
      registry.onPressure((pendingBytes) => this.#regulate(pendingBytes)),
    ];
  }

  get connectionCount(): number {
    return this.#connections.size;
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
    this.#draining = true;
    for (const connection of this.#connections) connection.pause();
    const closed = new Promise<void>((resolve) => {
      this.#http.close(() => resolve());
    });
    this.#http.closeIdleConnections();
    await this.#options.registry.close();
    const { code, reason } = closeCodes.shuttingDown;
    for (const connection of this.#connections) connection.close(code, reason);
    await this.#waitForConnections();
    for (const connection of this.#connections) connection.terminate();
    this.#http.closeAllConnections();
    for (const stop of this.#stop) stop();
    await closed;
  }

  async #waitForConnections(): Promise<void> {
    const { scheduler, limits } = this.#options;
    const untilMs = scheduler.now() + limits.drainMs;
    while (this.#connections.size > 0 && scheduler.now() < untilMs) {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
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
    const refusal = this.#refusalOf(request);
    if (refusal) return this.#refuse(stream, refusal);
    this.#handshakes += 1;
    try {
      await this.#admit(handshake, () => stream.off('error', onError));
    } catch (error) {
      this.#options.onEvent({ kind: 'connectionFailed', room: '', error });
      stream.destroy();
    } finally {
      this.#handshakes -= 1;
    }
  }

  /** What is refused before WebSocket speaks, so that it costs next to nothing. */
  #refusalOf({ headers }: IncomingMessage): [number, string] | undefined {
    const { limits, callers } = this.#options;
    if (!isCallerAllowed(headers, callers)) return [403, 'host or origin not allowed'];
    if (this.#draining) return [503, 'shutting down'];
    if (this.#connections.size + this.#handshakes >= limits.maxConnections)
      return [503, 'too many connections'];
    return undefined;
  }

  #refuse(stream: Duplex, [status, reason]: [number, string]): void {
    this.#options.onEvent({ kind: 'refused', reason, status });
    const title = status === 403 ? 'Forbidden' : 'Service Unavailable';
    stream.end(`HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  async #admit(handshake: Handshake, onAccepted: () => void): Promise<void> {
    const { request, stream } = handshake;
    const { path, query } = targetOf(request);
    const requested = roomNameOf(path);
    const room = requested === undefined ? undefined : this.#roomOf(requested);
    const decision: AccessDecision =
      requested === undefined || room === undefined
        ? { allowed: false, close: closeCodes.badRoomName }
        : await this.#authorise({ query, headers: request.headers }, requested);
    if (stream.destroyed) return;
    this.#webSockets.handleUpgrade(request, stream, handshake.head, (socket) => {
      onAccepted();
      if (!(socket instanceof RelaySocket)) return socket.terminate();
      if (!decision.allowed) return this.#turnAway(socket, decision.close);
      const wantsConfirmation = query.get('confirm') === '1';
      this.#enter(room!, { socket, stream, grant: decision, wantsConfirmation });
    });
  }

  #roomOf(requested: string): string | undefined {
    return this.#options.roomOf ? this.#options.roomOf(requested) : requested;
  }

  async #authorise(request: Parameters<Access['authorise']>[0], room: string): Promise<AccessDecision> {
    const limit = Promise.withResolvers<AccessDecision>();
    const timer = setTimeout(() => {
      limit.resolve({ allowed: false, close: closeCodes.roomUnavailable });
    }, this.#options.limits.authenticateMs);
    try {
      return await Promise.race([this.#options.access.authorise(request, room), limit.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A browser cannot see an HTTP status, so the reason goes out as a close code. */
  #turnAway(socket: WebSocket, { code, reason }: CloseCode): void {
    this.#options.onEvent({ kind: 'refused', reason, status: code });
    socket.on('error', () => socket.terminate());
    socket.close(code, reason);
  }

  #enter(room: string, options: Omit<ConnectionOptions, 'host'>): void {
    const connection = new WebSocketConnection({ ...options, host: this.#host });
    this.#connections.add(connection);
    // Nothing is read before the room is there: what the client says meanwhile waits in its own buffers.
    connection.pause();
    this.#options.registry.open(room).then(
      (lease) => {
        if (!connection.isOpen) return lease.release();
        connection.join(lease);
        if (this.#reading) connection.resume();
      },
      (error: unknown) => {
        this.#options.onEvent({ kind: 'connectionFailed', room, error });
        connection.close(closeCodes.roomUnavailable.code, closeCodes.roomUnavailable.reason);
      },
    );
  }

  /** The disk sets the pace: while too much waits for it, no socket is read. */
  #regulate(pendingBytes: number): void {
    const { maxPendingBytes } = this.#options.limits;
    const reading = this.#reading ? pendingBytes <= maxPendingBytes : pendingBytes <= maxPendingBytes / 2;
    if (reading === this.#reading || this.#draining) return;
    this.#reading = reading;
    for (const connection of this.#connections) {
      if (reading) connection.resume();
      else connection.pause();
    }
    this.#options.onEvent({ kind: reading ? 'resumed' : 'paused', pendingBytes });
  }

  #sweep(): void {
    for (const connection of this.#connections) connection.sweep(this.#silence);
  }
}

function silenceOf({ sweepMs, pingAfterMs, deadAfterMs, keepAliveMs }: RelayLimits): SilenceLimits {
  const sweeps = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / sweepMs));
  return {
    pingAfter: sweeps(pingAfterMs),
    deadAfter: sweeps(deadAfterMs),
    keepAliveAfter: sweeps(keepAliveMs),
  };
}
