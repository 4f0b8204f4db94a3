import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryEntry } from '../../../shared/contract/records.ts';
import { fieldHistory, type HistoryQuery } from './history-service.ts';
import {
  assessmentChange,
  entryChange,
  newOpId,
  otherSession,
  type TestWorkspace,
  testWorkspace,
  windowSession,
} from './workspace.test-support.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
  workspace.change(assessmentChange());
  workspace.change(entryChange({ present: 1 }));
  workspace.clock.advance(60 * 60 * 1000);
});
afterEach(() => workspace.dispose());

const history = (query: Partial<HistoryQuery> = {}) =>
  fieldHistory(workspace.context, { id: 'a1/4.1', within: false, limit: 100, ...query });
const told = (entries: HistoryEntry[]) => entries.map(({ field, before, after }) => [field, before, after]);

test('tells who changed what and when, newest first', () => {
  workspace.change(entryChange({ present: 2 }));
  workspace.clock.advance(60 * 60 * 1000);
  workspace.change(entryChange({ present: 3 }), otherSession);
  expect(history({ field: 'present' })).toEqual([
    {
      kind: 'criterionEntry',
      id: 'a1/4.1',
      field: 'present',
      before: 2,
      after: 3,
      at: workspace.clock(),
      by: 'Assessor 1',
      ownDevice: true,
      undo: false,
    },
    expect.objectContaining({ before: 1, after: 2 }),
    expect.objectContaining({ before: null, after: 1 }),
  ]);
});

test('typing within five minutes is one entry, from the first value to the last', () => {
  for (const text of ['m', 'me', 'mea', 'meas']) {
    workspace.change(entryChange({ justification: { en: text } }));
    workspace.clock.advance(60_000);
  }
  expect(told(history({ field: 'justification' }))).toEqual([['justification', {}, { en: 'meas' }]]);
  workspace.clock.advance(10 * 60 * 1000);
  workspace.change(entryChange({ justification: { en: 'measured' } }));
  expect(told(history({ field: 'justification' }))).toEqual([
    ['justification', { en: 'meas' }, { en: 'measured' }],
    ['justification', {}, { en: 'meas' }],
  ]);
});

test('edits of two people are two entries, and what stood between them is not swallowed', () => {
  workspace.change(entryChange({ past: 1 }));
  workspace.change(entryChange({ past: 2 }), otherSession);
  workspace.change(entryChange({ past: 3 }));
  expect(told(history({ field: 'past' }))).toEqual([
    ['past', 2, 3],
    ['past', 1, 2],
    ['past', null, 1],
  ]);
});

test('an undo is told as one', () => {
  workspace.change(entryChange({ past: 1 }));
  workspace.records.undo({ opId: newOpId(), session: windowSession, scope: 'a1' });
  expect(history({ field: 'past' }).map(({ undo, after }) => [undo, after])).toEqual([
    [true, null],
    [false, 1],
  ]);
});

test('of a whole assessment, of one kind, and no more than asked for', () => {
  workspace.change([entryChange({ past: 1 }), entryChange({ past: 2 }, '4.2')]);
  const within = history({ id: 'a1', within: true });
  expect(new Set(within.map(({ id }) => id))).toEqual(new Set(['a1/4.1', 'a1/4.2']));
  expect(history({ id: 'a1', within: true, kind: 'evidenceLink' })).toEqual([]);
  expect(history({ id: 'a1', within: true, limit: 1 })).toHaveLength(1);
});
