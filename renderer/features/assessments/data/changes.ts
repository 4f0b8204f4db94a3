import type { RecordChange } from '../../../../shared/contract/records.ts';
import {
  criterionEntryId,
  evidenceLinkId,
  individualScoreId,
  themeNarrativeId,
} from '../../../../shared/domain/model/ids.ts';
import type { FieldsInput } from '../../../../shared/domain/model/schemas.ts';
import type { PerspectiveKey, Slot } from '../../../../shared/framework/schema.ts';

// Every part of an assessment is addressed by what it stands for, so each patch carries that too: the
// first one creates the record.

export function assessmentChange(
  id: string,
  partnerId: string | null,
  patch: FieldsInput<'assessment'>,
): RecordChange {
  return { kind: 'assessment', id, parentId: partnerId, patch };
}

export function entryChange(
  assessment: { id: string; fields: { frameworkVersion: string } },
  criterionId: string,
  patch: FieldsInput<'criterionEntry'>,
): RecordChange {
  const scores = 'past' in patch || 'present' in patch || 'desired' in patch;
  return {
    kind: 'criterionEntry',
    id: criterionEntryId(assessment.id, criterionId),
    parentId: assessment.id,
    patch: {
      criterionId,
      ...(scores && { scoredUnderVersion: assessment.fields.frameworkVersion }),
      ...patch,
    },
  };
}

export function narrativeChange(
  assessmentId: string,
  themeId: string,
  perspective: PerspectiveKey,
  patch: FieldsInput<'themeNarrative'>,
): RecordChange {
  return {
    kind: 'themeNarrative',
    id: themeNarrativeId(assessmentId, themeId, perspective),
    parentId: assessmentId,
    patch: { themeId, perspective, ...patch },
  };
}

export interface LinkPlace {
  assessmentId: string;
  criterionId: string;
  evidenceId: string;
  slot: Slot;
}

/** Links evidence to a slot, or takes the link away. */
export function linkChange(place: LinkPlace, linked: boolean, page = ''): RecordChange {
  const { assessmentId, criterionId, evidenceId, slot } = place;
  const entryId = criterionEntryId(assessmentId, criterionId);
  const record = {
    kind: 'evidenceLink' as const,
    id: evidenceLinkId(evidenceId, entryId, slot),
    parentId: assessmentId,
    deleted: !linked,
  };
  return linked ? { ...record, patch: { evidenceId, entryId, slot, page } } : record;
}

export interface PersonalScorePlace {
  assessmentId: string;
  criterionId: string;
  slot: Slot;
  assessorKey: string;
}

export function personalScoreChange(
  place: PersonalScorePlace,
  patch: FieldsInput<'individualScore'>,
): RecordChange {
  const entryId = criterionEntryId(place.assessmentId, place.criterionId);
  return {
    kind: 'individualScore',
    id: individualScoreId(entryId, place.assessorKey, place.slot),
    parentId: place.assessmentId,
    patch: { entryId, slot: place.slot, ...patch },
  };
}
