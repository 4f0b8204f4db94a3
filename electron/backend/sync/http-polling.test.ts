import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { decodeMessage, encodeUpdate, type Message } from '../../../relay/protocol/messages.ts';
import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import { textOf, typing } from '../../../relay/rooms/rooms.test-support.ts';
import {
  type MemoryRelay,
  type MemoryRelayOptions,
  startMemoryRelay,
} from '../../../relay/transport/memory-relay.test-support.ts';
import { until } from '../../../shared/until.test-support.ts';
import { createNetworkAccess } from '../network/network-access.ts';
import { openPolling } from './http-polling.ts';
import type { RelaySocket, SocketEnding } from './relay-socket.ts';
import { nodeAfter } from './timers.ts';

const network = createNetworkAccess({
  environment: {},
  reportBug: (error) => {
    throw error;
  },
});
const relays: MemoryRelay[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const { server } of relays.splice(0)) await server.drain();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function startRelay(options: MemoryRelayOptions = {}): Promise<MemoryRelay> {
  const relay = await startMemoryRelay(options);
  relays.push(relay);
  return relay;
}

function largeUpdate(bytes: number): Uint8Array {
  const doc = new Y.Doc({ guid: 'large' });
  doc.getMap('images').set('large', new Uint8Array(bytes).fill(7));
  return Y.encodeStateAsUpdate(doc);
}

async function connect(host: string, bearer?: string) {
  const messages: Message[] = [];
  const endings: SocketEnding[] = [];
  let opened = false;
  const url = `ws://${host}/plan?confirm=1`;
  const socket: RelaySocket = openPolling(
    { url, ...(bearer ? { bearer } : {}) },
    {
      onOpen: () => (opened = true),
      onMessage(frame) {
        const message = decodeMessage(frame);
        if (message.ok) messages.push(message.value);
      },
      onClose: (ending) => endings.push(ending),
    },
    await network.route(url, { keepAlive: true }),
    { after: nodeAfter, now: () => performance.now() },
  );
  await until('an opening or an end', () => opened || endings.length > 0);
  const confirmed = () =>
    messages.reduce((count, message) => (message.kind === 'confirmation' ? message.count : count), 0);
  return { socket, messages, endings, confirmed };
}

describe('a connection over requests', () => {
  test('RP-70 carries what a WebSocket carries, a 20 MB update too, in pieces', async () => {
    const { host, registry } = await startRelay();
    const [a, b] = [await connect(host), await connect(host)];
    for (const update of typing(7, 'abc')) a.socket.send(encodeUpdate(update));
    await until('the confirmation', () => a.confirmed() === 3);
    expect(a.socket.isSlow).toBe(true);
    expect(a.socket.bufferedBytes).toBe(0);
    const received = () =>
      b.messages.flatMap((message) => (message.kind === 'update' ? [message.update] : []));
    await until('the text at the other', () => textOf(...received()) === 'abc');
    const large = largeUpdate(20_000_000);
    b.socket.send(encodeUpdate(large));
    expect(b.socket.bufferedBytes).toBeGreaterThan(20_000_000);
    await until('its confirmation', () => b.confirmed() === 1);
    await until('it at the other', () =>
      a.messages.some((message) => message.kind === 'update' && message.update.length === large.length),
    );
    expect(registry.pendingBytes).toBe(0);
    a.socket.close();
    await until('the end', () => a.endings.length === 1);
    expect(a.endings).toEqual([{ code: 1000 }]);
  });

  test('RP-74 what was said before it is closed still arrives', async () => {
    const { host, storage, server } = await startRelay();
    const a = await connect(host);
    for (const update of typing(7, 'last words')) a.socket.send(encodeUpdate(update));
    a.socket.close();
    await until('the end', () => server.connectionCount === 0);
    const { tail } = await storage.load('plan');
    expect(textOf(...tail.map(({ update }) => update))).toBe('last words');
  });

  test('RP-40 ends with the code that the relay says', async () => {
    const { host, server } = await startRelay();
    const a = await connect(host);
    await server.drain();
    relays.length = 0;
    await until('the end', () => a.endings.length === 1);
    expect(a.endings).toEqual([{ code: 1001 }]);
  });

  test('RP-75 is refused with the code of a WebSocket; the token goes in a header', async () => {
    const { host } = await startRelay({
      access: {
        authorise: ({ headers }) =>
          headers.authorization === 'Bearer right'
            ? { allowed: true, mayRead: true, mayWrite: true }
            : { allowed: false, close: closeCodes.notAuthorised },
      },
    });
    expect((await connect(host)).endings).toEqual([{ code: 4401 }]);
    const allowed = await connect(host, 'right');
    expect(allowed.endings).toEqual([]);
    allowed.socket.close();
  });

  test('is no connection when somebody else answers', async () => {
    for (const [status, type, body] of [
      [200, 'text/html', '<h1>Please log in</h1>'],
      [200, 'application/json', '{}'],
      [502, 'text/plain', 'bad gateway'],
    ] as const) {
      const server = createServer((_request, response) => {
        response.writeHead(status, { 'content-type': type }).end(body);
      });
      servers.push(server);
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { endings } = await connect(`127.0.0.1:${(server.address() as AddressInfo).port}`);
      expect(endings).toEqual([{ code: 1006, failure: 'notARelay' }]);
    }
  });
});
