import { api } from './implementation.ts';

export const eventHandlers = {
  changes: api.events.changes.handler(({ context, signal }) => context.services.feed.subscribe(signal)),
};
