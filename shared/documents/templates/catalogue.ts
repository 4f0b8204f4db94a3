import initiative from './see-initiative.json' with { type: 'json' };
import strategicPlan from './joint-strategic-plan.json' with { type: 'json' };
import sustainabilityPlan from './sustainability-plan.json' with { type: 'json' };
import tables from './tables.json' with { type: 'json' };
import {
  type PlanTemplate,
  type TemplateChapter,
  type TemplateSubChapter,
  templateFileSchema,
  templateTablesSchema,
} from './template-schema.ts';

/** The templates that plans can be made from, checked when this module loads. */
export const planTemplates: readonly PlanTemplate[] = [strategicPlan, sustainabilityPlan, initiative].map(
  parsePlanTemplate,
);

/** A template by key, and by version where one is asked for; null when this version of the app does not have it. */
export function findPlanTemplate(key: string | null, version?: string | null): PlanTemplate | null {
  const found = planTemplates.find((template) => template.key === key);
  if (!found || (version && found.version !== version)) return null;
  return found;
}

/** A template's chapter or sub-chapter: guidance, checklist and live data of the chapter with the same key. */
export function findTemplateChapter(
  template: PlanTemplate | null,
  key: string,
): TemplateChapter | TemplateSubChapter | null {
  for (const chapter of template?.chapters ?? []) {
    const found = [chapter, ...(chapter.chapters ?? [])].find((candidate) => candidate.key === key);
    if (found) return found;
  }
  return null;
}

/** Checks a template file against the schema and its tables; throws a description of what is wrong. */
export function parsePlanTemplate(file: unknown): PlanTemplate {
  const template = { ...templateFileSchema.parse(file), tables: templateTablesSchema.parse(tables) };
  const chapters = template.chapters.flatMap((chapter) => [chapter, ...(chapter.chapters ?? [])]);
  const keys = new Set<string>();
  for (const chapter of chapters) {
    if (keys.has(chapter.key))
      throw new TypeError(`template ${template.key}: chapter ${chapter.key} is there twice`);
    keys.add(chapter.key);
    const unknown = chapter.tables.find((table) => !(table in template.tables));
    if (unknown)
      throw new TypeError(`template ${template.key}: chapter ${chapter.key} has no table ${unknown}`);
  }
  return template;
}
