import type { AssessmentListRow } from '../../../shared/contract/assessments.ts';
import type { PlanRow } from '../../../shared/contract/plans.ts';
import type { SearchHit, SearchHitType } from '../../../shared/contract/search.ts';

export interface HitGroup {
  /** `recent`: not found, but offered before anything is typed. */
  type: SearchHitType | 'recent';
  hits: SearchHit[];
}

/** Hits by type; the type of the best hit comes first, and within a type the best hit. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const groups = new Map<SearchHitType, SearchHit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.type);
    if (group) group.push(hit);
    else groups.set(hit.type, [hit]);
  }
  return [...groups].map(([type, own]) => ({ type, hits: own }));
}

export interface ExcerptPart {
  text: string;
  found: boolean;
}

/** An excerpt in plain and found parts; the found ones stand between U+E000 and U+E001. */
export function excerptParts(excerpt: string): ExcerptPart[] {
  const parts = excerpt.split(/\uE000([^\uE001]*)\uE001/);
  return parts
    .map((text, index) => ({ text: text.replace(/[\uE000\uE001]/g, ''), found: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}

const recentCount = 5;

/** What was changed last, as hits, newest first. */
export function recentGroups(
  assessments: readonly AssessmentListRow[],
  plans: readonly PlanRow[],
): HitGroup[] {
  const rows = [
    ...assessments.map((row) => ({ row, type: 'assessment' as const, contextTitle: row.partnerName })),
    ...plans.map((row) => ({ row, type: 'plan' as const, contextTitle: '' })),
  ];
  const newest = rows
    .toSorted((left, right) => right.row.modifiedAt - left.row.modifiedAt)
    .slice(0, recentCount);
  if (newest.length === 0) return [];
  const hits = newest.map(({ row, type, contextTitle }): SearchHit => {
    return { type, id: row.id, title: row.title, excerpt: '', contextId: row.id, contextTitle, place: null };
  });
  return [{ type: 'recent', hits }];
}
