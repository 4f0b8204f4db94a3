import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createAuthority } from '../../relay/transport/tls.test-support.ts';
import { freePort, leaveOut, locate, Program } from './services.test-support.ts';

export type ProxyKind = 'nginx' | 'Caddy';

/** Where Debian's package puts it; undefined, with one line that says so, where it is not installed. */
export function findProxy(kind: ProxyKind): string | undefined {
  const name = kind.toLowerCase();
  const found = locate(name);
  if (!found)
    leaveOut(`the tests behind ${kind} are left out`, `not found: ${name} (apt-get install ${name})`);
  return found;
}

/** A real proxy with TLS on loopback, in front of one relay, set up by the lines of the guide. */
export interface ReverseProxy {
  /** `wss://localhost:...`, as laptops have it. */
  readonly url: string;
  /** The authority of its certificate (PEM). */
  readonly ca: () => string;
  start(): Promise<void>;
  dispose(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/guides/relay-operation.md'), 'utf8');

/** One block of settings in the guide, exactly as it stands there. */
function linesOfGuide(kind: ProxyKind, block = 0): string {
  const found = [...guide.matchAll(new RegExp(`\`\`\`${kind.toLowerCase()}\n([^]*?)\`\`\``, 'g'))][block];
  if (!found) throw new Error(`the guide has no settings for ${kind}`);
  return found[1]!;
}

/** A short setting that the guide has within a sentence. */
function settingOfGuide(words: RegExp): string {
  const found = words.exec(guide);
  if (!found) throw new Error(`the guide does not have ${words}`);
  return found[1]!;
}

function replaced(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the guide has no line with ${from}`);
    return before.replaceAll(from, to);
  }, text);
}

export interface ProxyWish {
  readonly kind: ProxyKind;
  readonly program: string;
  readonly relayPort: number;
  /** Under a path of its own in place of a name of its own. */
  readonly underPath: boolean;
}

export async function makeProxy(wish: ProxyWish): Promise<ReverseProxy> {
  const make = wish.kind === 'nginx' ? makeNginx : makeCaddy;
  return runProxy(wish.program, wish.underPath ? '/relay' : '', (folder, port) => make(wish, folder, port));
}

/** nginx in front of two relays, by `deploy/nginx.conf`. */
export async function makeBalancer(
  program: string,
  relayPorts: readonly [number, number],
): Promise<ReverseProxy> {
  return runProxy(program, '', async (folder, port) => {
    const { authority, certPath, keyPath } = await identityIn(folder);
    const settings = readFileSync(join(root, 'deploy/nginx.conf'), 'utf8');
    const config = join(folder, 'nginx.conf');
    writeFileSync(
      config,
      replaced(settings, [
        ['worker_processes auto;', `worker_processes 1;\n${processSettings(folder)}`],
        ['http {', `http {\n${temporaryFolders(folder)}`],
        ['/etc/nginx/tls/fullchain.pem', certPath],
        ['/etc/nginx/tls/privkey.pem', keyPath],
        ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
        ['relay-a:4455', `127.0.0.1:${relayPorts[0]}`],
        ['relay-b:4455', `127.0.0.1:${relayPorts[1]}`],
        // Names that change their address are Docker's; Debian's nginx is older than this word.
        ['resolver 127.0.0.11 valid=5s;', ''],
        [' resolve;', ';'],
      ]),
    );
    return { args: ['-p', folder, '-c', config], environment: {}, ca: () => authority.cert };
  });
}

interface Prepared {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ca: () => string;
}

async function runProxy(
  program: string,
  path: string,
  prepare: (folder: string, port: number) => Promise<Prepared>,
): Promise<ReverseProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'relay-proxy-'));
  const port = await freePort();
  const { args, environment, ca } = await prepare(folder, port);
  const url = `wss://localhost:${port}${path}`;
  const options = { cwd: folder, env: { PATH: process.env['PATH'], ...environment } };
  const isReady = async () => {
    try {
      return (await requestsFrom('127.0.0.1', ca)(`${url.replace('wss', 'https')}/ready`)).status === 200;
    } catch {
      return false; // not there yet
    }
  };
  const running = new Program(program, args, options, isReady);
  return {
    url,
    ca,
    start: () => running.start(),
    async dispose() {
      // Its workers end with it only when it is asked to.
      await running.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function identityIn(folder: string) {
  const authority = await createAuthority();
  const { cert, key } = await authority.issue();
  const [certPath, keyPath] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(certPath, cert);
  writeFileSync(keyPath, key);
  return { authority, certPath, keyPath };
}

const processSettings = (folder: string) => `daemon off; pid ${join(folder, 'pid')}; error_log stderr;`;

const temporaryFolders = (folder: string) =>
  ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ');

async function makeNginx(
  { relayPort, underPath }: ProxyWish,
  folder: string,
  port: number,
): Promise<Prepared> {
  const { authority, certPath, keyPath } = await identityIn(folder);
  const named = replaced(linesOfGuide('nginx'), [
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['/etc/letsencrypt/live/relay.example.org/fullchain.pem', certPath],
    ['/etc/letsencrypt/live/relay.example.org/privkey.pem', keyPath],
    ['relay.example.org', 'localhost'],
    ['127.0.0.1:4455', `127.0.0.1:${relayPort}`],
  ]);
  const [location, pass] = [
    settingOfGuide(/`(location \/relay\/ \{)/),
    settingOfGuide(/(proxy_pass http:\/\/127\.0\.0\.1:4455\/;)/),
  ];
  const site = underPath
    ? replaced(named, [
        ['location / {', location],
        [`proxy_pass http://127.0.0.1:${relayPort};`, pass.replace('4455', String(relayPort))],
      ])
    : named;
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `${processSettings(folder)}
events {}
http {
  access_log off;
  ${temporaryFolders(folder)}
  ${site}
}
`,
  );
  return { args: ['-p', folder, '-c', config], environment: {}, ca: () => authority.cert };
}

/** With the certificates that Caddy makes for names that only this machine has. */
async function makeCaddy(
  { relayPort, underPath }: ProxyWish,
  folder: string,
  port: number,
): Promise<Prepared> {
  const site = replaced(linesOfGuide('Caddy', underPath ? 1 : 0), [
    [underPath ? 'example.org {' : 'relay.example.org {', `localhost:${port} {\n\tbind 127.0.0.1\n`],
    ['127.0.0.1:4455', `127.0.0.1:${relayPort}`],
  ]);
  const config = join(folder, 'Caddyfile');
  const options = 'admin off\n\tauto_https disable_redirects\n\tskip_install_trust';
  writeFileSync(config, `{\n\t${options}\n}\n${site}`);
  mkdirSync(join(folder, 'data'));
  return {
    args: ['run', '--adapter', 'caddyfile', '--config', config],
    environment: { XDG_DATA_HOME: join(folder, 'data'), XDG_CONFIG_HOME: folder, HOME: folder },
    ca: () => readFileSync(join(folder, 'data/caddy/pki/authorities/local/root.crt'), 'utf8'),
  };
}

/** `fetch` for one address of this machine that the requests come from, trusting one authority. */
export function requestsFrom(
  localAddress: string,
  ca: () => string,
  more: Readonly<Record<string, string>> = {},
): typeof fetch {
  return async (url, { method = 'GET', headers, body } = {}) =>
    new Promise((settle, reject) => {
      const outgoing = request(
        url instanceof Request ? url.url : url,
        {
          method,
          localAddress,
          family: 4,
          ca: ca(),
          agent: false,
          headers: { ...(headers as Record<string, string>), ...more },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
          incoming.on('end', () =>
            settle(new Response(Buffer.concat(chunks), { status: incoming.statusCode ?? 500 })),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body as string | undefined);
    });
}
