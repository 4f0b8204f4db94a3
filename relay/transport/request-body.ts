import type { IncomingMessage } from 'node:http';

/** The whole body of a request, or undefined when it is longer than allowed. Rejects when it breaks off. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // The rest is read and thrown away: a client that is still sending would not hear the answer.
    if (bytes <= maxBytes) chunks.push(chunk);
    else if (bytes > maxBytes * 4) return undefined;
  }
  return bytes > maxBytes ? undefined : Buffer.concat(chunks);
}
