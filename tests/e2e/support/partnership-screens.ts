import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { type Backend, startBackend } from '../../../electron/backend/backend.ts';
import { companionDocumentId } from '../../../shared/documents/companions.ts';
import { chapterFragment } from '../../../shared/documents/plan-document.ts';
import { addSuggestion } from '../../../shared/documents/suggestions.ts';

export interface PreparedPartnership {
  /** Has an open suggestion in its chapter `vision`. */
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
    return { suggestedPlanId: suggestedPlan!.id, lockedPlanId: lockedPlan!.id };
  } finally {
    await backend.close();
  }
}

async function suggest({ services }: Backend, planId: string): Promise<void> {
  const { hub } = services.workspace();
  const plan = await hub.open(planId);
  const comments = await hub.open(companionDocumentId(planId, 'comments'));
  try {
    await plan.change((doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('The clusters meet twice a year.')]);
      chapterFragment(doc, 'vision').insert(0, [paragraph]);
    });
    const text = (chapterFragment(plan.doc, 'vision').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    await comments.change((doc) =>
      addSuggestion(plan.doc, doc, {
        id: randomUUID(),
        chapterKey: 'vision',
        place: { text, index: 18, length: 5 },
        by: 'three times',
        reason: 'As was agreed at the last meeting.',
        author: { partnerId: null, name: 'Bert' },
        at: Date.parse('2026-11-02T10:00:00Z'),
      }),
    );
  } finally {
    plan.close();
    comments.close();
  }
}
