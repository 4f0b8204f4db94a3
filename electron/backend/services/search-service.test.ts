import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evidenceLinkId, themeNarrativeId } from '../../../shared/domain/model/ids.ts';
import { createSearchService, excerptOf, type SearchService } from './search-service.ts';
import {
  assessmentChange,
  entryChange,
  newOpId,
  type TestWorkspace,
  testWorkspace,
  windowSession,
} from './workspace.test-support.ts';

let workspace: TestWorkspace;
let search: SearchService;
beforeEach(() => {
  workspace = testWorkspace();
  search = createSearchService(workspace.context);
  workspace.change([
    { kind: 'partner', id: 'p1', parentId: null, patch: { legalName: 'Istarska razvojna agencija' } },
    assessmentChange('a1', { title: 'Αποτίμηση της Περιφέρειας', partnerId: 'p1' }),
    entryChange({ justification: { el: 'Οι Συνεργατικοί Σχηματισμοί μετρώνται κάθε χρόνο.' } }, '1.1'),
    entryChange({ justification: { hr: 'Međunarodna suradnja Županije i čvrsta mreža' } }, '3.1'),
    {
      kind: 'themeNarrative',
      id: themeNarrativeId('a1', 'T4', 'past'),
      parentId: 'a1',
      patch: {
        themeId: 'T4',
        perspective: 'past',
        text: { en: 'Grants ended in 2012' },
        missingData: ['costs'],
      },
    },
  ]);
});
afterEach(() => workspace.dispose());

const find = (text: string) =>
  search({ text, limit: 20 }).hits.map(({ type, place }) => `${type} ${place ?? ''}`);
const ids = (text: string) => search({ text, limit: 20 }).hits.map(({ id }) => id);

describe('finds', () => {
  test.each([
    ['σχηματισμοι', 'without the accent'],
    ['ΣΧΗΜΑΤΙΣΜΟΊ', 'in capitals'],
    ['σχηματισμού'.slice(0, 9), 'by the beginning'],
    ['χρονο οι', 'several words in any order'],
  ])('Greek words: %s (%s)', (text) => {
    expect(find(text)).toEqual(['criterion 1.1']);
  });

  test('a final sigma as any other sigma', () => {
    expect(ids('της περιφερειας')).toEqual(['a1']);
    expect(ids('ΤΗΣ ΠΕΡΙΦΕΡΕΙΑΣ')).toEqual(['a1']);
    workspace.change(entryChange({ justification: { el: 'Πρώτος στόλος' } }, '1.2'));
    expect(find('ΠΡΩΤΟΣ')).toEqual(['criterion 1.2']);
    expect(find('πρωτοσ')).toEqual(['criterion 1.2']);
  });

  test.each(['medunarodna', 'MEĐUNARODNA', 'zupanije cvrsta', 'Žup', 'mreza'])(
    'Croatian words: %s',
    (text) => {
      expect(find(text)).toEqual(['criterion 3.1']);
    },
  );

  test('numbers, notes and the partner behind an assessment', () => {
    expect(find('2012')).toEqual(['narrative T4/past']);
    expect(find('costs')).toEqual(['narrative T4/past']);
    expect(find('istarska')).toEqual(['assessment ']);
  });

  test('nothing where one of the words is missing, or where there is no word', () => {
    expect(find('grants županija')).toEqual([]);
    expect(find(' -- "" *')).toEqual([]);
    expect(find('')).toEqual([]);
  });

  test('what looks like the language of the index as plain words', () => {
    workspace.change(entryChange({ justification: { en: 'AND OR NOT near' } }, '2.1'));
    expect(find('AND OR')).toEqual(['criterion 2.1']);
    expect(find('title:grants')).toEqual([]);
    expect(find('"grants')).toEqual(['narrative T4/past']);
    expect(find('gra*nts')).toEqual([]);
  });

  test('titles before texts, and tells that there is more', () => {
    workspace.change(assessmentChange('a2', { title: 'Grants' }), windowSession, 'a2');
    expect(find('grants')[0]).toBe('assessment ');
    expect(search({ text: 'grants', limit: 1 })).toMatchObject({ more: true });
    expect(search({ text: 'grants', limit: 2 })).toMatchObject({ more: false });
  });
});

