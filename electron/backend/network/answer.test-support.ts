import { exchange, NetworkError } from './http-exchange.ts';
import type { NetworkAccess } from './network-access.ts';

/** Status and body of what an address answers, or how the network failed. */
export async function answerOf(network: NetworkAccess, url: string, timeoutMs: number): Promise<unknown> {
  const route = await network.route(url);
  try {
    const answer = await exchange(route, url, { method: 'GET', timeoutMs, maxBytes: 10_000 });
    return `${answer.status} ${answer.body.toString()}`;
  } catch (error) {
    return error instanceof NetworkError ? error.failure : error;
  } finally {
    route.close();
  }
}
