import type { RecordChange } from '../../../shared/contract/records.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { backendSession } from '../services/assessment-service.ts';
import { toRecordRow } from '../services/record-rows.ts';
import { api } from './implementation.ts';

export const recordHandlers = {
  apply: api.records.apply.handler(({ context, input }) => {
    refuseForeign(input);
    return context.services.workspace().records.apply(input);
  }),
  undo: api.records.undo.handler(({ context, input }) => {
    refuseForeign(input);
    return context.services.workspace().records.undo(input);
  }),
  redo: api.records.redo.handler(({ context, input }) => {
    refuseForeign(input);
    return context.services.workspace().records.redo(input);
  }),
  undoState: api.records.undoState.handler(({ context, input }) =>
    context.services.workspace().records.undoState(input),
  ),
  list: api.records.list.handler(({ context, input }) => {
    const { entities } = context.services.workspace().context;
    const found = input.parentId
      ? entities.children(input.parentId, input.kind, input.withDeleted)
      : entities.list(input.kind, input.withDeleted);
    return found.map(toRecordRow);
  }),
  get: api.records.get.handler(({ context, input }) => {
    const found = context.services.workspace().context.entities.get(input.kind, input.id);
    return found ? toRecordRow(found) : null;
  }),
  history: api.records.history.handler(({ context, input }) => context.services.workspace().history(input)),
};

/**
 * Entries of plans are changed by the service of plans alone, which asks what the partnership allows; and
 * what the backend itself has done is not a window's to take back.
 */
function refuseForeign({
  session,
  changes = [],
}: {
  session: string;
  changes?: readonly RecordChange[];
}): void {
  if (session === backendSession || changes.some(({ kind }) => kind === 'planDocument'))
    throw new AppError('notAllowed');
}
