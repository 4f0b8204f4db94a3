import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Backend } from '../electron/backend/backend.ts';
import { serveAsset } from './assets.ts';
import { channelOfSocket } from './socket-channel.ts';

/** The same app in a browser of this machine: pages over HTTP, one socket a window, loopback only. */
export interface WebHost {
  readonly port: number;
  close(): Promise<void>;
}

export interface WebHostOptions {
  backend: Backend;
  /** The built interface. */
  rendererFolder: string;
  /** 0 lets the system choose. */
  port: number;
  /** Who knows it may open a window. */
  token: string;
}

/** Larger than the largest image and exchange file that a window may send. */
const maxMessageBytes = 64 * 1024 * 1024;

export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer((request, response) => {
    const host = ownHost(server.address());
    // A foreign Host header means that a name of someone else's was pointed at this machine.
    if (request.headers.host !== host) response.writeHead(421).end();
    else serveAsset(options.rendererFolder, host, request, response);
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: () => 'workbench',
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuse(request, ownHost(server.address()), options.token);
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      page.on('error', () => page.terminate());
      options.backend.connect(channelOfSocket(page));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const page of sockets.clients) page.close(1001);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      for (const page of sockets.clients) page.terminate();
    },
  };
}

function ownHost(address: string | AddressInfo | null): string {
  return typeof address === 'object' && address ? `127.0.0.1:${address.port}` : '';
}

/** The status line of a refusal; undefined when the page may connect. */
function refuse(request: IncomingMessage, host: string, token: string): string | undefined {
  if (request.url !== '/channel') return '404 Not Found';
  if (request.headers.host !== host) return '421 Misdirected Request';
  if (request.headers.origin !== `http://${host}`) return '403 Forbidden';
  const offered = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .find((protocol) => protocol.startsWith('token.'));
  return offered && sameText(offered.slice('token.'.length), token) ? undefined : '401 Unauthorized';
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
