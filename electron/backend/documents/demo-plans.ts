import * as Y from 'yjs';
import { SqliteRoomStorage } from '../../../relay/storage/sqlite-room-storage.ts';
import type { NewEntry } from '../../../relay/storage/room-storage.ts';
import type { RecordChange } from '../../../shared/contract/records.ts';
import type { DemoPlan, DemoPlanChapter } from '../../../shared/demo/plans/demo-plans.ts';
import { blocksToFragment } from '../../../shared/documents/block-nodes.ts';
import { setChapterOwner, setChapterState, setChecklistTick } from '../../../shared/documents/chapters.ts';
import { companionDocumentId } from '../../../shared/documents/companions.ts';
import { templateUpdate } from '../../../shared/documents/create-from-template.ts';
import { planDocumentId, templateClientId } from '../../../shared/documents/document-id.ts';
import { chapterFragment } from '../../../shared/documents/plan-document.ts';
import { addSuggestion } from '../../../shared/documents/suggestions.ts';
import { findWords } from '../../../shared/documents/word-place.ts';
import { findPlanTemplate } from '../../../shared/documents/templates/catalogue.ts';
import type { PlanTemplate } from '../../../shared/documents/templates/template-schema.ts';
import { backendSession } from '../services/assessment-service.ts';
import { createRecordService } from '../services/record-service.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import { sharedIdOf } from '../sync/shared-id.ts';
import { planTypeOf } from './plan-types.ts';
import { localOrigin } from './window-documents.ts';

/**
 * Writes the demo's plans into a new workspace, inside the transaction that makes it. Every laptop writes
 * the very same bytes under the same ids, so that two that meet at a relay hold one copy.
 */
export function fillDemoPlans(
  context: WorkspaceContext,
  plans: readonly DemoPlan[],
  newId: () => string,
): void {
  const sharedId = sharedIdOf(context.database, newId).get();
  const made = plans.map((plan) => makePlan(plan, sharedId));
  const storage = new SqliteRoomStorage(context.database, { prefix: 'document_' });
  const entries = made.flatMap(({ documents }) => documents);
  // The store works at once and says so later; inside a transaction only what it has done by now counts.
  storage.append(entries).catch(() => undefined);
  const stored = context.database.prepare('SELECT count(*) FROM document_entry').pluck().get();
  if (stored !== entries.length) throw new Error('the plans of the demo could not be stored');
  const records = createRecordService({ ...context, announce: () => undefined });
  // One after the other: lists show records in the order in which they were made.
  for (const { id, change } of made) {
    records.apply({
      opId: `demo/plan/${id}`,
      session: backendSession,
      scope: 'workspace',
      changes: [change],
    });
  }
}

function makePlan(plan: DemoPlan, sharedId: string) {
  const template = findPlanTemplate(plan.templateKey);
  if (!template) throw new TypeError(`the demo names a template that is not there: ${plan.templateKey}`);
  const id = planDocumentId({
    workspaceId: sharedId,
    templateKey: template.key,
    templateVersion: template.version,
    language: plan.language,
  });
  return { id, documents: demoDocuments(plan, template, id), change: indexRow(plan, template, id) };
}

/** The plan's text, and its companion with the suggestions where there are some. */
function demoDocuments(plan: DemoPlan, template: PlanTemplate, id: string): NewEntry[] {
  const text = demoText(plan, template, id);
  const entries = [{ room: id, update: Y.encodeStateAsUpdate(text), origin: localOrigin }];
  if (plan.suggestions.length > 0) {
    const commentsId = companionDocumentId(id, 'comments');
    entries.push({ room: commentsId, update: demoComments(plan, text, commentsId), origin: localOrigin });
  }
  text.destroy();
  return entries;
}

/** The template's own bytes, and the demo's text written by a second fixed client id. */
function demoText(plan: DemoPlan, template: PlanTemplate, documentId: string): Y.Doc {
  const doc = new Y.Doc({ guid: documentId });
  Y.applyUpdate(doc, templateUpdate({ template, language: plan.language, documentId }));
  doc.clientID = templateClientId(`${documentId}.demo`);
  doc.transact(() => {
    for (const chapter of plan.chapters) writeChapter(doc, chapter);
  });
  return doc;
}

function demoComments(plan: DemoPlan, text: Y.Doc, documentId: string): Uint8Array {
  const comments = new Y.Doc({ guid: documentId });
  comments.clientID = templateClientId(documentId);
  comments.transact(() => {
    for (const [
      index,
      { chapterKey, replaces, by, reason, authorPartnerId, at },
    ] of plan.suggestions.entries()) {
      const place = findWords(chapterFragment(text, chapterKey), replaces);
      if (!place) throw new TypeError(`the demo suggests a change of words that are not there: ${replaces}`);
      const author = { partnerId: authorPartnerId, name: '' };
      const id = `${documentId}.${index}`;
      addSuggestion(text, comments, { id, chapterKey, place, by, reason, author, at: Date.parse(at) });
    }
  });
  const update = Y.encodeStateAsUpdate(comments);
  comments.destroy();
  return update;
}

function writeChapter(
  doc: Y.Doc,
  { key, state, ownerPartnerId, tickedItems, blocks }: DemoPlanChapter,
): void {
  setChapterState(doc, key, state);
  setChapterOwner(doc, key, ownerPartnerId);
  for (const item of tickedItems) setChecklistTick(doc, key, item, true);
  if (blocks.length === 0) return;
  const fragment = chapterFragment(doc, key);
  fragment.delete(0, fragment.length);
  blocksToFragment(blocks, fragment);
}

function indexRow(plan: DemoPlan, template: PlanTemplate, id: string): RecordChange {
  return {
    kind: 'planDocument',
    id,
    parentId: null,
    patch: {
      title: plan.title,
      type: planTypeOf[plan.templateKey],
      templateVersion: template.version,
      language: plan.language,
      status: plan.status,
      approvals: plan.approvals.map((approval) => ({ organisation: '', ...approval })),
    },
  };
}
