import { expect, test } from 'vitest';
import { maxExchangeCharacters } from '../../shared/contract/assessments.ts';
import { handoverMagic } from '../../shared/kernel/own-files.ts';
import { fileSizeLimitBytes } from '../../shared/kernel/shell.ts';
import { ownFileOf, readDropped } from './own-file.ts';

const opened = (name: string, content: Uint8Array | string) => ownFileOf({ status: 'opened', name, content });
const bytes = (text: string) => new TextEncoder().encode(text);

test('what a file is, its content tells and never its name', () => {
  const bundle = Uint8Array.of(...handoverMagic, 1, 1, 0);
  expect(opened('assessment.json', bundle)).toEqual({
    kind: 'handover',
    name: 'assessment.json',
    content: bundle,
  });
  expect(opened('plans.cphandover', bytes('\uFEFF{"a":"ž"}'))).toEqual({
    kind: 'exchange',
    file: { name: 'plans.cphandover', content: '{"a":"ž"}' },
  });
  expect(opened('a.json', '{}')).toMatchObject({ kind: 'exchange' });
});

test('a foreign file, one in another encoding and one too large are told apart', () => {
  expect(opened('a.cphandover', bytes('PK\u0003\u0004'))).toMatchObject({
    kind: 'failed',
    code: 'fileUnknown',
  });
  expect(opened('a.json', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))).toMatchObject({
    code: 'fileNotReadable',
  });
  const large = new Uint8Array(maxExchangeCharacters * 3 + 1).fill(0x20);
  large[0] = 0x7b;
  expect(opened('a.json', large)).toMatchObject({ code: 'fileTooLarge' });
});

test('what could not be read keeps its reason, and choosing nothing is no failure', () => {
  expect(ownFileOf({ status: 'failed', name: 'a', code: 'fileTooLarge' })).toEqual({
    kind: 'failed',
    name: 'a',
    code: 'fileTooLarge',
  });
  expect(ownFileOf({ status: 'cancelled' })).toBeUndefined();
});

test('a dropped file is read up to the limit; a folder cannot be', async () => {
  expect(await readDropped(new File(['{}'], 'a.json'))).toEqual({
    status: 'opened',
    name: 'a.json',
    content: bytes('{}'),
  });
  const huge = { name: 'b', size: fileSizeLimitBytes + 1 } as File;
  expect(await readDropped(huge)).toMatchObject({ status: 'failed', code: 'fileTooLarge' });
  const folder = { name: 'c', size: 0, arrayBuffer: () => Promise.reject(new Error('a folder')) };
  expect(await readDropped(folder as unknown as File)).toMatchObject({ code: 'fileNotReadable' });
});
