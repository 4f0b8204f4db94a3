import type { IncomingMessage, ServerResponse } from 'node:http';

/** A part of what the relay answers over plain HTTP, beside its WebSockets. */
export interface HttpRoute {
  /**
   * Answers the request and resolves to true, or leaves it untouched for the next route and resolves to
   * false. The caller was checked before (RP-45). What it throws becomes a 500 without detail.
   */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/** Path and query of a request, as they came. */
export function targetOf({ url = '' }: IncomingMessage): { path: string; query: URLSearchParams } {
  const index = url.indexOf('?');
  return index < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, index), query: new URLSearchParams(url.slice(index + 1)) };
}

/** Answers with JSON that nobody on the way may keep. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}

const reading = (method: string | undefined) => method === 'GET' || method === 'HEAD';

/** `/health`: the process runs. `/ready`: it takes connections. */
export function healthRoute(isReady: () => boolean): HttpRoute {
  return {
    async handle(request, response) {
      const { path } = targetOf(request);
      if (path !== '/health' && path !== '/ready') return false;
      if (!reading(request.method)) answerJson(response, 405, { status: 'method not allowed' });
      else if (path === '/health') answerJson(response, 200, { status: 'ok' });
      else if (isReady()) answerJson(response, 200, { status: 'ready' });
      else answerJson(response, 503, { status: 'not ready' });
      return true;
    },
  };
}
