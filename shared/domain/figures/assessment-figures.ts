import type { Framework, Slot, Theme } from '../../framework/schema.ts';
import type {
  AssessmentBundle,
  ConfidenceLevel,
  ExperienceClass,
  GapClass,
  ReadinessAdvice,
} from '../assessment-bundle.ts';
import { longestText } from '../model/text.ts';
import { assessmentWarnings, type Warning } from '../warnings/assessment-warnings.ts';
import {
  assessmentCompleteness,
  criterionCompleteness,
  readinessAdvice,
  themeCompleteness,
} from './completeness.ts';
import { confidenceLevel, criterionConfidence, themeConfidence } from './confidence.ts';
import { criterionInputs, type CriterionInput, slotYear } from './criterion-input.ts';
import type { Explained } from './explained.ts';
import { experienceClass, gapClass, gapPriority } from './priority.ts';
import { disagreement, type Disagreement, gap, proposal, themeScore, trend } from './scores.ts';

export interface CriterionFigures {
  readonly criterionId: string;
  readonly themeId: string;
  readonly notApplicable: boolean;
  readonly trend: Explained;
  readonly gap: Explained;
  readonly evidence: Explained;
  readonly review: Explained;
  readonly confidence: Explained;
  readonly confidenceLevel: ConfidenceLevel | null;
  readonly completeness: Explained;
  readonly priority: Explained;
  readonly class: GapClass | null;
  readonly proposals: Readonly<Record<Slot, Explained>>;
  readonly disagreements: Readonly<Record<Slot, Disagreement>>;
  /** Slots without a value, unless the criterion is outside the body's competence. */
  readonly missingSlots: readonly Slot[];
}

export interface ThemeFigures {
  readonly themeId: string;
  readonly horizontal: boolean;
  readonly scores: Readonly<Record<Slot, Explained>>;
  readonly gap: Explained;
  readonly trend: Explained;
  readonly confidence: Explained;
  readonly confidenceLevel: ConfidenceLevel | null;
  readonly completeness: Explained;
  readonly class: GapClass | null;
  readonly experience: ExperienceClass | null;
}

/** Every figure of one assessment's pages. */
export interface AssessmentFigures {
  /** In the order of the framework. */
  readonly criteria: readonly CriterionFigures[];
  readonly themes: readonly ThemeFigures[];
  readonly completeness: Explained;
  readonly advice: ReadinessAdvice | null;
  /** Criteria with a positive priority, the most urgent first. */
  readonly priorityOrder: readonly string[];
  readonly warnings: readonly Warning[];
}

/** All figures of framework b.6 for one assessment, in one pass. */
export function assessmentFigures(bundle: AssessmentBundle, framework: Framework): AssessmentFigures {
  const inputs = criterionInputs(bundle, framework);
  const present = slotYear(bundle.assessment.fields, 'present');
  const criteria = inputs.map((input) => criterionFigures(input, present, framework));
  const themes = framework.themes.map((theme) => themeFigures(theme, inputs, criteria, bundle, framework));
  const completeness = assessmentCompleteness(
    themes
      .filter(({ horizontal }) => !horizontal)
      .map((theme) => ({ themeId: theme.themeId, value: theme.completeness.value })),
  );
  return {
    criteria,
    themes,
    completeness,
    advice: readinessAdvice(completeness.value, framework),
    priorityOrder: priorityOrder(criteria),
    warnings: assessmentWarnings(bundle, inputs, framework),
  };
}

