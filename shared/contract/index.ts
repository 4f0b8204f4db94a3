import { assessments } from './assessments.ts';
import { events } from './events.ts';
import { membership } from './membership.ts';
import { handover } from './handover.ts';
import { plans, sync } from './plans.ts';
import { records } from './records.ts';
import { room } from './room.ts';
import { snapshots } from './snapshots.ts';
import { search } from './search.ts';
import { profile, workspaces } from './workspaces.ts';

/** Everything a window may ask of the backend. */
export const contract = {
  profile,
  workspaces,
  records,
  assessments,
  snapshots,
  plans,
  sync,
  membership,
  handover,
  search,
  room,
  events,
};
export type Contract = typeof contract;
