import { ORPCError } from '@orpc/server';
import { AppError } from '../../../shared/kernel/errors.ts';
import { asAppError } from '../db/sqlite-errors.ts';
import { assessmentHandlers } from './assessments.ts';
import { eventHandlers } from './events.ts';
import { handoverHandlers } from './handover.ts';
import { api } from './implementation.ts';
import { membershipHandlers } from './membership.ts';
import { planHandlers, syncHandlers } from './plans.ts';
import { profileHandlers } from './profile.ts';
import { recordHandlers } from './records.ts';
import { roomHandlers } from './room.ts';
import { snapshotHandlers } from './snapshots.ts';
import { searchHandlers } from './search.ts';
import { workspaceHandlers } from './workspaces.ts';

export type ReportBug = (error: unknown) => string;

/**
 * The whole contract served. Expected failures go out with their code; a bug is logged once under
 * an id and only the id goes out.
 */
export function createRouter(reportBug: ReportBug) {
  const guarded = api.use(async ({ next, errors }) => {
    try {
      return await next();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error instanceof AppError) {
        throw errors.APP({ data: { code: error.code, params: error.params } });
      }
      // Input that does not fit the contract: the window and the backend disagree, or someone is trying.
      if (error instanceof ORPCError) throw error;
      throw errors.APP({ data: { code: 'unexpected', params: { id: reportBug(error) } } });
    }
  });
  return guarded.router({
    profile: profileHandlers,
    workspaces: workspaceHandlers,
    records: recordHandlers,
    assessments: assessmentHandlers,
    snapshots: snapshotHandlers,
    plans: planHandlers,
    sync: syncHandlers,
    membership: membershipHandlers,
    handover: handoverHandlers,
    search: searchHandlers,
    room: roomHandlers,
    events: eventHandlers,
  });
}
