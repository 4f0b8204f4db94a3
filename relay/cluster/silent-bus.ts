import type { ClusterBus } from './cluster-bus.ts';

/** No bus at all: relays find each other's changes by asking the store once a second. */
export const silentBus: ClusterBus = {
  start: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  publish: () => undefined,
  close: async () => undefined,
};
