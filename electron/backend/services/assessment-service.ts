import type {
  AssessmentListRow,
  assessmentCarryOver,
  newAssessment,
} from '../../../shared/contract/assessments.ts';
import type { z } from 'zod';
import type { AssessmentBundle, AssessmentSummary } from '../../../shared/domain/assessment-bundle.ts';
import { assessmentSummary } from '../../../shared/domain/figures/assessment-summary.ts';
import { carryOver } from '../../../shared/domain/migration/carry-over.ts';
import type { EntityKind } from '../../../shared/domain/model/kinds.ts';
import { completeFields } from '../../../shared/domain/model/validation.ts';
import type { EntityRecord } from '../../../shared/domain/model/schemas.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { stampMilliseconds } from '../../../shared/kernel/clock.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';
import type { RecordService } from './record-service.ts';
import type { WorkspaceContext } from './workspace-context.ts';

export interface AssessmentService {
  list(): AssessmentListRow[];
  /** Everything of one assessment; throws `notFound`. */
  bundle(id: string): AssessmentBundle;
  /** Throws `frameworkUnknown`, `notFound` for partner or region, `alreadyExists`. */
  create(input: z.output<typeof newAssessment>): void;
  setRemoved(opId: string, id: string, removed: boolean): void;
  /** A new draft with everything of an assessment, which stays as it is. Throws `notFound`, `alreadyExists`. */
  carryOver(input: z.output<typeof assessmentCarryOver>): void;
}

/** Commands of the backend itself, not of one window's editing session: not undone with Ctrl Z. */
export const backendSession = '00000000-0000-4000-8000-000000000000';

export function createAssessmentService(
  context: WorkspaceContext,
  records: RecordService,
  frameworks: FrameworkRegistry,
): AssessmentService {
  const bundle = (id: string): AssessmentBundle => {
    const assessment = context.entities.get('assessment', id);
    if (!assessment || assessment.deleted) throw new AppError('notFound');
    return readBundle(context, assessment);
  };
  return {
    bundle,
    list() {
      const kept = context.summaries.all();
      const names = new Map<string, StoredEntity>();
      for (const kind of ['partner', 'region'] as const) {
        for (const entity of context.entities.list(kind, true)) names.set(entity.id, entity);
      }
      const missing: [string, AssessmentSummary][] = [];
      const rows = context.entities.list('assessment').map((assessment) => {
        let summary = kept.get(assessment.id);
        if (!summary) {
          summary = summarise(frameworks, readBundle(context, assessment));
          missing.push([assessment.id, summary]);
        }
        return toListRow(assessment, summary, names);
      });
      context.database.transaction(() => {
        for (const [id, summary] of missing) context.summaries.put(id, summary);
      })();
      return rows;
    },
    create(input) {
      if (!frameworks.has(input.frameworkVersion)) {
        throw new AppError('frameworkUnknown', { version: input.frameworkVersion });
      }
      const { opId, id, ...patch } = input;
      const partner = findRecord(context, 'partner', input.partnerId);
      const region = findRecord(context, 'region', input.regionId);
      if (!partner || (input.regionId !== null && !region)) throw new AppError('notFound');
      const isRepeated = context.operations.get(opId) !== undefined;
      if (!isRepeated && context.entities.get('assessment', id)) throw new AppError('alreadyExists');
      const change = { kind: 'assessment' as const, id, parentId: input.partnerId, patch };
      records.apply({ opId, session: backendSession, scope: id, changes: [change] });
    },
    setRemoved(opId, id, removed) {
      if (!context.entities.get('assessment', id)) throw new AppError('notFound');
      const change = { kind: 'assessment' as const, id, parentId: null, deleted: removed };
      records.apply({ opId, session: backendSession, scope: id, changes: [change] });
    },
    carryOver({ opId, id, newId, title }) {
      const from = bundle(id);
      if (!context.operations.get(opId) && context.entities.get('assessment', newId)) {
        throw new AppError('alreadyExists');
      }
      const changes = carryOver(from, newId, title).map(({ kind, id: recordId, parentId, fields }) => ({
        kind,
        id: recordId,
        parentId,
        patch: fields,
      }));
      records.apply({ opId, session: backendSession, scope: newId, changes });
    },
  };
}

function summarise(frameworks: FrameworkRegistry, bundle: AssessmentBundle): AssessmentSummary {
  return assessmentSummary(bundle, frameworks.get(bundle.assessment.fields.frameworkVersion));
}

/** An assessment with its parts, its partner and region, and the evidence that its links and notes name. */
export function readBundle(context: WorkspaceContext, assessment: StoredEntity): AssessmentBundle {
  const parts = context.entities.children(assessment.id);
  const ofKind = <Kind extends EntityKind>(kind: Kind) =>
    parts.filter((part) => part.kind === kind).map((part) => toRecord<Kind>(part));
  const evidenceLinks = ofKind('evidenceLink');
  const narratives = ofKind('themeNarrative');
  const evidenceIds = new Set([
    ...evidenceLinks.map((link) => link.fields.evidenceId),
    ...narratives.flatMap((narrative) => narrative.fields.evidenceIds),
  ]);
  return {
    assessment: toRecord<'assessment'>(assessment),
    partner: findRecord(context, 'partner', assessment.fields['partnerId']),
    region: findRecord(context, 'region', assessment.fields['regionId']),
    entries: ofKind('criterionEntry'),
    narratives,
    evidenceItems: [...evidenceIds].flatMap((id) => findRecord(context, 'evidenceItem', id) ?? []),
    evidenceLinks,
    individualScores: ofKind('individualScore'),
    frozenEvidenceIds: [...evidenceIds].flatMap((id) =>
      id !== null && context.entities.supportsFrozen(id) ? id : [],
    ),
  };
}

function findRecord<Kind extends EntityKind>(
  context: WorkspaceContext,
  kind: Kind,
  id: unknown,
): EntityRecord<Kind> | null {
  const found = typeof id === 'string' ? context.entities.get(kind, id) : undefined;
  return found && !found.deleted ? toRecord<Kind>(found) : null;
}

/** A stored record with the defaults of fields that it does not have yet. */
export function toRecord<Kind extends EntityKind>(entity: StoredEntity): EntityRecord<Kind> {
  return {
    kind: entity.kind as Kind,
    id: entity.id,
    parentId: entity.parentId,
    fields: completeFields(entity.kind as Kind, entity.fields),
    revision: entity.revision,
    modifiedAt: stampMilliseconds(entity.modifiedAt),
    modifiedBy: entity.modifiedBy,
  };
}

function toListRow(
  assessment: StoredEntity,
  summary: AssessmentSummary,
  names: ReadonlyMap<string, StoredEntity>,
): AssessmentListRow {
  const { fields, modifiedAt = 0, modifiedBy = '' } = toRecord<'assessment'>(assessment);
  const partner = names.get(fields.partnerId ?? '');
  const region = names.get(fields.regionId ?? '');
  return {
    id: assessment.id,
    title: fields.title,
    partnerId: fields.partnerId ?? '',
    partnerName: partner ? toRecord<'partner'>(partner).fields.legalName : '',
    regionId: fields.regionId,
    regionName: region ? toRecord<'region'>(region).fields.name : {},
    status: fields.status,
    frameworkVersion: fields.frameworkVersion,
    referenceDate: fields.referenceDate ?? '',
    pastYear: fields.pastYear ?? 0,
    targetYear: fields.targetYear ?? 0,
    modifiedAt,
    modifiedBy,
    summary,
  };
}
