import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { Backend } from '../electron/backend/backend.ts';
import type { RecordChange } from '../shared/contract/records.ts';
import { type Block, blocksToFragment } from '../shared/documents/block-nodes.ts';
import { readChapters } from '../shared/documents/chapters.ts';
import { chapterFragment } from '../shared/documents/plan-document.ts';
import { criterionEntryId, themeNarrativeId } from '../shared/domain/model/ids.ts';
import { allCriteria } from '../shared/framework/registry.ts';

/** A page of a printed plan, as writers count. */
const wordsPerPage = 450;
const wordsPerParagraph = 75;

const vocabulary =
  `cluster policy region innovation partner network finance skills measure evaluation support firms research
  strategy evidence market energy training budget pilot capacity transfer learning Χρηματοδότηση περιφέρεια
  καινοτομία εταίρος πολιτική klaster razvoj učenje tržište poduzeća županija mreža`.split(/\s+/);

/** Numbers from a seed: every run measures the same data. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function sentence(random: () => number, words: number): string {
  const chosen = Array.from({ length: words }, () => vocabulary[Math.floor(random() * vocabulary.length)]);
  return `${chosen.join(' ')}.`;
}

/** Fills the open workspace with complete assessments. */
export function addAssessments(backend: Backend, count: number, random: () => number): void {
  const { context, records } = backend.services.workspace();
  const framework = backend.services.frameworks.get('1.0.0');
  const [partner] = context.entities.list('partner');
  const [region] = context.entities.list('region');
  for (let index = 0; index < count; index += 1) {
    const assessmentId = randomUUID();
    const level = () => Math.floor(random() * 11) / 2;
    const changes: RecordChange[] = [
      {
        kind: 'assessment',
        id: assessmentId,
        parentId: partner?.id ?? null,
        patch: {
          title: `${sentence(random, 4)} ${index}`,
          partnerId: partner?.id ?? null,
          regionId: region?.id ?? null,
          frameworkVersion: framework.version,
          referenceDate: `${2010 + (index % 15)}-06-30`,
          pastYear: 2005,
          targetYear: 2030,
        },
      },
    ];
    for (const criterion of allCriteria(framework)) {
      changes.push({
        kind: 'criterionEntry',
        id: criterionEntryId(assessmentId, criterion.id),
        parentId: assessmentId,
        patch: {
          criterionId: criterion.id,
          past: level(),
          present: level(),
          desired: level(),
          justification: { en: sentence(random, 25) },
          importance: 2,
          feasibility: 2,
        },
      });
    }
    for (const theme of framework.themes) {
      changes.push({
        kind: 'themeNarrative',
        id: themeNarrativeId(assessmentId, theme.id, 'present'),
        parentId: assessmentId,
        patch: { themeId: theme.id, perspective: 'present', text: { en: sentence(random, 60) } },
      });
    }
    records.apply({ opId: randomUUID(), session: randomUUID(), scope: assessmentId, changes });
  }
}

/** Makes a Joint Strategic Plan of about so many printed pages; returns its id and its number of words. */
export async function addPlan(backend: Backend, pages: number, random: () => number) {
  const { plans, hub } = backend.services.workspace();
  const { id } = await plans.create({
    opId: randomUUID(),
    templateKey: 'joint-strategic-plan',
    language: 'en',
    another: true,
    title: `${pages} pages`,
  });
  const doc = await hub.read(id);
  const before = Y.encodeStateVector(doc);
  const chapters = readChapters(doc);
  const perChapter = Math.ceil((pages * wordsPerPage) / chapters.length);
  for (const chapter of chapters) {
    blocksToFragment(chapterBlocks(perChapter, random), chapterFragment(doc, chapter.key));
  }
  await hub.applyUpdate(id, Y.encodeStateAsUpdate(doc, before));
  doc.destroy();
  return { id, words: perChapter * chapters.length, chapters: chapters.length };
}

function chapterBlocks(words: number, random: () => number): Block[] {
  const blocks: Block[] = [];
  for (let written = 0; written < words; written += wordsPerParagraph) {
    if (blocks.length % 8 === 0) blocks.push({ type: 'heading', level: 2, text: sentence(random, 4) });
    blocks.push({ type: 'paragraph', text: sentence(random, wordsPerParagraph) });
  }
  return blocks;
}
