import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evidenceLinkId, themeNarrativeId } from '../../../shared/domain/model/ids.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { type AssessmentService, createAssessmentService } from './assessment-service.ts';
import { entryChange, newOpId, type TestWorkspace, testWorkspace } from './workspace.test-support.ts';

const frameworks = createFrameworkRegistry();
let workspace: TestWorkspace;
let assessments: AssessmentService;
beforeEach(() => {
  workspace = testWorkspace();
  assessments = createAssessmentService(workspace.context, workspace.records, frameworks);
  workspace.change([
    { kind: 'partner', id: 'p1', parentId: null, patch: { legalName: 'Agency', number: '11' } },
    {
      kind: 'region',
      id: 'r1',
      parentId: null,
      patch: { nutsCode: 'HR03', name: { hr: 'Jadranska Hrvatska' } },
    },
  ]);
});
afterEach(() => workspace.dispose());

const input = (more: object = {}) => ({
  opId: newOpId(),
  id: 'a1',
  title: 'Yearly round',
  partnerId: 'p1',
  regionId: 'r1',
  frameworkVersion: '1.0.0',
  referenceDate: '2014-06-30',
  pastYear: 2009,
  targetYear: 2020,
  ...more,
});
const themeFour = () => assessments.list()[0]?.summary.themes.find(({ themeId }) => themeId === 'T4');

describe('creating', () => {
  test('gives an empty assessment: figures are not there, not 0', () => {
    assessments.create(input());
    expect(assessments.list()).toMatchObject([
      {
        id: 'a1',
        title: 'Yearly round',
        partnerName: 'Agency',
        regionName: { hr: 'Jadranska Hrvatska' },
        status: 'draft',
        referenceDate: '2014-06-30',
        pastYear: 2009,
        targetYear: 2020,
      },
    ]);
    expect(themeFour()).toMatchObject({ past: null, present: null, desired: null, gap: null, class: null });
  });

  test('sent twice does it once', () => {
    const once = input();
    assessments.create(once);
    workspace.change({ kind: 'assessment', id: 'a1', parentId: null, patch: { title: 'Renamed' } });
    assessments.create(once);
    expect(assessments.list()).toMatchObject([{ title: 'Renamed' }]);
  });

  test.each([
    ['alreadyExists', {}],
    ['notFound', { id: 'a2', partnerId: 'p9' }],
    ['notFound', { id: 'a2', regionId: 'r9' }],
    ['frameworkUnknown', { id: 'a2', frameworkVersion: '7.0.0' }],
  ] as const)('is refused: %s %j', (code, more) => {
    assessments.create(input());
    expect(() => assessments.create(input(more))).toThrow(expect.objectContaining({ code }) as Error);
    expect(assessments.list()).toHaveLength(1);
  });
});

describe('figures of the list', () => {
  beforeEach(() => {
    assessments.create(input());
    const scores = {
      '4.1': [1, 2, 4],
      '4.2': [3, 3, 5],
      '4.3': [0, 1, 3],
      '4.4': [2, 2, 4],
      '4.5': [1, 2, 4],
    };
    workspace.change(
      Object.entries(scores).map(([criterionId, [past, present, desired]]) =>
        entryChange({ past, present, desired }, criterionId),
      ),
    );
  });

  test('are those of the framework (framework b.6: demo partner 11, T4)', () => {
    expect(themeFour()).toMatchObject({ past: 1.4, present: 2, desired: 4, gap: 2 });
  });

  test('follow every change below, and its removal', () => {
    expect(themeFour()?.present).toBe(2);
    workspace.change(entryChange({ present: 4.5 }, '4.1'));
    expect(themeFour()?.present).toBe(2.5);
    const entryId = 'a1/4.1';
    const before = themeFour()?.confidence ?? 0;
    const id = evidenceLinkId('e1', entryId, 'present');
    workspace.change([
      { kind: 'evidenceItem', id: 'e1', parentId: null, patch: { kind: 'law', title: 'Law', year: 2014 } },
      { kind: 'evidenceLink', id, parentId: 'a1', patch: { evidenceId: 'e1', entryId, slot: 'present' } },
    ]);
    const withLaw = themeFour()?.confidence ?? 0;
    expect(withLaw).toBeGreaterThan(before);
    workspace.change({ kind: 'evidenceItem', id: 'e1', parentId: null, patch: { kind: 'expert' } });
    expect(themeFour()?.confidence).toBeLessThan(withLaw);
    workspace.change({ kind: 'evidenceLink', id, parentId: 'a1', deleted: true });
    expect(themeFour()?.confidence).toBe(before);
  });

  test('are those of a fresh calculation after a restart', () => {
    const before = assessments.list();
    workspace.reopen();
    assessments = createAssessmentService(workspace.context, workspace.records, frameworks);
    expect(assessments.list()).toEqual(before);
    workspace.context.summaries.forgetAll();
    expect(assessments.list()).toEqual(before);
  });
});

describe('a bundle', () => {
  test('holds the parts and the evidence that links and notes name', () => {
    assessments.create(input());
    const narrativeId = themeNarrativeId('a1', 'T4', 'past');
    const entryId = 'a1/4.1';
    workspace.change([
      entryChange({ present: 2 }),
      ...['e1', 'e2', 'e3'].map((id) => ({
        kind: 'evidenceItem' as const,
        id,
        parentId: null,
        patch: { title: id },
      })),
      {
        kind: 'evidenceLink',
        id: evidenceLinkId('e1', entryId, 'past'),
        parentId: 'a1',
        patch: { evidenceId: 'e1', entryId, slot: 'past' },
      },
      {
        kind: 'themeNarrative',
        id: narrativeId,
        parentId: 'a1',
        patch: { themeId: 'T4', perspective: 'past', evidenceIds: ['e2'] },
      },
    ]);
    const bundle = assessments.bundle('a1');
    expect(bundle).toMatchObject({
      assessment: { id: 'a1', fields: { title: 'Yearly round' } },
      partner: { id: 'p1' },
      region: { id: 'r1' },
      entries: [{ id: 'a1/4.1', fields: { present: 2 } }],
      narratives: [{ id: narrativeId }],
    });
    expect(bundle.evidenceItems.map(({ id }) => id).toSorted()).toEqual(['e1', 'e2']);
  });

  test('of an assessment that was removed is not there until it comes back', () => {
    assessments.create(input());
    workspace.change(entryChange({ present: 2 }));
    assessments.setRemoved(newOpId(), 'a1', true);
    expect(() => assessments.bundle('a1')).toThrow(new AppError('notFound'));
    expect(assessments.list()).toEqual([]);
    assessments.setRemoved(newOpId(), 'a1', false);
    expect(assessments.bundle('a1').entries).toHaveLength(1);
    expect(() => assessments.setRemoved(newOpId(), 'a9', true)).toThrow(new AppError('notFound'));
  });
});
