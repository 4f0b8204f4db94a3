import { api } from './implementation.ts';

export const searchHandlers = {
  query: api.search.query.handler(({ context, input }) => context.services.workspace().search(input)),
};
