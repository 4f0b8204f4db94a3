import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to one request on its way. */
const fates = ['pass', 'loseRequest', 'loseAnswer', 'cutAnswer', 'double', 'delay', 'badGateway'] as const;
export type Fate = (typeof fates)[number];

/** Passes requests on, and loses, doubles, cuts and delays them as chance has it. */
export interface HttpFaultProxy {
  readonly port: number;
  /** Chance of something other than passing, in [0, 1]. */
  faults: number;
  readonly counts: Readonly<Record<Fate, number>>;
  close(): Promise<void>;
}

export async function startHttpFaultProxy(target: number, random: () => number): Promise<HttpFaultProxy> {
  const counts = Object.fromEntries(fates.map((fate) => [fate, 0])) as Record<Fate, number>;
  const state = { faults: 0 };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const fate = random() < state.faults ? fates[1 + Math.floor(random() * (fates.length - 1))]! : 'pass';
    counts[fate] += 1;
    if (fate === 'loseRequest') return void response.destroy();
    if (fate === 'badGateway') return void response.writeHead(502).end('<h1>Bad gateway</h1>');
    if (fate === 'delay') await wait(random() * 150);
    if (fate === 'double') void forward(target, request, body).catch(() => undefined);
    const far = await forward(target, request, body);
    if (fate === 'loseAnswer') return void response.destroy();
    response.writeHead(far.status, far.headers);
    if (fate !== 'cutAnswer') return void response.end(far.body);
    response.write(far.body.subarray(0, Math.floor(random() * far.body.length)));
    setImmediate(() => response.destroy());
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    get faults() {
      return state.faults;
    },
    set faults(chance) {
      state.faults = chance;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(port: number, { method, url, headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>(
    (resolve, reject) => {
      const outgoing = send({ port, host: '127.0.0.1', method, path: url, headers }, (incoming) => {
        bodyOf(incoming).then(
          (bytes) => resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: bytes }),
          reject,
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    },
  );
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const wait = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
