import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Server as NetServer, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';

/** How a network treats a WebSocket that it sees. */
export type UpgradeTreatment = 'pass' | 'forbid' | 'strip' | 'hang' | 'reset';

export interface ConnectProxyOptions {
  /** `name:password`; without them everybody may use it. */
  credentials?: string;
  upgrades?: UpgradeTreatment;
  /** With it the proxy looks into TLS, with a certificate of its own, as many organisations do. */
  intercept?: { cert: string; key: string; ca: string };
}

/** A real CONNECT proxy on loopback, which can see and block WebSockets in what it passes on. */
export interface ConnectProxy {
  readonly url: string;
  /** `host:port` of each CONNECT, in order. */
  readonly connects: string[];
  upgrades: UpgradeTreatment;
  /** WebSocket requests that were not passed on. */
  readonly blocked: number;
  close(): Promise<void>;
}

export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const sockets = new Set<Duplex>();
  const connects: string[] = [];
  const state = { upgrades: options.upgrades ?? 'pass', blocked: 0 };
  const wanted = options.credentials && `Basic ${Buffer.from(options.credentials).toString('base64')}`;
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    return socket;
  };
  const interceptor = options.intercept ? await startInterceptor(options.intercept, keep, tunnel) : undefined;

  function tunnel(client: Duplex, far: Duplex): void {
    let first = true;
    keep(far);
    client.on('data', (data: Buffer) => {
      const isUpgrade = first && /^upgrade: websocket/im.test(data.toString('latin1'));
      first = false;
      if (!isUpgrade || state.upgrades === 'pass') return void far.write(data);
      state.blocked += 1;
      if (state.upgrades === 'forbid') client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      else if (state.upgrades === 'reset') client.destroy();
      else if (state.upgrades === 'strip')
        far.write(data.toString('latin1').replace(/^(upgrade|connection): .*\r\n/gim, ''));
    });
    client.on('close', () => far.destroy());
    far.on('data', (data: Buffer) => client.write(data));
    far.on('close', () => client.end());
  }

  const server: Server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    keep(client);
    if (wanted && request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    connects.push(request.url ?? '');
    const { hostname, port } = new URL(`http://${request.url}`);
    const far = interceptor
      ? connect(interceptor.port(request.url!), '127.0.0.1')
      : connect(Number(port), hostname);
    keep(far);
    far.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'));
    far.on('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (interceptor) client.pipe(far).pipe(client);
      else tunnel(client, far);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    connects,
    get upgrades() {
      return state.upgrades;
    },
    set upgrades(treatment) {
      state.upgrades = treatment;
    },
    get blocked() {
      return state.blocked;
    },
    async close() {
      interceptor?.close();
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Ends the TLS of clients here, and begins one of its own to the far end. */
async function startInterceptor(
  { cert, key, ca }: { cert: string; key: string; ca: string },
  keep: (socket: Duplex) => Duplex,
  tunnel: (client: Duplex, far: Duplex) => void,
) {
  let target = '';
  const server = createTlsServer({ cert, key }, (client: TLSSocket) => {
    keep(client);
    const { hostname, port } = new URL(`http://${target}`);
    tunnel(client, connectTls({ host: hostname, port: Number(port), ca, servername: 'localhost' }));
  });
  server.on('tlsClientError', () => undefined);
  const port = await listen(server);
  return {
    port(towards: string) {
      target = towards;
      return port;
    },
    close: () => void server.close(),
  };
}

async function listen(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
