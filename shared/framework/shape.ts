import { z } from 'zod';

// zod otherwise compiles parsers with `new Function`, which the windows' content security policy reports.
z.config({ jitless: true });

export const frameworkSchemaId = 'cps-framework/1';

const nonEmpty = z.string().trim().min(1);
const share = z.number().min(0).max(1);
const positive = z.number().positive();
const count = z.int().min(1);
const key = z.string().regex(/^[a-z][a-z0-9_]*$/);
const semanticVersion = z.string().regex(/^\d+\.\d+\.\d+$/);
const criterionId = z.string().regex(/^\d+\.\d+$/);

/** A text in every language of the product; a framework may bring more languages as further keys. */
export const localizedTextSchema = z.object({ en: nonEmpty, el: nonEmpty, hr: nonEmpty }).catchall(nonEmpty);

export const slotSchema = z.enum(['past', 'present', 'desired']);
export const perspectiveKeySchema = z.enum(['past', 'present', 'future', 'parallel']);

const scaleSchema = z.strictObject({
  min: z.int(),
  max: z.int(),
  /** Step of a single assessor's score. */
  individualStep: positive,
  /** Step of the value that the team agrees on. */
  agreedStep: positive,
  levels: z
    .array(z.strictObject({ value: z.int(), key, name: localizedTextSchema, hint: localizedTextSchema }))
    .min(2),
  /** How an unanswered slot is called and explained; it is never the same as level 0. */
  empty: z.strictObject({ name: localizedTextSchema, hint: localizedTextSchema }),
  notApplicable: z.strictObject({ name: localizedTextSchema, hint: localizedTextSchema }),
});

const methodSchema = z.strictObject({ key, name: localizedTextSchema });

const perspectiveSchema = z.strictObject({
  key: perspectiveKeySchema,
  /** The score that belongs to the perspective; parallel contexts have none. */
  slot: slotSchema.nullable(),
  slotName: localizedTextSchema.nullable(),
  name: localizedTextSchema,
  help: localizedTextSchema,
  /** Guiding question for every theme. */
  question: localizedTextSchema,
  methods: z.array(methodSchema).min(1),
});

const criterionSchema = z.strictObject({
  id: criterionId,
  /** Stays the same over versions as long as the criterion asks the same thing. */
  lineage: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Raised when the meaning changes; scores of different revisions are not compared. */
  meaningRev: count,
  weight: positive,
  name: localizedTextSchema,
  help: localizedTextSchema,
  /** One descriptor for each level of the scale, lowest first. */
  levels: z.array(localizedTextSchema),
  evidenceHints: z.array(key).min(1),
  indicators: z.array(z.string()),
});

const themeSchema = z.strictObject({
  id: z.string().regex(/^[A-Z]\d*$/),
  /** Number of the working group that owns the theme. */
  wg: count,
  /** A horizontal theme is shown beside the radar and stays out of the assessment's mean. */
  horizontal: z.boolean(),
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  name: localizedTextSchema,
  /** For radar axes, table heads and chips. */
  shortName: localizedTextSchema,
  questions: z.record(perspectiveKeySchema, localizedTextSchema),
  statistics: z.array(key),
  criteria: z.array(criterionSchema).min(1),
});

const statisticSchema = z.strictObject({
  /** The table code where the source is Eurostat. */
  code: key,
  source: z.enum(['eurostat', 'scoreboard', 'regional', 'document']),
  name: localizedTextSchema,
  /** How to read the figure, such as an orientation value. */
  note: localizedTextSchema.optional(),
});

const evidenceKindSchema = z.strictObject({
  key,
  name: localizedTextSchema,
  strength: share,
  /** Whether evidence of the kind can show that results are measured (asked for by level 4 and above). */
  measuresResults: z.boolean(),
});

const recencyBandSchema = z.strictObject({ maxAgeYears: count.nullable(), factor: share });

const confidenceSchema = z.strictObject({
  evidence: share,
  review: share,
  itemWeightCap: share,
  bestItems: count,
  /** Below `low` is low, below `high` is medium, else high. */
  low: share,
  high: share,
  reviewValues: z.strictObject({
    single: share,
    team: share,
    outside: share,
    openDisagreement: share,
  }),
  teamMinAssessors: count,
  agreementWithinLevels: positive,
});

const completenessSchema = z.strictObject({
  present: share,
  desired: share,
  justification: share,
  evidence: share,
  past: share,
  justificationMinCharacters: count,
  criteriaShare: share,
  narrativeShare: share,
  narrativeMinCharacters: count,
  usableFrom: share,
  readyFrom: share,
});

