import {
  assert,
  constantFrom,
  dictionary,
  integer,
  nat,
  option,
  property,
  record as recordOf,
  string,
} from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { maxExchangeCharacters } from '../../../shared/contract/assessments.ts';
import type { RecordChange } from '../../../shared/contract/records.ts';
import { evidenceLinkId, individualScoreId, themeNarrativeId } from '../../../shared/domain/model/ids.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError, type AppErrorCode } from '../../../shared/kernel/errors.ts';
import { type ExchangeFile, exchangeHash } from './exchange-file.ts';
import { createExchangeService, type ExchangeService } from './exchange-service.ts';
import {
  assessmentChange,
  entryChange,
  newOpId,
  otherSession,
  type TestWorkspace,
  testWorkspace,
  windowSession,
} from './workspace.test-support.ts';

// Test titles cite the rules of docs/spec/exchange-file.md.

const frameworks = createFrameworkRegistry();
let here: TestWorkspace;
let there: TestWorkspace;
beforeEach(() => {
  here = testWorkspace();
  there = testWorkspace();
});
afterEach(() => {
  here.dispose();
  there.dispose();
});

function exchangeOf({ context, records, clock }: TestWorkspace): ExchangeService {
  return createExchangeService({ context, records, frameworks, appVersion: '0.1.0', wallClock: clock });
}

const link = (evidenceId: string, criterionId = '4.1', assessmentId = 'a1'): RecordChange => {
  const entryId = `${assessmentId}/${criterionId}`;
  const id = evidenceLinkId(evidenceId, entryId, 'present');
  return {
    kind: 'evidenceLink',
    id,
    parentId: assessmentId,
    patch: { evidenceId, entryId, slot: 'present' },
  };
};

/** An assessment with one of everything. */
function fullAssessment(id = 'a1'): RecordChange[] {
  return [
    { kind: 'partner', id: 'p1', parentId: null, patch: { legalName: 'Περιφέρεια', number: '09' } },
    {
      kind: 'region',
      id: 'r1',
      parentId: null,
      patch: { nutsCode: 'EL52', name: { el: 'Κεντρική Μακεδονία' } },
    },
    assessmentChange(id, {
      partnerId: 'p1',
      regionId: 'r1',
      title: 'Yearly round',
      referenceDate: '2014-06-30',
    }),
    entryChange({ present: 2.5, past: 0, justification: { hr: 'Županija' } }, '4.1', id),
    entryChange({ notApplicable: true }, '4.2', id),
    {
      kind: 'evidenceItem',
      id: 'e1',
      parentId: null,
      patch: { title: 'Law 1', kind: 'law', year: 2013 },
    },
    { kind: 'evidenceItem', id: 'e2', parentId: null, patch: { title: 'Only told of in the notes' } },
    link('e1', '4.1', id),
    {
      kind: 'themeNarrative',
      id: themeNarrativeId(id, 'T4', 'past'),
      parentId: id,
      patch: { themeId: 'T4', perspective: 'past', text: { en: 'What was tried' }, evidenceIds: ['e2'] },
    },
    {
      kind: 'individualScore',
      id: individualScoreId(`${id}/4.1`, 'k7', 'present'),
      parentId: id,
      patch: { entryId: `${id}/4.1`, slot: 'present', assessorAlias: 'Assessor 2', value: 3 },
    },
  ];
}

function exported(): ExchangeFile {
  return JSON.parse(exchangeOf(there).exportAssessment('a1').content) as ExchangeFile;
}

/** The text of a file after someone has changed it and made its hash right again. */
function forged(change: (file: Forgeable) => void): string {
  const file = exported() as unknown as Forgeable;
  change(file);
  return JSON.stringify({ ...file, hash: exchangeHash(file as never) });
}
interface Forgeable extends Omit<ExchangeFile, 'schema' | 'kind' | 'records'> {
  schema: string;
  kind: string;
  records: {
    kind: string;
    id: string;
    parentId: string | null;
    deleted: boolean;
    fields: Record<string, unknown>;
  }[];
}
const record = (file: Forgeable, kind: string) => file.records.find((found) => found.kind === kind)!;

const stored = (workspace: TestWorkspace) =>
  [...workspace.context.entities.all()].map(({ kind, id, parentId, fields, deleted }) => ({
    kind,
    id,
    parentId,
    fields,
    deleted,
  }));

