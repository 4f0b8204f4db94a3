import type { PlanTemplateKey } from '../../../shared/contract/plans.ts';

/** What a plan made from a template is in its index row. */
export const planTypeOf = {
  'joint-strategic-plan': 'jsp',
  'sustainability-plan': 'sp',
  'see-initiative': 'sei',
} as const satisfies Record<PlanTemplateKey, string>;
