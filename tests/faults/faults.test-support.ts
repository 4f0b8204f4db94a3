import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { WebSocket } from 'ws';
import { decodeMessage, encodeStep1 } from '../../relay/protocol/messages.ts';
import { coverageOf } from '../../relay/rooms/compaction.ts';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What a client that knows nothing is given. */
export async function newcomerState(url: string, room: string): Promise<Uint8Array> {
  const socket = new WebSocket(`${url}/${room}`);
  socket.on('open', () => socket.send(encodeStep1(new Uint8Array([0]))));
  const state = await new Promise<Uint8Array>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`the relay closed with ${code}`)));
    socket.on('message', (data: Buffer) => {
      const message = decodeMessage(data);
      if (message.ok && message.value.kind === 'step2') resolve(message.value.update);
    });
  });
  socket.terminate();
  return state;
}

/** How many of these operations and deletions are not in a state; given as triples of client, first, end. */
export function missingFrom(
  state: Uint8Array,
  inserted: readonly number[],
  deleted: readonly number[],
): number {
  const stored = coverageOf([state]);
  let missing = 0;
  for (let index = 0; index < inserted.length; index += 3)
    if (!stored.inserted.covers(inserted.slice(index, index + 3))) missing += 1;
  for (let index = 0; index < deleted.length; index += 3)
    if (!stored.deleted.covers(deleted.slice(index, index + 3))) missing += 1;
  return missing;
}