const matchSchema = z.strictObject({
  lift: share,
  trust: share,
  fit: share,
  offer: share,
  language: share,
  sameCountryFactor: share,
  minLift: share,
  /** Rise in levels that counts as full lift. */
  fullLiftLevels: positive,
  /** How many levels the giver's theme score is above the receiver's, at least. */
  minLeadLevels: positive,
  /** Active transfers a giver can carry unless the organisation says otherwise. */
  capacity: count,
  fitParts: z.strictObject({
    competence: share,
    clusterModel: share,
    sectors: share,
    differentFactor: share,
  }),
  offerValues: z.strictObject({ both: share, one: share, none: share }),
  languageValues: z.strictObject({ common: share, none: share }),
});

const parametersSchema = z.strictObject({
  /** Answered share of the weight from which a theme score is shown. */
  minAnswered: share,
  /** Range of individual scores that sets the disagreement flag. */
  disagreementRange: positive,
  confidence: confidenceSchema,
  completeness: completenessSchema,
  gap: z.strictObject({ actFrom: positive, confidenceFrom: share }),
  priority: z.strictObject({ importanceMax: count, feasibilityMax: count }),
  experience: z.strictObject({
    experiencedScore: z.number(),
    experiencedConfidence: share,
    lessExperiencedScore: z.number(),
  }),
  comparison: z.strictObject({ referenceDateWithinMonths: count }),
  match: matchSchema,
  privacy: z.strictObject({ median: count, quartile: count, minGroupDifference: count }),
  stars: z.strictObject({ percentile: count, locationQuotient: positive, minRegions: count }),
  warnings: z.strictObject({
    resultsEvidenceFrom: z.number(),
    evidenceMaxAgeYears: count,
  }),
});

const indicatorSchema = z.strictObject({
  code: z.string().regex(/^K\d{2}$/),
  type: z.enum(['context', 'output', 'result']),
  unit: key,
  direction: z.enum(['up', 'down']),
  name: localizedTextSchema,
});

const migrationRowSchema = z.strictObject({
  old: criterionId,
  /** Null only for a dropped criterion. A split has one row for each part, a merge one row for each source. */
  new: criterionId.nullable(),
  rule: z.enum(['same', 'split', 'merge', 'dropped']),
  note: localizedTextSchema.optional(),
});

/** The parts of a framework file (framework b.7); what ties them together is checked by `integrityIssues`. */
export const frameworkShape = z.strictObject({
  schema: z.literal(frameworkSchemaId),
  id: nonEmpty,
  version: semanticVersion,
  date: z.iso.date(),
  licence: nonEmpty,
  languages: z.array(z.string()).min(1),
  name: localizedTextSchema,
  scale: scaleSchema,
  perspectives: z.array(perspectiveSchema),
  themes: z.array(themeSchema).min(1),
  contextStatistics: z.array(key),
  statistics: z.array(statisticSchema),
  evidenceKinds: z.array(evidenceKindSchema).min(1),
  recency: z.array(recencyBandSchema).min(1),
  territory: z.strictObject({ same: share, larger: share, other: share }),
  parameters: parametersSchema,
  calibration: z.array(
    z.strictObject({
      id: z.string().regex(/^C\d+$/),
      criterion: criterionId,
      text: localizedTextSchema,
      reference: z.number(),
    }),
  ),
  orgTypes: z.array(
    z.strictObject({
      key: z.string().regex(/^[A-Z]\d?$/),
      name: localizedTextSchema,
      /** Competence offered when an organisation of the type is entered. */
      defaultCompetence: z.enum(['regional', 'national']),
    }),
  ),
  units: z.array(z.strictObject({ key, name: localizedTextSchema })),
  indicators: z.array(indicatorSchema),
  migrations: z.array(
    z.strictObject({ from: semanticVersion, to: semanticVersion, map: z.array(migrationRowSchema).min(1) }),
  ),
});

export type Framework = z.infer<typeof frameworkShape>;
export type LocalizedText = z.infer<typeof localizedTextSchema>;
export type Slot = z.infer<typeof slotSchema>;
export type PerspectiveKey = z.infer<typeof perspectiveKeySchema>;
export type Scale = z.infer<typeof scaleSchema>;
export type Perspective = z.infer<typeof perspectiveSchema>;
export type Method = z.infer<typeof methodSchema>;
export type Theme = z.infer<typeof themeSchema>;
export type Criterion = z.infer<typeof criterionSchema>;
export type Statistic = z.infer<typeof statisticSchema>;
export type EvidenceKind = z.infer<typeof evidenceKindSchema>;
export type RecencyBand = z.infer<typeof recencyBandSchema>;
export type Parameters = z.infer<typeof parametersSchema>;
export type Indicator = z.infer<typeof indicatorSchema>;
export type CalibrationCase = Framework['calibration'][number];
export type OrganisationType = Framework['orgTypes'][number];
export type Migration = Framework['migrations'][number];
export type MigrationRow = z.infer<typeof migrationRowSchema>;
