import { eventIterator } from '@orpc/contract';
import type { EntityKind } from '../domain/model/kinds.ts';
import { procedure, trusted } from './base.ts';
import type { SyncStatus } from './plans.ts';

/** What changed in the backend: the interface reads again what it shows of it. */
export type ChangeEvent =
  | { type: 'records'; kinds: EntityKind[]; scope: string; session: string }
  | { type: 'documents' }
  | { type: 'snapshots' }
  | { type: 'workspace' }
  | { type: 'profile' }
  | { type: 'room' }
  | { type: 'membership' }
  | { type: 'sync'; status: SyncStatus };

export const events = {
  changes: procedure.output(eventIterator(trusted<ChangeEvent>())),
};
