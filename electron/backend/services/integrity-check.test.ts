import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import type { DocumentCheck } from '../documents/document-check.ts';
import { createAssessmentService } from './assessment-service.ts';
import { checkIntegrity, maxFindings } from './integrity-check.ts';
import {
  assessmentChange,
  entryChange,
  newOpId,
  otherSession,
  type TestWorkspace,
  testWorkspace,
  windowSession,
} from './workspace.test-support.ts';

const frameworks = createFrameworkRegistry();
const noDocuments: DocumentCheck = {
  documents: 0,
  entries: 0,
  damagedRows: 0,
  quarantinedRows: 0,
  unreadable: [],
  problems: [],
};
let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
  const undo = { session: windowSession, scope: 'a1' };
  workspace.change([
    { kind: 'partner', id: 'p1', parentId: null, patch: { legalName: 'Agencija' } },
    assessmentChange('a1', { partnerId: 'p1', title: 'Round', scopeNote: { en: 'All of it' } }),
    entryChange({ present: 2, desired: 4, justification: { en: 'It was measured' } }),
  ]);
  workspace.change(entryChange({ present: 3 }));
  workspace.change(entryChange({ past: 1 }, '4.2'), otherSession);
  workspace.records.undo({ ...undo, opId: newOpId() });
  workspace.records.redo({ ...undo, opId: newOpId() });
  workspace.change({ kind: 'criterionEntry', id: 'a1/4.2', parentId: 'a1', deleted: true });
  createAssessmentService(workspace.context, workspace.records, frameworks).list();
});
afterEach(() => workspace.dispose());

const check = (documents = noDocuments) =>
  checkIntegrity({
    context: workspace.context,
    frameworks,
    checkDocuments: () => Promise.resolve(documents),
  });
const sql = (statement: string) => workspace.context.database.prepare(statement).run();

test('a workspace that was worked on is sound', async () => {
  expect(await check()).toEqual({
    sound: true,
    counts: { records: 4, operations: 6, searchEntries: 2, documents: 0, documentUpdates: 0 },
    findings: [],
    moreFindings: 0,
  });
});

const faults: [string, string, object][] = [
  [
    'a record changed beside the log',
    `UPDATE entity SET fields = json_set(fields, '$.present', 5) WHERE id = 'a1/4.1'`,
    { area: 'records', place: 'criterionEntry a1/4.1', problem: 'differsFromLog', detail: 'present' },
  ],
  [
    'a record removed beside the log',
    `UPDATE entity SET deleted = 1 WHERE id = 'p1'`,
    { area: 'records', place: 'partner p1', problem: 'differsFromLog', detail: 'deleted' },
  ],
  [
    'a lost record',
    `DELETE FROM entity WHERE id = 'p1'`,
    { area: 'records', place: 'partner p1', problem: 'missing' },
  ],
  [
    'a record without a log entry',
    `INSERT INTO entity SELECT kind, 'p2', parent_id, fields, revision, created_at, created_by, modified_at, modified_by, deleted FROM entity WHERE id = 'p1'`,
    { area: 'records', place: 'partner p2', problem: 'notInLog' },
  ],
  [
    'a changed log entry',
    `UPDATE operation_change SET patch = json_set(patch, '$.present[0]', 1) WHERE sequence = 2`,
    { area: 'log', place: 'criterionEntry a1/4.1', problem: 'brokenChain', detail: 'present' },
  ],
  [
    'a lost change',
    `DELETE FROM operation_change WHERE sequence = 4`,
    { area: 'log', problem: 'emptyOperation' },
  ],
  [
    'a figure that is not the calculated one',
    `UPDATE assessment_summary SET summary = json_set(summary, '$.warningCount', 99)`,
    { area: 'figures', place: 'a1', problem: 'outdated' },
  ],
  [
    'a search entry with an older text',
    `UPDATE search_entry SET body = 'x' WHERE type = 'criterion'`,
    { area: 'search', place: 'criterion a1/4.1', problem: 'outdated' },
  ],
  [
    'a search entry that is not indexed',
    `DELETE FROM search_index WHERE rowid = 1`,
    { area: 'search', place: '', problem: 'damaged' },
  ],
  [
    'a missing search entry',
    `DELETE FROM search_entry WHERE type = 'criterion'`,
    { area: 'search', place: 'criterion a1/4.1', problem: 'missing' },
  ],
];
test.each(faults)('finds %s', async (_title, statement, finding) => {
  sql(statement);
  const report = await check();
  expect(report.sound).toBe(false);
  expect(report.findings).toContainEqual(expect.objectContaining(finding));
});

test('finds a lost operation and what hung on it', async () => {
  workspace.context.database.pragma('foreign_keys = OFF');
  sql('DELETE FROM operation WHERE sequence = 3');
  const { findings } = await check();
  expect(findings).toContainEqual(
    expect.objectContaining({ area: 'log', place: '3', problem: 'gapInSequence' }),
  );
  expect(findings).toContainEqual(expect.objectContaining({ area: 'file', problem: 'danglingReference' }));
});

test('passes on what is wrong with documents', async () => {
  const { findings, sound } = await check({
    ...noDocuments,
    unreadable: ['plan-1'],
    damagedRows: 2,
    quarantinedRows: 1,
  });
  expect(sound).toBe(false);
  expect(findings).toEqual([
    { area: 'documents', place: 'plan-1', problem: 'damaged', detail: '' },
    { area: 'documents', place: '', problem: 'damaged', detail: '2' },
    { area: 'documents', place: '', problem: 'setAside', detail: '1' },
  ]);
});

test('tells how much more there is than it lists', async () => {
  const partners = Array.from({ length: maxFindings + 20 }, (_item, index) => ({
    kind: 'partner' as const,
    id: `q${index}`,
    parentId: null,
    patch: { legalName: 'x' },
  }));
  workspace.change(partners);
  sql(`UPDATE entity SET revision = 7 WHERE kind = 'partner' AND id LIKE 'q%'`);
  const report = await check();
  expect([report.findings.length, report.moreFindings]).toEqual([maxFindings, 20]);
});

test('changes nothing', async () => {
  const before = workspace.context.database.serialize();
  await check();
  expect(workspace.context.database.serialize().equals(before)).toBe(true);
});
