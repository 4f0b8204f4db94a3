import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../electron/backend/backend.ts';
import type { PartnerFigures } from './partner-figures.ts';
import { runCli } from './run-cli.test-support.ts';

const folder = mkdtempSync(join(tmpdir(), 'workbench-cli-'));
const profile = join(folder, 'profile');
let workspaceId: string;

const cli = (...args: string[]) => runCli(folder, args);

const lines = (text: string) => text.trimEnd().split('\n');
const workspaceFile = (...path: string[]) => join(profile, 'workspaces', workspaceId, ...path);
const backupNames = () => readdirSync(workspaceFile('backups')).filter((name) => name.endsWith('.sqlite'));

beforeAll(async () => {
  const made = await cli('demo', '--profile', profile);
  if (made.code !== 0) throw new Error(made.error);
  workspaceId = made.out.trim();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('figures', () => {
  test('with --json: one object per partner in the order of their numbers, in full precision', async () => {
    const { code, out, error } = await cli('figures', '--profile', profile, '--json');
    const figures = lines(out).map((line) => JSON.parse(line) as PartnerFigures);
    expect({ code, error, count: figures.length }).toEqual({ code: 0, error: '', count: 25 });
    expect(figures.map(({ partner }) => partner)).toEqual(
      Array.from({ length: 25 }, (_partner, index) => String(index + 1).padStart(2, '0')),
    );
    const eleven = figures[10]!;
    expect(Object.keys(eleven)).toEqual(['partner', 'themes', 'completeness']);
    expect(Object.keys(eleven.themes)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'H']);
    // framework b.6: past 1,3,0,2,1; present 2,3,1,2,2; desired 4,5,3,4,4; confidence .45 (framework (g))
    expect(eleven.themes['T4']).toEqual({
      past: 1.4,
      present: 2,
      desired: 4,
      gap: 2,
      trend: expect.closeTo(0.6, 12) as number,
      confidence: expect.closeTo(0.45, 12) as number,
      completeness: expect.any(Number) as number,
      class: 'act',
    });
    const classes = new Set(
      figures.flatMap(({ themes }) => Object.values(themes).map((theme) => theme.class)),
    );
    expect([...classes]).toEqual(expect.arrayContaining(['act', 'verify first', 'maintain']));
  });

  test('without: a table, in the language asked for', async () => {
    const { code, out } = await cli('figures', '--profile', profile, '--language', 'hr');
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatch(/^Partner\s+T1\s.*\sH\s+Potpunost$/);
    expect(lines(out)[11]).toMatch(/^11 .* 2,0 \+2,0 45\s%/);
  });
});

describe('export and import', () => {
  test('an assessment goes from one profile to another', async () => {
    const file = join(folder, 'eleven.json');
    expect(await cli('export', '--profile', profile, '--partner', '11', '--out', file)).toMatchObject({
      code: 0,
      out: `${file}\n`,
    });
    const other = join(folder, 'other-profile');
    await cli('demo', '--profile', other);
    const dry = await cli('import', '--profile', other, '--dry-run', file);
    expect(dry).toMatchObject({ code: 0, out: '' });
    expect(dry.error).toContain('New records: 0, different: 0');
    const imported = await cli('import', '--profile', other, file);
    expect(imported).toMatchObject({ code: 0, out: 'demo-assessment-11\n' });
    expect(imported.error).toContain('Imported: 0 new, 0 changed');
  });

  test('an existing file is not replaced unless that is asked for', async () => {
    const file = join(folder, 'mine.json');
    writeFileSync(file, 'mine');
    const args = ['export', '--profile', profile, '--assessment', 'demo-assessment-01', '--out', file];
    expect(await cli(...args)).toMatchObject({ code: 1, out: '' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await cli(...args, '--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('cps-exchange/1');
  });

  test('to standard output: nothing but the file', async () => {
    const { out } = await cli(
      'export',
      '--profile',
      profile,
      '--assessment',
      'demo-assessment-01',
      '--out',
      '-',
    );
    expect(JSON.parse(out)).toMatchObject({ schema: 'cps-exchange/1' });
  });

  test.each([
    ['a file cut off', '{"schema":"cps-exchange/1"', 'This file is not whole'],
    ['a foreign file', '{"schema":"something else"}', 'This is not an exchange file'],
  ])(
    '%s: what happened, what is safe, what to do, and no trace of the program',
    async (_title, content, message) => {
      const file = join(folder, 'bad.json');
      writeFileSync(file, content);
      const { code, out, error } = await cli('import', '--profile', profile, file);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(error).toContain(`${file}: ${message}`);
      expect(error).toContain('nothing here was changed');
      expect(error).not.toMatch(/\.ts|Error/);
    },
  );

  test('a file that is not there', async () => {
    const { code, error } = await cli('import', '--profile', profile, join(folder, 'nothing.json'));
    expect(code).toBe(1);
    expect(error).toContain('nothing.json: This file cannot be read');
  });
});

describe('backup, check and restore', () => {
  test('a backup elsewhere makes the workspace on another laptop', async () => {
    const copy = join(folder, 'copy.sqlite');
    expect(await cli('backup', '--profile', profile, '--out', copy)).toMatchObject({
      code: 0,
      out: `${copy}\n`,
    });
    expect((await cli('backup', '--profile', profile, '--out', copy)).code).toBe(1);
    const fresh = join(folder, 'new-laptop');
    expect(await cli('restore', '--profile', fresh, copy)).toMatchObject({
      code: 0,
      out: `${workspaceId}\n`,
    });
    const listed = lines((await cli('list', '--profile', fresh, '--json')).out).map(
      (line) => JSON.parse(line) as { type: string; name?: string; condition?: string },
    );
    expect(listed[0]).toMatchObject({ type: 'workspace', name: 'Demo partnership', condition: 'ok' });
    expect(listed.filter(({ type }) => type === 'assessment').length).toBeGreaterThanOrEqual(25);
  });

  test('a damaged workspace is found, left alone, and replaced by its backup', async () => {
    const made = await cli('backup', '--profile', profile);
    const backup = backupNames().find((name) => made.out.trim().endsWith(name))!;
    expect(await cli('check', '--profile', profile)).toMatchObject({ code: 0, error: '' });

    truncateSync(workspaceFile('workspace.sqlite'), 50_000);
    const damaged = readFileSync(workspaceFile('workspace.sqlite'));
    const checked = await cli('check', '--profile', profile);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('The file is damaged');
    const figures = await cli('figures', '--profile', profile);
    expect(figures.code).toBe(1);
    expect(figures.error).toContain('Restore a backup');
    expect(readFileSync(workspaceFile('workspace.sqlite')).equals(damaged)).toBe(true);

    expect(await cli('restore', '--profile', profile, backup)).toMatchObject({
      code: 0,
      out: `${workspaceId}\n`,
    });
    const kept = backupNames().find((name) => name.includes('beforeRestore'))!;
    expect(readFileSync(workspaceFile('backups', kept)).equals(damaged)).toBe(true);
    expect(lines((await cli('figures', '--profile', profile, '--json')).out)).toHaveLength(25);
    // The copy of the damaged file is named as damaged, but the workspace is sound again.
    const repaired = await cli('check', '--profile', profile, '--json');
    expect(repaired.code).toBe(0);
    expect(JSON.parse(repaired.out)).toMatchObject({ sound: true, damagedBackups: [kept] });
    truncateSync(workspaceFile('backups', backup), 30_000);
    expect((await cli('check', '--profile', profile)).code).toBe(1);
    rmSync(workspaceFile('backups', backup));
  });

  test('a damaged backup is not restored', async () => {
    const bad = join(folder, 'bad.sqlite');
    await cli('backup', '--profile', profile, '--out', bad);
    truncateSync(bad, 40_000);
    const before = readFileSync(workspaceFile('workspace.sqlite'));
    expect(await cli('restore', '--profile', profile, bad)).toMatchObject({ code: 1, out: '' });
    expect(readFileSync(workspaceFile('workspace.sqlite')).equals(before)).toBe(true);
  });
});

describe('use', () => {
  test('a workspace that the app has open is said to be so', async () => {
    const backend = await startBackend({ profileDir: profile, appVersion: 'test' });
    try {
      for (const args of [['figures'], ['restore', backupNames()[0]!]]) {
        const { code, error } = await cli(args[0]!, '--profile', profile, ...args.slice(1));
        expect(code).toBe(1);
        expect(error).toContain('This workspace is open elsewhere');
      }
      expect(backend.services.workspace().assessments.list().length).toBeGreaterThanOrEqual(25);
    } finally {
      await backend.close();
    }
  });

  test.each([
    [['figures'], '--profile'],
    [['nonsense'], 'unknown command'],
    [['figures', '--profile', profile, '--nonsense'], 'unknown option'],
    [['export', '--profile', profile, '--out', 'x.json'], '--assessment or its partner'],
    [['figures', '--profile', profile, '--language', 'xx'], 'Allowed choices'],
  ])('wrong use ends with 2: %j', async (args, message) => {
    const { code, out, error } = await cli(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(message);
  });

  test('a profile that is not there is not made by looking for it', async () => {
    const nowhere = join(folder, 'nowhere');
    const { code, error } = await cli('figures', '--profile', nowhere);
    expect(code).toBe(1);
    expect(error).toContain(`There is no profile in ${nowhere}`);
    expect(existsSync(nowhere)).toBe(false);
  });

  test('help tells all commands and the exit codes', async () => {
    const { code, out } = await cli('--help');
    expect(code).toBe(0);
    for (const word of [
      'demo',
      'list',
      'figures',
      'export',
      'import',
      'backup',
      'restore',
      'check',
      'Exit codes',
    ]) {
      expect(out).toContain(word);
    }
  });
});
