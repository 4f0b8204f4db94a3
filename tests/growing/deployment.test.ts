import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildRelay } from '../../build/build-shell.ts';
import { defaultRelayLimits } from '../../relay/transport/relay-limits.ts';

const root = resolve(import.meta.dirname, '../..');
const deploy = (name: string) => readFileSync(join(root, 'deploy', name), 'utf8');

interface LockedPackage {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

/** What `npm ci --omit=dev --omit=optional` puts in place. */
function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path]) => path);
}

describe('the relay as servers run it', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'relay-server-'));
    await buildRelay(join(folder, 'dist'));
    mkdirSync(join(folder, 'relay'));
    cpSync(join(folder, 'dist/relay/relay.mjs'), join(folder, 'relay/relay.mjs'));
    for (const path of productionPackages()) {
      cpSync(join(root, path), join(folder, 'relay', path), { recursive: true });
    }
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const relay = (...args: string[]) => ({
    command: process.execPath,
    args: [join(folder, 'relay/relay.mjs'), ...args],
    options: { cwd: folder, env: { PATH: process.env['PATH'] } },
  });

  it('is one file that runs with the native driver alone, keeps documents, and ends in order', async () => {
    expect(readdirSync(join(folder, 'dist/relay'))).toEqual(['relay.mjs']);
    const { command, args, options } = relay('--data', join(folder, 'data'), '--open', '--port', '0');
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const line = await new Promise<string>((resolvePromise) => {
      child.stdout.once('data', (data: Buffer) => resolvePromise(data.toString()));
    });
    const url = /ws:(\S+)/.exec(line)![1]!;
    expect(await (await fetch(`http:${url}/ready`)).json()).toEqual({ status: 'ready' });
    const ended = new Promise((resolvePromise) => {
      child.once('exit', resolvePromise);
    });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(join(folder, 'data/relay.sqlite'))).toBe(true);
  });

  it("has the drivers of PostgreSQL and Redis, and the administrator's commands", () => {
    const run = (...args: string[]) => {
      const { command, args: all, options } = relay(...args);
      const { status, stdout, stderr } = spawnSync(command, all, { ...options, encoding: 'utf8' });
      return { status, stdout, stderr };
    };
    const away = run(
      '--database',
      'postgres://relay:secret@127.0.0.1:1/relay',
      '--redis',
      'redis://127.0.0.1:1',
    );
    expect([away.status, away.stdout]).toEqual([1, '']);
    expect(away.stderr).toMatch(/no database answers .*ECONNREFUSED.*Check host and port/);
    expect(away.stderr).not.toContain('secret');
    const wrong = run('--database', 'postgres://x@127.0.0.1:1/x', '--redis', 'http://x', '--open');
    expect([wrong.status, wrong.stderr.trim()]).toEqual([2, expect.stringContaining('redis://')]);
    expect(run('--data', 'x', '--database', 'postgres://x@127.0.0.1:1/x').status).toBe(2);
    expect(run().stderr).toMatch(/give --data <folder>, or --database <url>/);
    expect(run('admin', '--help').stdout).toContain('node relay.mjs admin workspace create');
    const data = join(folder, 'members');
    const made = run('admin', 'workspace', 'create', '--data', data, '--name', 'Partnership', '--json');
    expect(JSON.parse(made.stdout)).toMatchObject({ workspace: { name: 'Partnership' } });
  });

  it('needs no other folder than that of its data', () => {
    const data = join(folder, 'checked');
    const run = (...args: string[]) => {
      const { command, args: all, options } = relay('admin', ...args, '--data', data);
      // As in a container whose other files cannot be written.
      const env = { ...options.env, TMPDIR: join(folder, 'not-there') };
      return spawnSync(command, all, { ...options, env, encoding: 'utf8' });
    };
    expect(run('workspace', 'create', '--name', 'Partnership').status).toBe(0);
    const checked = run('check');
    expect([checked.stdout, checked.stderr, checked.status]).toEqual([
      expect.stringMatching(/^0 documents/),
      '',
      0,
    ]);
    expect(readdirSync(data).filter((name) => !name.startsWith('relay.'))).toEqual([]);
  });
});

describe('the files of deploy', () => {
  it('the Dockerfile copies only what is there, and what its .dockerignore lets through', () => {
    const copies = [...deploy('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)];
    const sources = copies.flatMap((found) => found[1]!.split(' '));
    expect(sources.length).toBeGreaterThan(5);
    const letThrough = deploy('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const source of sources) {
      expect([source, existsSync(join(root, source)), letThrough.includes(source)]).toEqual([
        source,
        true,
        true,
      ]);
    }
    expect(deploy('Dockerfile')).toMatch(/^USER node$/m);
  });

  it("the image is built by the steps that the bundle's test takes", () => {
    expect(deploy('Dockerfile')).toContain('RUN node build/scripts/build.ts relay');
    expect(deploy('Dockerfile')).toContain('--from=build /build/dist/relay/relay.mjs');
    expect(deploy('Dockerfile')).toContain('RUN npm ci --omit=dev --omit=optional');
    expect(productionPackages()).toContain('node_modules/better-sqlite3');
  });

  it('every variable is one that the relay knows, or that compose.yaml fills in itself', () => {
    const sources = ['command.ts', 'store-options.ts']
      .map((name) => readFileSync(join(root, 'relay', name), 'utf8'))
      .join('');
    const limits = Object.keys(defaultRelayLimits).map(
      (name) => `RELAY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
    );
    const ownOfCompose = ['RELAY_HOSTNAME'];
    const files = readdirSync(join(root, 'deploy')).map(deploy).join('\n');
    const used = new Set(files.match(/RELAY_[A-Z_]+/g));
    const unknown = [...used].filter(
      (name) => !sources.includes(`'${name}'`) && !limits.includes(name) && !ownOfCompose.includes(name),
    );
    expect([used.size > 5, unknown]).toEqual([true, []]);
    const example = deploy('relay.env.example');
    for (const [, name] of deploy('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)) {
      expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
    }
  });

  it('the guide names the version of the SQLite driver that the product has', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const guide = readFileSync(join(root, 'docs/guides/relay-growing.md'), 'utf8');
    const named = [...guide.matchAll(/better-sqlite3@([\w.-]+)/g)].map(([, version]) => version);
    expect(named).toEqual([dependencies['better-sqlite3']]);
  });

  it('the systemd unit is one that systemd understands and finds well shut in', ({ skip }) => {
    if (spawnSync('systemd-analyze', ['--version']).status !== 0)
      return skip('systemd-analyze is not installed');
    const copy = mkdtempSync(join(tmpdir(), 'relay-unit-'));
    try {
      // The program of the unit is not installed here; any that exists stands for it.
      const unit = deploy('relay.service').replace('/usr/bin/node', process.execPath);
      writeFileSync(join(copy, 'relay.service'), unit);
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', join(copy, 'relay.service')], {
        encoding: 'utf8',
      });
      expect([status, stderr.split('\n').filter((line) => line.includes('relay.service'))]).toEqual([0, []]);
      // Of 10; what is left is mostly the network, which a relay needs.
      const security = ['security', '--offline=true', '--threshold=20', join(copy, 'relay.service')];
      const rated = spawnSync('systemd-analyze', security, { encoding: 'utf8' });
      expect([rated.status, rated.stdout.split('\n').slice(-3)]).toEqual([0, expect.anything()]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
