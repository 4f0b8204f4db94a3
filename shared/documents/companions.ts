/**
 * A plan is several documents that travel together: its text under the plan's own id, and companions
 * under `<plan id>.<companion>`, so that opening the text does not wait for them and a relay can let
 * someone comment who may not write. A plan's id itself has no dot.
 */
export const planCompanions = ['images', 'comments'] as const;
export type PlanCompanion = (typeof planCompanions)[number];

export function companionDocumentId(planId: string, companion: PlanCompanion): string {
  return `${planId}.${companion}`;
}

/** The plan's text and its companions. */
export function planDocumentIds(planId: string): string[] {
  return [planId, ...planCompanions.map((companion) => companionDocumentId(planId, companion))];
}

/** The plan that a document belongs to: itself, or the one that it is a companion of. */
export function planIdOf(documentId: string): string {
  const companion = planCompanions.find((name) => documentId.endsWith(`.${name}`));
  return companion === undefined ? documentId : documentId.slice(0, -companion.length - 1);
}

/** Whether a document holds the comments of a plan: those who may not write the text may write these. */
export const isComments = (documentId: string): boolean =>
  documentId === companionDocumentId(planIdOf(documentId), 'comments');
