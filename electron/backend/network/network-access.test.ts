import { once } from 'node:events';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type TestAuthority } from '../../../relay/transport/tls.test-support.ts';
import {
  startConnectProxy,
  type ConnectProxy,
  type ConnectProxyOptions,
} from './connect-proxy.test-support.ts';
import { answerOf } from './answer.test-support.ts';
import { createNetworkAccess, type NetworkAccessOptions } from './network-access.ts';

let authority: TestAuthority;
const ends: (() => Promise<unknown>)[] = [];
const bugs: unknown[] = [];
beforeAll(async () => {
  authority = await createAuthority();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  bugs.length = 0;
});

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const secureServer = async () =>
  listen(createTlsServer(await authority.issue(), (request, response) => response.end(`at ${request.url}`)));

async function proxyWith(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(options);
  ends.push(() => proxy.close());
  return proxy;
}

async function ask(url: string, options: Partial<NetworkAccessOptions> = {}) {
  const network = createNetworkAccess({
    environment: {},
    certificates: (list) => (list === 'system' ? [authority.cert] : []),
    reportBug: (error) => bugs.push(error),
    ...options,
  });
  return answerOf(network, url, 5_000);
}

describe('certificates', () => {
  test('of the operating system are trusted beside those of the program', async () => {
    const url = `https://${await secureServer()}/x`;
    expect(await ask(url)).toBe('200 at /x');
    expect(await ask(url, { certificates: () => [] })).toBe('certificate');
    expect(await ask(url, { certificates: (list) => (list === 'default' ? [authority.cert] : []) })).toBe(
      '200 at /x',
    );
  });

  test('a list of the system that cannot be read does not stop the rest', async () => {
    const url = `https://${await secureServer()}/x`;
    const certificates = (list: 'default' | 'system') => {
      if (list === 'system') throw new Error('no key chain');
      return [authority.cert];
    };
    expect(await ask(url, { certificates })).toBe('200 at /x');
    expect(bugs).toHaveLength(1);
  });
});

describe('a proxy', () => {
  test('of the system carries encrypted and plain requests', async () => {
    const proxy = await proxyWith();
    const resolveProxy = async () => `PROXY ${new URL(proxy.url).host}`;
    const secure = await secureServer();
    const plain = await listen(createPlainServer((_request, response) => response.end('plain')));
    expect(await ask(`https://${secure}/x`, { resolveProxy })).toBe('200 at /x');
    expect(await ask(`http://${plain}/`, { resolveProxy })).toBe('200 plain');
    expect(proxy.connects).toEqual([secure, plain]);
  });

  test('of the environment comes before the one of the system; credentials are shown to it', async () => {
    const proxy = await proxyWith({ credentials: 'ana:p@ss' });
    const environment = { HTTPS_PROXY: proxy.url.replace('//', '//ana:p%40ss@') };
    // Loopback is never asked for through a proxy of the environment: a name that only the proxy knows.
    const url = `https://relay.test.invalid:${new URL(`http://${await secureServer()}`).port}/x`;
    expect(await ask(url, { environment })).toBeUndefined();
    expect(proxy.connects).toEqual([new URL(url).host]);
    const wrong = { HTTPS_PROXY: proxy.url.replace('//', '//ana:wrong@') };
    expect(await ask(url, { environment: wrong })).toBe('proxyPassword');
  });

  test('that is not there, or wants a password, is named as the cause', async () => {
    const url = `https://${await secureServer()}/x`;
    const gone = await startConnectProxy();
    await gone.close();
    const resolveProxy = async () => `PROXY ${new URL(gone.url).host}`;
    expect(await ask(url, { resolveProxy })).toBe('proxyUnreachable');
    const closed = await proxyWith({ credentials: 'ana:secret' });
    expect(await ask(url, { resolveProxy: async () => `PROXY ${new URL(closed.url).host}` })).toBe(
      'proxyPassword',
    );
  });

  test('that looks into encrypted traffic is trusted when the system trusts its authority', async () => {
    const organisation = await createAuthority();
    const intercept = { ...(await organisation.issue()), ca: authority.cert };
    const proxy = await proxyWith({ intercept });
    const resolveProxy = async () => `PROXY ${new URL(proxy.url).host}`;
    const url = `https://${await secureServer()}/x`;
    expect(await ask(url, { resolveProxy })).toBe('certificate');
    const certificates = (list: string) => (list === 'system' ? [organisation.cert] : []);
    expect(await ask(url, { resolveProxy, certificates })).toBe('200 at /x');
  });

  test('does not get a certificate of another name accepted', async () => {
    const proxy = await proxyWith();
    const { port } = new URL(`http://${await secureServer()}`);
    const resolveProxy = async () => `PROXY ${new URL(proxy.url).host}`;
    // 127.0.0.2 reaches the same server, whose certificate names 127.0.0.1 and localhost.
    const elsewhere = await listen127002(Number(port));
    expect(await ask(`https://127.0.0.2:${elsewhere}/x`, { resolveProxy })).toBe('certificate');
  });

  test('settings that cannot be read mean the direct way', async () => {
    const resolveProxy = () => Promise.reject(new Error('the shell is gone'));
    expect(await ask(`https://${await secureServer()}/x`, { resolveProxy })).toBe('200 at /x');
    expect(bugs).toHaveLength(1);
  });
});

/** The TLS server of one port, also under another address. */
async function listen127002(port: number): Promise<number> {
  const { createServer, connect } = await import('node:net');
  const server = createServer((socket) => {
    const far = connect(port, '127.0.0.1');
    socket.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => socket.destroy());
    socket.pipe(far).pipe(socket);
  });
  server.listen(0, '127.0.0.2');
  await once(server, 'listening');
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}
