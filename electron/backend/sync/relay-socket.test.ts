import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { endingReason } from './ending-reason.ts';
import { connectWebSocket, type SocketEnding } from './relay-socket.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/room`;
}

function endingOf(url: string): Promise<SocketEnding> {
  return new Promise((resolve) => {
    connectWebSocket({ url }, { onOpen: () => undefined, onMessage: () => undefined, onClose: resolve });
  });
}

describe('why no connection came about', () => {
  test.each([
    [401, 4401, 'notAuthorised'],
    [403, 4403, 'forbidden'],
    [404, 4404, 'badRoomName'],
    [503, 4509, 'tooManyConnections'],
    [200, 1006, 'notARelay'],
    [502, 1006, 'notARelay'],
  ])('an answer %i on the way is close code %i: %s', async (status, code, reason) => {
    const url = await listen(createServer((_request, response) => response.writeHead(status).end()));
    const ending = await endingOf(url);
    expect(ending.code).toBe(code);
    expect(endingReason(ending)).toBe(reason);
  });

  test('a computer on which no relay runs', async () => {
    const server = createServer();
    const url = await listen(server);
    servers.length = 0;
    server.close();
    await once(server, 'close');
    expect(endingReason(await endingOf(url))).toBe('connectionRefused');
  });

  test('a name that nobody has', async () => {
    expect(endingReason(await endingOf('ws://nobody.invalid/room'))).toBe('hostNotFound');
  });

  test('an encrypted address at a relay without encryption', async () => {
    const url = await listen(createServer());
    expect(endingReason(await endingOf(url.replace('ws:', 'wss:')))).toBe('notARelay');
  });
});

describe('a connection', () => {
  test('passes frames both ways and tells the close code of the other side once', async () => {
    const server = createServer();
    const url = await listen(server);
    new WebSocketServer({ server }).on('connection', (peer) => {
      peer.on('message', (frame: Buffer) => {
        peer.send(frame);
        peer.send('text is not for us');
        peer.close(4503, 'later');
      });
    });
    const frames: Uint8Array[] = [];
    const endings: SocketEnding[] = [];
    await new Promise<void>((resolve) => {
      const socket = connectWebSocket(
        { url },
        {
          onOpen: () => socket.send(new Uint8Array([1, 2, 3])),
          onMessage: (frame) => frames.push(frame.slice()),
          onClose(ending) {
            endings.push(ending);
            setTimeout(resolve, 30);
          },
        },
      );
    });
    expect(frames).toEqual([new Uint8Array([1, 2, 3])]);
    expect(endings).toEqual([{ code: 4503 }]);
  });

  test('that is closed before it is open ends as well', async () => {
    const url = await listen(createServer());
    const ended = await new Promise<SocketEnding>((resolve) => {
      connectWebSocket(
        { url },
        {
          onOpen: () => undefined,
          onMessage: () => undefined,
          onClose: resolve,
        },
      ).close();
    });
    expect(ended.code).toBe(1006);
  });
});
