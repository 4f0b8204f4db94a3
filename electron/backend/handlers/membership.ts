import { api } from './implementation.ts';

export const membershipHandlers = {
  get: api.membership.get.handler(({ context }) => context.services.workspace().membership.view()),
  readInvite: api.membership.readInvite.handler(({ context, input }) =>
    context.services.members.readInvite(input.text),
  ),
  start: api.membership.start.handler(({ context, input }) => context.services.joining.start(input)),
  joinHere: api.membership.joinHere.handler(({ context, input }) => context.services.joining.joinHere(input)),
  joinNew: api.membership.joinNew.handler(async ({ context, input }) => ({
    id: await context.services.joining.joinNew(input),
  })),
  leave: api.membership.leave.handler(async ({ context }) => {
    await context.services.joining.leave();
    return null;
  }),
  members: api.membership.members.handler(({ context }) => context.services.members.members()),
  changeRole: api.membership.changeRole.handler(async ({ context, input }) => {
    await context.services.members.changeRole(input.memberId, input.role);
    return null;
  }),
  removeMember: api.membership.removeMember.handler(async ({ context, input }) => {
    await context.services.members.removeMember(input.memberId);
    return null;
  }),
  invites: api.membership.invites.handler(({ context }) => context.services.members.invites()),
  createInvite: api.membership.createInvite.handler(({ context, input }) =>
    context.services.members.createInvite(input),
  ),
  withdrawInvite: api.membership.withdrawInvite.handler(async ({ context, input }) => {
    await context.services.members.withdrawInvite(input.inviteId);
    return null;
  }),
  documentAccess: api.membership.documentAccess.handler(({ context, input }) =>
    context.services.members.documentAccess(input.documentId),
  ),
  setLocked: api.membership.setLocked.handler(({ context, input }) =>
    context.services.members.setLocked(input.documentId, input.locked),
  ),
  setDocumentRole: api.membership.setDocumentRole.handler(({ context, input }) =>
    context.services.members.setDocumentRole(input.documentId, input.memberId, input.role),
  ),
};
