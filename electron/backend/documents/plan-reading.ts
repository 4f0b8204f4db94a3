import { planIdOf } from '../../../shared/documents/companions.ts';
import { createPlanReadingRepository } from '../repositories/plan-reading-repository.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import type { DocumentHub } from './document-hub.ts';
import { localOrigin } from './window-documents.ts';

/** Remembers which plans others have worked on that nobody here has looked at since. */
export interface PlanReading {
  unseenSince(planId: string): number | null;
  close(): void;
}

export interface PlanReadingOptions {
  context: WorkspaceContext;
  hub: Pick<DocumentHub, 'onCommitted' | 'onLookedAt' | 'isLookedAt'>;
  wallClock: () => number;
}

export function createPlanReading({ context, hub, wallClock }: PlanReadingOptions): PlanReading {
  const repository = createPlanReadingRepository(context.database);
  const isPlan = (planId: string) => context.entities.get('planDocument', planId) !== undefined;
  const stops = [
    hub.onCommitted(({ documentId, origin }) => {
      const planId = planIdOf(documentId);
      if (origin === localOrigin || hub.isLookedAt(planId) || !isPlan(planId)) return;
      repository.othersChanged(planId, wallClock());
    }),
    hub.onLookedAt((documentId) => {
      if (repository.seen(planIdOf(documentId))) context.announce({ type: 'documents' });
    }),
  ];
  return {
    unseenSince: (planId) => repository.unseenSince(planId),
    close() {
      for (const stop of stops) stop();
    },
  };
}
