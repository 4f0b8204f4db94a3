/** Every kind of record a workspace holds. A plan's text is not here: `planDocument` is its index row only. */
export const entityKinds = [
  'workspace',
  'partner',
  'region',
  'assessment',
  'criterionEntry',
  'themeNarrative',
  'evidenceItem',
  'evidenceLink',
  'individualScore',
  'missingElement',
  'barrier',
  'policyInput',
  'goodPractice',
  'learningActivity',
  'transfer',
  'pilot',
  'indicator',
  'action',
  'risk',
  'policyMeasure',
  'workshop',
  'planDocument',
] as const;

export type EntityKind = (typeof entityKinds)[number];

/** Kinds whose records lie below an assessment: their parent id is the assessment's id. */
export const assessmentPartKinds = [
  'criterionEntry',
  'themeNarrative',
  'evidenceLink',
  'individualScore',
] as const satisfies readonly EntityKind[];

export type AssessmentPartKind = (typeof assessmentPartKinds)[number];