function codeOf(action: () => unknown): AppErrorCode | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The error that reading and importing a file both gave; 'changed' when anything here changed all the same. */
function refusal(content: string): AppErrorCode | 'changed' | 'unequal' | undefined {
  const before = JSON.stringify([stored(here), here.context.operations.count()]);
  const code = codeOf(() => exchangeOf(here).inspect(content));
  const codeOfImport = codeOf(() => exchangeOf(here).importAssessment(newOpId(), content));
  if (JSON.stringify([stored(here), here.context.operations.count()]) !== before) return 'changed';
  return code === codeOfImport ? code : 'unequal';
}

describe('a sound file', () => {
  beforeEach(() => there.change(fullAssessment()));

  test('EX-6 carries the assessment with partner, region, parts, evidence and links', () => {
    const kinds = exported().records.map((found) => `${found.kind} ${found.id}`);
    expect(kinds).toEqual([
      'partner p1',
      'region r1',
      'evidenceItem e1',
      'evidenceItem e2',
      'assessment a1',
      'criterionEntry a1/4.1',
      'criterionEntry a1/4.2',
      'themeNarrative a1/T4/past',
      'evidenceLink a1/4.1/present/e1',
      'individualScore a1/4.1/present/by-k7',
    ]);
  });

  test('EX-3 says where it comes from and when', () => {
    expect(exported()).toMatchObject({
      schema: 'cps-exchange/1',
      kind: 'assessment',
      exportedAt: '2014-06-30T09:00:00.000Z',
      origin: { deviceId: 'test-device', organisation: 'Περιφέρεια', appVersion: '0.1.0' },
      frameworkVersion: '1.0.0',
    });
    expect(exchangeOf(there).exportAssessment('a1').fileName).toBe('yearly-round-2014-06-30.json');
  });

  test('is brought into an empty workspace as it was', () => {
    const { content } = exchangeOf(there).exportAssessment('a1');
    expect(exchangeOf(here).inspect(content)).toMatchObject({ added: 10, changed: 0, same: 0, known: false });
    expect(exchangeOf(here).importAssessment(newOpId(), content)).toEqual({
      id: 'a1',
      added: 10,
      changed: 0,
    });
    expect(stored(here)).toEqual(stored(there));
  });

  test('EX-10 imported twice changes nothing more', () => {
    const { content } = exchangeOf(there).exportAssessment('a1');
    exchangeOf(here).importAssessment(newOpId(), content);
    const operations = here.context.operations.count();
    expect(exchangeOf(here).inspect(content)).toMatchObject({ added: 0, changed: 0, same: 10, known: true });
    expect(exchangeOf(here).importAssessment(newOpId(), content)).toEqual({ id: 'a1', added: 0, changed: 0 });
    expect(here.context.operations.count()).toBe(operations);
  });

  test('is read whatever its white space, order of keys and byte order mark', () => {
    const { hash, records, ...rest } = exported();
    const content = `\uFEFF${JSON.stringify({ records, hash, ...rest })}\r\n`;
    expect(exchangeOf(here).inspect(content)).toMatchObject({ added: 10, title: 'Yearly round' });
  });

  test('EX-13 tells field by field what differs, and where the values here are newer', () => {
    exchangeOf(here).importAssessment(newOpId(), exchangeOf(there).exportAssessment('a1').content);
    there.clock.advance(60_000);
    there.change(entryChange({ present: 4 }));
    here.clock.advance(120_000);
    here.change([entryChange({ present: 1, past: 1 }), entryChange({ notApplicable: false }, '4.2')]);
    const { content } = exchangeOf(there).exportAssessment('a1');
    const preview = exchangeOf(here).inspect(content);
    expect(preview).toMatchObject({ added: 0, changed: 2, same: 8, newerHere: 2 });
    const place = { kind: 'criterionEntry', id: 'a1/4.1', newerHere: true };
    expect(preview.differences).toEqual([
      { ...place, field: 'past', here: 1, there: 0 },
      { ...place, field: 'present', here: 1, there: 4 },
      { ...place, id: 'a1/4.2', field: 'notApplicable', here: false, there: true },
    ]);
  });

  test('EX-10 is one command: undo brings back what was here', () => {
    exchangeOf(here).importAssessment(newOpId(), exchangeOf(there).exportAssessment('a1').content);
    here.change(entryChange({ present: 1 }), otherSession);
    there.change(entryChange({ present: 4, desired: 5 }));
    const { content } = exchangeOf(there).exportAssessment('a1');
    const result = exchangeOf(here).importAssessment(newOpId(), content, windowSession);
    expect(result).toEqual({ id: 'a1', added: 0, changed: 1 });
    const fields = () => here.context.entities.get('criterionEntry', 'a1/4.1')?.fields;
    expect(fields()).toMatchObject({ present: 4, desired: 5 });
    here.records.undo({ opId: newOpId(), session: windowSession, scope: 'a1' });
    expect(fields()).toMatchObject({ present: 1, desired: null });
  });

  test('EX-6 takes a removed part with it, and removes it there', () => {
    exchangeOf(here).importAssessment(newOpId(), exchangeOf(there).exportAssessment('a1').content);
    there.change({ ...link('e1'), patch: {}, deleted: true });
    const { content } = exchangeOf(there).exportAssessment('a1');
    expect(exchangeOf(here).importAssessment(newOpId(), content)).toMatchObject({ changed: 1 });
    expect(here.context.entities.get('evidenceLink', link('e1').id)?.deleted).toBe(true);
  });

  test('EX-6 leaves out links to evidence that was removed', () => {
    there.change({ kind: 'evidenceItem', id: 'e1', parentId: null, deleted: true });
    const { content } = exchangeOf(there).exportAssessment('a1');
    expect(exchangeOf(here).importAssessment(newOpId(), content)).toMatchObject({ added: 8 });
  });

  test('EX-11 changes no register: partner and region stay as they are here', () => {
    here.change({ kind: 'partner', id: 'p1', parentId: null, patch: { legalName: 'Our name for it' } });
    exchangeOf(here).importAssessment(newOpId(), exchangeOf(there).exportAssessment('a1').content);
    expect(here.context.entities.get('partner', 'p1')?.fields['legalName']).toBe('Our name for it');
  });

  test('EX-12 does not rewrite evidence that another assessment here uses', () => {
    here.change([...fullAssessment('a2')]);
    here.change({ kind: 'evidenceItem', id: 'e1', parentId: null, patch: { title: 'As we know it' } });
    const { content } = exchangeOf(there).exportAssessment('a1');
    expect(exchangeOf(here).inspect(content)).toMatchObject({ kept: 1 });
    exchangeOf(here).importAssessment(newOpId(), content);
    expect(here.context.entities.get('evidenceItem', 'e1')?.fields['title']).toBe('As we know it');
  });

  test('brings back an assessment that was removed here', () => {
    const { content } = exchangeOf(there).exportAssessment('a1');
    exchangeOf(here).importAssessment(newOpId(), content);
    here.change({ kind: 'assessment', id: 'a1', parentId: null, deleted: true });
    expect(exchangeOf(here).importAssessment(newOpId(), content)).toMatchObject({ changed: 1 });
    expect(here.context.entities.get('assessment', 'a1')?.deleted).toBe(false);
  });

  test('an assessment that is not here cannot be exported', () => {
    expect(codeOf(() => exchangeOf(there).exportAssessment('a9'))).toBe('notFound');
    there.change({ kind: 'assessment', id: 'a1', parentId: null, deleted: true });
    expect(codeOf(() => exchangeOf(there).exportAssessment('a1'))).toBe('notFound');
  });
});

