import { z } from 'zod';
import { keys, languageTag, line, lines, localized, perspectives, references } from './parts.ts';

/** Notes on one theme from one perspective. Belongs to an assessment; its id is `themeNarrativeId`. */
export const themeNarrativeFields = z.object({
  themeId: line(20),
  perspective: z.enum(perspectives).default('present'),
  text: localized(),
  sourceLanguage: languageTag.default('en'),
  /** Method keys of the framework's perspective. */
  methodsUsed: keys(30),
  evidenceIds: references(100),
  missingData: lines(50),
});
