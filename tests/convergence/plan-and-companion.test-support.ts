import * as Y from 'yjs';
import type { SeededRandom } from './simulation/seeded-random.ts';

/** A plan and the document of its comments and suggestions, as one laptop has them. */
export interface PlanAndCompanion {
  readonly plan: Y.Doc;
  readonly comments: Y.Doc;
}

export function newPlanAndCompanion(clientId: number): PlanAndCompanion {
  const [plan, comments] = [new Y.Doc({ guid: 'plan' }), new Y.Doc({ guid: 'plan.comments' })];
  plan.clientID = clientId;
  comments.clientID = clientId;
  return { plan, comments };
}

export function give(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'remote');
}

/** The plan and its companion travel apart: one may arrive long before the other. */
export function meet<Laptop extends PlanAndCompanion>(
  random: SeededRandom,
  left: Laptop,
  right: Laptop,
  maySendPlan: (laptop: Laptop) => boolean = () => true,
): void {
  if (left === right) return;
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    if (maySendPlan(from) && random.chance(0.7)) give(from.plan, to.plan);
    if (random.chance(0.7)) give(from.comments, to.comments);
  }
}
