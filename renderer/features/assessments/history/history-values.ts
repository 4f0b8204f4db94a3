import type { HistoryEntry } from '../../../../shared/contract/records.ts';

/** Fields that only the program reads: their changes say nothing to people. */
const silentFields: ReadonlySet<string> = new Set([
  'criterionId',
  'themeId',
  'perspective',
  'sourceLanguage',
  'translatedFrom',
  'scoredUnderVersion',
  'entryId',
  'evidenceId',
  'slot',
  'visibility',
  'territoryVersion',
  'migratedFromId',
  'migratedFromVersion',
]);

/** A change of one text in one language stands for itself. */
export interface ShownChange {
  entry: HistoryEntry;
  /** For texts in several languages: the one that changed. */
  language: string | null;
  before: unknown;
  after: unknown;
}

/** What people should see of a history: silent fields left out, texts split by language. */
export function shownChanges(entries: readonly HistoryEntry[]): ShownChange[] {
  return entries.flatMap((entry): ShownChange[] => {
    if (silentFields.has(entry.field)) return [];
    if (!isTexts(entry.before) || !isTexts(entry.after)) {
      return [{ entry, language: null, before: entry.before, after: entry.after }];
    }
    const { before, after } = entry;
    const languages = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    return languages
      .filter((language) => (before[language] ?? '') !== (after[language] ?? ''))
      .map((language) => ({
        entry,
        language,
        before: before[language] ?? '',
        after: after[language] ?? '',
      }));
  });
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}

/** The criterion or theme that a part's id names: `<assessment>/<place>/...`. */
export function placeOf(assessmentId: string, recordId: string): string | null {
  if (!recordId.startsWith(`${assessmentId}/`)) return null;
  return recordId.slice(assessmentId.length + 1).split('/')[0] ?? null;
}
