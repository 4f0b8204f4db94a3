import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runAdmin } from '../../relay/admin/run-admin.ts';
import { type ChildRelay, startChildRelay } from '../../relay/child-relay.test-support.ts';
import { freshState, missingFrom, Writer } from '../../relay/load-clients.test-support.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { Relays } from './cluster.test-support.ts';
import { findPrograms, locate, pause, type PostgresService, startPostgres } from './services.test-support.ts';

const programs = findPrograms();
const rooms = ['alpha', 'beta'];

async function admin(...args: string[]) {
  const text = { out: '', error: '' };
  const code = await runAdmin(args, {
    out: (part) => (text.out += part),
    error: (part) => (text.error += part),
  });
  return { code, ...text };
}

/** Types into all rooms until it is told to stop; what was confirmed by then is remembered. */
class Load {
  readonly #writers: readonly { readonly room: string; readonly writer: Writer }[];
  readonly #typing: NodeJS.Timeout;

  constructor(url: string) {
    this.#writers = rooms.map((room) => ({ room, writer: new Writer(url, room) }));
    this.#typing = setInterval(() => this.#writers.forEach(({ writer }) => writer.type(3)), 5);
  }

  async untilConfirmed(count: number): Promise<void> {
    await until('confirmations', () => this.#writers.every(({ writer }) => writer.confirmed >= count));
  }

  /** What a backup that begins now must hold. */
  confirmed(): Map<string, Uint8Array[]> {
    return new Map(this.#writers.map(({ room, writer }) => [room, writer.sent.slice(0, writer.confirmed)]));
  }

  stop(): void {
    clearInterval(this.#typing);
    for (const { writer } of this.#writers) writer.socket.terminate();
  }
}

async function missingAt(url: string, promised: ReadonlyMap<string, Uint8Array[]>): Promise<number[]> {
  return Promise.all(
    rooms.map(async (room) => missingFrom(await freshState(url, room), promised.get(room)!)),
  );
}

describe('backup and restore of a data folder', () => {
  let folder: string;
  let bench: RelayBench;
  const children: ChildRelay[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'relay-backup-'));
    bench = new RelayBench();
  });
  afterEach(async () => {
    await bench.dispose();
    for (const child of children.splice(0)) {
      child.process.kill('SIGKILL');
      await child.ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });
  async function start(data: string, port = '0') {
    const relay = await startChildRelay(['--data', data, '--port', port, '--open']);
    children.push(relay);
    if (relay.url === undefined) throw new Error(relay.stderr());
    return { ...relay, url: relay.url };
  }

  it('RC-11 a copy made under load holds everything confirmed before; clients bring back what came later', async () => {
    const data = join(folder, 'data');
    const relay = await start(data);
    const made = await admin('workspace', 'create', '--data', data, '--name', 'Partnership', '--id', 'w');
    expect(made.code).toBe(0);
    const load = new Load(relay.url);
    await load.untilConfirmed(50);
    const promised = load.confirmed();
    const file = join(folder, 'backup.sqlite');
    const backup = await admin('backup', '--data', data, '--to', file, '--json');
    expect([backup.code, backup.error]).toEqual([0, '']);
    expect(JSON.parse(backup.out)).toMatchObject({ sound: true, rooms: 2, damaged: [] });
    load.stop();
    expect(readdirSync(folder).toSorted()).toEqual(['backup.sqlite', 'data']);
    const laptop = bench.client(relay.url, 'alpha');
    await until('sync', () => laptop.provider.synced);
    laptop.text.insert(0, 'later than the backup ');
    const whole = laptop.text.toJSON();
    await pause(100);
    relay.process.kill('SIGKILL');
    await relay.ended;
    const restored = join(folder, 'restored');
    mkdirSync(restored);
    copyFileSync(file, join(restored, 'relay.sqlite'));
    const again = await start(restored, new URL(relay.url).port);
    expect(await missingAt(again.url, promised)).toEqual([0, 0]);
    const other = bench.client(again.url, 'alpha');
    await until('what the laptop brought back', () => other.text.toJSON() === whole);
    const listed = await admin('workspace', 'list', '--data', restored, '--json');
    expect(JSON.parse(listed.out)).toMatchObject({ workspaces: [{ id: 'w', name: 'Partnership' }] });
  });

  it('RC-11 never replaces a file, and keeps no copy that is damaged', async () => {
    const data = join(folder, 'data');
    const relay = await start(data);
    const load = new Load(relay.url);
    await load.untilConfirmed(5);
    load.stop();
    const file = join(folder, 'backup.sqlite');
    expect((await admin('backup', '--data', data, '--to', file)).code).toBe(0);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    const second = await admin('backup', '--data', data, '--to', file);
    expect([second.code, second.error]).toEqual([1, expect.stringContaining('is there already')]);
    expect((await admin('backup', '--data', join(folder, 'none'), '--to', `${file}2`)).code).toBe(1);
    expect((await admin('check', '--data', data)).out).toMatch(/^2 documents/);
    relay.process.kill('SIGTERM');
    await relay.ended;
    const database = new Database(join(data, 'relay.sqlite'));
    database.exec("UPDATE entry SET bytes = x'00' WHERE sequence = 1");
    database.close();
    const damaged = await admin('backup', '--data', data, '--to', join(folder, 'third.sqlite'));
    expect([damaged.code, damaged.error]).toEqual([1, expect.stringMatching(/damaged: entry 1 of alpha/)]);
    expect((await admin('check', '--data', data)).code).toBe(1);
    expect(readdirSync(folder).toSorted()).toEqual(['backup.sqlite', 'data']);
  });

  it('RC-11 says that a database is backed up by its own means', async () => {
    const answer = await admin(
      'backup',
      '--database',
      'postgres://x@127.0.0.1:1/x',
      '--to',
      join(folder, 'x'),
    );
    expect([answer.code, answer.error]).toEqual([2, expect.stringContaining('pg_dump')]);
  });
});

describe.skipIf(!programs)('backup and restore of a shared database (needs postgresql)', () => {
  let server: PostgresService;
  beforeAll(async () => {
    server = await startPostgres(programs!);
  });
  afterAll(() => server.dispose());

  it('RC-11 a dump made under load holds everything confirmed before, and a new database takes it in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relay-dump-'));
    const database = await server.newDatabase();
    const relays = new Relays(database, undefined);
    try {
      const relay = await relays.start();
      expect(
        (await admin('workspace', 'create', '--database', database, '--name', 'P', '--id', 'w')).code,
      ).toBe(0);
      const load = new Load(relay.url);
      await load.untilConfirmed(50);
      const promised = load.confirmed();
      const file = join(folder, 'relay.dump');
      run(locate('pg_dump')!, '--format=custom', '--file', file, `--dbname=${database}`);
      load.stop();
      await relays.dispose();
      const restored = await server.newDatabase();
      run(locate('pg_restore')!, '--exit-on-error', '--no-owner', `--dbname=${restored}`, file);
      const again = new Relays(restored, undefined);
      try {
        const { url } = await again.start();
        expect(await missingAt(url, promised)).toEqual([0, 0]);
        const checked = await admin('check', '--database', restored, '--json');
        expect(JSON.parse(checked.out)).toMatchObject({ sound: true, rooms: 2, damaged: [] });
        expect((await admin('workspace', 'list', '--database', restored)).out).toContain('w');
      } finally {
        await again.dispose();
      }
    } finally {
      await relays.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}
