import { z } from 'zod';

// The content security policy of the window forbids code made at run time.
z.config({ jitless: true });

const text = z.strictObject({ en: z.string().min(1), el: z.string().min(1), hr: z.string().min(1) });
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

const checklistItem = z.strictObject({ key, text });

/** Data of the workbench that a chapter shows live, besides what is written in it. */
export const liveDataKeys = [
  'partners',
  'heatMap',
  'quartiles',
  'barriers',
  'goodPractices',
  'desiredRadar',
  'gapPriority',
  'measures',
  'matching',
  'activities',
] as const;

const subChapter = z.strictObject({
  key,
  number: z.string().min(1).max(8),
  title: text,
  guidance: text,
  checklist: z.array(checklistItem),
  tables: z.array(key),
  live: z.array(z.enum(liveDataKeys)),
  /** Theme of the assessment framework that the chapter is about. */
  theme: z.string().max(8).optional(),
});

const chapter = subChapter.extend({ chapters: z.array(subChapter).max(25).optional() });

const column = z.strictObject({ key, title: text });
const table = z.strictObject({ title: text, columns: z.array(column).min(1).max(16) });

export const templateTablesSchema = z.record(key, table);

export const templateFileSchema = z.strictObject({
  key,
  /** Any change of what `templateUpdate` writes needs a new version: created plans must stay the same bytes. */
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: text,
  description: text,
  chapters: z.array(chapter).min(1).max(25),
});

export type TemplateText = z.infer<typeof text>;
export type ChecklistItem = z.infer<typeof checklistItem>;
export type LiveDataKey = (typeof liveDataKeys)[number];
export type TemplateSubChapter = z.infer<typeof subChapter>;
export type TemplateChapter = z.infer<typeof chapter>;
export type TemplateTable = z.infer<typeof table>;

export interface PlanTemplate extends z.infer<typeof templateFileSchema> {
  readonly tables: Readonly<Record<string, TemplateTable>>;
}
