import { criterionEntryId } from '../domain/model/ids.ts';
import type { EntityKind } from '../domain/model/kinds.ts';
import { assessmentId, partnerId } from './demo-ids.ts';

/** Two changes of one field from the same base, made on two laptops that had not met. */
export interface DemoConflict {
  readonly kind: EntityKind;
  readonly id: string;
  readonly field: string;
  /** Value that both started from. */
  readonly base: unknown;
  /** The first value stands in the records; each was set by an organisation at a time (milliseconds since 1970). */
  readonly values: readonly { readonly partnerId: string; readonly at: number; readonly value: unknown }[];
}

/** The one conflict of the demo: the score of a criterion, set on two laptops on the same evening. */
export function demoConflicts(): DemoConflict[] {
  return [
    {
      kind: 'criterionEntry',
      id: criterionEntryId(assessmentId('01'), '3.2'),
      field: 'importance',
      base: null,
      values: [
        { partnerId: partnerId('01'), at: Date.UTC(2014, 5, 24, 18, 5), value: 2 },
        { partnerId: partnerId('02'), at: Date.UTC(2014, 5, 24, 18, 40), value: 3 },
      ],
    },
  ];
}
