import { api } from './implementation.ts';

export const roomHandlers = {
  state: api.room.state.handler(({ context }) => context.services.room.state()),
  networks: api.room.networks.handler(({ context }) => context.services.room.networks()),
  host: api.room.host.handler(({ context, input }) =>
    context.services.room.host(input.networkId, input.guestsMay),
  ),
  setGuestsMay: api.room.setGuestsMay.handler(async ({ context, input }) => {
    await context.services.room.setGuestsMay(input.guestsMay);
    return null;
  }),
  stop: api.room.stop.handler(async ({ context }) => {
    await context.services.room.stop();
    return null;
  }),
  join: api.room.join.handler(({ context, input }) =>
    context.services.room.join(input.invitation, input.switchWorkspace),
  ),
  leave: api.room.leave.handler(async ({ context }) => {
    await context.services.room.leave();
    return null;
  }),
  retry: api.room.retry.handler(({ context }) => {
    context.services.room.retryNow();
    return null;
  }),
  nearby: api.room.nearby.handler(({ context }) => context.services.room.nearby()),
};