describe('follows the records', () => {
  test('a changed text, its undo, and a removal', () => {
    workspace.change(entryChange({ justification: { hr: 'Nešto drugo' } }, '3.1'));
    expect(find('županije')).toEqual([]);
    expect(find('drugo')).toEqual(['criterion 3.1']);
    workspace.records.undo({ opId: newOpId(), session: windowSession, scope: 'a1' });
    expect(find('županije')).toEqual(['criterion 3.1']);
    workspace.change({ kind: 'criterionEntry', id: 'a1/3.1', parentId: 'a1', deleted: true });
    expect(find('županije')).toEqual([]);
  });

  test('a removed assessment with its parts, and its return', () => {
    workspace.change({ kind: 'assessment', id: 'a1', parentId: null, deleted: true });
    expect([...find('περιφέρεια'), ...find('grants'), ...find('županije')]).toEqual([]);
    workspace.change({ kind: 'assessment', id: 'a1', parentId: null, deleted: false });
    expect([...find('περιφέρεια'), ...find('grants'), ...find('županije')]).toHaveLength(3);
  });

  test('a renamed partner', () => {
    workspace.change({ kind: 'partner', id: 'p1', parentId: null, patch: { legalName: 'Zavod' } });
    expect([find('zavod'), find('istarska')]).toEqual([['assessment '], []]);
  });

  test('evidence: at the assessment that uses it, wherever that is', () => {
    const link = (assessmentId: string, deleted = false) => {
      const entryId = `${assessmentId}/1.1`;
      const id = evidenceLinkId('e1', entryId, 'present');
      const patch = { evidenceId: 'e1', entryId, slot: 'present' };
      return {
        kind: 'evidenceLink' as const,
        id,
        parentId: assessmentId,
        ...(deleted ? { deleted } : { patch }),
      };
    };
    const contexts = () => search({ text: 'law', limit: 9 }).hits.map(({ contextId }) => contextId);
    workspace.change({ kind: 'evidenceItem', id: 'e1', parentId: null, patch: { title: 'Law 12' } });
    expect(contexts()).toEqual(['']);
    workspace.change(link('a1'));
    expect(contexts()).toEqual(['a1']);
    workspace.clock.advance(1000);
    workspace.change([assessmentChange('a2'), link('a2')]);
    workspace.change({ kind: 'assessment', id: 'a1', parentId: null, deleted: true });
    expect(contexts()).toEqual(['a2']);
    workspace.change({ kind: 'assessment', id: 'a2', parentId: null, deleted: true });
    expect(contexts()).toEqual([]);
    workspace.change({ kind: 'assessment', id: 'a1', parentId: null, deleted: false });
    expect(contexts()).toEqual(['a1']);
    workspace.change(link('a1', true));
    workspace.change(link('a2', true));
    expect(contexts()).toEqual(['']);
  });
});

describe('the excerpt', () => {
  const marked = (text: string, ...words: string[]) =>
    excerptOf(text, words)
      .replace(/\uE000/g, '[')
      .replace(/\uE001/g, ']');

  test('marks what was found, in the letters of the text', () => {
    expect(marked('Οι Σχηματισμοί και η Μεταφορά', 'σχημα', 'μετα')).toBe(
      'Οι [Σχηματισμοί] και η [Μεταφορά]',
    );
  });

  test('sees a final sigma as any other', () => {
    expect(marked('Πρώτος στόλος', 'πρωτοσ')).toBe('[Πρώτος] στόλος');
  });

  test('stands around the first find', () => {
    const text = `${'before '.repeat(40)}target ${'after '.repeat(40)}`;
    expect(marked(text, 'target')).toMatch(/^… (before )+\[target\] (after )+.* …$/);
    expect(marked(text, 'target').length).toBeLessThan(200);
  });
});
