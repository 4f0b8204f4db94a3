import { integrityIssues } from './integrity.ts';
import { frameworkShape } from './shape.ts';

export type {
  CalibrationCase,
  Criterion,
  EvidenceKind,
  Framework,
  Indicator,
  LocalizedText,
  Method,
  Migration,
  MigrationRow,
  OrganisationType,
  Parameters,
  Perspective,
  PerspectiveKey,
  RecencyBand,
  Scale,
  Slot,
  Statistic,
  Theme,
} from './shape.ts';

/** The whole framework file: its shape, then everything that ties its parts together. */
export const frameworkSchema = frameworkShape.superRefine((framework, context) => {
  for (const issue of integrityIssues(framework)) {
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  }
});
