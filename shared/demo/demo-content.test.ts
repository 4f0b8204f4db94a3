import { describe, expect, test } from 'vitest';
import { assessmentFigures } from '../domain/figures/assessment-figures.ts';
import { missingData } from '../domain/figures/partnership.ts';
import { entityKinds, type EntityKind } from '../domain/model/kinds.ts';
import { entitySchemas } from '../domain/model/schemas.ts';
import { outdatedTranslations } from '../domain/model/text.ts';
import { chapterStates } from '../documents/chapters.ts';
import { findPlanTemplate, findTemplateChapter } from '../documents/templates/catalogue.ts';
import { createFrameworkRegistry } from '../framework/registry.ts';
import { bundleOf, recordsOf } from './demo-bundles.ts';
import { demoPartnership } from './demo-partnership.ts';

const frameworks = createFrameworkRegistry();
const framework = frameworks.get('1.0.0');
const make = () => demoPartnership({ framework, frameworkOld: frameworks.get('0.9.0') });
const demo = make();
const of = <Kind extends EntityKind>(kind: Kind) => recordsOf(demo.records, kind);
const distinct = (values: readonly unknown[]) => [...new Set(values.map(String))].toSorted();

describe('records', () => {
  test('are the same every time', () => {
    expect(make()).toEqual(demo);
  });

  test('have ids that are there once', () => {
    const ids = demo.records.map(({ kind, id }) => `${kind} ${id}`);
    expect(distinct(ids)).toHaveLength(ids.length);
  });

  test('keep to the schema of their kind', () => {
    const wrong = demo.records.flatMap(({ kind, id, fields }) => {
      const result = entitySchemas[kind].strict().safeParse(fields);
      return result.success ? [] : [`${kind} ${id}: ${result.error.message}`];
    });
    expect(wrong).toEqual([]);
  });

  test('refer to records that are there', () => {
    const ids = new Set(demo.records.map(({ id }) => id));
    const dangling = demo.records.flatMap(({ id, parentId, fields }) =>
      [...references(fields), ...(parentId === null ? [] : [parentId])]
        .filter((reference) => !ids.has(reference))
        .map((reference) => `${id}: ${reference}`),
    );
    expect(dangling).toEqual([]);
  });

  test('say nothing of persons and name every text source as invented or public', () => {
    const publishers = of('evidenceItem').map(({ fields }) => fields.publisher);
    expect(publishers.filter((publisher) => !/\(demo( extract)?\)$/.test(publisher))).toEqual([]);
    expect(of('partner').every(({ fields }) => fields.demo)).toBe(true);
  });
});

/** Every id of the demo that stands anywhere in the fields. */
function references(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('demo-') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(references) : [];
}

