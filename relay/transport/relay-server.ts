import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access, AccessDecision } from '../access/access.ts';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { RoomRegistry } from '../rooms/room-registry.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import { type CallerPolicy, isCallerAllowed } from './caller-check.ts';
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
}

/** What an operator should be able to see. Carries no content and no keys. */
export type TransportEvent =
  | { readonly kind: 'refused'; readonly reason: string; readonly status: number }
  | { readonly kind: 'paused' | 'resumed'; readonly pendingBytes: number }
  | { readonly kind: 'connectionFailed'; readonly room: string; readonly error: unknown };

interface Handshake {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
}

/** WebSockets in, rooms out: checks who calls, hands connections to rooms, looks after their silence. */
export class RelayServer {
  readonly #options: RelayServerOptions;
  readonly #http: Server;
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
    this.#http = createServer({ connectionsCheckingInterval: 1_000 }, (request, response) =>
      this.#answerHttp(request, response),
    );
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

  #answerHttp(request: IncomingMessage, response: ServerResponse): void {
    const [status, body] = this.#statusOf(request);
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      connection: 'close',
    });
    response.end(`${JSON.stringify({ status: body })}\n`);
  }

  #statusOf({ method, url, headers }: IncomingMessage): [number, string] {
    if (!isCallerAllowed(headers, this.#options.callers)) return [403, 'forbidden'];
    if (method !== 'GET' && method !== 'HEAD') return [405, 'method not allowed'];
    if (url === '/health') return [200, 'ok'];
    if (url === '/ready') return this.#draining || !this.#reading ? [503, 'not ready'] : [200, 'ready'];
    return [404, 'not found'];
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
    const [path, query] = splitOnce(request.url ?? '', '?');
    const parameters = new URLSearchParams(query);
    const room = roomNameOf(path);
    const decision: AccessDecision =
      room === undefined
        ? { allowed: false, close: closeCodes.badRoomName }
        : await this.#authorise({ query: parameters, headers: request.headers }, room);
    if (stream.destroyed) return;
    this.#webSockets.handleUpgrade(request, stream, handshake.head, (socket) => {
      onAccepted();
      if (!(socket instanceof RelaySocket)) return socket.terminate();
      if (!decision.allowed) return this.#turnAway(socket, decision.close);
      const wantsConfirmation = parameters.get('confirm') === '1';
      this.#enter(room!, { socket, stream, mayWrite: decision.mayWrite, wantsConfirmation });
    });
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

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
