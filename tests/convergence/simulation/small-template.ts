import { templateUpdate } from '../../../shared/documents/create-from-template.ts';
import type { PlanTemplate } from '../../../shared/documents/templates/template-schema.ts';

const text = (en: string) => ({ en, el: en, hr: en });
const chapter = (key: string, number: string, tables: string[] = []) => ({
  key,
  number,
  title: text(`Chapter ${key}`),
  guidance: text('Guidance'),
  checklist: [],
  tables,
  live: [],
});

const template: PlanTemplate = {
  key: 'small',
  version: '1.0.0',
  title: text('Small plan'),
  description: text('For simulations'),
  chapters: [chapter('summary', '0'), chapter('actions', '1', ['actions']), chapter('annex', 'A')],
  tables: {
    actions: {
      title: text('Actions'),
      columns: [
        { key: 'what', title: text('What') },
        { key: 'who', title: text('Who') },
      ],
    },
  },
};

/** What every laptop of a simulation makes by itself: a plan from a template, small enough for many runs. */
export function smallPlan(documentId: string): Uint8Array {
  return templateUpdate({ template, language: 'en', documentId });
}
