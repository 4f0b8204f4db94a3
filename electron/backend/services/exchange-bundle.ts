import { criterionEntryId, evidenceLinkId, themeNarrativeId } from '../../../shared/domain/model/ids.ts';
import type { Framework } from '../../../shared/framework/schema.ts';
import { criterionById } from '../../../shared/framework/registry.ts';
import type { ExchangeKind, ExchangeRecord } from './exchange-file.ts';

type Fields = Record<string, unknown>;

/**
 * What ties the records of a file together (EX-8, EX-9): one assessment, parts of it and of nothing
 * else, ids made from what the parts stand for. Returns the place of the first fault.
 */
export function bundleFault(records: readonly ExchangeRecord[], framework: Framework): string | undefined {
  const byKey = new Map(records.map((record) => [keyOf(record), record]));
  if (byKey.size !== records.length) return 'records';
  const ofKind = (kind: ExchangeKind) => records.filter((record) => record.kind === kind);
  const [assessment, ...others] = ofKind('assessment');
  if (!assessment || others.length > 0 || !/^[A-Za-z0-9._-]{1,100}$/.test(assessment.id)) return 'assessment';
  if (assessment.fields['frameworkVersion'] !== framework.version) return 'assessment: frameworkVersion';
  const context: BundleContext = { assessment, byKey, framework, usedEvidence: usedEvidence(records) };
  const faulty = records.find((record) => !rules[record.kind](record, context));
  return faulty && keyOf(faulty);
}

interface BundleContext {
  assessment: ExchangeRecord;
  byKey: ReadonlyMap<string, ExchangeRecord>;
  framework: Framework;
  usedEvidence: ReadonlySet<unknown>;
}

type Rule = (record: ExchangeRecord, context: BundleContext) => boolean;

const rules: Readonly<Record<ExchangeKind, Rule>> = {
  assessment: isRoot,
  partner: (record, context) =>
    isRoot(record, context) && context.assessment.fields['partnerId'] === record.id,
  region: (record, context) => isRoot(record, context) && context.assessment.fields['regionId'] === record.id,
  evidenceItem: (record, context) => {
    const { usedEvidence, framework } = context;
    return (
      isRoot(record, context) &&
      usedEvidence.has(record.id) &&
      isEvidenceKind(framework, record.fields['kind'])
    );
  },
  criterionEntry: part((record, { assessment, framework }) => {
    const criterionId = textOf(record.fields, 'criterionId');
    return (
      record.id === criterionEntryId(assessment.id, criterionId) && knowsCriterion(framework, criterionId)
    );
  }),
  themeNarrative: part((record, { assessment, framework }) => {
    const themeId = textOf(record.fields, 'themeId');
    const perspective = textOf(record.fields, 'perspective') as 'present';
    return (
      record.id === themeNarrativeId(assessment.id, themeId, perspective) &&
      framework.themes.some((theme) => theme.id === themeId)
    );
  }),
  evidenceLink: part((record, { byKey }) => {
    const evidenceId = textOf(record.fields, 'evidenceId');
    const entryId = textOf(record.fields, 'entryId');
    const slot = textOf(record.fields, 'slot') as 'present';
    return (
      record.id === evidenceLinkId(evidenceId, entryId, slot) &&
      byKey.has(`evidenceItem ${evidenceId}`) &&
      isLiving(byKey, `criterionEntry ${entryId}`)
    );
  }),
  individualScore: part((record, { byKey }) => {
    const entryId = textOf(record.fields, 'entryId');
    const prefix = `${entryId}/${textOf(record.fields, 'slot')}/by-`;
    const isOwn = record.id.startsWith(prefix) && record.id.length > prefix.length;
    return isOwn && isLiving(byKey, `criterionEntry ${entryId}`);
  }),
};

/** What is not a part stands alone or below the partner, and is never removed by a file. */
function isRoot(record: ExchangeRecord, { byKey }: BundleContext): boolean {
  const { parentId } = record;
  return (
    !record.deleted && (parentId === null || (record.kind !== 'partner' && byKey.has(`partner ${parentId}`)))
  );
}

/** A part lies below the file's assessment; a removed one says no more than its id. */
function part(rule: Rule): Rule {
  return (record, context) => {
    const { id } = context.assessment;
    if (record.parentId !== id || !record.id.startsWith(`${id}/`)) return false;
    return record.deleted ? Object.keys(record.fields).length === 0 : rule(record, context);
  };
}

function usedEvidence(records: readonly ExchangeRecord[]): Set<unknown> {
  return new Set(
    records.flatMap(({ kind, fields }): unknown[] => {
      if (kind === 'evidenceLink') return [fields['evidenceId']];
      if (kind === 'themeNarrative' && Array.isArray(fields['evidenceIds'])) return fields['evidenceIds'];
      return [];
    }),
  );
}

function isEvidenceKind(framework: Framework, kind: unknown): boolean {
  return kind === undefined || kind === '' || framework.evidenceKinds.some((known) => known.key === kind);
}

function knowsCriterion(framework: Framework, criterionId: string): boolean {
  return criterionById(framework, criterionId) !== undefined;
}

function isLiving(byKey: ReadonlyMap<string, ExchangeRecord>, key: string): boolean {
  return byKey.get(key)?.deleted === false;
}

function keyOf(record: ExchangeRecord): string {
  return `${record.kind} ${record.id}`;
}

function textOf(fields: Fields, field: string): string {
  const value = fields[field];
  return typeof value === 'string' ? value : '';
}
