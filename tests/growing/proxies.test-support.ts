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

const guide = readFileSync(resolve(import.meta.dirname, '../../docs/guides/relay-operation.md'), 'utf8');

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
  const folder = mkdtempSync(join(tmpdir(), 'relay-proxy-'));
  const port = await freePort();
  const make = wish.kind === 'nginx' ? makeNginx : makeCaddy;
  const { args, environment, ca } = await make(wish, folder, port);
  const url = `wss://localhost:${port}${wish.underPath ? '/relay' : ''}`;
  const options = { cwd: folder, env: { PATH: process.env['PATH'], ...environment } };
  const isReady = async () => {
    try {
      return (await requestsFrom('127.0.0.1', ca)(`${url.replace('wss', 'https')}/ready`)).status === 200;
    } catch {
      return false; // not there yet
    }
  };
  const program = new Program(wish.program, args, options, isReady);
  return {
    url,
    ca,
    start: () => program.start(),
    async dispose() {
      await program.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeNginx({ relayPort, underPath }: ProxyWish, folder: string, port: number) {
  const authority = await createAuthority();
  const { cert, key } = await authority.issue();
  const [certPath, keyPath, config] = ['cert.pem', 'key.pem', 'nginx.conf'].map((name) => join(folder, name));
  writeFileSync(certPath!, cert);
  writeFileSync(keyPath!, key);
  const paths = ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const root = replaced(linesOfGuide('nginx'), [
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['/etc/letsencrypt/live/relay.example.org/fullchain.pem', certPath!],
    ['/etc/letsencrypt/live/relay.example.org/privkey.pem', keyPath!],
    ['relay.example.org', 'localhost'],
    ['127.0.0.1:4455', `127.0.0.1:${relayPort}`],
  ]);
  const [location, pass] = [
    settingOfGuide(/`(location \/relay\/ \{)/),
    settingOfGuide(/(proxy_pass http:\/\/127\.0\.0\.1:4455\/;)/),
  ];
  const site = underPath
    ? replaced(root, [
        ['location / {', location],
        [`proxy_pass http://127.0.0.1:${relayPort};`, pass.replace('4455', String(relayPort))],
      ])
    : root;
  writeFileSync(
    config!,
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr;
events {}
http {
  access_log off;
  ${paths.map((name) => `${name === 'body' ? 'client_body' : name}_temp_path ${join(folder, name)};`).join(' ')}
  ${site}
}
`,
  );
  return { args: ['-p', folder, '-c', config!], environment: {}, ca: () => authority.cert };
}

/** With the certificates that Caddy makes for names that only this machine has. */
async function makeCaddy({ relayPort, underPath }: ProxyWish, folder: string, port: number) {
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
