import type { DocumentCheck } from '../documents/document-check.ts';
import { assessmentSummary } from '../../../shared/domain/figures/assessment-summary.ts';
import { completeFields, initialFields } from '../../../shared/domain/model/validation.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { deletedField, type ChangeWithOperation } from '../repositories/operation-repository.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';
import { readBundle } from './assessment-service.ts';
import { patched, sameJson } from './record-changes.ts';
import { searchEntryOf } from './search-entries.ts';
import type { WorkspaceContext } from './workspace-context.ts';

export type CheckedArea = 'file' | 'log' | 'records' | 'search' | 'figures' | 'documents';

/** One thing that is not as it should be. */
export interface Finding {
  area: CheckedArea;
  /** A record, an operation, a document, or '' for the whole. */
  place: string;
  problem:
    | 'sqlite'
    | 'danglingReference'
    | 'gapInSequence'
    | 'emptyOperation'
    | 'brokenChain'
    | 'differsFromLog'
    | 'notInLog'
    | 'missing'
    | 'outdated'
    | 'damaged'
    | 'setAside';
  detail: string;
}

/** What was looked at and what was found. */
export interface IntegrityReport {
  sound: boolean;
  counts: {
    records: number;
    operations: number;
    searchEntries: number;
    documents: number;
    documentUpdates: number;
  };
  /** The first `maxFindings`. */
  findings: Finding[];
  moreFindings: number;
}

export const maxFindings = 100;

export interface IntegrityOptions {
  context: WorkspaceContext;
  frameworks: FrameworkRegistry;
  /** Reads all documents through. */
  checkDocuments: () => Promise<DocumentCheck>;
}

/** Reads an open workspace through and compares what must agree. Changes nothing. */
export async function checkIntegrity(options: IntegrityOptions): Promise<IntegrityReport> {
  const { context } = options;
  const documents = await options.checkDocuments();
  const found: Finding[] = [
    ...fileFindings(context),
    ...logFindings(context),
    ...searchFindings(context),
    ...figureFindings(context, options.frameworks),
    ...documentFindings(documents),
  ];
  return {
    sound: found.length === 0,
    counts: {
      records: context.entities.total(),
      operations: context.operations.count(),
      searchEntries: context.search.count(),
      documents: documents.documents,
      documentUpdates: documents.entries,
    },
    findings: found.slice(0, maxFindings),
    moreFindings: Math.max(0, found.length - maxFindings),
  };
}

function* fileFindings({ database }: WorkspaceContext): Generator<Finding> {
  const problems = database.pragma('integrity_check(20)') as { integrity_check: string }[];
  for (const { integrity_check: detail } of problems) {
    if (detail !== 'ok') yield { area: 'file', place: '', problem: 'sqlite', detail };
  }
  const dangling = database.pragma('foreign_key_check') as {
    table: string;
    rowid: number | null;
    parent: string;
  }[];
  for (const { table, rowid, parent } of dangling) {
    yield { area: 'file', place: `${table} ${rowid ?? ''}`, problem: 'danglingReference', detail: parent };
  }
}

/** Replays the operation log: it must lead to the very records that are stored. */
function* logFindings(context: WorkspaceContext): Generator<Finding> {
  const replayed = new Map<string, StoredEntity>();
  for (const sequence of context.operations.missingSequences(maxFindings)) {
    yield { area: 'log', place: String(sequence), problem: 'gapInSequence', detail: '' };
  }
  for (const opId of context.operations.withoutChanges(maxFindings)) {
    yield { area: 'log', place: opId, problem: 'emptyOperation', detail: '' };
  }
  for (const change of context.operations.all()) {
    const key = `${change.kind} ${change.id}`;
    const before = replayed.get(key);
    const broken = brokenField(before, change);
    if (broken !== undefined) yield { area: 'log', place: key, problem: 'brokenChain', detail: broken };
    replayed.set(key, patched(before, change, change.stamp, change.actor));
  }
  yield* recordFindings(context, replayed);
}

