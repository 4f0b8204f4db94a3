import { api } from './implementation.ts';

export const profileHandlers = {
  get: api.profile.get.handler(({ context }) => context.services.profile.view()),
  update: api.profile.update.handler(({ context, input }) => {
    const { profile, feed } = context.services;
    profile.update(input);
    feed.announce({ type: 'profile' });
    return profile.view();
  }),
};
