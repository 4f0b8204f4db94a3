import type { Framework, Slot } from '../../framework/schema.ts';
import type { AssessmentBundle } from '../assessment-bundle.ts';
import type { CriterionInput } from '../figures/criterion-input.ts';
import { slotYear } from '../figures/criterion-input.ts';
import { settle, spread } from '../figures/numbers.ts';
import type { EntityRecord } from '../model/schemas.ts';
import { longestText, outdatedTranslations } from '../model/text.ts';

/** Texts under the same keys in the warnings catalog. A warning never blocks anything. */
export const warningCodes = [
  'highScoreWithoutResults',
  'desiredBelowPresent',
  'onlyOneSlot',
  'notApplicableWithoutReason',
  'evidenceOld',
  'evidenceWithoutSource',
  'disagreementNotDiscussed',
  'outdatedTranslation',
  'reviewAfterMigration',
] as const;
export type WarningCode = (typeof warningCodes)[number];

export interface Warning {
  readonly code: WarningCode;
  /** Null for what concerns the assessment as a whole. */
  readonly criterionId: string | null;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What a careful reader would ask about an assessment (framework (i)); in the order of the criteria. */
export function assessmentWarnings(
  bundle: AssessmentBundle,
  inputs: readonly CriterionInput[],
  framework: Framework,
): Warning[] {
  const items = new Map(bundle.evidenceItems.map((item) => [item.id, item]));
  return [
    ...inputs.flatMap((input) => [
      ...scoreWarnings(input, framework),
      ...evidenceWarnings(input, items, bundle, framework),
    ]),
    ...translationWarnings(bundle.assessment.id, bundle.assessment.fields, {
      scopeNote: bundle.assessment.fields.scopeNote,
    }),
    ...bundle.evidenceItems.flatMap((item) =>
      translationWarnings(item.id, item.fields, { quote: item.fields.quote }, item.fields.title),
    ),
  ];
}

function scoreWarnings(input: CriterionInput, framework: Framework): Warning[] {
  const { entry } = input;
  const found: Warning[] = [];
  const warn = (code: WarningCode, params: Warning['params'] = {}) =>
    found.push({ code, criterionId: input.criterion.id, params });
  if (entry.notApplicable) {
    if (longestText(entry.notApplicableReason) === 0) warn('notApplicableWithoutReason');
    return found;
  }
  for (const slot of ['past', 'present'] as const) {
    const score = entry[slot];
    if (score === null || score < framework.parameters.warnings.resultsEvidenceFrom) continue;
    if (!input.evidence[slot].some(({ kind }) => measuresResults(kind, framework))) {
      warn('highScoreWithoutResults', { slot, score });
    }
  }
  if (entry.desired !== null && entry.present !== null && entry.desired < entry.present) {
    warn('desiredBelowPresent', { present: entry.present, desired: entry.desired });
  }
  const filled = slotNames.filter((slot) => entry[slot] !== null);
  if (filled.length === 1 && filled[0]) warn('onlyOneSlot', { slot: filled[0] });
  for (const slot of slotNames) {
    const range = spread(input.scores[slot].flatMap(({ value }) => value ?? []));
    if (range === null || range < framework.parameters.disagreementRange) continue;
    if (!entry.disagreementDiscussed) warn('disagreementNotDiscussed', { slot, range: settle(range) });
  }
  if (entry.reviewAfterMigration) warn('reviewAfterMigration');
  return found;
}

const slotNames: readonly Slot[] = ['past', 'present', 'desired'];

function measuresResults(kindKey: string, framework: Framework): boolean {
  return framework.evidenceKinds.some((kind) => kind.key === kindKey && kind.measuresResults);
}

function evidenceWarnings(
  input: CriterionInput,
  items: ReadonlyMap<string, EntityRecord<'evidenceItem'>>,
  bundle: AssessmentBundle,
  framework: Framework,
): Warning[] {
  const limit = framework.parameters.warnings.evidenceMaxAgeYears;
  const found: Warning[] = [];
  for (const id of input.evidenceIds) {
    const item = items.get(id);
    if (!item) continue;
    const { title, year, publisher, url, fileHash } = item.fields;
    const params = { title, evidenceId: id };
    if (publisher === '' && url === '' && fileHash === '') {
      found.push({ code: 'evidenceWithoutSource', criterionId: input.criterion.id, params });
    }
    if (year === null) continue;
    const oldFor = slotNames.filter((slot) => {
      const until = slotYear(bundle.assessment.fields, slot);
      // Evidence for a wish is always older than the wish: only what is said of facts grows old.
      if (slot === 'desired' || until === null || until - year <= limit) return false;
      return input.evidence[slot].some((linked) => linked.id === id);
    });
    if (oldFor.length === 0) continue;
    found.push({ code: 'evidenceOld', criterionId: input.criterion.id, params: { ...params, year, limit } });
  }
  return found;
}

function translationWarnings(
  recordId: string,
  fields: { sourceLanguage: string; translatedFrom: Record<string, string> },
  texts: Readonly<Record<string, Readonly<Record<string, string>>>>,
  title = '',
): Warning[] {
  return Object.entries(texts).flatMap(([field, text]) =>
    outdatedTranslations(fields, field, text).map(
      (language): Warning => ({
        code: 'outdatedTranslation',
        criterionId: null,
        params: { recordId, field, language, title },
      }),
    ),
  );
}
