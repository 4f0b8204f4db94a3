import type { Database } from 'better-sqlite3';
import type { AssessmentSummary } from '../../../shared/domain/assessment-bundle.ts';

/** Figures of assessments for lists: derived, kept until something below the assessment changes. */
export interface SummaryRepository {
  all(): Map<string, AssessmentSummary>;
  put(assessmentId: string, summary: AssessmentSummary): void;
  forget(assessmentId: string): void;
  forgetAll(): void;
  /** Forgets figures that another version of the app calculated: its formulas may have been others. */
  keepOnlyOf(appVersion: string): void;
}

export function createSummaryRepository(database: Database): SummaryRepository {
  const all = database.prepare<[], { assessment_id: string; summary: string }>(
    'SELECT assessment_id, summary FROM assessment_summary',
  );
  const put = database.prepare(
    'INSERT OR REPLACE INTO assessment_summary (assessment_id, summary) VALUES (?, ?)',
  );
  const forget = database.prepare('DELETE FROM assessment_summary WHERE assessment_id = ?');
  const forgetAll = database.prepare('DELETE FROM assessment_summary');
  const madeBy = database
    .prepare<[], string>("SELECT value FROM setting WHERE key = 'figuresMadeBy'")
    .pluck();
  const setMadeBy = database.prepare(
    "INSERT OR REPLACE INTO setting (key, value) VALUES ('figuresMadeBy', ?)",
  );
  return {
    all: () =>
      new Map(all.all().map((row) => [row.assessment_id, JSON.parse(row.summary) as AssessmentSummary])),
    put(assessmentId, summary) {
      put.run(assessmentId, JSON.stringify(summary));
    },
    forget(assessmentId) {
      forget.run(assessmentId);
    },
    forgetAll() {
      forgetAll.run();
    },
    keepOnlyOf(appVersion) {
      if (madeBy.get() === appVersion) return;
      database.transaction(() => {
        forgetAll.run();
        setMadeBy.run(appVersion);
      })();
    },
  };
}