describe('a file that is not sound changes nothing', () => {
  beforeEach(() => {
    there.change(fullAssessment());
    here.change(fullAssessment('a2'));
  });

  test('a forged file without damage is sound: what follows is refused for its damage', () => {
    expect(exchangeOf(here).inspect(forged(() => undefined))).toMatchObject({ title: 'Yearly round' });
  });

  test('EX-1 too large', () => {
    expect(refusal(' '.repeat(maxExchangeCharacters + 1))).toBe('fileTooLarge');
  });

  test('EX-2 truncated anywhere', () => {
    const { content } = exchangeOf(there).exportAssessment('a1');
    for (const share of [0, 0.1, 0.5, 0.9, 0.99]) {
      expect(refusal(content.slice(0, Math.floor(content.length * share)))).toBe('exchangeFileNotJson');
    }
  });

  test('EX-2 nested without end', () => {
    expect(refusal('['.repeat(1_000_000))).toBe('exchangeFileForeign');
    expect(refusal(`{"schema":"cps-exchange/1","kind":"assessment","x":${'{"a":'.repeat(100_000)}`)).toBe(
      'exchangeFileForeign',
    );
  });

  test.each([
    'null',
    '[]',
    '"cps-exchange/1"',
    '{}',
    '{"schema":"cps-framework/1"}',
    '{"schema":"cps-exchange/0"}',
  ])('EX-4 foreign: %s', (content) => expect(refusal(content)).toBe('exchangeFileForeign'));

  test('EX-4 from a newer app version', () => {
    expect(refusal(forged((file) => (file.schema = 'cps-exchange/2')))).toBe('exchangeFileTooNew');
    expect(refusal(forged((file) => (file.kind = 'plan')))).toBe('exchangeFileTooNew');
    expect(refusal(forged((file) => (record(file, 'criterionEntry').fields['mood'] = 3)))).toBe(
      'exchangeFileTooNew',
    );
  });

  test('EX-5 changed without its hash', () => {
    const { content } = exchangeOf(there).exportAssessment('a1');
    expect(refusal(content.replace('"present": 2.5', '"present": 3.5'))).toBe('exchangeFileDamaged');
    expect(refusal(content.replace(/"hash": "[^"]+"/, '"hash": ""'))).toBe('exchangeFileDamaged');
    expect(refusal(content.replace(/,\s*"hash": "[^"]+"/, ''))).toBe('exchangeFileDamaged');
  });

  test('EX-8 of a framework that is not here', () => {
    const content = forged((file) => {
      file.frameworkVersion = '7.0.0';
      record(file, 'assessment').fields['frameworkVersion'] = '7.0.0';
    });
    expect(refusal(content)).toBe('exchangeFileUnknownFramework');
  });

  const damages: [string, (file: Forgeable) => unknown][] = [
    ['EX-3 an envelope without records', (file) => (file.records = [])],
    ['EX-3 an unknown envelope field', (file) => ((file as unknown as Record<string, unknown>)['extra'] = 1)],
    ['EX-3 a kind that does not belong', (file) => (record(file, 'region').kind = 'barrier')],
    ['EX-7 a score out of range', (file) => (record(file, 'criterionEntry').fields['present'] = 7)],
    ['EX-7 a score as text', (file) => (record(file, 'criterionEntry').fields['present'] = '3')],
    ['EX-7 a text without end', (file) => (record(file, 'assessment').fields['title'] = 'x'.repeat(300))],
    [
      'EX-7 a field named like what every object has',
      (file) => (record(file, 'region').fields['toString'] = 1),
    ],
    ['EX-9 an id twice', (file) => file.records.push(structuredClone(record(file, 'criterionEntry')))],
    ['EX-9 two assessments', (file) => file.records.push({ ...record(file, 'assessment'), id: 'a2' })],
    [
      'EX-9 no assessment',
      (file) => (file.records = file.records.filter(({ kind }) => kind !== 'assessment')),
    ],
    ['EX-9 an assessment id that leads elsewhere', (file) => (record(file, 'assessment').id = 'a2/4.1')],
    ['EX-9 a part of another assessment', (file) => (record(file, 'criterionEntry').parentId = 'a2')],
    [
      'EX-9 a part with the id of another assessment',
      (file) => (record(file, 'criterionEntry').id = 'a2/4.1'),
    ],
    [
      'EX-9 a removed part of another assessment',
      (file) =>
        file.records.push({ ...record(file, 'criterionEntry'), id: 'a2/4.1', deleted: true, fields: {} }),
    ],
    ['EX-9 a removed partner', (file) => (record(file, 'partner').deleted = true)],
    ['EX-9 a partner that the assessment does not name', (file) => (record(file, 'partner').id = 'p2')],
    ['EX-9 a region that the assessment does not name', (file) => (record(file, 'region').id = 'r2')],
    [
      'EX-9 evidence that nothing uses',
      (file) => file.records.push({ ...record(file, 'evidenceItem'), id: 'e9' }),
    ],
    [
      'EX-8 a criterion that the framework does not have',
      (file) =>
        Object.assign(record(file, 'criterionEntry'), { id: 'a1/9.9', fields: { criterionId: '9.9' } }),
    ],
    [
      'EX-8 a theme that the framework does not have',
      (file) =>
        Object.assign(record(file, 'themeNarrative'), {
          id: 'a1/T9/past',
          fields: { themeId: 'T9', perspective: 'past' },
        }),
    ],
    [
      'EX-8 a kind of evidence that the framework does not have',
      (file) => (record(file, 'evidenceItem').fields['kind'] = 'rumour'),
    ],
    [
      'EX-9 a link to evidence that is not in the file',
      (file) => (file.records = file.records.filter(({ id }) => id !== 'e1')),
    ],
    [
      'EX-9 a score of a criterion that is not in the file',
      (file) =>
        (file.records = file.records.filter(({ id, kind }) => id !== 'a1/4.1' && kind !== 'evidenceLink')),
    ],
    [
      'EX-9 another framework in the assessment',
      (file) => (record(file, 'assessment').fields['frameworkVersion'] = '0.9.0'),
    ],
  ];
  test.each(damages)('%s', (_title, damage) => {
    expect(refusal(forged(damage))).toBe('exchangeFileDamaged');
  });

  test('EX-7 names that reach into the program', () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const content = JSON.stringify(exported()).replace(
        '"nutsCode":',
        `"${name}":{"polluted":true},"nutsCode":`,
      );
      const file = JSON.parse(content) as ExchangeFile;
      const hash = exchangeHash(file);
      expect(refusal(content.replace(/"hash":"[^"]+"/, `"hash":"${hash}"`))).toBe(
        name === 'prototype' ? 'exchangeFileTooNew' : 'exchangeFileDamaged',
      );
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('EX-7 numbers beyond all bounds', () => {
    const content = JSON.stringify(exported()).replace('"present":2.5', '"present":1e999');
    const hash = exchangeHash(JSON.parse(content) as Record<string, unknown>);
    expect(refusal(content.replace(/"hash":"[^"]+"/, `"hash":"${hash}"`))).toBe('exchangeFileDamaged');
  });
});

describe('properties', () => {
  const anyText = string({ unit: 'grapheme', maxLength: 60 });
  const score = option(integer({ min: 0, max: 10 }).map((half) => half / 2));
  const entries = dictionary(
    constantFrom('1.1', '2.3', '4.1', '4.2', '7.4'),
    recordOf({
      past: score,
      present: score,
      desired: score,
      justification: recordOf({ en: anyText, 'sr-Latn': anyText }),
    }),
  );

  test('what is exported, imported and exported again is the same', () => {
    assert(
      property(entries, anyText, (scores, title) => {
        const [from, to] = [testWorkspace(), testWorkspace()];
        try {
          from.change([
            assessmentChange('a1', { title }),
            ...Object.entries(scores).map(([criterionId, patch]) => entryChange(patch, criterionId)),
          ]);
          const first = exchangeOf(from).exportAssessment('a1').content;
          exchangeOf(to).importAssessment(newOpId(), first);
          const again = JSON.parse(exchangeOf(to).exportAssessment('a1').content) as ExchangeFile;
          expect(again.records).toEqual((JSON.parse(first) as ExchangeFile).records);
          expect(exchangeOf(from).inspect(JSON.stringify(again))).toMatchObject({ added: 0, changed: 0 });
        } finally {
          from.dispose();
          to.dispose();
        }
      }),
      { numRuns: 25 },
    );
  });

  test('a file with any one character changed is refused or means the same', () => {
    there.change(fullAssessment());
    const { content } = exchangeOf(there).exportAssessment('a1');
    const meaning = JSON.stringify(JSON.parse(content));
    assert(
      property(
        nat(content.length - 1),
        constantFrom('0', '"', '}', ',', 'x', ' ', '\u0000', '\uD800'),
        (at, character) => {
          const changed = content.slice(0, at) + character + content.slice(at + 1);
          const code = codeOf(() => exchangeOf(here).inspect(changed));
          const outcome = code ?? JSON.stringify(JSON.parse(changed));
          expect(outcome === meaning || outcome.startsWith('exchangeFile')).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
