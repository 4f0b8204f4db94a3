import { randomUUID } from 'node:crypto';
import type { Scheduler } from '../rooms/scheduler.ts';
import { DatabaseWatch } from '../storage/database-watch.ts';
import { openPostgresStore } from '../storage/open-postgres-store.ts';
import type { RelayStore } from '../storage/open-relay-store.ts';
import type { ClusterBus } from './cluster-bus.ts';
import type { ClusterEventListener } from './cluster-event.ts';
import { accessOn } from './open-shared-access.ts';
import { RedisBus } from './redis-bus.ts';
import { RelayCluster } from './relay-cluster.ts';
import { silentBus } from './silent-bus.ts';

export interface SharedStoreOptions {
  readonly databaseUrl: string;
  /** Without it relays hear of each other's changes by asking the database once a second. */
  readonly redisUrl: string | undefined;
  readonly scheduler: Scheduler;
  readonly onEvent: ClusterEventListener;
}

/** Opens the database that several relays share, and the bus between them. Throws `DatabaseError`, `RedisAddressError`. */
export async function openSharedStore(options: SharedStoreOptions): Promise<RelayStore> {
  const { databaseUrl, scheduler, onEvent } = options;
  const bus = busOf(options);
  const store = await openPostgresStore({ url: databaseUrl });
  const { pool, storage, storeId } = store;
  const cluster = new RelayCluster({ relayId: randomUUID(), storeId, storage, bus, scheduler, onEvent });
  const watch = new DatabaseWatch({
    probe: () => pool.query('SELECT 1'),
    scheduler,
    onAway: (error) => onEvent({ kind: 'databaseAway', error }),
    onBack: () => onEvent({ kind: 'databaseBack' }),
  });
  const access = accessOn(pool, scheduler);
  return {
    rooms: storage,
    access,
    cluster,
    isReady: () => watch.isUp,
    async close() {
      watch.close();
      await access.close();
      await cluster.close();
      await store.close();
    },
  };
}

function busOf({ redisUrl, onEvent }: SharedStoreOptions): ClusterBus {
  if (redisUrl === undefined) return silentBus;
  return new RedisBus({ url: redisUrl, onFailure: (error) => onEvent({ kind: 'clusterBusFailed', error }) });
}
