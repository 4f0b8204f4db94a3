import { api } from './implementation.ts';

export const workspaceHandlers = {
  list: api.workspaces.list.handler(({ context }) => context.services.workspaces.list()),
  createDemo: api.workspaces.createDemo.handler(async ({ context }) => ({
    id: await context.services.createDemo(),
  })),
  create: api.workspaces.create.handler(async ({ context, input }) => ({
    id: await context.services.createPartnership(input),
  })),
  setOwnOrganisation: api.workspaces.setOwnOrganisation.handler(({ context, input }) => {
    context.services.setOwnOrganisation(input.organisation);
    return null;
  }),
  open: api.workspaces.open.handler(async ({ context, input }) => {
    await context.services.workspaces.open(input.id);
    return null;
  }),
  remove: api.workspaces.remove.handler(async ({ context, input }) => {
    await context.services.workspaces.remove(input.id);
    return null;
  }),
  restoreRemoved: api.workspaces.restoreRemoved.handler(async ({ context, input }) => {
    await context.services.workspaces.restoreRemoved(input.id);
    return null;
  }),
  backups: api.workspaces.backups.handler(({ context, input }) => context.services.backups.list(input.id)),
  backup: api.workspaces.backup.handler(({ context, input }) => context.services.workspaces.backUp(input.id)),
  restoreBackup: api.workspaces.restoreBackup.handler(async ({ context, input }) => {
    await context.services.workspaces.restoreBackup(input.id, input.fileName);
    return null;
  }),
};
