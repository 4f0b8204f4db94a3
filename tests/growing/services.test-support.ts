import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';

/** PostgreSQL and Redis as the Debian packages install them. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  readonly redis: string;
}

/**
 * The programs, or undefined with one line that says which are missing. Where they have to be there
 * (RELAY_TEST_SERVICES=required, set by CI) a missing one is an error.
 */
export function findPrograms(): Programs | undefined {
  const found = { initdb: locate('initdb'), postgres: locate('postgres'), redis: locate('redis-server') };
  const missing = Object.entries(found).filter(([, path]) => path === undefined);
  if (missing.length === 0) return found as Programs;
  leaveOut(
    'the tests of several relays are left out',
    `not found: ${missing.map(([name]) => name).join(', ')} (apt-get install postgresql redis-server)`,
  );
  return undefined;
}

/** Says on one line what is left out and why; where services have to be there this is an error. */
export function leaveOut(what: string, reason: string): void {
  if (process.env['RELAY_TEST_SERVICES'] === 'required') throw new Error(reason);
  process.stderr.write(`${what}: ${reason}\n`);
}

export function locate(program: string): string | undefined {
  const versions = '/usr/lib/postgresql';
  const folders = existsSync(versions)
    ? readdirSync(versions).map((name) => join(versions, name, 'bin'))
    : [];
  // Not every user has the folder of servers in the path.
  return [...folders, ...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

/** A real server on loopback with a folder of its own. */
export interface Service {
  readonly url: string;
  /** Ends it at once, as a crash does; its data stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

export interface PostgresService extends Service {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** The same, as a schema of its own in a database of many: made in a moment. */
  newSchema(): Promise<string>;
}

export async function startPostgres({ initdb, postgres }: Programs): Promise<PostgresService> {
  const folder = mkdtempSync(join(fastFolder(), 'relay-postgres-'));
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const data = join(folder, 'data');
  const initialised = spawnSync(
    initdb,
    [
      '-D',
      data,
      '-U',
      'relay',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwordFile,
      '--no-sync',
    ],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (initialised.status !== 0) throw new Error(`initdb: ${initialised.stderr}`);
  const port = await freePort();
  const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-c', 'max_connections=60'];
  const address = (database: string) => `postgres://relay:${password}@127.0.0.1:${port}/${database}`;
  const process = new Program(postgres, args, { ...user, cwd: folder }, () => answers(address('postgres')));
  await process.start();
  let made = 0;
  return {
    url: address('postgres'),
    // The whole server crashes: it has to recover from its log when it comes back.
    kill: () => process.end('SIGQUIT'),
    restart: () => process.start(),
    async newDatabase() {
      const name = `test_${(made += 1)}`;
      await withClient(address('postgres'), (client) => client.query(`CREATE DATABASE ${name}`));
      return address(name);
    },
    async newSchema() {
      const name = `test_${(made += 1)}`;
      await withClient(address('postgres'), (client) => client.query(`CREATE SCHEMA ${name}`));
      return `${address('postgres')}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
    },
    async dispose() {
      await process.end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In memory where there is room: a recovery syncs a thousand files, which takes seconds on a busy disk. */
function fastFolder(): string {
  const shared = '/dev/shm';
  if (!existsSync(shared)) return tmpdir();
  const { bavail, bsize } = statfsSync(shared);
  return bavail * bsize > 1_000_000_000 ? shared : tmpdir();
}

export async function startRedis({ redis }: Programs): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'relay-redis-'));
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--dir',
    folder,
    '--requirepass',
    password,
  ];
  const process = new Program(redis, args, { ...user, cwd: folder }, () => takesConnections(port));
  await process.start();
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    kill: () => process.end('SIGKILL'),
    restart: () => process.start(),
    async dispose() {
      await process.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One child process that is started, ended and started again. */
export class Program {
  readonly #command: string;
  readonly #args: readonly string[];
  readonly #options: object;
  readonly #isReady: () => Promise<boolean>;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #output = '';

  constructor(command: string, args: readonly string[], options: object, isReady: () => Promise<boolean>) {
    this.#command = command;
    this.#args = args;
    this.#options = options;
    this.#isReady = isReady;
  }

  async start(): Promise<void> {
    const child = spawn(this.#command, this.#args, { ...this.#options, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => (this.#output = `${this.#output}${data.toString()}`.slice(-4_000)));
    }
    const killWithUs = () => child.kill('SIGKILL');
    process.on('exit', killWithUs);
    this.#ended = new Promise((resolve) => {
      child.on('close', () => {
        process.off('exit', killWithUs);
        resolve();
      });
    });
    const endMs = performance.now() + 60_000;
    while (!(await this.#isReady())) {
      if (performance.now() > endMs || child.exitCode !== null)
        throw new Error(`${this.#command} did not start: ${this.#output}`);
      await pause(25);
    }
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.#child?.kill(signal);
    await this.#ended;
  }
}

/** PostgreSQL does not run as root: then another user's rights are taken for the server alone. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('no user without special rights to run the servers as');
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (!address || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const answers = (url: string): Promise<boolean> =>
  withClient(url, (client) => client.query('SELECT 1')).then(
    () => true,
    () => false,
  );

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
