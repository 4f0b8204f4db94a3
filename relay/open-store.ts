import { type OpenAccessStore, openSharedAccess } from './cluster/open-shared-access.ts';
import { openSharedStore } from './cluster/open-shared-store.ts';
import type { ClusterEventListener } from './cluster/cluster-event.ts';
import { nodeScheduler } from './rooms/scheduler.ts';
import { openAccessStore, openRelayStore, type RelayStore } from './storage/open-relay-store.ts';
import type { StorePlace } from './store-options.ts';

/** Opens what a relay keeps. Throws `RelayStoreError`, `DatabaseError` or `RedisAddressError`. */
export async function openStore(place: StorePlace, onEvent: ClusterEventListener): Promise<RelayStore> {
  const { data, database, redis } = place;
  if (database !== undefined) {
    return openSharedStore({ databaseUrl: database, redisUrl: redis, scheduler: nodeScheduler, onEvent });
  }
  return openRelayStore(requireFolder(data));
}

/** Opens the members and rights alone, also while relays run on them. */
export async function openAccess(
  { data, database }: StorePlace,
  mode: 'create' | 'existing',
): Promise<OpenAccessStore> {
  if (database !== undefined) return openSharedAccess(database, nodeScheduler);
  return openAccessStore(requireFolder(data), mode);
}

function requireFolder(data: string | undefined): string {
  if (data === undefined) throw new TypeError('a store is in a folder or in a database');
  return data;
}
