import { toElectron } from './addresses.ts';
import type { Session } from './session.ts';

export interface PausedRequest {
  requestId: string;
  frameId: string;
  resourceType: string;
  request: { url: string; method: string };
}

interface Answer {
  method: 'Fetch.fulfillRequest' | 'Fetch.failRequest' | 'Fetch.continueRequest';
  params: object;
}

/** How a request of a page is answered: by the handler of its scheme, not at all, or by the network. */
export async function answerRequest(
  paused: PausedRequest,
  session: Session,
  webContentsId: number,
): Promise<Answer> {
  const { requestId } = paused;
  const { method } = paused.request;
  const url = toElectron(paused.request.url, session.schemes);
  const handler = session.schemeHandlers.get(url.slice(0, url.indexOf(':')));
  if (handler) return await fulfil(requestId, await handler(new Request(url, { method })));
  if (await session.isCancelled({ url, method, webContentsId })) {
    return { method: 'Fetch.failRequest', params: { requestId, errorReason: 'BlockedByClient' } };
  }
  return { method: 'Fetch.continueRequest', params: { requestId } };
}

async function fulfil(requestId: string, response: Response): Promise<Answer> {
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
  return {
    method: 'Fetch.fulfillRequest',
    params: { requestId, responseCode: response.status, responseHeaders, body },
  };
}
