import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { interfaceLanguages } from '../kernel/languages.ts';
import { blocksToFragment } from './block-nodes.ts';
import { readChapters } from './chapters.ts';
import { planDocumentId, sha256Hex, templateClientId } from './document-id.ts';
import { chapterFragment, readPlanMeta, setPlanTitle } from './plan-document.ts';
import { mergeAll, newPlan, planBytes, workspaceId } from './plan.test-support.ts';
import { chapterText, hasWriting } from './plan-text.ts';
import {
  findTemplateChapter,
  findPlanTemplate,
  parsePlanTemplate,
  planTemplates,
} from './templates/catalogue.ts';
import golden from './golden/template-hashes.json' with { type: 'json' };

describe('the id of a plan', () => {
  const identity = {
    workspaceId,
    templateKey: 'joint-strategic-plan',
    templateVersion: '1.0.0',
    language: 'en',
  };

  it('is stable and a UUID', () => {
    expect(planDocumentId(identity)).toBe(golden.documentId);
    expect(planDocumentId(identity)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('differs when any part of the identity does', () => {
    const others = [
      { ...identity, workspaceId: 'other' },
      { ...identity, templateKey: 'see-initiative' },
      { ...identity, templateVersion: '1.0.1' },
      { ...identity, language: 'el' },
    ];
    const ids = [identity, ...others].map(planDocumentId);
    expect(new Set(ids).size).toBe(5);
    expect(new Set(ids.map(templateClientId)).size).toBe(5);
  });
});

describe('a plan from its template', () => {
  const cases = planTemplates.flatMap(({ key }) =>
    interfaceLanguages.map((language) => [key, language] as const),
  );

  // A different hash means that laptops with the old and the new version make different operations under
  // one client id. Give the template a new version instead of changing these.
  it.each(cases)('%s in %s has the released bytes', (key, language) => {
    const hashes: Record<string, string> = golden.updates;
    const { version } = findPlanTemplate(key)!;
    expect(sha256Hex(planBytes(key, language))).toBe(hashes[`${key}@${version}/${language}`]);
  });

  it('has the same bytes on every run', () => {
    expect(planBytes('see-initiative', 'hr')).toEqual(planBytes('see-initiative', 'hr'));
  });

  it('applied twice is there once', () => {
    const doc = newPlan('en');
    const before = Y.encodeStateAsUpdate(doc);
    Y.applyUpdate(doc, planBytes('joint-strategic-plan', 'en'));
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('made on two laptops offline, and written in, merges to one copy with both texts', () => {
    const [here, there] = [newPlan('el'), newPlan('el')];
    blocksToFragment([{ type: 'paragraph', text: 'Από εδώ' }], chapterFragment(here, 'action-plan'));
    blocksToFragment([{ type: 'paragraph', text: 'Από εκεί' }], chapterFragment(there, 'action-plan'));
    setPlanTitle(there, 'Νέος τίτλος');
    mergeAll(here, there);
    const fragment = chapterFragment(here, 'action-plan');
    const kinds = fragment.toArray().map((node) => (node instanceof Y.XmlElement ? node.nodeName : 'other'));
    expect(kinds).toEqual(['paragraph', 'table', 'paragraph', 'paragraph', 'paragraph']);
    expect(chapterText(fragment).split('\n').slice(1).toSorted()).toEqual(['Από εδώ', 'Από εκεί'].toSorted());
    expect(readChapters(here)).toHaveLength(20);
    expect(readPlanMeta(here).title).toBe('Νέος τίτλος');
    expect(fragment.toJSON()).toBe(chapterFragment(there, 'action-plan').toJSON());
  });

  it('counts as not yet written in every chapter, with the columns in the language of the plan', () => {
    const doc = newPlan('hr');
    for (const { key } of readChapters(doc)) expect(hasWriting(chapterFragment(doc, key))).toBe(false);
    expect(chapterText(chapterFragment(doc, 'financing'))).toBe(
      'Izvor\tGodina\tIznos (EUR)\tIzvjesnost\tUvjet',
    );
  });

  it('has no guidance in it', () => {
    const bytes = new TextDecoder().decode(planBytes('joint-strategic-plan', 'en'));
    const { guidance } = findTemplateChapter(findPlanTemplate('joint-strategic-plan'), 'vision')!;
    expect(guidance.en).toContain('scenarios');
    expect(bytes).not.toContain(guidance.en.slice(0, 30));
  });
});

describe('template files', () => {
  it('say the same in all languages: nothing left untranslated', () => {
    for (const template of planTemplates) {
      for (const chapter of template.chapters.flatMap((own) => [own, ...(own.chapters ?? [])])) {
        for (const text of [chapter.title, chapter.guidance, ...chapter.checklist.map((item) => item.text)]) {
          expect(text.el).not.toBe(text.en);
          expect(text.hr).not.toBe(text.en);
          expect(text.el).toMatch(/[α-ω]/u);
          expect(text.en + text.hr).not.toMatch(/[α-ωά-ώ]/u);
        }
      }
    }
  });

  it('are refused with a reason when a chapter repeats or a table is missing', () => {
    const { tables: _, ...file } = structuredClone(planTemplates[1]!);
    expect(parsePlanTemplate(file).key).toBe('sustainability-plan');
    const twice = { ...file, chapters: [...file.chapters, file.chapters[0]!] };
    expect(() => parsePlanTemplate(twice)).toThrow('what-lasts');
    const unknownTable = { ...file, chapters: [{ ...file.chapters[0]!, tables: ['nowhere'] }] };
    expect(() => parsePlanTemplate(unknownTable)).toThrow('nowhere');
  });

  it('are found by key and version only', () => {
    expect(findPlanTemplate('sustainability-plan', '1.0.0')?.chapters).toHaveLength(9);
    expect(findPlanTemplate('sustainability-plan', '9.0.0')).toBeNull();
    expect(findPlanTemplate(null)).toBeNull();
    expect(findTemplateChapter(null, 'vision')).toBeNull();
  });
});
