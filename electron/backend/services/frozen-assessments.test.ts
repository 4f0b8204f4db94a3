import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evidenceLinkId, themeNarrativeId } from '../../../shared/domain/model/ids.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { type AssessmentService, createAssessmentService, readBundle } from './assessment-service.ts';
import { createExchangeService, type ExchangeService } from './exchange-service.ts';
import { checkIntegrity } from './integrity-check.ts';
import {
  assessmentChange,
  entryChange,
  newOpId,
  type TestWorkspace,
  testWorkspace,
  windowSession,
} from './workspace.test-support.ts';

const frameworks = createFrameworkRegistry();
let workspace: TestWorkspace;
let assessments: AssessmentService;
let exchange: ExchangeService;

const entryId = 'a1/4.1';
const target = () => ({ opId: newOpId(), session: windowSession, scope: 'a1' });
const evidence = (id: string, patch: object) => ({
  kind: 'evidenceItem' as const,
  id,
  parentId: null,
  patch: { ...patch },
});
const link = (id: string) => ({
  kind: 'evidenceLink' as const,
  id: evidenceLinkId(id, entryId, 'present'),
  parentId: 'a1',
  patch: { evidenceId: id, entryId, slot: 'present' },
});
const note = (evidenceIds: string[]) => ({
  kind: 'themeNarrative' as const,
  id: themeNarrativeId('a1', 'T4', 'past'),
  parentId: 'a1',
  patch: { themeId: 'T4', perspective: 'past', text: { en: 'What was tried' }, evidenceIds },
});
const score = (value: number) => ({
  kind: 'individualScore' as const,
  id: `${entryId}/present/by-x1`,
  parentId: 'a1',
  patch: { entryId, slot: 'present', assessorAlias: 'Assessor 1', value },
});

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

function everything(): string {
  return JSON.stringify([[...workspace.context.entities.all()], workspace.context.operations.count()]);
}

beforeEach(() => {
  workspace = testWorkspace();
  const { context, records } = workspace;
  assessments = createAssessmentService(context, records, frameworks);
  exchange = createExchangeService({ context, records, frameworks, appVersion: '1', wallClock: () => 0 });
  workspace.change(assessmentChange());
  workspace.change([
    evidence('e1', { title: 'Law', kind: 'law', year: 2012 }),
    evidence('e2', { title: 'B' }),
  ]);
  workspace.change([entryChange({ present: 3 }), link('e1'), note(['e2']), score(3)]);
});
afterEach(() => workspace.dispose());

const freeze = () => workspace.change(assessmentChange('a1', { status: 'frozen' }));

describe('a frozen assessment', () => {
  test.each([
    ['its title', () => assessmentChange('a1', { title: 'Other' })],
    ['its status', () => assessmentChange('a1', { status: 'draft' })],
    ['a score', () => entryChange({ present: 4 })],
    ['a criterion that has no entry yet', () => entryChange({ present: 4 }, '4.2')],
    ['a narrative', () => note([])],
    ['a link to evidence', () => link('e2')],
    ['taking a link away', () => ({ ...link('e1'), patch: undefined, deleted: true })],
    ['an individual score', () => score(5)],
  ])('refuses a change of %s, whole commands and not parts of them', (_title, change) => {
    freeze();
    const before = everything();
    const other = evidence('e9', { title: 'New' });
    expect(codeOf(() => workspace.change([other, change()]))).toBe('assessmentFrozen');
    expect(everything()).toBe(before);
  });

  test('refuses to be thawed or changed in the same command', () => {
    freeze();
    expect(
      codeOf(() =>
        workspace.change([assessmentChange('a1', { status: 'draft' }), entryChange({ present: 1 })]),
      ),
    ).toBe('assessmentFrozen');
  });

  test('refuses undo and redo, of the freezing too', () => {
    workspace.change(entryChange({ present: 4 }));
    freeze();
    expect(codeOf(() => workspace.records.undo(target()))).toBe('assessmentFrozen');
    expect(workspace.context.entities.get('assessment', 'a1')?.fields['status']).toBe('frozen');
  });

  test('refuses a redo of what was taken back before it was frozen elsewhere', () => {
    workspace.change(entryChange({ present: 4 }));
    workspace.records.undo(target());
    workspace.change(assessmentChange('a1', { status: 'frozen' }), newOpId());
    expect(codeOf(() => workspace.records.redo(target()))).toBe('assessmentFrozen');
    expect(workspace.context.entities.get('criterionEntry', entryId)?.fields['present']).toBe(3);
  });

  test('refuses an import over it, and says so before', () => {
    const file = exchange.exportAssessment('a1').content;
    workspace.change(entryChange({ present: 4 }));
    freeze();
    expect(codeOf(() => exchange.inspect(file))).toBe('assessmentFrozen');
    expect(codeOf(() => exchange.importAssessment(newOpId(), file))).toBe('assessmentFrozen');
    expect(workspace.context.entities.get('criterionEntry', entryId)?.fields['present']).toBe(4);
  });

  test('the import of its own file, which changes nothing, is no change', () => {
    freeze();
    const file = exchange.exportAssessment('a1').content;
    expect(exchange.importAssessment(newOpId(), file)).toEqual({ id: 'a1', added: 0, changed: 0 });
  });

  test('that came by a file can be taken back as a whole', () => {
    freeze();
    const file = exchange.exportAssessment('a1').content;
    const other = testWorkspace();
    const there = createExchangeService({
      context: other.context,
      records: other.records,
      frameworks,
      appVersion: '1',
      wallClock: () => 0,
    });
    there.importAssessment(newOpId(), file, windowSession);
    expect(codeOf(() => other.change(entryChange({ present: 5 })))).toBe('assessmentFrozen');
    other.records.undo(target());
    expect(other.context.entities.list('assessment')).toEqual([]);
    expect(other.context.entities.list('criterionEntry')).toEqual([]);
    other.records.redo(target());
    expect(other.context.entities.list('assessment')).toMatchObject([{ fields: { status: 'frozen' } }]);
    expect(codeOf(() => other.change(entryChange({ present: 5 })))).toBe('assessmentFrozen');
    other.dispose();
  });

  test('can be removed and restored as a whole, and stays frozen', () => {
    freeze();
    assessments.setRemoved(newOpId(), 'a1', true);
    expect(codeOf(() => workspace.change(entryChange({ present: 5 })))).toBe('assessmentFrozen');
    assessments.setRemoved(newOpId(), 'a1', false);
    expect(codeOf(() => workspace.change(entryChange({ present: 5 })))).toBe('assessmentFrozen');
  });
});

