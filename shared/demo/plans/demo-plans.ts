import { jointStrategicPlan } from './joint-strategic-plan.ts';
import type { DemoPlan } from './plan-shape.ts';
import { seeInitiative } from './see-initiative.ts';
import { sustainabilityPlan } from './sustainability-plan.ts';

export type { DemoPlan, DemoPlanChapter, DemoSuggestion } from './plan-shape.ts';

/** What the three plan documents of the demo hold; the documents themselves are made from their templates. */
export function demoPlans(): DemoPlan[] {
  return [jointStrategicPlan(), sustainabilityPlan(), seeInitiative()];
}
