import { api } from './implementation.ts';

export const snapshotHandlers = {
  list: api.snapshots.list.handler(({ context }) => context.services.workspace().snapshots.list()),
  open: api.snapshots.open.handler(({ context, input }) =>
    context.services.workspace().snapshots.open(input.hash),
  ),
  together: api.snapshots.together.handler(({ context }) =>
    context.services.workspace().snapshots.together(),
  ),
  preview: api.snapshots.preview.handler(({ context, input }) =>
    context.services.workspace().snapshots.preview(input),
  ),
  make: api.snapshots.make.handler(({ context, input }) =>
    context.services.workspace().snapshots.make(input),
  ),
  share: api.snapshots.share.handler(({ context, input }) => {
    context.services.workspace().snapshots.share(input.hash);
    return null;
  }),
  withdraw: api.snapshots.withdraw.handler(({ context, input }) => {
    context.services.workspace().snapshots.withdraw(input.hash);
    return null;
  }),
};