/** The field in which a change does not start from what the one before left. */
function brokenField(before: StoredEntity | undefined, change: ChangeWithOperation): string | undefined {
  if (change.baseRevision !== (before?.revision ?? 0)) return 'revision';
  const fields: Record<string, unknown> = before?.fields ?? initialFields(change.kind);
  for (const [field, [was]] of Object.entries(change.patch)) {
    const stood = field === deletedField ? (before?.deleted ?? true) : (fields[field] ?? null);
    if (!sameJson(stood, was)) return field;
  }
  return undefined;
}

function* recordFindings(
  context: WorkspaceContext,
  replayed: ReadonlyMap<string, StoredEntity>,
): Generator<Finding> {
  const seen = new Set<string>();
  for (const stored of context.entities.all()) {
    const place = `${stored.kind} ${stored.id}`;
    seen.add(place);
    const expected = replayed.get(place);
    if (!expected) yield { area: 'records', place, problem: 'notInLog', detail: '' };
    else {
      const detail = differingPart(stored, expected);
      if (detail !== undefined) yield { area: 'records', place, problem: 'differsFromLog', detail };
    }
  }
  for (const place of replayed.keys()) {
    if (!seen.has(place)) yield { area: 'records', place, problem: 'missing', detail: '' };
  }
}

function differingPart(stored: StoredEntity, expected: StoredEntity): string | undefined {
  for (const part of [
    'parentId',
    'revision',
    'deleted',
    'createdAt',
    'createdBy',
    'modifiedAt',
    'modifiedBy',
  ] as const) {
    if (stored[part] !== expected[part]) return part;
  }
  const fields: Record<string, unknown> = completeFields(stored.kind, stored.fields);
  const names = new Set([...Object.keys(fields), ...Object.keys(expected.fields)]);
  return [...names].find((name) => !sameJson(fields[name], expected.fields[name]));
}

function* searchFindings(context: WorkspaceContext): Generator<Finding> {
  const fault = context.search.indexFault();
  if (fault !== undefined) yield { area: 'search', place: '', problem: 'damaged', detail: fault };
  // Plans are indexed from their documents, at the sequence that the plan index holds.
  const indexed = new Map(
    context.search
      .all()
      .flatMap((entry) => (entry.type === 'plan' ? [] : [[`${entry.type} ${entry.id}`, entry]])),
  );
  for (const entity of context.entities.all()) {
    const expected = searchEntryOf(context.entities, entity);
    if (!expected) continue;
    const place = `${expected.type} ${expected.id}`;
    const entry = indexed.get(place);
    indexed.delete(place);
    if (!entry) yield { area: 'search', place, problem: 'missing', detail: '' };
    else if (!sameJson(entry, expected)) yield { area: 'search', place, problem: 'outdated', detail: '' };
  }
  for (const place of indexed.keys()) yield { area: 'search', place, problem: 'outdated', detail: 'removed' };
}

/** Figures that lists keep must be those that a fresh calculation gives. */
function* figureFindings(context: WorkspaceContext, frameworks: FrameworkRegistry): Generator<Finding> {
  for (const [id, kept] of context.summaries.all()) {
    const assessment = context.entities.get('assessment', id);
    const framework = frameworks.find(String(assessment?.fields['frameworkVersion']));
    if (!assessment || !framework) continue;
    const fresh = assessmentSummary(readBundle(context, assessment), framework);
    if (!sameJson(kept, fresh)) yield { area: 'figures', place: id, problem: 'outdated', detail: '' };
  }
}

function* documentFindings(check: DocumentCheck): Generator<Finding> {
  for (const place of check.unreadable) {
    yield { area: 'documents', place, problem: 'damaged', detail: '' };
  }
  for (const detail of check.problems) yield { area: 'documents', place: '', problem: 'sqlite', detail };
  if (check.damagedRows > 0) {
    yield { area: 'documents', place: '', problem: 'damaged', detail: String(check.damagedRows) };
  }
  if (check.quarantinedRows > 0) {
    yield { area: 'documents', place: '', problem: 'setAside', detail: String(check.quarantinedRows) };
  }
}
