import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SnapshotRow } from '../shared/contract/snapshots.ts';

const program = resolve(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'workbench-cli-snapshots-'));
const profile = join(folder, 'profile');

interface Ended {
  code: number | null;
  out: string;
  error: string;
}

/** In a process of its own, as its users run it, here with English as the terminal's language. */
function cli(...args: string[]): Promise<Ended> {
  return new Promise((settle, fail) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C', NODE_OPTIONS: '', NO_COLOR: '1' },
    });
    const ended: Ended = { code: null, out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.error += text));
    child.on('error', fail);
    child.on('close', (code) => settle({ ...ended, code }));
  });
}
const snapshots = (command: string, ...more: string[]) =>
  cli('snapshots', command, '--profile', profile, ...more);
async function rows(): Promise<SnapshotRow[]> {
  const { out } = await snapshots('list', '--json');
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SnapshotRow);
}

beforeAll(async () => {
  const made = await cli('demo', '--profile', profile);
  if (made.code !== 0) throw new Error(made.error);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('SN-11 the list shows what partners share, without figures of those without a name', async () => {
  const listed = await rows();
  expect(listed).toHaveLength(9);
  const anonymous = listed.filter(({ visibility }) => visibility === 'partnershipAnonymous');
  expect(anonymous.map(({ summary, title }) => [summary, title])).toEqual(anonymous.map(() => [null, '']));
  expect(listed.find(({ origin }) => origin === 'Regional business agency')?.summary).not.toBeNull();
  const { code, out, error } = await snapshots('list');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toMatch(/K7F-Q2M +without name +1\.0\.0 +2014-06-30 +shared$/m);
}, 120_000);

test('an assessment is frozen and shared only when that is said, and withdrawn by the start of its hash', async () => {
  const assessment = ['--assessment', 'demo-assessment-02'];
  const refused = await snapshots('share', ...assessment);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.error).toContain('add --freeze');
  const shared = await snapshots('share', ...assessment, '--freeze', '--part', 'narratives');
  expect(shared).toMatchObject({ code: 0, error: 'Shared:\n' });
  const hash = shared.out.trim();
  expect((await rows()).find((row) => row.hash === hash)).toMatchObject({
    assessmentId: 'demo-assessment-02',
    visibility: 'partnershipNamed',
    state: 'shared',
  });
  const named = await snapshots('share', ...assessment, '--visibility', 'partnershipAnonymous');
  expect(named).toMatchObject({ code: 1, out: '' });
  expect(named.error).toContain('Already shared with your name');

  expect(await snapshots('withdraw', hash.slice(0, 12))).toMatchObject({ code: 0, out: `${hash}\n` });
  expect((await rows()).find((row) => row.hash === hash)?.state).toBe('withdrawn');
  expect(await snapshots('share', hash)).toMatchObject({ code: 1, out: '' });
}, 120_000);

test('what others made is neither shared nor withdrawn, and an unknown hash changes nothing', async () => {
  const other = (await rows()).find(({ origin }) => origin === 'K7F-Q2M')?.hash ?? '';
  for (const command of ['share', 'withdraw']) {
    const ended = await snapshots(command, other);
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.error).toContain('made on another laptop');
  }
  expect((await snapshots('withdraw', '0'.repeat(64))).error).toContain('No snapshot');
  expect((await snapshots('withdraw', '')).error).toContain('No snapshot');
}, 120_000);

test('wrong use is told apart from failure', async () => {
  expect((await snapshots('share')).code).toBe(2);
  expect((await snapshots('share', 'abcdef', '--assessment', 'x')).code).toBe(2);
  expect((await snapshots('share', '--assessment', 'x', '--visibility', 'private')).code).toBe(2);
  expect((await snapshots('share', '--assessment', 'x', '--part', 'team')).code).toBe(2);
  expect((await cli('snapshots', 'withdraw')).code).toBe(2);
  const help = await cli('snapshots', 'share', '--help');
  expect(help).toMatchObject({ code: 0, error: '' });
  expect(help.out).toContain('--freeze');
}, 120_000);