function criterionFigures(
  input: CriterionInput,
  presentYear: number | null,
  framework: Framework,
): CriterionFigures {
  const { entry, criterion, scores } = input;
  const applicable = !entry.notApplicable;
  const [past, present, desired] = applicable
    ? [entry.past, entry.present, entry.desired]
    : [null, null, null];
  const absent = applicable ? 'notAnswered' : 'notApplicable';
  const sure = criterionConfidence(
    input.evidence.present,
    {
      agreed: present,
      scores: scores.present,
      discussed: entry.disagreementDiscussed,
      outsideValue: entry.peerScore?.value ?? null,
    },
    presentYear,
    framework,
  );
  const ownGap = gap(present, desired, absent);
  return {
    criterionId: criterion.id,
    themeId: input.themeId,
    notApplicable: entry.notApplicable,
    trend: trend(past, present, absent),
    gap: ownGap,
    ...sure,
    confidenceLevel: confidenceLevel(sure.confidence.value, framework),
    completeness: criterionCompleteness(
      {
        ...entry,
        justificationCharacters: longestText(entry.justification),
        evidenceItems: input.evidenceIds.size,
        reasonGiven: longestText(entry.notApplicableReason) > 0,
      },
      framework,
    ),
    priority: gapPriority(ownGap.value, entry.importance, entry.feasibility, framework),
    class: gapClass(ownGap.value, sure.confidence.value, framework),
    proposals: bySlot((slot) => proposal(scores[slot])),
    disagreements: bySlot((slot) => disagreement(scores[slot], entry.disagreementDiscussed, framework)),
    missingSlots: applicable ? allSlots.filter((slot) => entry[slot] === null) : [],
  };
}

function themeFigures(
  theme: Theme,
  inputs: readonly CriterionInput[],
  criteria: readonly CriterionFigures[],
  bundle: AssessmentBundle,
  framework: Framework,
): ThemeFigures {
  const own = inputs.filter((input) => input.themeId === theme.id);
  const figures = criteria.filter((figure) => figure.themeId === theme.id);
  const weights = new Map(own.map(({ criterion }) => [criterion.id, criterion.weight]));
  const scores = bySlot((slot) =>
    themeScore(
      slot,
      own.map(({ criterion, entry }) => ({
        criterionId: criterion.id,
        weight: criterion.weight,
        value: entry[slot],
        notApplicable: entry.notApplicable,
      })),
      framework,
    ),
  );
  const confidence = themeConfidence(
    figures.map(({ criterionId, confidence }) => ({
      criterionId,
      weight: weights.get(criterionId) ?? 0,
      confidence: confidence.value,
    })),
  );
  const themeGap = gap(scores.present.value, scores.desired.value, 'tooFewAnswers');
  return {
    themeId: theme.id,
    horizontal: theme.horizontal,
    scores,
    gap: themeGap,
    trend: trend(scores.past.value, scores.present.value, 'tooFewAnswers'),
    confidence,
    confidenceLevel: confidenceLevel(confidence.value, framework),
    completeness: themeCompleteness(
      {
        criteria: figures.map(({ criterionId, completeness }) => ({
          criterionId,
          weight: weights.get(criterionId) ?? 0,
          value: completeness.value,
        })),
        narratives: writtenPerspectives(theme.id, bundle, framework),
      },
      framework,
    ),
    class: gapClass(themeGap.value, confidence.value, framework),
    experience: experienceClass(scores.present.value, confidence.value, framework),
  };
}

/** Characters per perspective; each perspective once, however many records there are. */
function writtenPerspectives(
  themeId: string,
  bundle: AssessmentBundle,
  framework: Framework,
): { perspective: string; characters: number }[] {
  const own = bundle.narratives.filter(({ fields }) => fields.themeId === themeId);
  return framework.perspectives.map(({ key }) => {
    let characters = 0;
    for (const { fields } of own) {
      if (fields.perspective === key) characters = Math.max(characters, longestText(fields.text));
    }
    return { perspective: key, characters };
  });
}

function priorityOrder(criteria: readonly CriterionFigures[]): string[] {
  // The sort is stable: equal priorities stay in the order of the framework.
  return criteria
    .filter(({ priority }) => (priority.value ?? 0) > 0)
    .toSorted((left, right) => (right.priority.value ?? 0) - (left.priority.value ?? 0))
    .map(({ criterionId }) => criterionId);
}

const allSlots: readonly Slot[] = ['past', 'present', 'desired'];

function bySlot<Value>(valueOf: (slot: Slot) => Value): Record<Slot, Value> {
  return { past: valueOf('past'), present: valueOf('present'), desired: valueOf('desired') };
}
