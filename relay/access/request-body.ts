import type { IncomingMessage } from 'node:http';
import { AccessError } from './access-error.ts';

/** A document with an own role for a thousand members stays below this. */
const maxBodyBytes = 131_072;

/** Reads a JSON body. Rejects with `notJson`, `bodyTooLarge` or `badRequest`. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new AccessError('notJson');
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw new AccessError('bodyTooLarge');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new AccessError('bodyTooLarge');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    throw new AccessError('badRequest', { cause: error });
  }
}
