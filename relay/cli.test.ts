import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChildRelay, startChildRelay } from './child-relay.test-support.ts';

describe('npm run relay', () => {
  let folder: string;
  const children: ChildRelay[] = [];
  const start = async (...args: string[]) => {
    const child = await startChildRelay(args);
    children.push(child);
    return child;
  };
  const startIn = (...args: string[]) => start('--data', folder, '--port', '0', ...args);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'relay-cli-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.process.kill('SIGKILL');
      await child.ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints exactly one line when ready, logs to standard error, ends with 0 on SIGTERM', async () => {
    const relay = await startIn();
    expect(relay.stdout()).toMatch(/^relay listening on ws:\/\/127\.0\.0\.1:\d+\n$/);
    relay.process.kill('SIGTERM');
    expect(await relay.ended).toBe(0);
    expect(relay.stdout().split('\n')).toHaveLength(2);
    const log = relay.stderr();
    expect(log).toContain('admin workspace create');
    for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
  });

  it('goes on, and ends in order, when nobody reads its log any more', async () => {
    const relay = await startIn('--open');
    relay.process.stderr?.destroy();
    // Every request that is refused is logged.
    for (let count = 0; count < 3; count += 1) await fetch(relay.url!.replace('ws:', 'http:') + '/nothing');
    relay.process.kill('SIGTERM');
    expect(await relay.ended).toBe(0);
  });

  it('two relays never share a data folder, and a killed one does not keep it', async () => {
    const first = await startIn('--open');
    const second = await startIn('--open');
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toMatch(/another relay is running on this data folder/);
    first.process.kill('SIGKILL');
    await first.ended;
    expect((await startIn('--open')).url).toBeDefined();
  });

  it('names a port that is in use', async () => {
    const first = await startIn('--open');
    const port = new URL(first.url!).port;
    const second = await start('--data', join(folder, 'second'), '--port', port, '--open');
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toMatch(/port is in use/);
    expect(second.stdout()).toBe('');
  });

  it('refuses a folder that cannot be one', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'not a folder');
    const relay = await start('--data', file, '--port', '0');
    expect(await relay.ended).toBe(1);
    expect(relay.stderr()).toMatch(/cannot write to .*Nothing was changed/);
    expect(readFileSync(file, 'utf8')).toBe('not a folder');
  });

  it('leaves the database of a newer version, of another program, and a damaged one as they are', async () => {
    expect.hasAssertions();
    const path = join(folder, 'relay.sqlite');
    const newer = new Database(path);
    newer.exec('CREATE TABLE room(x)');
    newer.pragma('user_version = 99');
    newer.close();
    await expectRefusal(path, /newer version/);
    const foreign = new Database(path);
    foreign.pragma('user_version = 1');
    foreign.close();
    await expectRefusal(path, /another program/);
    writeFileSync(path, Buffer.alloc(8_192, 'not a database '));
    await expectRefusal(path, /newer version|damaged/);
  });

  it('finds a database with torn pages', async () => {
    expect.hasAssertions();
    const first = await startIn('--open');
    first.process.kill('SIGTERM');
    await first.ended;
    const path = join(folder, 'relay.sqlite');
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 4_096, 4_096 * 3);
    writeFileSync(path, bytes);
    await expectRefusal(path, /damaged/);
  });

  async function expectRefusal(path: string, message: RegExp): Promise<void> {
    const before = readFileSync(path);
    const relay = await startIn('--open');
    expect(await relay.ended).toBe(1);
    expect(relay.stderr()).toMatch(message);
    expect(Buffer.compare(readFileSync(path), before)).toBe(0);
  }

  it('tells wrong use apart with exit code 2', async () => {
    const wrong = await Promise.all([
      start(),
      startIn('--frobnicate'),
      start('--data', folder, '--port', '70000'),
      startIn('--open', '--host', '0.0.0.0'),
    ]);
    expect(await Promise.all(wrong.map((relay) => relay.ended))).toEqual([2, 2, 2, 2]);
    expect(wrong[3].stderr()).toMatch(/not loopback/);
    const limit = await startChildRelay(['--data', folder, '--port', '0'], { RELAY_MAX_CONNECTIONS: 'many' });
    expect(await limit.ended).toBe(2);
    expect(limit.stderr()).toMatch(/RELAY_MAX_CONNECTIONS must be a whole number/);
    const help = await start('--help');
    expect(await help.ended).toBe(0);
    expect(help.stdout()).toMatch(/--data <folder>[\s\S]*Exit codes/);
  });
});
