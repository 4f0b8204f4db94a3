import { mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { writeFileAtomic } from './atomic-file.ts';
import { safeFileName, withExtension } from './file-name.ts';
import { readChosenFile, writeChosenFile } from './files.ts';

let folder: string;
const reports: string[] = [];
const report = (what: string) => void reports.push(what);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writing', () => {
  test('replaces the whole file and leaves nothing beside it', async () => {
    const path = join(folder, 'a.json');
    await writeFileAtomic(path, 'a much longer first version');
    await writeFileAtomic(path, new Uint8Array([1, 2]));
    expect([...(await readFile(path))]).toEqual([1, 2]);
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  test('writes through a link', async () => {
    await writeFile(join(folder, 'real.json'), 'old');
    await symlink(join(folder, 'real.json'), join(folder, 'link.json'));
    await writeFileAtomic(join(folder, 'link.json'), 'new');
    expect(await readFile(join(folder, 'real.json'), 'utf8')).toBe('new');
  });

  test('a failure is told in terms of people and leaves no temporary file', async () => {
    await mkdir(join(folder, 'taken'));
    expect(await writeChosenFile(join(folder, 'taken'), 'x', report)).toEqual({
      status: 'failed',
      code: 'folderNotWritable',
    });
    expect(await readdir(folder)).toEqual(['taken']);
    expect(reports.at(-1)).toBe('A file could not be saved');
  });
});

describe('reading', () => {
  const read = async (content: string | Uint8Array, maxBytes = 100) => {
    await writeFile(join(folder, 'a.json'), content);
    return await readChosenFile(join(folder, 'a.json'), { as: 'text', maxBytes }, report);
  };

  test('text comes without its byte-order mark', async () => {
    expect(await read(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toEqual({
      status: 'opened',
      name: 'a.json',
      content: '{}',
    });
  });

  test('the limit is exact', async () => {
    expect(await read('x'.repeat(100))).toMatchObject({ status: 'opened' });
    expect(await read('x'.repeat(101))).toEqual({ status: 'failed', name: 'a.json', code: 'fileTooLarge' });
  });

  test('what is not UTF-8, not a file or not there is not readable', async () => {
    const failed = { status: 'failed', code: 'fileNotReadable' };
    expect(await read(Uint8Array.of(0xc3, 0x28))).toMatchObject(failed);
    expect(await readChosenFile(folder, { as: 'text', maxBytes: 1e6 }, report)).toMatchObject(failed);
    expect(await readChosenFile(join(folder, 'none'), { as: 'text', maxBytes: 9 }, report)).toMatchObject(
      failed,
    );
    expect(await readChosenFile('/dev/zero', { as: 'bytes', maxBytes: 9 }, report)).toMatchObject(failed);
  });
});

describe('names', () => {
  test.each([
    ['Marche 2014.json', 'Marche 2014.json'],
    ['../../etc/passwd', 'etc passwd'],
    ['a:b*c?.json', 'a b c.json'],
    ['CON.json', '_CON.json'],
    ['..', 'file'],
    ['.json', 'json'],
    ['Στρατηγικό\u0000 Σχέδιο\u202e.docx', 'Στρατηγικό Σχέδιο.docx'],
  ])('%j is suggested as %j', (suggested, name) => {
    expect(safeFileName(suggested)).toBe(name);
  });

  test('a long name is cut before its extension', () => {
    expect(safeFileName(`${'x'.repeat(300)}.json`)).toBe(`${'x'.repeat(115)}.json`);
  });

  test('the extension is added only when there is none', () => {
    expect(withExtension('/a.b/name', 'json')).toBe('/a.b/name.json');
    expect(withExtension('/a.b/name.txt', 'json')).toBe('/a.b/name.txt');
    expect(withExtension('/a.b/name', undefined)).toBe('/a.b/name');
  });
});