describe('evidence that a frozen assessment stands on', () => {
  test.each(['e1', 'e2'])('does not change or go: %s', (id) => {
    freeze();
    expect(codeOf(() => workspace.change(evidence(id, { year: 1990 })))).toBe('evidenceFrozen');
    expect(codeOf(() => workspace.change({ ...evidence(id, {}), patch: undefined, deleted: true }))).toBe(
      'evidenceFrozen',
    );
    expect(assessments.bundle('a1').frozenEvidenceIds).toContain(id);
  });

  test('other evidence does', () => {
    freeze();
    workspace.change(evidence('e3', { title: 'Free' }));
    expect(codeOf(() => workspace.change(evidence('e3', { title: 'Still free' })))).toBeUndefined();
  });
});

describe('a new draft from a frozen assessment', () => {
  const draft = () => ({ opId: newOpId(), id: 'a1', newId: 'a2', title: 'Correction' });

  test('has everything of it and can be changed, the frozen one stays as it is', async () => {
    freeze();
    const before = JSON.stringify(
      readBundle(workspace.context, workspace.context.entities.get('assessment', 'a1')!),
    );
    const input = draft();
    assessments.carryOver(input);
    assessments.carryOver(input);
    const made = assessments.bundle('a2');
    expect(made.assessment.fields).toMatchObject({
      title: 'Correction',
      status: 'draft',
      migratedFromId: 'a1',
      frameworkVersion: '1.0.0',
    });
    expect(made.entries.map(({ id, fields }) => [id, fields.present])).toEqual([['a2/4.1', 3]]);
    expect(made.narratives.map(({ id, fields }) => [id, fields.text])).toEqual([
      ['a2/T4/past', { en: 'What was tried' }],
    ]);
    expect(made.evidenceLinks).toMatchObject([
      { id: 'a2/4.1/present/e1', fields: { entryId: 'a2/4.1', evidenceId: 'e1' } },
    ]);
    expect(made.individualScores).toMatchObject([
      { id: 'a2/4.1/present/by-x1', fields: { entryId: 'a2/4.1', value: 3 } },
    ]);
    expect(codeOf(() => workspace.change(entryChange({ present: 5 }, '4.1', 'a2')))).toBeUndefined();
    expect(
      JSON.stringify(readBundle(workspace.context, workspace.context.entities.get('assessment', 'a1')!)),
    ).toBe(before);
    const report = await checkIntegrity({
      context: workspace.context,
      frameworks,
      checkDocuments: () =>
        Promise.resolve({
          documents: 0,
          entries: 0,
          damagedRows: 0,
          quarantinedRows: 0,
          unreadable: [],
          problems: [],
        }),
    });
    expect(report.findings).toEqual([]);
  });

  test('is refused under an id that is taken, and for an assessment that is not here', () => {
    expect(codeOf(() => assessments.carryOver({ ...draft(), newId: 'a1' }))).toBe('alreadyExists');
    expect(codeOf(() => assessments.carryOver({ ...draft(), id: 'no' }))).toBe('notFound');
  });
});
