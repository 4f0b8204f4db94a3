import type { HandoverLostText, HandoverPlan } from '../../../shared/contract/handover.ts';
import { companionDocumentId } from '../../../shared/documents/companions.ts';
import { findLostText, textWrittenBy, textWrittenIn } from '../../../shared/documents/lost-text.ts';
import {
  comparePlans,
  newImages,
  type PlanView,
  viewOfPlan,
  wordsIn,
} from '../../../shared/documents/plan-comparison.ts';
import { documentCompatibility, readPlanMeta } from '../../../shared/documents/plan-document.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import type { BundleDocument } from './bundle-file.ts';
import type { ManifestPlan } from './manifest.ts';
import { mergeDocument, type MergedDocument, type MergeRefusal } from './merge-document.ts';

export interface PreviewSources {
  readonly context: Pick<WorkspaceContext, 'entities'>;
  readonly hub: Pick<DocumentHub, 'read'>;
}

/** What taking in a plan would do, and the title that it would have in the list. */
export interface PlanPreview extends HandoverPlan {
  readonly listedTitle: string;
}

const nothing: PlanView = { title: '', chapters: [] };

/** HB-15: merges one plan with its companions into copies and tells the difference. Changes nothing. */
export async function previewPlan(
  { context, hub }: PreviewSources,
  plan: ManifestPlan,
  documents: readonly BundleDocument[],
): Promise<PlanPreview> {
  const row = context.entities.get('planDocument', plan.id);
  const rowTitle = typeof row?.fields['title'] === 'string' ? row.fields['title'] : '';
  const blank = blankPreview(plan, rowTitle, row?.deleted === true);
  const merged = new Map<string, MergedDocument>();
  try {
    for (const document of documents) {
      const result = mergeDocument(await hub.read(document.part.id), document);
      if (typeof result === 'string') return refused(blank, result);
      merged.set(document.part.id, result);
    }
    const text = merged.get(plan.id);
    if (!text) throw new TypeError('a checked bundle has the text of each plan');
    if (livesApart(text)) return refused(blank, 'otherLife');
    const isNew = row === undefined || text.localVector.size === 0;
    const changed = [...merged.values()].some((document) => document.changed);
    const before = isNew ? nothing : viewOfPlan(text.local);
    const after = viewOfPlan(text.merged);
    const chapters = comparePlans(before, after);
    const images = merged.get(companionDocumentId(plan.id, 'images'));
    return {
      ...blank,
      standing: isNew ? 'new' : changed || blank.removedHere ? 'changed' : 'unchanged',
      newerVersion:
        documentCompatibility(text.merged) === 'newer' && documentCompatibility(text.local) !== 'newer',
      words: wordsIn(after),
      chapters,
      sameChapters: after.chapters.length - chapters.filter(({ kind }) => kind !== 'removed').length,
      newImages: images ? newImages(images.local, images.merged) : 0,
      commentsChanged: merged.get(companionDocumentId(plan.id, 'comments'))?.changed ?? false,
      lost: isNew ? [] : lostIn(text, documents.find(({ part }) => part.id === plan.id)!),
      listedTitle: isNew ? blank.listedTitle : listedTitle(text, rowTitle),
    };
  } finally {
    for (const document of merged.values()) document.dispose();
  }
}

function blankPreview(plan: ManifestPlan, rowTitle: string, removedHere: boolean): PlanPreview {
  return {
    id: plan.id,
    title: plan.title,
    language: plan.language,
    standing: 'unchanged',
    refusal: null,
    removedHere,
    newerVersion: false,
    words: 0,
    chapters: [],
    sameChapters: 0,
    newImages: 0,
    commentsChanged: false,
    lost: [],
    listedTitle: rowTitle || plan.title,
  };
}

function refused(preview: PlanPreview, refusal: MergeRefusal | 'otherLife'): PlanPreview {
  return { ...preview, standing: 'refused', refusal };
}

/** Rebuilt from scratch on one side: both texts together would say everything twice. */
function livesApart({ local, theirs, localVector }: MergedDocument): boolean {
  if (!theirs || localVector.size === 0) return false;
  const [here, there] = [readPlanMeta(local).generation, readPlanMeta(theirs).generation];
  return here !== '' && there !== '' && here !== there;
}

/** A title that the merge changes inside the document goes into the list; any other stays. */
function listedTitle({ local, merged }: MergedDocument, rowTitle: string): string {
  const title = readPlanMeta(merged).title;
  return title !== '' && title !== readPlanMeta(local).title ? title.slice(0, 200) : rowTitle;
}

/** HB-16 */
function lostIn(text: MergedDocument, { update }: BundleDocument): HandoverLostText[] {
  const { local, merged, theirs, localVector, theirVector } = text;
  const inFile = theirs ? textWrittenIn(theirs, localVector) : textWrittenBy(update, localVector, merged);
  const sides = { file: inFile, here: textWrittenIn(local, theirVector) } as const;
  return (['file', 'here'] as const).flatMap((side) =>
    findLostText(sides[side], merged).map(({ chapterKey, text: words, paragraph }) => ({
      chapterKey,
      text: words.trim(),
      paragraph,
      side,
    })),
  );
}
