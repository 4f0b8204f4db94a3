import { exchange, NetworkError } from '../network/http-exchange.ts';
import type { NetworkAccess } from '../network/network-access.ts';
import type { NetworkFailure } from '../sync/network-failure.ts';

export interface HttpRequest {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface HttpResponse {
  status: number;
  body: string;
}

/** One request over the network. Rejects with `HttpFailure` when no answer comes, or one that is too long. */
export type HttpFetch = (request: HttpRequest) => Promise<HttpResponse>;

/** No answer, or none that can be read. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  /** Key of the sync catalog's reasons. */
  readonly failure: NetworkFailure | 'unreachable';

  constructor(failure: HttpFailure['failure'], options?: ErrorOptions) {
    super(`no answer: ${failure}`, options);
    this.failure = failure;
  }
}

const answerWithinMs = 15_000;
const maxAnswerBytes = 2 * 1024 * 1024;

/** Requests over the system's proxy and with the system's certificates. */
export function fetchOver(network: NetworkAccess): HttpFetch {
  return async ({ url, ...request }) => {
    const route = await network.route(url);
    try {
      const limits = { timeoutMs: answerWithinMs, maxBytes: maxAnswerBytes };
      const { status, body } = await exchange(route, url, { ...request, ...limits });
      return { status, body: body.toString('utf8') };
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      throw new HttpFailure(error.failure ?? 'unreachable', { cause: error });
    } finally {
      route.close();
    }
  };
}
