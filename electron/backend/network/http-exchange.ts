import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import type { NetworkFailure } from '../sync/network-failure.ts';
import type { NetworkRoute } from './network-access.ts';

export interface HttpQuestion {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  /** From the beginning to the last byte of the answer. */
  readonly timeoutMs: number;
  /** A longer answer is not read to its end and fails. */
  readonly maxBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** No answer came, or none that can be used. */
export class NetworkError extends Error {
  /** Undefined when nothing more is known than that it failed. */
  readonly failure: NetworkFailure | undefined;

  constructor(failure: NetworkFailure | undefined, options?: ErrorOptions) {
    super(`no answer from the network: ${failure ?? 'unknown'}`, options);
    this.name = 'NetworkError';
    this.failure = failure;
  }
}

/**
 * One question and its whole answer, over the system's proxy and with the system's certificates.
 * Follows no redirects: a relay sends none, a network that wants a login first does. Rejects with a
 * `NetworkError`; with the signal's reason when it was called off.
 */
export async function exchange(
  route: NetworkRoute,
  url: string,
  question: HttpQuestion,
): Promise<HttpAnswer> {
  const outgoing = open(route, url, question);
  const timer = setTimeout(() => {
    outgoing.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' }));
  }, question.timeoutMs);
  timer.unref();
  try {
    const incoming = await responseOf(outgoing, question.body);
    if (route.isRefusedByProxy()) throw new Error('refused by the proxy');
    const body = await bodyOf(incoming, question.maxBytes);
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, body };
  } catch (error) {
    outgoing.destroy();
    question.signal?.throwIfAborted();
    throw new NetworkError(route.failureOf(asError(error)), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function open(route: NetworkRoute, url: string, question: HttpQuestion): ClientRequest {
  const send = url.startsWith('https:') ? requestEncrypted : requestPlain;
  const { method, headers = {}, body, signal } = question;
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return send(url, {
    method,
    headers: { ...headers, ...length },
    agent: route.agent,
    ...(signal ? { signal } : {}),
  });
}

function responseOf(
  outgoing: ClientRequest,
  body: string | Uint8Array | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', resolve);
    outgoing.end(body);
  });
}

async function bodyOf(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
