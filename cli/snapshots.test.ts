import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SnapshotRow } from '../shared/contract/snapshots.ts';
import { runCli } from './run-cli.test-support.ts';

const folder = mkdtempSync(join(tmpdir(), 'workbench-cli-snapshots-'));
const profile = join(folder, 'profile');

const cli = (...args: string[]) => runCli(folder, args);
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
});
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
});

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
});

test('what others made is neither shared nor withdrawn, and an unknown hash changes nothing', async () => {
  const other = (await rows()).find(({ origin }) => origin === 'K7F-Q2M')?.hash ?? '';
  for (const command of ['share', 'withdraw']) {
    const ended = await snapshots(command, other);
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.error).toContain('made on another laptop');
  }
  expect((await snapshots('withdraw', '0'.repeat(64))).error).toContain('No snapshot');
  expect((await snapshots('withdraw', '')).error).toContain('No snapshot');
});

test('wrong use is told apart from failure', async () => {
  expect((await snapshots('share')).code).toBe(2);
  expect((await snapshots('share', 'abcdef', '--assessment', 'x')).code).toBe(2);
  expect((await snapshots('share', '--assessment', 'x', '--visibility', 'private')).code).toBe(2);
  expect((await snapshots('share', '--assessment', 'x', '--part', 'team')).code).toBe(2);
  expect((await cli('snapshots', 'withdraw')).code).toBe(2);
  const help = await cli('snapshots', 'share', '--help');
  expect(help).toMatchObject({ code: 0, error: '' });
  expect(help.out).toContain('--freeze');
});
