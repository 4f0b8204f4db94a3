import { z } from 'zod';
import { procedure, trusted } from './base.ts';

export const searchHitTypes = ['assessment', 'criterion', 'narrative', 'evidence', 'plan'] as const;
export type SearchHitType = (typeof searchHitTypes)[number];

export interface SearchHit {
  type: SearchHitType;
  id: string;
  title: string;
  /** Text around the find; the found words stand between U+E000 and U+E001. */
  excerpt: string;
  /** What the hit belongs to: the assessment or the plan. */
  contextId: string;
  contextTitle: string;
  /** Criterion or theme id, or chapter key, to open the right place. */
  place: string | null;
}

export const search = {
  query: procedure
    .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(100).default(30) }))
    .output(trusted<{ hits: SearchHit[]; more: boolean }>()),
};