describe('contents', () => {
  test('12 practices, two per theme, one failure', () => {
    const practices = of('goodPractice');
    expect(practices).toHaveLength(12);
    for (const id of ['T1', 'T2', 'T3', 'T4', 'T5', 'T6']) {
      expect(practices.filter(({ fields }) => fields.themeId === id)).toHaveLength(2);
    }
    expect(practices.filter(({ fields }) => fields.outcome === 'failure')).toHaveLength(1);
  });

  test('8 learning activities in all states', () => {
    expect(of('learningActivity')).toHaveLength(8);
    expect(distinct(of('learningActivity').map(({ fields }) => fields.status))).toEqual(
      distinct(entitySchemas.learningActivity.shape.status.unwrap().options),
    );
  });

  test('6 pilots, one per theme, designs D1 to D3, one gives lessons only', () => {
    const pilots = of('pilot').map(({ fields }) => fields);
    expect(pilots.map(({ themeId }) => themeId)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6']);
    expect(distinct(pilots.map(({ design }) => design))).toEqual(['D1', 'D2', 'D3']);
    expect(pilots.filter(({ verdict }) => verdict === 'lessonsOnly')).toHaveLength(1);
  });

  test('10 barriers, 6 missing elements, 40 evidence items of all kinds, every kind of record', () => {
    expect(of('barrier')).toHaveLength(10);
    expect(of('missingElement')).toHaveLength(6);
    expect(of('evidenceItem')).toHaveLength(40);
    expect(distinct(of('evidenceItem').map(({ fields }) => fields.kind))).toEqual(
      distinct(framework.evidenceKinds.map(({ key }) => key)),
    );
    // Plan documents are made from their templates, with ids of their workspace.
    const kinds = new Set(demo.records.map(({ kind }) => kind));
    expect(entityKinds.filter((kind) => !kinds.has(kind))).toEqual(['planDocument']);
  });

  test('every evidence item is used', () => {
    const used = new Set(of('evidenceLink').map(({ fields }) => fields.evidenceId));
    expect(of('evidenceItem').filter(({ id }) => !used.has(id))).toEqual([]);
  });

  test('outdated translations: one Greek, one Croatian', () => {
    const outdated = of('evidenceItem').flatMap(({ fields }) =>
      outdatedTranslations(fields, 'quote', fields.quote),
    );
    expect(outdated.toSorted()).toEqual(['el', 'hr']);
  });

  test('the partners whose language is Greek or Croatian wrote some texts in it', () => {
    const languages = of('themeNarrative').flatMap(({ fields }) => Object.keys(fields.text));
    expect(distinct(languages)).toEqual(['el', 'en', 'hr']);
  });

  test('narratives and justifications of one partner do not repeat a text', () => {
    const { narratives, entries } = bundleOf(demo.records, 'demo-assessment-06');
    const texts = [
      ...narratives.flatMap(({ fields }) => Object.values(fields.text)),
      ...entries.flatMap(({ fields }) => Object.values(fields.justification)),
    ];
    expect(distinct(texts)).toHaveLength(texts.length);
    expect(texts.filter((text) => text.length < 40 || text.includes('{'))).toEqual([]);
  });
});

describe('special cases', () => {
  test('one criterion does not apply, with a reason', () => {
    const left = of('criterionEntry').filter(({ fields }) => fields.notApplicable);
    expect(left.map(({ id }) => id)).toEqual(['demo-assessment-15/7.1']);
    expect(left[0]?.fields.notApplicableReason['en']).toBeTruthy();
  });

  test('one theme has too few answers for a score', () => {
    const missing = of('partner').flatMap(({ fields }) => {
      const bundle = bundleOf(demo.records, `demo-assessment-${fields.number}`);
      const { themes } = assessmentFigures(bundle, framework);
      return themes
        .filter(({ scores }) => scores.present.missing === 'tooFewAnswers')
        .map(({ themeId }) => `${fields.number} ${themeId}`);
    });
    expect(missing).toEqual(['19 H']);
    expect(missingData(bundleOf(demo.records, 'demo-assessment-19'), framework)).toEqual(['7.1', '7.3']);
    expect(missingData(bundleOf(demo.records, 'demo-assessment-15'), framework)).toEqual([]);
  });

  test('one workshop with an open disagreement', () => {
    expect(of('workshop')).toHaveLength(1);
    const figures = assessmentFigures(bundleOf(demo.records, 'demo-assessment-11'), framework);
    const found = figures.criteria.filter(({ disagreements }) => disagreements.present.disagreement);
    expect(found.map(({ criterionId, disagreements }) => [criterionId, disagreements.present.open])).toEqual([
      ['4.2', true],
      ['4.3', false],
    ]);
    expect(figures.warnings.map(({ code }) => code)).toContain('disagreementNotDiscussed');
  });

  test('an assessment of the older framework was carried over', () => {
    const [old, carried] = ['demo-assessment-03-2012', 'demo-assessment-03-2012-carried-over'].map((id) =>
      bundleOf(demo.records, id),
    );
    expect(old?.assessment.fields.frameworkVersion).toBe('0.9.0');
    expect(carried?.assessment.fields).toMatchObject({
      frameworkVersion: '1.0.0',
      migratedFromVersion: '0.9.0',
      migratedFromId: 'demo-assessment-03-2012',
      status: 'draft',
    });
    const review = carried?.entries.filter(({ fields }) => fields.reviewAfterMigration);
    expect(review?.map(({ fields }) => fields.criterionId)).toEqual(
      expect.arrayContaining(['5.2', '5.3', '5.5']),
    );
    expect(carried?.entries.some(({ fields }) => fields.criterionId === '3.6')).toBe(false);
  });

  test('one conflict on a field that holds the first of the two values', () => {
    expect(demo.conflicts).toHaveLength(1);
    for (const { kind, id, field, values } of demo.conflicts) {
      const record = demo.records.find((candidate) => candidate.kind === kind && candidate.id === id);
      const fields: Record<string, unknown> = { ...record?.fields };
      expect(fields[field]).toEqual(values[0]?.value);
      expect(values[1]?.value).not.toEqual(values[0]?.value);
    }
  });
});

describe('plans', () => {
  const chapters = demo.plans.flatMap((plan) => plan.chapters.map((chapter) => ({ plan, chapter })));

  test('three documents with chapters in all states and two open suggestions', () => {
    expect(demo.plans).toHaveLength(3);
    expect(distinct(chapters.map(({ chapter }) => chapter.state))).toEqual(distinct(chapterStates));
    expect(demo.plans.flatMap(({ suggestions }) => suggestions)).toHaveLength(2);
  });

  test('every chapter is in its template, once, with its own checklist items', () => {
    for (const { plan, chapter } of chapters) {
      const template = findTemplateChapter(findPlanTemplate(plan.templateKey), chapter.key);
      expect(template).not.toBeNull();
      const items = template?.checklist.map(({ key }) => key) ?? [];
      expect(chapter.tickedItems.filter((item) => !items.includes(item))).toEqual([]);
      expect(plan.chapters.filter(({ key }) => key === chapter.key)).toHaveLength(1);
    }
  });

  test('empty chapters are empty, the others are not; what is agreed has its whole checklist', () => {
    for (const { plan, chapter } of chapters) {
      expect([chapter.key, chapter.blocks.length > 0]).toEqual([chapter.key, chapter.state !== 'empty']);
      if (chapter.state !== 'agreed') continue;
      const template = findTemplateChapter(findPlanTemplate(plan.templateKey), chapter.key);
      expect(chapter.tickedItems).toEqual(template?.checklist.map(({ key }) => key));
    }
  });

  test('owners and authors are partners, suggestions touch words that stand there once', () => {
    const ids = new Set(of('partner').map(({ id }) => id));
    const owners = chapters.flatMap(({ chapter }) => chapter.ownerPartnerId ?? []);
    expect(owners.filter((owner) => !ids.has(owner))).toEqual([]);
    for (const { suggestions, chapters: own } of demo.plans) {
      for (const { chapterKey, authorPartnerId, replaces } of suggestions) {
        const text = JSON.stringify(own.find(({ key }) => key === chapterKey)?.blocks);
        expect(text.split(replaces)).toHaveLength(2);
        expect(ids).toContain(authorPartnerId);
      }
    }
  });

  test('table rows have as many cells as their template table has columns', () => {
    for (const { chapter } of chapters) {
      for (const block of chapter.blocks) {
        if (block.type !== 'table') continue;
        expect(distinct(block.rows.map((row) => row.length))).toHaveLength(1);
      }
    }
  });
});
