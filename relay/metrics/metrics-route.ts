import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../access/loopback.ts';
import { answerJson, type HttpRoute, targetOf } from '../transport/http-routes.ts';
import type { RelayMetrics } from './relay-metrics.ts';

/**
 * `GET /metrics`, for this machine, or for whoever shows the token. Behind a proxy on the same machine
 * everybody seems to be on it: what was passed on needs the token too.
 */
export function metricsRoute(metrics: RelayMetrics, token: string | undefined): HttpRoute {
  return {
    async handle(request, response) {
      if (targetOf(request).path !== '/metrics') return false;
      if (request.method !== 'GET') answerJson(response, 405, { error: 'methodNotAllowed' });
      else if (!isFromHere(request) && !showsToken(request, token))
        answerJson(response, 403, { error: 'forbidden' });
      else {
        const text = await metrics.text();
        response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
        response.end(text);
      }
      return true;
    },
  };
}

const passedOn = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(address) && passedOn.every((name) => headers[name] === undefined);
}

function showsToken({ headers }: IncomingMessage, token: string | undefined): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined || token === '' || shown === undefined) return false;
  return timingSafeEqual(digestOf(shown), digestOf(token));
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
