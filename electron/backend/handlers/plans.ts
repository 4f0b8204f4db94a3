import { api } from './implementation.ts';

export const planHandlers = {
  list: api.plans.list.handler(({ context }) => context.services.workspace().plans.list()),
  create: api.plans.create.handler(({ context, input }) => context.services.workspace().plans.create(input)),
  rename: api.plans.rename.handler(({ context, input }) => {
    context.services.workspace().plans.rename(input.id, input.title, input.opId);
    return null;
  }),
  remove: api.plans.remove.handler(({ context, input }) => {
    context.services.workspace().plans.setRemoved(input.id, true, input.opId);
    return null;
  }),
  restore: api.plans.restore.handler(({ context, input }) => {
    context.services.workspace().plans.setRemoved(input.id, false, input.opId);
    return null;
  }),
};

export const syncHandlers = {
  status: api.sync.status.handler(({ context }) => context.services.syncStatus()),
  retry: api.sync.retry.handler(({ context }) => {
    context.services.workspace().hub.retryNow();
    return null;
  }),
};
