import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import { admit, type AdmissionOptions } from './admission.ts';
import type { ConnectionTable, Entrance } from './connection-table.ts';
import { answerJson, type HttpRoute, targetOf } from './http-routes.ts';
import { PollingConnection } from './polling-connection.ts';
import type { RelayLimits } from './relay-limits.ts';
import { readBody } from './request-body.ts';

export interface PollingRouteOptions {
  readonly connections: ConnectionTable;
  readonly admission: AdmissionOptions;
  readonly limits: RelayLimits;
  readonly onRefused: (request: IncomingMessage, close: CloseCode) => void;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

const statusOfClose: Readonly<Record<number, number>> = { 4401: 401, 4403: 403, 4404: 404 };

/**
 * The way round networks that let no WebSocket through: the same messages over requests and answers
 * (RP-70 to RP-77). Sessions are connections like others, in the same table, under the same limits.
 */
export class PollingRoute implements HttpRoute {
  readonly #options: PollingRouteOptions;
  readonly #sessions = new Map<string, PollingConnection>();

  constructor(options: PollingRouteOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { query } = targetOf(request);
    const what = query.get('poll');
    if (what === null) return false;
    const exchange = { request, response, query };
    if (request.method !== 'POST') answerJson(response, 405, { error: 'methodNotAllowed' });
    else if (what === 'open') await this.#open(exchange);
    else if (what === 'up' || what === 'down' || what === 'close') await this.#serve(what, exchange);
    else answerJson(response, 400, { error: 'badRequest' });
    return true;
  }

  async #open(exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    const { connections, admission } = this.#options;
    if (connections.isDraining) return this.#refuse(exchange, closeCodes.shuttingDown);
    const release = connections.reserve();
    if (!release) return this.#refuse(exchange, closeCodes.tooManyConnections);
    try {
      const decision = await admit(request, admission);
      if (!decision.allowed) return this.#refuse(exchange, decision.close);
      if (connections.isDraining) return this.#refuse(exchange, closeCodes.shuttingDown);
      const tooMany = connections.refusal(decision.entrance);
      if (tooMany) return this.#refuse(exchange, tooMany);
      const { pollWaitMs, maxPollBytes } = this.#options.limits;
      const session = this.#start(decision.entrance);
      answerJson(response, 200, { session, waitMs: pollWaitMs, maxBytes: maxPollBytes });
    } finally {
      release();
    }
  }

  #start(entrance: Entrance): string {
    const { connections, limits } = this.#options;
    const session = randomBytes(32).toString('base64url');
    const connection = new PollingConnection({
      ...entrance,
      host: connections,
      maxMessageBytes: limits.maxMessageBytes,
      onEnded: () => this.#sessions.delete(session),
    });
    this.#sessions.set(session, connection);
    connections.enter(connection);
    return session;
  }

  async #serve(what: 'up' | 'down' | 'close', exchange: Exchange): Promise<void> {
    const session = exchange.request.headers['relay-session'];
    const connection = typeof session === 'string' ? this.#sessions.get(session) : undefined;
    if (!connection) return answerEnd(exchange.response, closeCodes.sessionUnknown);
    const gone = connection.present();
    try {
      if (what === 'close') {
        connection.terminate();
        answerJson(exchange.response, 200, {});
      } else if (what === 'up') await this.#takeUp(connection, exchange);
      else await this.#bringDown(connection, exchange);
    } finally {
      gone();
    }
  }

  async #takeUp(connection: PollingConnection, { request, response, query }: Exchange): Promise<void> {
    const from = positionOf(query.get('from'));
    const body = await readBody(request, this.#options.limits.maxPollBytes);
    if (from === undefined) return answerJson(response, 400, { error: 'badRequest' });
    if (!body) return answerJson(response, 413, { error: 'bodyTooLarge' });
    const taken = connection.isOpen && (await connection.takeBytes(from, body));
    // An ended session takes nothing; why it ended is told with the rest of its news.
    answerJson(response, taken || !connection.isOpen ? 200 : 409, { received: connection.receivedBytes });
  }

  async #bringDown(connection: PollingConnection, { response, query }: Exchange): Promise<void> {
    const from = positionOf(query.get('from'));
    const { pollWaitMs, maxPollBytes } = this.#options.limits;
    const waitMs = Math.min(positionOf(query.get('wait')) ?? Infinity, pollWaitMs);
    const maxBytes = Math.max(1, Math.min(positionOf(query.get('bytes')) ?? Infinity, maxPollBytes));
    const piece = from === undefined ? undefined : await connection.news(from, { waitMs, maxBytes });
    if (!piece) return answerJson(response, 400, { error: 'badRequest' });
    if (piece.kind === 'ended') {
      answerEnd(response, piece.close);
      response.once('finish', () => connection.terminate());
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'cache-control': 'no-store',
      'content-length': piece.bytes.length,
    });
    response.end(piece.bytes);
  }

  #refuse({ request, response }: Exchange, close: CloseCode): void {
    this.#options.onRefused(request, close);
    const { code, reason } = close;
    answerJson(response, statusOfClose[code] ?? 503, { close: { code, reason } });
  }
}

function answerEnd(response: ServerResponse, { code, reason }: Pick<CloseCode, 'code' | 'reason'>): void {
  answerJson(response, 410, { close: { code, reason } });
}

function positionOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
