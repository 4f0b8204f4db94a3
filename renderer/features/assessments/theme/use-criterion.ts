import { useMemo } from 'react';
import type { CriterionFigures } from '../../../../shared/domain/figures/assessment-figures.ts';
import { initialFields } from '../../../../shared/domain/model/validation.ts';
import type { FieldsInput, FieldsOf } from '../../../../shared/domain/model/schemas.ts';
import { criterionById } from '../../../../shared/framework/registry.ts';
import type { Criterion } from '../../../../shared/framework/schema.ts';
import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { entryChange } from '../data/changes.ts';

export interface CriterionAccess {
  criterion: Criterion;
  entry: FieldsOf<'criterionEntry'>;
  /** The newest entry, also inside a callback that was made earlier. */
  currentEntry: () => FieldsOf<'criterionEntry'>;
  figures: CriterionFigures | undefined;
  /** Stores fields of the entry; rejects when refused. */
  save: (patch: FieldsInput<'criterionEntry'>) => Promise<void>;
  /** The same for callers that have nothing to do afterwards. */
  put: (patch: FieldsInput<'criterionEntry'>) => void;
}

/** What the assessment says of a criterion, whether or not its entry exists yet. */
export function useCriterion(criterionId: string): CriterionAccess {
  const { bundle, current, figures, framework, put, save } = useAssessment();
  const criterion = criterionById(framework, criterionId);
  if (!criterion) throw new Error(`no criterion ${criterionId}`);
  const entry = useMemo(() => entryOf(bundle, criterionId), [bundle, criterionId]);
  return {
    criterion,
    entry,
    currentEntry: () => entryOf(current(), criterionId),
    figures: figures.criteria.find((figure) => figure.criterionId === criterionId),
    save: (patch) => save([entryChange(current().assessment, criterionId, patch)]),
    put: (patch) => put(entryChange(current().assessment, criterionId, patch)),
  };
}

export function entryOf(bundle: AssessmentBundle, criterionId: string): FieldsOf<'criterionEntry'> {
  const found = bundle.entries.find(({ fields }) => fields.criterionId === criterionId);
  return found?.fields ?? { ...initialFields('criterionEntry'), criterionId };
}
