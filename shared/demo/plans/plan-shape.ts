import type { Block, TableBlock } from '../../documents/block-nodes.ts';
import { findPlanTemplate } from '../../documents/templates/catalogue.ts';
import { partnerId } from '../demo-ids.ts';

export type DemoTemplateKey = 'joint-strategic-plan' | 'sustainability-plan' | 'see-initiative';

/** What one chapter of a demo plan holds. */
export interface DemoPlanChapter {
  /** Key of the template's chapter. */
  readonly key: string;
  readonly state: 'empty' | 'draft' | 'inReview' | 'agreed';
  readonly ownerPartnerId: string | null;
  /** Items of the chapter's checklist that are ticked. */
  readonly tickedItems: readonly string[];
  /** Takes the place of the chapter's content from the template; empty leaves that as it is. */
  readonly blocks: readonly Block[];
}

/** A change that one organisation proposes to another's chapter and nobody has decided yet. */
export interface DemoSuggestion {
  readonly chapterKey: string;
  readonly authorPartnerId: string;
  readonly at: string;
  /** Words that stand in one paragraph of the chapter, exactly once. */
  readonly replaces: string;
  readonly by: string;
  readonly reason: string;
}

export interface DemoPlan {
  readonly templateKey: DemoTemplateKey;
  readonly language: 'en';
  readonly title: string;
  readonly status: 'outline' | 'drafting' | 'consultation' | 'adopted';
  /** In the order of the template; chapters that are not named stay as the template made them. */
  readonly chapters: readonly DemoPlanChapter[];
  readonly suggestions: readonly DemoSuggestion[];
  readonly approvals: readonly {
    readonly partnerId: string;
    readonly decision: 'pending' | 'yes' | 'yesWithRemarks' | 'no';
    readonly date: string | null;
    readonly remark: string;
  }[];
}

export function chapter(
  key: string,
  state: DemoPlanChapter['state'],
  owner: string | null,
  tickedItems: readonly string[],
  blocks: readonly Block[] = [],
): DemoPlanChapter {
  return { key, state, ownerPartnerId: owner === null ? null : partnerId(owner), tickedItems, blocks };
}

export const paragraph = (text: string): Block => ({ type: 'paragraph', text });
export const bullets = (...items: string[]): Block => ({ type: 'bulletList', items });
export const heading = (text: string): Block => ({ type: 'heading', level: 2, text });

/** A table of the template, with its own column titles, filled with rows. */
export function templateTable(
  templateKey: DemoTemplateKey,
  tableKey: string,
  rows: readonly (readonly string[])[],
): TableBlock {
  const table = findPlanTemplate(templateKey)?.tables[tableKey];
  if (!table) throw new RangeError(`template ${templateKey} has no table ${tableKey}`);
  const titles = table.columns.map(({ key, title }) => ({ text: title.en, header: true, columnKey: key }));
  return { type: 'table', tableKey, caption: table.title.en, rows: [titles, ...rows] };
}
