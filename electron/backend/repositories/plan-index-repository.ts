import type { Database } from 'better-sqlite3';
import type { WaitingChapter } from '../../../shared/contract/plans.ts';
import type { CommonsPlan } from '../../../shared/documents/commons.ts';

/** What lists show of a plan's text. */
export interface PlanSummary {
  words: number;
  chapters: { total: number; agreed: number; empty: number };
  /** When the text was changed last, as far as this laptop knows; milliseconds since 1970. */
  modifiedAt: number;
  waiting: WaitingChapter[];
  /** The log sequence of the suggestions that `waiting` was read at. */
  commentsSequence: number;
  /** Chapters with a search entry. */
  indexedChapters: string[];
}

export interface PlanIndexRepository {
  summary(documentId: string): PlanSummary | undefined;
  /** The log sequence that the summary was read at; 0 = never. */
  indexedSequence(documentId: string): number;
  putSummary(documentId: string, summary: PlanSummary, sequence: number): void;
  /** The index row on which this workspace and the commons agreed last. */
  agreed(documentId: string): CommonsPlan | null;
  putAgreed(plan: CommonsPlan): void;
}

const noSummary: PlanSummary = {
  words: 0,
  chapters: { total: 0, agreed: 0, empty: 0 },
  modifiedAt: 0,
  waiting: [],
  commentsSequence: 0,
  indexedChapters: [],
};

interface Row {
  indexed_sequence: number;
  summary: string;
  agreed: string;
}

export function createPlanIndexRepository(database: Database): PlanIndexRepository {
  const get = database.prepare<[string], Row>('SELECT * FROM plan_index WHERE document_id = ?');
  const put = database.prepare<[string, number, string, string]>(`
    INSERT INTO plan_index (document_id, indexed_sequence, summary, agreed) VALUES (?, ?, ?, ?)
    ON CONFLICT (document_id) DO UPDATE SET indexed_sequence = excluded.indexed_sequence,
      summary = excluded.summary, agreed = excluded.agreed`);
  return {
    summary(documentId) {
      const row = get.get(documentId);
      return row && row.indexed_sequence > 0 ? (JSON.parse(row.summary) as PlanSummary) : undefined;
    },
    indexedSequence: (documentId) => get.get(documentId)?.indexed_sequence ?? 0,
    putSummary(documentId, summary, sequence) {
      put.run(documentId, sequence, JSON.stringify(summary), get.get(documentId)?.agreed ?? 'null');
    },
    agreed: (documentId) => JSON.parse(get.get(documentId)?.agreed ?? 'null') as CommonsPlan | null,
    putAgreed(plan) {
      const row = get.get(plan.id);
      put.run(
        plan.id,
        row?.indexed_sequence ?? 0,
        row?.summary ?? JSON.stringify(noSummary),
        JSON.stringify(plan),
      );
    },
  };
}
