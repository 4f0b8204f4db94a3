import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { type Backend, startBackend } from '../../../electron/backend/backend.ts';
import { companionDocumentId } from '../../../shared/documents/companions.ts';
import { chapterFragment } from '../../../shared/documents/plan-document.ts';
import { addSuggestion, decideSuggestion } from '../../../shared/documents/suggestions.ts';
import { findWords } from '../../../shared/documents/word-place.ts';

export interface PreparedPartnership {
  /** Has an open suggestion in its chapter `vision`, and two accepted ones that met. */
  suggestedPlanId: string;
  lockedPlanId: string;
}

/** The demo partnership, started on a relay with this profile as its facilitator. */
export async function preparePartnership(
  profileDir: string,
  relay: { address: string; startCode: string },
): Promise<PreparedPartnership> {
  const backend = await startBackend({ profileDir, appVersion: 'test' });
  try {
    const { services } = backend;
    await services.createDemo();
    const [suggestedPlan, lockedPlan] = services.workspace().plans.list();
    await services.joining.start({ address: relay.address, code: relay.startCode, displayName: 'Anna' });
    await services.members.createInvite({ role: 'editor', partner: null, expiresInDays: 7, maxUses: 3 });
    await services.members.setLocked(lockedPlan!.id, true);
    await suggest(backend, suggestedPlan!.id);
    await acceptApart(backend, suggestedPlan!.id);
    return { suggestedPlanId: suggestedPlan!.id, lockedPlanId: lockedPlan!.id };
  } finally {
    await backend.close();
  }
}

const author = { partnerId: null, name: 'Bert' };

async function suggest(backend: Backend, planId: string): Promise<void> {
  await withPlan(backend, planId, async (plan, comments) => {
    await plan.change((doc) => writeParagraph(doc, 'The clusters meet twice a year.'));
    await comments.change((doc) =>
      addSuggestion(plan.doc, doc, {
        id: randomUUID(),
        chapterKey: 'vision',
        place: findWords(chapterFragment(plan.doc, 'vision'), 'twice')!,
        by: 'three times',
        reason: 'As was agreed at the last meeting.',
        author,
        at: Date.parse('2026-11-02T10:00:00Z'),
      }),
    );
  });
}

/** Two suggestions for the same words, of which another laptop accepts one and this laptop the other. */
async function acceptApart(backend: Backend, planId: string): Promise<void> {
  await withPlan(backend, planId, async (plan, comments) => {
    await plan.change((doc) => writeParagraph(doc, 'A report is printed in spring.'));
    const at = Date.parse('2026-11-03T10:00:00Z');
    const place = () => findWords(chapterFragment(plan.doc, 'vision'), 'printed')!;
    for (const by of ['published', 'sent to all partners']) {
      const suggestion = { id: by, chapterKey: 'vision', place: place(), by, reason: '', author, at };
      await comments.change((doc) => addSuggestion(plan.doc, doc, suggestion));
    }
    const elsewhere = new Y.Doc({ guid: planId });
    Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(plan.doc));
    const accepted = { accepted: true, author, at };
    await comments.change((doc) => decideSuggestion(elsewhere, doc, { id: 'published', ...accepted }));
    await plan.change((doc) => {
      decideSuggestion(doc, comments.doc, { id: 'sent to all partners', ...accepted });
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(elsewhere));
    });
    elsewhere.destroy();
  });
}

type OpenPlan = Awaited<ReturnType<ReturnType<Backend['services']['workspace']>['hub']['open']>>;

async function withPlan(
  { services }: Backend,
  planId: string,
  work: (plan: OpenPlan, comments: OpenPlan) => Promise<void>,
): Promise<void> {
  const { hub } = services.workspace();
  const plan = await hub.open(planId);
  const comments = await hub.open(companionDocumentId(planId, 'comments'));
  try {
    await work(plan, comments);
  } finally {
    plan.close();
    comments.close();
  }
}

function writeParagraph(doc: Y.Doc, words: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  chapterFragment(doc, 'vision').insert(0, [paragraph]);
}
