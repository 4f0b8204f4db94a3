import type { IncomingMessage } from 'node:http';
import { readBody } from '../transport/request-body.ts';
import { AccessError } from './access-error.ts';

/** A document with an own role for a thousand members stays below this. */
const maxBodyBytes = 131_072;

/** Reads a JSON body. Rejects with `notJson`, `bodyTooLarge` or `badRequest`. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new AccessError('notJson');
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw new AccessError('bodyTooLarge');
  const body = await readBody(request, maxBodyBytes);
  if (!body) throw new AccessError('bodyTooLarge');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new AccessError('badRequest', { cause: error });
  }
}
